"""The cheapest further cells to hide so that given cells can move: linear programmes over many of them at once.

A set of hidden cells is found, not proved least: that is not computable in useful time.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence, Set

import numpy as np
from scipy import optimize, sparse

from headwater.statistics import elimination, leeway
from headwater.statistics.arrays import Flags, Floats, Integers
from headwater.statistics.attainment import CLOSE
from headwater.statistics.elimination import Row
from headwater.statistics.leeway import Leeway

HIDDEN_PRICE = (
    1e-3  # of one that is hidden already: nearly nothing, so that no change goes further than it must
)
REWARD = 1e4  # for moving a cell, in prices of the dearest cell: moving comes first


def completed(table: Leeway, guarded: Flags, hidden: Flags, price: Floats) -> Flags:
    """Hidden cells with companions, so that each guarded cell can move that any companions can help.

    Each round moves cells that share no sum with one another by one programme; cells once hidden cost
    nothing further, so that later rounds use them.
    """
    hidden = hidden.copy()
    tries = np.zeros(hidden.size, dtype=np.int64)
    while (stuck := np.flatnonzero(guarded & (tries < _ways(table)) & ~table.movable(hidden))).size:
        chosen = apart(table.matrix, stuck[np.argsort(tries[stuck], kind="stable")])
        hidden[_moved(table, chosen, tries[chosen], hidden, price)] = True
        tries[chosen] += 1
    return hidden


def thinned(table: Leeway, guarded: Flags, hidden: Flags, price: Floats, *, stay: Flags) -> Flags:
    """Hidden cells without those that equations alone do not need, dearest given back first; some `stay`.

    Ranges may need some of them: ask `completed` again.
    """
    places = np.flatnonzero(hidden)
    remainders = Remainders(
        leeway.rows_of(table.matrix[:, places]), len(places), set(np.flatnonzero(guarded[places]).tolist())
    )
    kept = hidden.copy()
    open_to = np.flatnonzero(~stay[places])
    for at in open_to[np.argsort(-price[places[open_to]], kind="stable")].tolist():
        if not remainders.gives_away(at):
            remainders.publish(at)
            kept[places[at]] = False
    return kept


def _ways(table: Leeway) -> Integers:
    """How many directions there are to try for each cell."""
    return table.up.astype(np.int64) + table.down


def apart(matrix: sparse.csc_array, places: Integers) -> Integers:
    """Of these columns, in order, those that share no sum with one before."""
    ends, rows = matrix.indptr, matrix.indices
    taken = np.zeros(matrix.shape[0], dtype=np.bool_)
    chosen = []
    for place in places.tolist():
        own = rows[ends[place] : ends[place + 1]]
        if not taken[own].any():
            taken[own] = True
            chosen.append(place)
    return np.array(chosen, dtype=np.int64)


def _moved(table: Leeway, chosen: Integers, tries: Integers, hidden: Flags, price: Floats) -> Integers:
    """All cells that change in the cheapest change that moves as many of the chosen as can be by one."""
    places = np.flatnonzero(table.up | table.down)
    columns, count = table.matrix[:, places], places.size
    cost = np.tile(np.where(hidden[places], HIDDEN_PRICE, price[places]), 2)
    most = np.where(np.r_[table.up[places], table.down[places]], np.inf, 0.0)
    at = np.searchsorted(places, chosen)
    upward = table.up[chosen] & ((tries == 0) | ~table.down[chosen])
    goal, other = np.where(upward, at, at + count), np.where(upward, at + count, at)
    cost[goal], most[goal], most[other] = -REWARD * price.max(), 1.0, 0.0
    found = optimize.linprog(
        cost,
        A_eq=sparse.hstack([columns, -columns], format="csc"),
        b_eq=np.zeros(columns.shape[0]),
        bounds=np.c_[np.zeros(2 * count), most],
        method="highs",
    )
    change = leeway.solution(found)
    return places[np.abs(change[:count] - change[count:]) > CLOSE]


class Remainders:
    """What is left of each cell without the sums and the published cells; nothing left: it follows."""

    def __init__(self, rows: Sequence[Row], count: int, guarded: Set[int]) -> None:
        pivots = elimination.reduced(rows)
        self._left: list[Row] = [{place: 1} for place in range(count)]
        for place, row in pivots.items():
            self._left[place] = _direction({at: value for at, value in row.items() if at != place})
        self._guarded = guarded
        self._holding: defaultdict[int, set[int]] = defaultdict(set)
        self._guards: Counter[frozenset[tuple[int, int]]] = Counter()
        for place in range(count):
            self._note(place)

    def gives_away(self, place: int) -> bool:
        """Whether a guarded cell would follow if this one were published."""
        left = self._left[place]
        return bool(left) and self._guards[frozenset(left.items())] > 0

    def publish(self, place: int) -> None:
        pivot_row = self._left[place]
        if not pivot_row:
            return
        pivot = min(pivot_row, key=lambda at: (len(self._holding[at]), at))
        for other in sorted(self._holding[pivot]):
            self._forget(other)
            self._left[other] = _direction(elimination.without(self._left[other], pivot, pivot_row))
            self._note(other)

    def _note(self, place: int) -> None:
        left = self._left[place]
        if place in self._guarded:
            self._guards[frozenset(left.items())] += 1
        for at in left:
            self._holding[at].add(place)

    def _forget(self, place: int) -> None:
        left = self._left[place]
        if place in self._guarded:
            self._guards[frozenset(left.items())] -= 1
        for at in left:
            self._holding[at].discard(place)


def _direction(row: Row) -> Row:
    """The row up to a factor: in lowest terms, its first unknown positive."""
    if not row:
        return row
    lowest = elimination.lowest_terms(row)
    return lowest if lowest[min(lowest)] > 0 else {at: -value for at, value in lowest.items()}
