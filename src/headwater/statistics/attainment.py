"""The least and greatest that a hidden count can be, given sums and ranges: integer programmes by HiGHS."""

from collections.abc import Sequence
from math import ceil, floor, inf, isfinite

import numpy as np
from scipy import optimize, sparse

from headwater.statistics.arrays import Floats
from headwater.statistics.elimination import CONSTANT, Row
from headwater.vocabulary.errors import Invalid, Refused

CLOSE = 1e-6
MOST_SECONDS = 10.0  # for one question; what takes longer counts as unproven
MOST_QUESTIONS = 4_000  # to one programme
_OUT_OF_TIME, _NONE_SUCH = 1, 2
_UNPROVEN = "It could not be decided whether these figures are safe: do not publish them."


class Programme:
    """Rows that add up to zero over unknowns with ranges (no end: infinite)."""

    def __init__(
        self, places: Sequence[int], rows: Sequence[Row], low: Sequence[float], high: Sequence[float]
    ) -> None:
        self._asked = 0
        self._column = {place: number for number, place in enumerate(places)}
        self._low, self._high = np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)
        self._right = np.array([-row.get(CONSTANT, 0) for row in rows], dtype=np.float64)
        entries = [
            (number, self._column[at], factor)
            for number, row in enumerate(rows)
            for at, factor in row.items()
            if at != CONSTANT
        ]
        number, column, factor = np.array(entries, dtype=np.float64).T
        where = (number.astype(np.int64), column.astype(np.int64))
        self._matrix = sparse.csr_array((factor, where), shape=(len(rows), len(places)))

    def has_room(self) -> bool:
        """Whether one point lies inside every range at once: then only elimination can determine a cell."""
        count = self._low.size
        room = sparse.csr_array(np.ones((count, 1)))
        inside = sparse.eye_array(count, format="csr")
        equal = sparse.hstack([self._matrix, sparse.csr_array((self._matrix.shape[0], 1))], format="csr")
        above = sparse.hstack([inside, -room], format="csr")
        below = sparse.hstack([inside, room], format="csr")
        goal = np.append(np.zeros(count), -1.0)
        found = optimize.milp(
            goal,
            constraints=[
                optimize.LinearConstraint(equal, self._right, self._right),
                optimize.LinearConstraint(above, self._low, inf),
                optimize.LinearConstraint(below, -inf, self._high),
            ],
            bounds=optimize.Bounds(np.append(np.full(count, -inf), 0.0), np.append(np.full(count, inf), 1.0)),
        )
        return found.x is not None and float(found.x[-1]) > CLOSE

    def ends(self, place: int) -> tuple[int, float]:
        """The least and the greatest whole number that an unknown can be."""
        least, greatest = self._end(place, 1.0), self._end(place, -1.0)
        if least is None or (greatest is None and isfinite(self._high[self._column[place]])):
            raise Refused(_UNPROVEN, code="disclosure_unproven")
        return ceil(least - CLOSE), inf if greatest is None else floor(CLOSE - greatest)

    def _end(self, place: int, sign: float) -> float | None:
        """None where there is no end (the least always has one: it is found first) or no solution."""
        self._asked += 1
        if self._asked > MOST_QUESTIONS:
            raise Refused(_UNPROVEN, code="disclosure_unproven")
        goal: Floats = np.zeros(self._low.size)
        goal[self._column[place]] = sign
        found = optimize.milp(
            goal,
            integrality=np.ones(goal.size, dtype=np.int64),
            constraints=optimize.LinearConstraint(self._matrix, self._right, self._right),
            bounds=optimize.Bounds(self._low, self._high),
            options={"time_limit": MOST_SECONDS},
        )
        if found.status == _OUT_OF_TIME:
            raise Refused(_UNPROVEN, code="disclosure_unproven")
        if found.status == _NONE_SUCH:
            raise Invalid("The sums contradict what is known: no count could be as released.")
        return None if found.fun is None else float(found.fun)
