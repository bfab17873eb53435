"""The XmR chart: worked values, the NHS rules one by one, the reference's 67 charts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import process_control, process_rules
from headwater.statistics.process_control import Assurance, Improvement, Variation
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

SERIES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60)
STEADY = [4.0, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5]


def test_limits_are_the_mean_and_266_moving_ranges() -> None:
    # moving ranges 2, 1, 2: mean 5/3
    assert process_control.limits(np.array([5.0, 7, 6, 8])) == pytest.approx(
        (6.5, 6.5 - 13.3 / 3, 6.5 + 13.3 / 3)
    )


def test_screening_leaves_out_one_wild_moving_range() -> None:
    values = np.array([5.0, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 40])
    screened, raw = process_control.limits(values), process_control.limits(values, screening=False)
    assert screened[2] - screened[0] == pytest.approx(2.66 * 2)
    assert raw[2] > screened[2]


def test_screening_that_would_leave_no_movement_screens_nothing() -> None:
    values = np.array([5.0] * 9 + [9.0] * 2)
    assert process_control.limits(values)[2] > process_control.limits(values)[0]


def test_a_constant_series_has_limits_on_its_mean_and_no_signal() -> None:
    """The reference gives NaN limits here."""
    chart = process_control.xmr([0.1] * 15)
    assert set(chart.upper.tolist()) == set(chart.lower.tolist()) == {0.1}
    assert set(chart.rules) == {Rule.COMMON_CAUSE}


@pytest.mark.parametrize(
    ("tail", "rule"),
    [
        ([15], Rule.ABOVE_LIMITS),
        ([-5], Rule.BELOW_LIMITS),
        ([5.5] * 7, Rule.RUN_ABOVE),
        ([4.5] * 7, Rule.RUN_BELOW),
        ([2, 3, 4, 5, 6, 7, 8], Rule.RISING),
        ([8, 7, 6, 5, 4, 3, 2], Rule.FALLING),
        ([8.5, 6, 8.5], Rule.TWO_OF_THREE_HIGH),
        ([1.5, 4, 1.5], Rule.TWO_OF_THREE_LOW),
    ],
)
def test_each_rule_is_found_on_limits_of_a_baseline(tail: list[float], rule: Rule) -> None:
    chart = process_control.xmr([*STEADY, *tail], baseline=12)
    assert chart.rules[-1] is rule


@pytest.mark.parametrize(
    ("improvement", "high", "low"),
    [
        (Improvement.INCREASE, Variation.IMPROVEMENT, Variation.CONCERN),
        (Improvement.DECREASE, Variation.CONCERN, Variation.IMPROVEMENT),
        (Improvement.NEUTRAL, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW),
    ],
)
def test_the_direction_of_good_decides_the_icon(
    improvement: Improvement, high: Variation, low: Variation
) -> None:
    assert process_control.xmr([*STEADY, 15], improvement=improvement).variation is high
    assert process_control.xmr([*STEADY, -5], improvement=improvement).variation is low


@pytest.mark.parametrize(
    ("improvement", "target", "assured"),
    [
        (Improvement.INCREASE, 0, Assurance.PASS),
        (Improvement.INCREASE, 99, Assurance.FAIL),
        (Improvement.DECREASE, 99, Assurance.PASS),
        (Improvement.DECREASE, 0, Assurance.FAIL),
        (Improvement.DECREASE, 5, Assurance.INCONSISTENT),
        (Improvement.NEUTRAL, 5, None),
    ],
)
def test_assurance_compares_limits_and_target(
    improvement: Improvement, target: float, assured: Assurance | None
) -> None:
    assert process_control.xmr(STEADY, improvement=improvement, target=target).assurance is assured


def test_without_a_target_there_is_no_assurance() -> None:
    assert process_control.xmr(STEADY, improvement=Improvement.DECREASE).assurance is None


def test_missing_values_are_skipped_and_stay_in_their_place() -> None:
    holed = [*STEADY[:4], None, *STEADY[4:], float("nan")]
    chart, whole = process_control.xmr(holed), process_control.xmr(STEADY)
    assert chart.mean[0] == whole.mean[0]
    assert chart.upper[0] == whole.upper[0]
    assert chart.values[4] is None
    assert chart.rules[4] is Rule.NOT_OBSERVED
    assert chart.variations[4] is Variation.NOT_OBSERVED
    assert chart.latest == 12
    assert chart.variation is Variation.COMMON_CAUSE


def test_a_break_starts_new_limits() -> None:
    chart = process_control.xmr([*STEADY, *(value + 20 for value in STEADY)], breaks=[12])
    assert (chart.mean[0], chart.mean[-1]) == (5.0, 25.0)
    assert set(chart.rules) == {Rule.COMMON_CAUSE}
    assert chart.segment.tolist() == [0] * 12 + [1] * 12


def test_fewer_than_13_values_are_provisional() -> None:
    assert process_control.xmr(STEADY).provisional.all()
    assert not process_control.xmr([*STEADY, 5]).provisional.any()


def test_what_is_excluded_is_shown_but_neither_judged_nor_part_of_the_limits() -> None:
    wild = [*STEADY[:6], 60.0, *STEADY[6:], 70.0]
    chart, without = process_control.xmr(wild, exclude=[6, 13]), process_control.xmr(STEADY)
    assert (chart.mean[0], chart.upper[0]) == (without.mean[0], without.upper[0])
    assert (chart.values[6], chart.values[13]) == (60, 70)
    assert chart.rules[6] is chart.rules[13] is Rule.NOT_OBSERVED
    assert chart.latest == 12
    assert chart.variation is Variation.COMMON_CAUSE
    assert chart.provisional.all()


def test_an_excluded_value_does_not_part_its_neighbours() -> None:
    chart = process_control.xmr([*STEADY, *[5.5] * 3, 1.0, *[5.5] * 4], baseline=12, exclude=[15])
    assert chart.rules[-1] is Rule.RUN_ABOVE


def test_one_value_after_a_break_is_its_own_limit_and_provisional() -> None:
    chart = process_control.xmr([*STEADY, 40], breaks=[12])
    assert (chart.lower[-1], chart.upper[-1], bool(chart.provisional[-1])) == (40, 40, True)
    assert chart.rules[-1] is Rule.COMMON_CAUSE


def test_a_point_shared_by_two_trends_takes_the_later_direction() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1])
    assert process_rules.trends(values).tolist() == [1] * 6 + [-1] * 7


def test_short_series_hold_no_stretch_and_no_three() -> None:
    assert process_rules.trends(np.array([1.0, 2])).tolist() == [0, 0]
    near, sides = np.array([True, True]), np.array([1, 1])
    assert process_rules.two_of_three(near, sides).tolist() == [0, 0]


def test_a_rule_knows_its_side() -> None:
    assert [rule.side for rule in (Rule.RISING, Rule.RUN_BELOW, Rule.COMMON_CAUSE)] == [1, -1, 0]


@given(SERIES)
def test_limits_contain_the_mean(values: list[float]) -> None:
    chart = process_control.xmr(values)
    assert (chart.lower <= chart.mean).all()
    assert (chart.mean <= chart.upper).all()
    assert np.isfinite(chart.upper).all()


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=40))
def test_a_chart_turned_upside_down_shows_the_same_signals_turned(values: list[int]) -> None:
    up = process_control.xmr(values)
    down = process_control.xmr([-value for value in values])
    assert [rule.side for rule in up.rules] == [-rule.side for rule in down.rules]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: process_control.xmr([1.0]), "at least two values"),
        (lambda: process_control.xmr([1.0, None]), "at least two values"),
        (lambda: process_control.xmr([1.0, float("inf")]), "infinite"),
        (lambda: process_control.xmr([1.0, "two"]), "not numbers"),
        (lambda: process_control.xmr([[1.0, 2.0]]), "one series"),
        (lambda: process_control.xmr(STEADY, breaks=[0]), "inside the series"),
        (lambda: process_control.xmr(STEADY, breaks=[12]), "inside the series"),
        (lambda: process_control.xmr(STEADY, baseline=1), "baseline"),
        (lambda: process_control.xmr([1.0, 2.0, None, None], breaks=[2]), "take that break away"),
        (lambda: process_control.xmr(STEADY, exclude=[12]), "positions 0 to 11"),
        (lambda: process_control.xmr(STEADY, exclude=[-1]), "positions 0 to 11"),
        (lambda: process_control.xmr([1.0, 2.0], exclude=[1]), "at least two values"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


RULE_OF = {
    "Common Cause": Rule.COMMON_CAUSE,
    "Above UCL": Rule.ABOVE_LIMITS,
    "Below LCL": Rule.BELOW_LIMITS,
    "7 Point Trend (Increasing)": Rule.RISING,
    "7 Point Trend (Decreasing)": Rule.FALLING,
    "2 in 3 Above CL": Rule.TWO_OF_THREE_HIGH,
    "2 in 3 Below CL": Rule.TWO_OF_THREE_LOW,
    "7 Points Above CL": Rule.RUN_ABOVE,
    "7 Points Below CL": Rule.RUN_BELOW,
}
ASSURANCE_OF = {
    "consistent_pass": Assurance.PASS,
    "consistent_fail": Assurance.FAIL,
    "inconsistent": Assurance.INCONSISTENT,
    None: None,
}


@pytest.mark.reference
def test_every_chart_of_the_nhs_reference_is_the_same(oracle) -> None:
    compared = 0
    for case in oracle("spc_ptd.json")["cases"]:
        for facet in {point["f"] for point in case["expected"]} if case["id"] != "constant" else ():
            points = [point for point in case["expected"] if point["f"] == facet]
            chart = _chart(case["args"], facet, points)
            _same(chart, points)
            last = [row for row in case["summary"] if row.get("f", facet) == facet][-1]
            assert chart.assurance is ASSURANCE_OF[last.get("assurance_type")]
            assert chart.variation.value == last["variation_type"].removeprefix("special_cause_")
            compared += len(points)
    assert compared == 2565


def _chart(args: dict, facet: str, points: list[dict]) -> process_control.XmR:
    groups = [point["rebase_group"] for point in points]
    target = args.get("target")
    return process_control.xmr(
        [point["y"] for point in points],
        breaks=[at for at in range(1, len(groups)) if groups[at] != groups[at - 1]],
        baseline=args.get("fix_after_n_points"),
        screening=args.get("screen_outliers", True),
        improvement=Improvement(args.get("improvement_direction", "increase")),
        target=target[facet] if isinstance(target, dict) else target,
    )


def _same(chart: process_control.XmR, points: list[dict]) -> None:
    assert list(chart.rules) == [RULE_OF[point["special_cause_type"]] for point in points]
    kinds = [point["point_type"].removeprefix("special_cause_") for point in points]
    assert [variation.value for variation in chart.variations] == kinds
    assert chart.provisional.tolist() == [point["short_group_warning"] for point in points]
    for found, name in ((chart.mean, "mean_col"), (chart.lower, "lpl"), (chart.upper, "upl")):
        assert found.tolist() == pytest.approx([point[name] for point in points], rel=1e-9, abs=1e-12)
