"""Which hidden cells could be another count, for somebody who holds every sum: one programme and one elimination.

Works from the true counts, so it answers for the one who hides; what an attacker finds without them is
`differencing` and `auditor`. Over real numbers: what follows only because counts are whole is not seen here.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from headwater.statistics import elimination
from headwater.statistics.arrays import Flags
from headwater.statistics.attainment import CLOSE
from headwater.statistics.differencing import Cell, Sum
from headwater.statistics.elimination import Row
from headwater.vocabulary.errors import Refused


def sums_matrix(sums: Sequence[Sum], at: Mapping[Cell, int]) -> sparse.csc_array:
    """A row a sum, a column a cell: the whole 1, its parts -1."""
    entries = [
        (number, at[cell], factor)
        for number, each in enumerate(sums)
        for cell, factor in ((each.whole, 1.0), *((part, -1.0) for part in each.parts))
    ]
    row, column, factor = np.array(entries, dtype=np.float64).reshape(-1, 3).T
    where = (row.astype(np.int64), column.astype(np.int64))
    return sparse.csc_array((factor, where), shape=(len(sums), len(at)))


def rows_of(matrix: sparse.csc_array) -> list[Row]:
    """The rows that name anything, for `elimination`."""
    by_row = matrix.tocsr()
    places, factors, ends = by_row.indices.tolist(), by_row.data.astype(int).tolist(), by_row.indptr.tolist()
    return [
        dict(zip(places[first:last], factors[first:last], strict=True))
        for first, last in itertools.pairwise(ends)
        if last > first
    ]


@dataclass(frozen=True)
class Leeway:
    """Which way each cell could move were it hidden; `up` and `down` both false: it is known already."""

    matrix: sparse.csc_array
    up: Flags
    down: Flags

    def movable(self, hidden: Flags) -> Flags:
        """The cells that are not one count alone while all `hidden` ones are free within their ranges.

        A cell free on one side moves if some change of all cells together moves it; one change moves all
        that can, so one programme finds them. With those as good as free, elimination finds the rest.
        """
        up, down = self.up & hidden, self.down & hidden
        loose = up & down
        loose[np.flatnonzero(up ^ down)] = self._moved_together(up, down)
        places = np.flatnonzero(loose)
        solved = elimination.reduced(rows_of(self.matrix[:, places]))
        loose[[places[at] for at, row in solved.items() if len(row) == 1]] = False
        return loose

    def _moved_together(self, up: Flags, down: Flags) -> Flags:
        """Of the cells free on one side only, those that move when as many as can do."""
        both, one = np.flatnonzero(up & down), np.flatnonzero(up ^ down)
        if not one.size:
            return np.zeros(0, dtype=np.bool_)
        way = sparse.diags_array(np.where(up[one], 1.0, -1.0))
        sided = self.matrix[:, one] @ way
        within = np.r_[np.ones(one.size), np.full(one.size, np.inf)]  # up to 1 counts, beyond is free
        found = optimize.linprog(
            np.r_[np.zeros(both.size), -np.ones(one.size), np.zeros(one.size)],
            A_eq=sparse.hstack([self.matrix[:, both], sided, sided], format="csc"),
            b_eq=np.zeros(self.matrix.shape[0]),
            bounds=np.c_[
                np.r_[np.full(both.size, -np.inf), np.zeros(2 * one.size)],
                np.r_[np.full(both.size, np.inf), within],
            ],
            method="highs",
        )
        return np.asarray(solution(found)[both.size : both.size + one.size] > CLOSE)


def solution(found: optimize.OptimizeResult) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What a programme found, or a refusal: an undecided one proves nothing."""
    if found.x is None:
        raise Refused(
            "It could not be decided whether these figures are safe: do not publish them.",
            code="disclosure_unproven",
        )
    return np.asarray(found.x, dtype=np.float64)
