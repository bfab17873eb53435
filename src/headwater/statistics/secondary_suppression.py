"""Which further cells to hide so that no small count follows from totals: for linked and nested tables alike.

The cheapest companions found (`companions`), checked afterwards by `differencing` with an attacker who knows
which cells are small. It loses little, not least: the best choice is not computable in useful time. The
check, not the choice, makes it safe. How narrowly a count follows is `auditor`'s question.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headwater.statistics import companions, differencing, leeway
from headwater.statistics.arrays import Floats
from headwater.statistics.differencing import Cell, Inference, Range, Sum
from headwater.statistics.leeway import Leeway
from headwater.vocabulary.errors import Invalid, Refused

Worth = Callable[[Cell], float]


@dataclass(frozen=True)
class Suppression:
    """The small cells, and those hidden only to protect them."""

    primary: frozenset[Cell]
    secondary: frozenset[Cell]

    @cached_property
    def hidden(self) -> frozenset[Cell]:
        return self.primary | self.secondary


def suppress_tables(
    sums: Sequence[Sum],
    counts: Mapping[Cell, int],
    *,
    primary: Set[Cell],
    small: Range,
    earlier: Mapping[Cell, Range] | None = None,
    earlier_sums: Sequence[Sum] = (),
    never_shown: Set[Cell] = frozenset(),
    worth: Worth | None = None,
) -> Suppression:
    """Hide as few further cells as are found to do, so that no small cell can be worked out.

    Formula: hidden cells H are safe where for each small cell some change d with sum d_parts = d_whole and
        d = 0 outside H moves it within all ranges. Such changes are found by linear programme, each cell's
        |d| priced 1 + log(1 + worth) unless hidden already; then cells that elimination does not need are
        given back. Then `differencing.determined_cells` with small cells in `small`, hidden ones 0 or more and
        shown ones exact must find no small cell.
    Shape and units: a whole count for each cell of the sums; `earlier` and `earlier_sums` are what left
        before, by the same names; `never_shown` are cells that stand in sums and leave in no release, such as
        those hidden before.
    Valid when: all sums that anybody could form are given. Counts are shown exactly; rounding protects
        further.
    Raises: Invalid where a cell has no count or counts do not add up; Refused where no choice is safe, as
        when earlier releases already give a small cell away, or where that is not decided in time.
    Source: Fischetti M. & Salazar J. J. (2001), Solving the cell suppression problem on tabular data with
        linear constraints, Management Science 47(7), p. 1008-1027; Langsrud O. (2024), Secondary cell
        suppression by Gaussian elimination, Privacy in Statistical Databases, LNCS 14915, p. 86-101.

    >>> sums = [Sum("all", ("north", "east", "west"))]
    >>> counts = {"all": 40, "north": 3, "east": 12, "west": 25}
    >>> sorted(suppress_tables(sums, counts, primary={"north"}, small=Range(1, 7)).secondary)
    ['east']
    """
    _check(sums, counts, primary)
    value = worth or (lambda cell: counts[cell])
    said, every_sum = dict(earlier or {}), [*sums, *earlier_sums]
    secondary: set[Cell] = set()
    for cells, linked in _linked(every_sum, primary):
        table = _Table(
            linked,
            {cell: counts[cell] for cell in cells if cell in counts},
            cells.keys() & primary,
            cells.keys() & never_shown,
            small,
            {cell: said[cell] for cell in cells if cell in said},
            value,
        )
        secondary |= _suppress(table)
    return Suppression(frozenset(primary), frozenset(secondary))


@dataclass(frozen=True)
class _Table:
    """Cells that hang together by sums, apart from all others."""

    sums: Sequence[Sum]
    counts: Mapping[Cell, int]
    primary: Set[Cell]
    never_shown: Set[Cell]
    small: Range
    earlier: Mapping[Cell, Range]
    worth: Worth


def _suppress(table: _Table) -> set[Cell]:
    """The cells to hide beside the small ones, or a refusal."""
    for hidden in _choices(table):
        found = _found(table, hidden)
        if table.primary.isdisjoint(found.determined):
            return hidden - set(found.determined) - table.primary - table.never_shown
    raise Refused(
        "No choice of hidden cells keeps the small counts safe: publish less detail.",
        code="disclosure_unsafe",
    )


def _linked(sums: Sequence[Sum], primary: Set[Cell]) -> list[tuple[dict[Cell, None], list[Sum]]]:
    """The sums in groups that share no cell, with their cells; groups without a small cell left out."""
    leader: dict[Cell, Cell] = {}

    def lead(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for each in sums:
        for part in each.parts:
            leader[lead(part)] = lead(each.whole)
    groups: defaultdict[Cell, tuple[dict[Cell, None], list[Sum]]] = defaultdict(lambda: ({}, []))
    for each in sums:
        cells, linked = groups[lead(each.whole)]
        cells.update(dict.fromkeys((each.whole, *each.parts)))
        linked.append(each)
    return [(cells, linked) for cells, linked in groups.values() if not primary.isdisjoint(cells)]


def _check(sums: Sequence[Sum], counts: Mapping[Cell, int], primary: Set[Cell]) -> None:
    named = {cell for each in sums for cell in (each.whole, *each.parts)} | set(primary)
    if named - set(counts):
        raise Invalid("Some cells of the sums have no count.")
    if any(counts[each.whole] != sum(counts[part] for part in each.parts) for each in sums):
        raise Invalid("Some counts do not add up to their total: give exact counts, before rounding.")


def _found(table: _Table, hidden: Set[Cell]) -> Inference:
    """What an attacker finds who knows which cells are small."""
    known = {cell: Range(n, n) for cell, n in table.counts.items() if cell not in hidden}
    known |= dict.fromkeys(table.primary, table.small)
    return differencing.determined_cells(table.sums, differencing.merged(known, table.earlier))


def _choices(table: _Table) -> list[set[Cell]]:
    """Small cells with companions that let each small cell move, the cheapest first: without what equations
    alone do not need, and with it. In three ways of adding up the first may leave only changes by many at once,
    which whole counts do not allow.
    """
    cells = list(dict.fromkeys(cell for each in table.sums for cell in (each.whole, *each.parts)))
    ways = _leeway(table, cells)
    guarded = np.array([cell in table.primary for cell in cells])
    price = _prices(table, cells)
    kept = guarded | np.array([cell in table.never_shown for cell in cells])
    first = companions.completed(ways, guarded, kept, price)
    spare = companions.thinned(ways, guarded, first, price, stay=kept)
    again = companions.completed(ways, guarded, spare, price)
    choices = sorted((again, first), key=lambda choice: float(price[choice].sum()))
    return [{cells[place] for place in np.flatnonzero(choice)} for choice in choices]


def _leeway(table: _Table, cells: Sequence[Cell]) -> Leeway:
    """Which way each cell could move. One that only earlier releases count is taken to be known."""
    at = {cell: place for place, cell in enumerate(cells)}
    said = differencing.merged(dict.fromkeys(table.primary, table.small), table.earlier)
    known = [
        (said.get(cell, Range()), table.counts[cell]) if cell in table.counts else (Range(0, 0), 0)
        for cell in cells
    ]
    up = np.array([each.greatest is None or count < each.greatest for each, count in known])
    down = np.array([count > each.least for each, count in known])
    return Leeway(leeway.sums_matrix(table.sums, at), up, down)


def _prices(table: _Table, cells: Sequence[Cell]) -> Floats:
    """What it costs to hide each cell: more for more worth, though far from in proportion, so that few cells
    go. A zero is the dearest: hiding it misleads few attackers.
    """
    worth = np.array([max(0.0, table.worth(cell)) if cell in table.counts else 0.0 for cell in cells])
    zero = np.array([table.counts.get(cell, 0) == 0 for cell in cells])
    price = 1 + np.log1p(worth)
    return np.asarray(np.where(zero, price.max(), price))
