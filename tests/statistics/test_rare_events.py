"""Days between rare events: the reference's t and g charts, and the gap that is still open."""

from datetime import date, timedelta

import numpy as np
import pytest

from headwater.statistics import rare_events
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

START = date(2020, 1, 1)


def events_after(gaps: list[int]) -> list[date]:
    return [START + timedelta(days=int(days)) for days in np.cumsum([0, *gaps])]


def test_gaps_are_counted_in_days_whatever_the_order_of_events() -> None:
    days = events_after([30, 0, 12])
    assert rare_events.days_between(days[::-1]).gaps_days.tolist() == [30, 0, 12]


@pytest.mark.parametrize("method", ["t", "g"])
def test_a_long_quiet_stretch_is_a_signal(method: rare_events.Method) -> None:
    chart = rare_events.days_between(
        events_after([20, 31, 15, 24, 28, 19, 33, 22, 17, 26, 900]), method=method
    )
    assert chart.rules[-1] is Rule.ABOVE_LIMITS
    assert chart.provisional


def test_a_burst_of_events_is_a_signal() -> None:
    chart = rare_events.days_between(events_after([80, 95, 70, 88, 92, 75, 85, 90, 78, 84, 91, 79, 3]))
    assert chart.rules[-1] is Rule.BELOW_LIMITS
    assert not chart.provisional


def test_the_g_chart_keeps_only_rules_that_hold_for_skewed_gaps() -> None:
    chart = rare_events.days_between(events_after([1, 2, 3, 4, 5, 6, 7]), method="g")
    assert set(chart.rules) == {Rule.COMMON_CAUSE}


@pytest.mark.parametrize(("days", "rule"), [(30, Rule.NOT_OBSERVED), (2000, Rule.ABOVE_LIMITS)])
def test_the_open_gap_is_judged_too(days: int, rule: Rule) -> None:
    events = events_after([20, 31, 15, 24, 28])
    chart = rare_events.days_between(events, until=events[-1] + timedelta(days=days))
    assert (chart.open_gap_days, chart.open_rule) == (days, rule)


def test_without_a_day_there_is_no_open_gap() -> None:
    chart = rare_events.days_between(events_after([20, 31]))
    assert (chart.open_gap_days, chart.open_rule) == (None, Rule.NOT_OBSERVED)


@pytest.mark.parametrize(
    ("events", "until", "says"),
    [
        (events_after([5]), None, "three events"),
        ([START] * 4, None, "one day"),
        (events_after([5, 5]), START, "before its last event"),
    ],
)
def test_bad_events_are_refused_with_a_sentence(events: list[date], until: date | None, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        rare_events.days_between(events, until=until)


def test_gaps_must_be_one_series() -> None:
    with pytest.raises(Invalid, match="one series"):
        rare_events.g_limits([[1, 2], [3, 4]])


def test_steady_chance_raises_few_alarms() -> None:
    chance = np.random.default_rng(5)
    charts = [rare_events.days_between(events_after(list(chance.geometric(1 / 40, 20)))) for _ in range(300)]
    assert np.mean([chart.rules[-1] is not Rule.COMMON_CAUSE for chart in charts]) < 0.05


@pytest.mark.reference
def test_limits_agree_with_the_reference(oracle) -> None:
    cases = {case["chart"]: case for case in oracle("spc_qic.json")["cases"] if case["chart"] in ("t", "g")}
    for name, limits in (("t", rare_events.t_limits), ("g", rare_events.g_limits)):
        expected = cases[name]["expected"][0]
        found = limits(cases[name]["y"])
        assert found == pytest.approx((expected["cl"], expected["lcl"], expected["ucl"]), rel=1e-8)
