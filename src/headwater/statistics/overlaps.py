"""Differencing between tables that cut the same events differently: by period, by geography and by category, nested or overlapping.

Each figure says what it covers. What figures share and where they differ becomes cells of its own, so that
`differencing` sees every sliver between two boundaries, two rolling years or two age bands. Where there are
too many pieces to decide in time, the answer is a refusal, not a guess.
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


def revealed(now: Sequence[Figure], *, before: Sequence[Figure] = (), small: Range) -> dict[Cell, int]:
    """The small counts that follow from a release with all earlier ones and did not follow before it.

    Formula: pieces are the atoms told apart by which figures cover them; each figure is the sum of its
        pieces, and of figures within it and the rest. What `differencing.determined_cells` finds among
        figures hidden (their range is open), pieces and rests counts if it is in `small` and nobody shows it.
    Shape and units: figures in any order, each cell named once a release; counts.
    Valid when: figures count the same events, revised by nothing in between, and atoms are no larger than any
        figure's edge. A rest is judged without each figure within it, and without as many as fit side by side
        in one way of cutting; a small sum of several pieces that is neither is not looked for.
    Raises: Invalid for figures cut in different numbers of ways, a cell named for two extents, or counts
        that contradict one another; Refused (disclosure_unproven) where safety cannot be decided within the
        budget: then do not publish.
    Source: Hundepool A. et al. (2012), Statistical Disclosure Control, Wiley, p. 170-173; Duke-Williams O. &
        Rees P. (1998), Can census offices publish statistics for more than one small area geography? Int. J.
        Geographical Information Science 12(6), p. 579-605.

    >>> ward = Figure("ward", (frozenset({"a", "b", "c"}),), Range(30, 30))
    >>> beat = Figure("beat", (frozenset({"a", "b"}),), Range(26, 26))
    >>> revealed([beat], before=[ward], small=Range(1, 7))
    {Rest(whole='ward', without=('beat',)): 4}
    """
    told = _small(_Table(before), small) if before else {}
    found = _small(_Table([*before, *now]), small)
    return {cell: count for extent, (cell, count) in found.items() if extent not in told}


class _Table:
    """Figures of all releases, and the pieces that they cut the events into."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = _named_once(figures)
        self.known = differencing.merged(*({each.cell: each.known} for each in figures))
        self._cells = list(self.figures)
        self._blocks = _blocks(list(self.figures.values()))
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
        at = [{atom: number for number, block in enumerate(way) for atom in block} for way in self._blocks]
        counted = 0
        for number, figure in enumerate(self.figures.values()):
            ways = [sorted({at[way][atom] for atom in atoms}) for way, atoms in enumerate(figure.covers)]
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


def _small(table: _Table, small: Range) -> dict[Atoms, tuple[Cell, int]]:
    """Small counts that follow, by what they cover: one extent may be a figure, a rest and a piece at once."""
    sums = [*table.rests(small), *table.sums()]
    found = differencing.determined_cells(sums, table.known).determined
    order = sorted(found, key=lambda cell: (cell not in table.figures, isinstance(cell, Piece)))
    most = inf if small.greatest is None else small.greatest
    follows = [(cell, found[cell]) for cell in order if small.least <= found[cell] <= most]
    extents = {table.extent(cell): (cell, count) for cell, count in reversed(follows)}
    return {extent: named for extent, named in extents.items() if not table.shows(extent)}


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
