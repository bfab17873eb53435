"""Weeks beside months: nobody works out a small count of a week, of a month, or of the few days between a Monday and a first."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from insight.drafts import make_draft, make_policy

from headwater.insight.release import audit, memory
from headwater.insight.release.memory import Contents, Node
from headwater.insight.release.week_sums import sums
from headwater.vocabulary.periods import WEEK, Grain, Month

FIRST, MONTHS = Month(2023, 1), 24
START = FIRST.start
DAYS = ((FIRST + MONTHS).start - START).days
MONDAY = START + timedelta(days=(7 - START.weekday()) % 7)
SMALL = range(1, 5)


def drafts(by_day: np.ndarray):
    """The months and the whole weeks of one place's days."""
    months = [Month.of(START) + at for at in range(MONTHS)]
    of_months = [by_day[(m.start - START).days : (m.end - START).days].sum() for m in months]
    skipped = (MONDAY - START).days
    weeks = (DAYS - skipped) // 7
    of_weeks = by_day[skipped : skipped + 7 * weeks].reshape(weeks, 7).sum(axis=1)
    return make_draft([[of_months]], grain=Grain.MONTH, first=START), of_weeks


def weekly(counts: np.ndarray):
    periods = tuple(MONDAY + WEEK * at for at in range(len(counts)))
    return replace(make_draft([[counts]], grain=Grain.MONTH), grain=Grain.WEEK, periods=periods)


def stretches() -> list[tuple[int, int]]:
    """The longest stretches of days that no Monday and no first of a month cuts."""
    cuts = {0, DAYS, *((MONDAY - START).days + 7 * at for at in range(DAYS // 7 + 1))}
    cuts |= {((FIRST + at).start - START).days for at in range(MONTHS)}
    edges = sorted(cut for cut in cuts if cut <= DAYS)
    return list(pairwise(edges))


def told(contents: Contents) -> list[tuple[int, int]]:
    """The first day and the day after of every period that a release shows."""
    cells = dict(memory.nodes(contents))
    return [_days(node) for node, said in cells.items() if not said.hidden]


def _days(node: Node) -> tuple[int, int]:
    if node.months == memory.WEEK:
        begin = node.first - START.toordinal()
        return begin, begin + 7
    first = memory.first_day(node.first)
    return (first - START).days, (memory.first_day(node.first + node.months) - START).days


def follows(shown: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Which of the wanted periods are sums and differences of those shown: by plain linear algebra, not by our auditor."""
    parts = stretches()

    def row(days: tuple[int, int]) -> list[float]:
        return [float(days[0] <= start and end <= days[1]) for start, end in parts]

    known = np.array([row(each) for each in shown])
    rank = np.linalg.matrix_rank(known)
    return [each for each in wanted if np.linalg.matrix_rank(np.vstack([known, row(each)])) == rank]


@pytest.mark.parametrize(("mean", "seed"), [(1.5, 1), (2.5, 2), (4.0, 3)])
def test_no_small_count_of_days_weeks_or_months_follows(mean: float, seed: int) -> None:
    by_day = np.random.default_rng(seed).poisson(mean, DAYS).astype(float)
    policy = make_policy()
    months, counts = drafts(by_day)
    first = audit.secure(months, policy, earlier=())
    then = audit.secure(weekly(counts), policy, earlier=[first.contents])
    shown = told(first.contents) + told(then.contents)
    wanted = [*stretches(), *((a, a + 7) for a in range((MONDAY - START).days, DAYS - 6, 7))]
    unshown = [each for each in wanted if each not in shown]
    small = [each for each in unshown if by_day[slice(*each)].sum() in SMALL]
    assert small
    assert not follows(shown, small)
    assert then.cells.hidden.sum() < len(counts) / 2


def test_without_the_sums_of_weeks_days_would_have_followed() -> None:
    by_day = np.random.default_rng(2).poisson(2.5, DAYS).astype(float)
    months, counts = drafts(by_day)
    shown = told(audit.secure(months, make_policy(), earlier=()).contents)
    shown += told(audit.secure(weekly(counts), make_policy(), earlier=()).contents)
    small = [each for each in stretches() if by_day[slice(*each)].sum() in SMALL and each not in shown]
    assert follows(shown, small)


def test_a_later_month_is_checked_against_the_weeks_that_left() -> None:
    by_day = np.random.default_rng(4).poisson(2.5, DAYS).astype(float)
    months, counts = drafts(by_day)
    weeks = audit.secure(weekly(counts), make_policy(), earlier=())
    then = audit.secure(months, make_policy(), earlier=[weeks.contents])
    shown = told(weeks.contents) + told(then.contents)
    small = [each for each in stretches() if by_day[slice(*each)].sum() in SMALL and each not in shown]
    assert not follows(shown, small)


def test_a_week_that_two_months_share_and_a_month_add_up_of_their_days() -> None:
    months = {Node("v", "E23", "all", Month(2024, 3).index + at, 1) for at in range(2)}
    mondays = [date(2024, 2, 26) + WEEK * at for at in range(10)]
    weeks = {Node("v", "E23", "all", day.toordinal(), memory.WEEK) for day in mondays}
    for whole, parts in sums(frozenset(months | weeks)):
        assert sum(_length(part) for part in parts) == _length(whole)
    wholes = [whole for whole, _ in sums(frozenset(months | weeks))]
    assert (
        len(wholes) == 2 + 2
    )  # both months, and the weeks of 26 February and 29 April; April begins on a Monday


def _length(node: Node) -> int:
    if node.months < 0:
        return -node.months
    return 7 if node.months == memory.WEEK else _days(node)[1] - _days(node)[0]


def test_a_quarter_whose_months_are_all_there_adds_nothing() -> None:
    months = {Node("v", "E23", "all", Month(2024, 1).index + at, 1) for at in range(3)}
    week = {Node("v", "E23", "all", date(2024, 1, 1).toordinal(), memory.WEEK)}
    quarter = Node("v", "E23", "all", Month(2024, 1).index, 3)
    assert quarter not in {whole for whole, _ in sums(frozenset({*months, *week, quarter}))}
    assert quarter in {whole for whole, _ in sums(frozenset({*week, quarter}))}
