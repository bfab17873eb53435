"""Rate limits: so many times in a window for each caller."""

from datetime import UTC, datetime, timedelta

import pytest

from headwater.governance.access import rate_limits
from headwater.governance.access.models import RequestCount

LIMIT = rate_limits.Limit("test", 3, timedelta(minutes=1))
NOW = datetime(2025, 3, 1, 12, 0, 40, tzinfo=UTC)


@pytest.mark.parametrize(("count", "code"), [(1, None), (3, None), (4, "too_many_requests")])
def test_why_not_again(count, code):
    refusal = rate_limits.why_not_again(LIMIT, count, now=NOW)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(("second", "left"), [(0, 60), (40, 20), (59, 1), (59.5, 1)])
def test_seconds_left_until_the_window_ends(second, left):
    now = datetime(2025, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=second)
    assert rate_limits.seconds_left(LIMIT, now=now) == left


@pytest.mark.django_db
def test_fourth_time_in_a_window_is_refused_until_the_next():
    answers = [rate_limits.ask(LIMIT, "sam", now=NOW) for _ in range(4)]
    assert [bool(answer) for answer in answers] == [False, False, False, True]
    assert answers[3].says == "That was too often. Try again in 20 seconds."
    assert rate_limits.ask(LIMIT, "sam", now=NOW + timedelta(seconds=20)) is None


@pytest.mark.django_db
def test_callers_and_limits_are_counted_apart():
    for _ in range(4):
        rate_limits.ask(LIMIT, "sam", now=NOW)
    assert rate_limits.ask(LIMIT, "kit", now=NOW) is None
    assert rate_limits.ask(rate_limits.Limit("other", 3, timedelta(minutes=1)), "sam", now=NOW) is None


@pytest.mark.django_db
def test_past_windows_are_swept():
    rate_limits.ask(LIMIT, "sam", now=NOW - timedelta(days=2))
    rate_limits.ask(LIMIT, "sam", now=NOW)
    assert RequestCount.objects.count() == 1
