"""Ranges pushed through sums until nothing moves: the first and cheapest step of saying what follows.

Rows are those of `elimination`. What moved is written down, so that a row that turns out to contradict the
others can be taken back with all that it moved.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from math import ceil, floor, inf

from headwater.statistics.attainment import CLOSE
from headwater.statistics.elimination import CONSTANT, Row
from headwater.vocabulary.errors import Invalid, Refused

MOST_STEPS = 400  # times that a row may be looked at again, on average, before safety counts as unproven


class Bounds:
    """The range left to each unknown. It only narrows, or goes back to how it was."""

    def __init__(self, low: Iterable[int], high: Iterable[float]) -> None:
        self.low, self.high = list(low), list(high)  # no end: infinite
        self._moved: list[tuple[int, int, float]] = []  # place, and its ends before

    def open(self, place: int) -> bool:
        return self.low[place] != self.high[place]

    def narrow(self, place: int, least: float, greatest: float) -> bool:
        low = self.low[place] if least == -inf else max(self.low[place], int(least))
        high = min(self.high[place], greatest)
        if low > high:
            raise Invalid("The sums contradict what is known: no count could be as released.")
        if low == self.low[place] and high == self.high[place]:
            return False
        self._moved.append((place, self.low[place], self.high[place]))
        self.low[place], self.high[place] = low, high
        return True

    @property
    def moves(self) -> int:
        """How often anything moved: what `back_to` takes."""
        return len(self._moved)

    def back_to(self, moves: int) -> None:
        while len(self._moved) > moves:
            place, self.low[place], self.high[place] = self._moved.pop()


class Rows:
    """Rows that hold together, by what they name."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._rows: list[Row] = []
        self._holding: defaultdict[int, list[int]] = defaultdict(list)
        self._steps = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Believe these rows too, and push ranges until nothing moves. Invalid where they contradict what is
        believed: then nothing has changed.
        """
        first, before = len(self._rows), self.bounds.moves
        for row in rows:
            self._hold(row)
        try:
            self._settle(first)
        except Invalid:
            self._forget(first)
            self.bounds.back_to(before)
            raise

    def would_hold(self, row: Row) -> bool:
        """Believe this row too, where that contradicts nothing."""
        try:
            self.add([row])
        except Invalid:
            return False
        return True

    def _hold(self, row: Row) -> None:
        for place in row:
            self._holding[place].append(len(self._rows))
        self._rows.append(row)

    def _forget(self, first: int) -> None:
        while len(self._rows) > first:
            for place in self._rows.pop():
                self._holding[place].pop()

    def _settle(self, first: int) -> None:
        waiting = deque(range(first, len(self._rows)))
        queued = set(waiting)
        while waiting:
            number = waiting.popleft()
            queued.discard(number)
            self._spend()
            for place in narrowed(self._rows[number], self.bounds):
                further = [other for other in self._holding[place] if other not in queued]
                waiting.extend(further)
                queued.update(further)

    def _spend(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS * len(self._rows):
            raise Refused(
                "These figures hang together too closely to prove safe.", code="disclosure_unproven"
            )


def settle(rows: Iterable[Row], bounds: Bounds) -> None:
    """Push ranges through the rows until nothing moves."""
    Rows(bounds).add(rows)


def can_hold(row: Row, bounds: Bounds) -> bool:
    """Whether the ranges leave any numbers with which the row adds up, whole or not."""
    reaches = [_reach(place, factor, bounds) for place, factor in row.items() if place != CONSTANT]
    constant = row.get(CONSTANT, 0)
    return sum(low for low, _ in reaches) + constant <= 0 <= sum(high for _, high in reaches) + constant


def has_leeway(row: Row, bounds: Bounds) -> bool:
    """Whether the row adds up with every one of its unknowns strictly inside its range."""
    reaches = [_reach(place, factor, bounds) for place, factor in row.items() if place != CONSTANT]
    constant = row.get(CONSTANT, 0)
    is_open = all(low < high for low, high in reaches)
    return is_open and sum(low for low, _ in reaches) < -constant < sum(high for _, high in reaches)


def narrowed(row: Row, bounds: Bounds) -> list[int]:
    """Narrow every unknown of a row by the others; those that moved."""
    terms = [
        (place, factor, *_reach(place, factor, bounds)) for place, factor in row.items() if place != CONSTANT
    ]
    constant = row.get(CONSTANT, 0)
    least, endless_low = _total(low for _, _, low, _ in terms)
    greatest, endless_high = _total(high for _, _, _, high in terms)
    moved = []
    for place, factor, low, high in terms:
        others_low = _others(least, endless_low, low)
        others_high = -_others(-greatest, endless_high, -high)
        ends = sorted(((-constant - others_high) / factor, (-constant - others_low) / factor))
        floor_of = ends[0] if ends[0] == -inf else ceil(ends[0] - CLOSE)
        ceiling = ends[1] if ends[1] == inf else floor(ends[1] + CLOSE)
        if bounds.narrow(place, floor_of, ceiling):
            moved.append(place)
    return moved


def _reach(place: int, factor: int, bounds: Bounds) -> tuple[float, float]:
    ends = factor * bounds.low[place], factor * bounds.high[place]
    return min(ends), max(ends)


def _total(ends: Iterable[float]) -> tuple[float, int]:
    """The sum of the finite ends, and how many have none."""
    all_ends = list(ends)
    finite = [end for end in all_ends if abs(end) != inf]
    return sum(finite), len(all_ends) - len(finite)


def _others(total: float, endless: int, own: float) -> float:
    """The lowest that the other terms can add up to."""
    if abs(own) == inf:
        return total if endless == 1 else -inf
    return -inf if endless else total - own
