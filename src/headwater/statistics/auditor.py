"""What an attacker can infer of every hidden cell: the least and greatest that it can be, exactly, by programme.

Independent of how cells were chosen: it takes only what left. Real numbers, as is usual for an audit; counts
are whole, so that a range may be narrower still where its ends are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy import optimize, sparse
from scipy.sparse import csgraph

from headwater.statistics import leeway, narrowing
from headwater.statistics.arrays import Flags, Floats, Integers
from headwater.statistics.attainment import CLOSE
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.statistics.leeway import Leeway
from headwater.statistics.narrowing import Bounds
from headwater.vocabulary.errors import Invalid, Refused

MOST_PROGRAMMES = 20_000  # one takes milliseconds where cells hang together by the hundred
LEAST, GREATEST = 0, 1  # the two ends
_IMPOSSIBLE = 2
WORTH_ANOTHER = 0.05  # of the open ends settled by one programme for all of them: then ask all again


@dataclass(frozen=True)
class Audit:
    """The cells that left without a number, and the ends of what each can be (no end: infinite)."""

    cells: tuple[Cell, ...]
    least: Floats
    greatest: Floats
    programmes: int  # how many were solved

    @property
    def determined(self) -> dict[Cell, int]:
        """Cells of which only one count is possible: one whole number lies between the ends."""
        least, greatest = np.ceil(self.least - CLOSE), np.floor(self.greatest + CLOSE)
        return {self.cells[at]: int(least[at]) for at in np.flatnonzero(least == greatest)}

    def narrower_than(self, width: float) -> list[Cell]:
        """Cells whose ends are less far apart than this."""
        return [
            cell
            for cell, far in zip(self.cells, self.greatest - self.least, strict=True)
            if far < width - CLOSE
        ]


def audit(sums: Sequence[Sum], known: Mapping[Cell, Range]) -> Audit:
    """The feasibility interval of every cell that is not known exactly.

    Formula: min x_i and max x_i over all x with x_whole = sum x_parts and least <= x <= greatest. Ends that
        ranges pushed through the sums allow at most and some solution reaches are settled at once; the others
        take a linear programme each.
    Shape and units: sums and what is known by cell, as for `differencing.determined_cells`; a cell only
        named in a sum is 0 or more. Counts.
    Valid when: everything released that could be linked is given. Intervals are over real numbers: exact for
        tables with two ways of adding up (their ends are whole); with more ways whole counts may leave less,
        which `determined` sees where one whole number lies between the ends and no further.
    Raises: Invalid where sums and ranges contradict one another; Refused (disclosure_unproven) where the
        budget of programmes does not suffice.
    Source: Hundepool A. et al. (2012), Statistical Disclosure Control, Wiley, chapter 4 (interval disclosure).

    >>> known = {"all": Range(20, 20), "a": Range(12, 12)}
    >>> found = audit([Sum("all", ("a", "b", "c"))], known)
    >>> found.cells, found.least.tolist(), found.greatest.tolist()
    (('b', 'c'), [0.0, 0.0], [8.0, 8.0])
    """
    table = _Table(sums, known)
    open_cells = table.open_cells()
    for places in table.blocks():
        _Block(table, places).settle()
    return Audit(
        tuple(table.cells[place] for place in open_cells),
        _tidy(table.least[open_cells]),
        _tidy(table.greatest[open_cells]),
        table.programmes,
    )


def _tidy(ends: Floats) -> Floats:
    """Whole where a programme meant whole, and zero never below zero."""
    whole = np.round(ends)
    near = np.isclose(ends, whole, rtol=0, atol=CLOSE)
    return np.asarray(np.where(near, whole, ends) + 0.0)


class _Table:
    """Cells, sums and the ends found so far: `least` and `greatest` were reached, `low` and `high` are not passed."""

    def __init__(self, sums: Sequence[Sum], known: Mapping[Cell, Range]) -> None:
        named = dict.fromkeys(known) | {cell: None for each in sums for cell in (each.whole, *each.parts)}
        self.cells = list(named)
        at = {cell: place for place, cell in enumerate(self.cells)}
        ranges = [known.get(cell, Range()) for cell in self.cells]
        self._told = np.array([each.least == each.greatest for each in ranges])
        bounds = Bounds(
            [each.least for each in ranges],
            [inf if each.greatest is None else each.greatest for each in ranges],
        )
        self.matrix = leeway.sums_matrix(sums, at)
        narrowing.settle(leeway.rows_of(self.matrix), bounds)
        self.low, self.high = np.array(bounds.low, dtype=np.float64), np.array(bounds.high, dtype=np.float64)
        self.least, self.greatest = self.low.copy(), self.high.copy()
        self.programmes = 0

    def spend(self) -> None:
        if self.programmes >= MOST_PROGRAMMES:
            raise Refused(
                "These figures hang together too closely to audit within the budget.",
                code="disclosure_unproven",
            )
        self.programmes += 1

    def open_cells(self) -> Integers:
        return np.flatnonzero(~self._told)

    def blocks(self) -> list[Integers]:
        """Cells that hang together by what is not settled yet."""
        places = np.flatnonzero(self.low != self.high)
        columns = self.matrix[:, places]
        _, label = csgraph.connected_components(columns.T @ columns, directed=False)
        order = np.argsort(label, kind="stable")
        ends = np.flatnonzero(np.diff(label[order])) + 1
        return [places[part] for part in np.split(order, ends) if part.size]


class _Block:
    """Cells that hang together, as a programme with one set of constraints and many goals."""

    def __init__(self, table: _Table, places: Integers) -> None:
        self._table, self._places = table, places
        columns = table.matrix[:, places].tocsr()
        rows = np.flatnonzero(np.diff(columns.indptr))
        settled = np.where(table.low == table.high, table.low, 0.0)
        right = -(table.matrix[:, settled != 0] @ settled[settled != 0])[rows]
        self._sums = optimize.LinearConstraint(columns[rows], right, right)
        self._ends = optimize.Bounds(table.low[places], table.high[places])
        endless = np.isinf(table.high[places])
        away = Leeway(sparse.csc_array(columns[rows]), endless, np.zeros_like(endless)).movable(endless)
        self._least, self._greatest = np.full(places.size, inf), np.where(away, inf, -inf)
        self._shut = np.zeros((2, places.size), dtype=np.bool_)

    def settle(self) -> None:
        for side in (LEAST, GREATEST):
            self._settle_together(side)
            for at in range(self._places.size):
                if self._open(side)[at]:
                    self._solve(side, np.arange(self._places.size) == at)
                    self._shut[side, at] = True
        self._table.least[self._places], self._table.greatest[self._places] = self._least, self._greatest

    def _settle_together(self, side: int) -> None:
        """All open ends at once, for as long as that settles many of them."""
        before = inf
        while (left := int(self._open(side).sum())) and left < before * (1 - WORTH_ANOTHER):
            before = left
            self._solve(side, self._open(side))

    def _open(self, side: int) -> Flags:
        """Whose least or greatest may lie further out than any solution so far."""
        bounded = self._greatest < inf
        beyond = self._least > self._ends.lb + CLOSE, bounded & (self._greatest < self._ends.ub - CLOSE)
        return np.asarray(beyond[side] & ~self._shut[side])

    def _solve(self, side: int, cells: Flags) -> None:
        self._table.spend()
        goal = cells.astype(np.float64) * (1 if side == LEAST else -1)
        found = optimize.milp(goal, constraints=self._sums, bounds=self._ends)
        if found.status == _IMPOSSIBLE:
            raise Invalid("The sums contradict what is known: no count could be as released.")
        reached = leeway.solution(found)
        self._least, self._greatest = np.minimum(self._least, reached), np.maximum(self._greatest, reached)
