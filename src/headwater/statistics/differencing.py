"""What follows from sums: the hidden counts that somebody holding this and all earlier releases can work out.

Cells are named by any hashable key that means the same count in every release (indicator, area, period,
group), so earlier releases are added by giving their sums and ranges too. Three steps: ranges pushed
through the sums, exact elimination, and an integer programme where ranges leave no room. What follows only
because counts are whole, beyond the ranges, is not claimed.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from headwater.statistics import elimination, narrowing
from headwater.statistics.attainment import Programme
from headwater.statistics.elimination import CONSTANT, Row
from headwater.statistics.narrowing import Bounds
from headwater.vocabulary.errors import Invalid

Cell = Hashable
REMEMBERED = 4_000  # groups of linked sums, with what follows from them
LARGEST_ROW = 60  # unknowns: a derived row longer than this says next to nothing about ranges


@dataclass(frozen=True)
class Range:
    """The whole numbers from `least` to `greatest`, both included; None: no end."""

    least: int = 0
    greatest: int | None = None

    def __post_init__(self) -> None:
        if self.greatest is not None and self.greatest < self.least:
            raise Invalid("What is known of a cell contradicts itself: its range is empty.")


@dataclass(frozen=True)
class Sum:
    """One cell is the sum of others: a margin, a nesting of areas, a rolling year of months."""

    whole: Cell
    parts: tuple[Cell, ...]

    def __post_init__(self) -> None:
        if not self.parts or len({self.whole, *self.parts}) != len(self.parts) + 1:
            raise Invalid("A sum names each of its cells once, and at least one part.")


@dataclass(frozen=True)
class Inference:
    """What follows: cells not exactly known before and known now, and the range left to each other one."""

    determined: dict[Cell, int]
    ranges: dict[Cell, Range]


def merged(*releases: Mapping[Cell, Range]) -> dict[Cell, Range]:
    """What several releases together say of each cell.

    >>> merged({"E1": Range(8, 12)}, {"E1": Range(10, 14)})
    {'E1': Range(least=10, greatest=12)}
    """
    said: dict[Cell, Range] = {}
    for release in releases:
        for cell, known in release.items():
            before = said.get(cell, Range())
            ends = [end for end in (before.greatest, known.greatest) if end is not None]
            said[cell] = Range(max(before.least, known.least), min(ends, default=None))
    return said


def determined_cells(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> Inference:
    """The hidden cells of which only one value is possible, and the range left to the others.

    Formula: over all x >= 0 with x_whole = sum x_parts and least <= x <= greatest: a cell is determined
        where min x = max x. Ranges by propagation; elimination exact in whole numbers; where no point lies
        strictly inside all ranges of linked cells, min and max by linear programme.
    Shape and units: sums and what is known by cell; a cell only named in a sum is known to be 0 or more.
    Valid when: everything released that could be linked is given. Ranges stated for cells are safe outer
        ranges: the true reach of an attacker may be narrower.
    Raises: Invalid where sums and ranges contradict one another; Refused (disclosure_unproven) where safety
        cannot be decided within the budget: then do not publish.
    Source: Hundepool A. et al. (2012), Statistical Disclosure Control, Wiley, p. 131-153.

    >>> sums = [Sum("all", ("a", "b", "c"))]
    >>> known = {"all": Range(20, 20), "a": Range(12, 12), "b": Range(1, 7), "c": Range(1, 7)}
    >>> determined_cells(sums, known).ranges
    {'b': Range(least=1, greatest=7), 'c': Range(least=1, greatest=7)}
    >>> determined_cells(sums, known | {"all": Range(26, 26)}).determined
    {'b': 7, 'c': 7}
    """
    cells = _cells(sums, known)
    at = {cell: place for place, cell in enumerate(cells)}
    bounds, rows = _bounds(cells, known), _rows(sums, at)
    open_before = [place for place in range(len(cells)) if bounds.open(place)]
    narrowing.settle(rows, bounds)
    for linked in _components(rows, bounds):
        _solve_once(linked, bounds)
    determined = {cells[place]: bounds.low[place] for place in open_before if not bounds.open(place)}
    ranges = {cells[place]: _range(bounds, place) for place in open_before if bounds.open(place)}
    return Inference(determined, ranges)


def believable(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> list[Sum]:
    """The sums that can hold together with what is known, first come first believed.

    Formula: each sum in turn, unless no count could be as it and those believed before it say: by ranges,
        and by elimination.
    Shape and units: sums and what is known by cell, as for `determined_cells`; the sums in order of belief.
    Valid when: figures were revised between releases, so that sums of an old and a new figure need not
        hold; give the sums of the newest figures first. What can be seen only by a programme is not.
    Raises: Refused (disclosure_unproven) where ranges do not settle within the budget.
    Source: none; a rule of this product.

    >>> sums = [Sum("quarter", ("april", "may", "june")), Sum("year", ("quarter", "rest"))]
    >>> known = {cell: Range(9, 9) for cell in ("april", "may", "june")}
    >>> believable(sums, known | {"quarter": Range(26, 26), "year": Range(90, 90)}) == sums[1:]
    True
    """
    cells = _cells(sums, known)
    bounds, rows = _bounds(cells, known), _rows(sums, {cell: place for place, cell in enumerate(cells)})
    together = narrowing.Rows(bounds)
    settled = [number for number, row in enumerate(rows) if together.would_hold(row)]
    pivots: dict[int, Row] = {}
    return [sums[number] for number in settled if _joins(_filled(rows[number], bounds), pivots, bounds)]


def _joins(row: Row, pivots: dict[int, Row], bounds: Bounds) -> bool:
    """Whether what the rows before leave of this one can hold; if so it is one of them from now on."""
    left = elimination.remainder(row, pivots)
    if not narrowing.can_hold(left, bounds):
        return False
    unknowns = _unknowns(left)
    if unknowns:
        pivots[unknowns[0]] = left
    return True


def _bounds(cells: Sequence[Cell], known: Mapping[Cell, Range]) -> Bounds:
    ranges = [known.get(cell, Range()) for cell in cells]
    return Bounds(
        [each.least for each in ranges],
        [inf if each.greatest is None else each.greatest for each in ranges],
    )


def _range(bounds: Bounds, place: int) -> Range:
    high = bounds.high[place]
    return Range(bounds.low[place], None if high == inf else int(high))


def _rows(sums: Sequence[Sum], at: Mapping[Cell, int]) -> list[Row]:
    return [{at[each.whole]: 1} | {at[part]: -1 for part in each.parts} for each in sums]


def _cells(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> list[Cell]:
    """Every cell once, in order of first mention."""
    named = dict.fromkeys(known)
    for each in sums:
        named |= dict.fromkeys((each.whole, *each.parts))
    return list(named)


def _components(rows: Sequence[Row], bounds: Bounds) -> list[list[Row]]:
    """The rows that hang together by open unknowns, with the known ones put in."""
    live = [row for row in (_filled(row, bounds) for row in rows) if _unknowns(row)]
    if not live:
        return []
    width = len(bounds.low)
    pairs = [(number, place) for number, row in enumerate(live) for place in _unknowns(row)]
    number, place = np.array(pairs, dtype=np.int64).T
    links = sparse.coo_array(
        (np.ones(number.size), (number, place + len(live))), shape=(len(live) + width, len(live) + width)
    )
    _, label = csgraph.connected_components(links, directed=False)
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row, group in zip(live, label, strict=False):
        groups[int(group)].append(row)
    return list(groups.values())


def _filled(row: Row, bounds: Bounds) -> Row:
    known = [place for place in row if place != CONSTANT and not bounds.open(place)]
    left = {place: factor for place, factor in row.items() if place not in known}
    constant = row.get(CONSTANT, 0) + sum(row[place] * bounds.low[place] for place in known)
    return {**left, CONSTANT: constant} if constant else {at: v for at, v in left.items() if at != CONSTANT}


def _solve_once(rows: list[Row], bounds: Bounds) -> None:
    """What hangs together is mostly as it was when last asked: hiding one more cell changes the sums that it stands in."""
    places = list(dict.fromkeys(place for row in rows for place in _unknowns(row)))
    number = {CONSTANT: CONSTANT} | {place: at for at, place in enumerate(places)}
    renamed = tuple(tuple((number[place], factor) for place, factor in row.items()) for row in rows)
    low, high = (tuple(ends[place] for place in places) for ends in (bounds.low, bounds.high))
    for place, ends in zip(places, _solved(renamed, low, high), strict=True):
        bounds.narrow(place, *ends)


@lru_cache(maxsize=REMEMBERED)
def _solved(
    rows: tuple[tuple[tuple[int, int], ...], ...], low: tuple[int, ...], high: tuple[float, ...]
) -> tuple[tuple[int, float], ...]:
    bounds = Bounds(low, high)
    _solve([dict(row) for row in rows], bounds)
    return tuple(zip(bounds.low, bounds.high, strict=True))


def _solve(rows: list[Row], bounds: Bounds) -> None:
    """Eliminate, push ranges through what follows, and do so again while that closes a cell."""
    closed_more = True
    while closed_more:
        rows = list(elimination.reduced(_filled(row, bounds) for row in rows).values())
        linked = {place for row in rows for place in _unknowns(row) if len(_unknowns(row)) > 1}
        narrowing.settle([row for row in rows if len(row) <= LARGEST_ROW], bounds)
        closed_more = any(not bounds.open(place) for place in linked)
    left = [row for row in (_filled(row, bounds) for row in rows) if _unknowns(row)]
    if left:
        _narrow_by_programme(left, bounds)


def _narrow_by_programme(rows: list[Row], bounds: Bounds) -> None:
    """Where no point lies inside all ranges at once, ask for the least and greatest of each unknown. Of one row that is seen."""
    if len(rows) == 1 and narrowing.has_leeway(rows[0], bounds):
        return
    places = sorted({place for row in rows for place in _unknowns(row)})
    low, high = ([ends[place] for place in places] for ends in (bounds.low, bounds.high))
    programme = Programme(places, rows, low, high)
    if programme.has_room():
        return
    for place in places:
        bounds.narrow(place, *programme.ends(place))


def _unknowns(row: Row) -> list[int]:
    return [place for place in row if place != CONSTANT]
