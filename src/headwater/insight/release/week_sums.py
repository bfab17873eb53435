"""How weeks add up beside months: a week that two months share is the sum of its days in each, and a month is the sum of its whole
weeks and of such days.

The few days between a Monday and a month's first are a count that nobody released. Often they follow from the weeks and months
that were, so the auditor must know of them as of any other rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from headwater.insight.release.memory import WEEK, Node, first_day

DAYS = 7
Parts = tuple[Node, tuple[Node, ...]]  # a whole and what adds up to it


def sums(present: frozenset[Node]) -> Iterator[Parts]:
    """Every sum of weeks, months and the days between them, for each place and category of which weeks were released."""
    weeks: dict[Node, list[Node]] = defaultdict(list)
    longer: dict[Node, list[Node]] = defaultdict(list)
    for node in present:
        (weeks if node.months == WEEK else longer)[node._replace(first=0, months=0)].append(node)
    for series in sorted(weeks):
        yield from _of_series(sorted(weeks[series]), _telling(longer[series]))


def _of_series(weeks: list[Node], periods: list[Node]) -> Iterator[Parts]:
    """Of one place and category."""
    edges = {edge for period in periods for edge in _days_of(period)}
    for week in weeks:
        inside = sorted(edge for edge in edges if week.first < edge < week.first + DAYS)
        if inside:
            cuts = (week.first, *inside, week.first + DAYS)
            yield week, tuple(_days(week, start, end) for start, end in pairwise(cuts))
    known = {week.first for week in weeks}
    for period in periods:
        if known & set(range(*_days_of(period))):
            yield period, tuple(_filling(period))


def _filling(period: Node) -> Iterator[Node]:
    """What a longer period consists of: days up to the first Monday, whole weeks, and days after the last Sunday."""
    start, end = _days_of(period)
    first = start + (1 - start) % DAYS  # ordinal 1 is a Monday
    last = end - (end - 1) % DAYS
    if start < first:
        yield _days(period, start, first)
    yield from (period._replace(first=monday, months=WEEK) for monday in range(first, last, DAYS))
    if last < end:
        yield _days(period, last, end)


def _telling(periods: Iterable[Node]) -> list[Node]:
    """The periods that say something of their own: a quarter of which every month was released adds nothing to them."""
    found = sorted(periods, key=lambda node: (node.months, node.first))
    months = {node.first for node in found if node.months == 1}
    return [
        node
        for node in found
        if node.months == 1 or not months.issuperset(range(node.first, node.first + node.months))
    ]


def _days_of(period: Node) -> tuple[int, int]:
    """The first day of a period and the first after it, as numbers."""
    return first_day(period.first).toordinal(), first_day(period.first + period.months).toordinal()


def _days(node: Node, start: int, end: int) -> Node:
    """A few days, which no release has as a period of its own."""
    return node._replace(first=start, months=start - end)
