"""Figures that cut the same events differently, laid over one another: the pieces, the rests, and how all add up.

By place, time, category or anything else that can be named by atoms. What follows from it is `overlaps`' question.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf, prod

import numpy as np
from scipy import sparse

from headwater.statistics import differencing
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.vocabulary.errors import Invalid, Refused

MOST_PIECES = 1_000_000  # counted once for each figure that covers them
MOST_OVERLAPS = 20_000_000  # pairs of figures, counted once for each piece that they share
MOST_RESTS = 300_000  # of a figure without others, that may be small
Atoms = frozenset[Hashable]
Atom = tuple[Hashable, ...]  # one of each way of cutting


@dataclass(frozen=True)
class Figure:
    """A count as outsiders know it. `covers`: the atoms it takes in, one set a way of cutting, the same ways in
    the same order for all figures: say small areas, months, and offences.
    """

    cell: Cell
    covers: tuple[Atoms, ...]
    known: Range = field(default_factory=Range)

    def __post_init__(self) -> None:
        if not self.covers or not all(self.covers):
            raise Invalid("A figure covers at least one atom in each way of cutting.")


@dataclass(frozen=True)
class Piece:
    """What lies inside all of these figures and outside all others."""

    inside: frozenset[Cell]


@dataclass(frozen=True)
class Rest:
    """What is left of a figure without others that lie within it and apart."""

    whole: Cell
    without: tuple[Cell, ...]


class Overlay:
    """Figures of all releases, and the pieces that they cut the events into."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = _named_once(figures)
        self.known = differencing.merged(*({each.cell: each.known} for each in figures))
        self._cells = list(self.figures)
        self._blocks = _blocks(list(self.figures.values()))
        self._at = [
            {atom: number for number, block in enumerate(way) for atom in block} for way in self._blocks
        ]
        covering = self._covering()
        self.pieces: dict[frozenset[int], list[tuple[int, ...]]] = defaultdict(list)
        for atom, numbers in covering.items():
            self.pieces[frozenset(numbers)].append(atom)

    def sums(self) -> Iterator[Sum]:
        """Each figure is the sum of its pieces."""
        parts: defaultdict[int, list[Cell]] = defaultdict(list)
        for numbers in self.pieces:
            piece = self._piece(numbers)
            for number in numbers:
                parts[number].append(piece)
        for number, pieces in parts.items():
            yield Sum(self._cells[number], tuple(pieces))

    def counted(self, events: Mapping[Atom, int]) -> dict[Cell, int]:
        """What each figure and piece counts of events; those that no figure covers are left out."""
        counts: dict[Cell, int] = dict.fromkeys(self._cells, 0)
        names = {blocks: numbers for numbers, atoms in self.pieces.items() for blocks in atoms}
        counts |= dict.fromkeys(map(self._piece, self.pieces), 0)
        for atom, n in events.items():
            numbers = names.get(tuple(way.get(each, -1) for way, each in zip(self._at, atom, strict=True)))
            if numbers is not None:
                for cell in (self._piece(numbers), *(self._cells[number] for number in numbers)):
                    counts[cell] += n
        return counts

    def rests(self, small: Range) -> Iterator[Sum]:
        """Each figure is the sum of others within it and the rest, where the rest may be small: one by one, and
        as many side by side as there is room for.
        """
        within: defaultdict[Cell, list[Cell]] = defaultdict(list)
        for whole, part in self._nested():
            within[whole].append(part)
        candidates = (
            (whole, parts)
            for whole, inside in within.items()
            for parts in dict.fromkeys([*((part,) for part in inside), *self._side_by_side(whole, inside)])
        )
        found = [each for each in candidates if self._may_be_small(*each, small)]
        if len(found) > MOST_RESTS:
            raise _unproven()
        return (Sum(whole, (*parts, Rest(whole, parts))) for whole, parts in found)

    def _side_by_side(self, whole: Cell, inside: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
        """Of the figures cut from a whole in one way only, sets that do not overlap, the largest first."""
        ways: defaultdict[int, list[Cell]] = defaultdict(list)
        covers = self.figures[whole].covers
        for part in inside:
            differ = [way for way, own in enumerate(self.figures[part].covers) if own != covers[way]]
            if len(differ) == 1:
                ways[differ[0]].append(part)
        for way, parts in ways.items():
            sets = {part: self.figures[part].covers[way] for part in parts}
            left = sorted(parts, key=lambda part: -len(sets[part]))
            while left:
                chosen, left = _apart(left, sets)
                if sum(len(sets[part]) for part in chosen) < len(covers[way]):
                    yield tuple(chosen)

    def extent(self, cell: Cell) -> Atoms:
        """The atoms that a figure, a rest or a piece takes in."""
        if isinstance(cell, Rest):
            return self.extent(cell.whole).difference(*map(self.extent, cell.without))
        if isinstance(cell, Piece):
            at = {name: number for number, name in enumerate(self._cells)}
            atoms = self.pieces[frozenset(at[name] for name in cell.inside)]
            return frozenset(atom for blocks in atoms for atom in product(*self._members(blocks)))
        return frozenset(product(*self.figures[cell].covers))

    def shows(self, extent: Atoms) -> bool:
        """Whether a figure of just this extent left with its number."""
        return any(
            self.known[cell].least == self.known[cell].greatest
            and prod(map(len, figure.covers)) == len(extent)
            and self.extent(cell) == extent
            for cell, figure in self.figures.items()
        )

    def _piece(self, numbers: frozenset[int]) -> Piece:
        return Piece(frozenset(self._cells[number] for number in numbers))

    def _members(self, blocks: tuple[int, ...]) -> list[Atoms]:
        return [way[block] for way, block in zip(self._blocks, blocks, strict=True)]

    def _covering(self) -> dict[tuple[int, ...], list[int]]:
        """Each combination of blocks, with the numbers of the figures that cover it."""
        covering: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        counted = 0
        for number, figure in enumerate(self.figures.values()):
            ways = [
                sorted({self._at[way][atom] for atom in atoms}) for way, atoms in enumerate(figure.covers)
            ]
            counted += prod(map(len, ways))
            if counted > MOST_PIECES:
                raise _unproven()
            for blocks in product(*ways):
                covering[blocks].append(number)
        return covering

    def _nested(self) -> Iterator[tuple[Cell, Cell]]:
        """Pairs of figures of which the second lies within the first."""
        entries = [(number, column) for column, numbers in enumerate(self.pieces) for number in numbers]
        if sum(len(numbers) ** 2 for numbers in self.pieces) > MOST_OVERLAPS:
            raise _unproven()
        number, column = np.array(entries, dtype=np.int64).T
        shape = (len(self._cells), len(self.pieces))
        covers = sparse.csr_array((np.ones(number.size, dtype=np.int64), (number, column)), shape=shape)
        size = np.asarray(covers.sum(axis=1))
        shared = (covers @ covers.T).tocsr()
        shared.sort_indices()
        shared = shared.tocoo()
        within = (shared.data == size[shared.col]) & (size[shared.row] > size[shared.col])
        for whole, part in zip(shared.row[within].tolist(), shared.col[within].tolist(), strict=True):
            yield self._cells[whole], self._cells[part]

    def _may_be_small(self, whole: Cell, parts: tuple[Cell, ...], small: Range) -> bool:
        of_whole, of_parts = self.known[whole], [self.known[part] for part in parts]
        most = sum(inf if each.greatest is None else each.greatest for each in of_parts)
        too_many = small.greatest is not None and of_whole.least - most > small.greatest
        fewest = sum(each.least for each in of_parts)
        too_few = of_whole.greatest is not None and of_whole.greatest - fewest < small.least
        return not (too_many or too_few)


def _apart(parts: Sequence[Cell], sets: Mapping[Cell, Atoms]) -> tuple[list[Cell], list[Cell]]:
    """In order, those that overlap none before, and the others."""
    taken: set[Hashable] = set()
    chosen: list[Cell] = []
    left: list[Cell] = []
    for part in parts:
        overlaps = not taken.isdisjoint(sets[part])
        (left if overlaps else chosen).append(part)
        taken |= frozenset() if overlaps else sets[part]
    return chosen, left


def _named_once(figures: Sequence[Figure]) -> dict[Cell, Figure]:
    named: dict[Cell, Figure] = {}
    for each in figures:
        if len(each.covers) != len(figures[0].covers):
            raise Invalid("All figures are to be cut in the same number of ways.")
        if named.setdefault(each.cell, each).covers != each.covers:
            raise Invalid("One cell is named for two different extents: name each figure by what it covers.")
    return named


def _blocks(figures: Sequence[Figure]) -> list[list[Atoms]]:
    """For each way of cutting, the atoms that no figure tells apart, together."""
    return [
        _alike(dict.fromkeys(each.covers[way] for each in figures)) for way in range(len(figures[0].covers))
    ]


def _alike(extents: Iterable[Atoms]) -> list[Atoms]:
    inside: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, extent in enumerate(extents):
        for atom in extent:
            inside[atom].append(number)
    blocks: defaultdict[tuple[int, ...], set[Hashable]] = defaultdict(set)
    for atom, numbers in inside.items():
        blocks[tuple(numbers)].add(atom)
    return [frozenset(blocks[numbers]) for numbers in sorted(blocks)]  # in an order that no hash decides


def _unproven() -> Refused:
    return Refused(
        "These figures cut across one another in too many ways to prove safe: do not publish them together.",
        code="disclosure_unproven",
    )
