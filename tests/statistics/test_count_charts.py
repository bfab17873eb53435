"""Charts of counts, rates and shares: limits by hand, widened ones, the reference's charts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import count_charts
from headwater.statistics.count_charts import CountChart, Kind
from headwater.statistics.process_control import Assurance, Improvement, Variation
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

KINDS: list[Kind] = ["u", "u_prime", "p", "p_prime"]
COUNTS = [12, 9, 14, 10, 11, 8, 13, 10, 12, 9, 11, 13, 10]
EXPOSED = [1000, 900, 1300, 1000, 1100, 800, 1200, 1000, 1300, 900, 1000, 1200, 1100]


def test_limits_of_counts_are_three_roots_of_the_mean() -> None:
    chart = count_charts.count_chart([9, 16, 11], kind="c")
    assert (chart.lower[0], chart.mean[0], chart.upper[0]) == pytest.approx(
        (12 - 3 * 12**0.5, 12, 12 + 3 * 12**0.5)
    )
    assert chart.values == (9, 16, 11)


def test_limits_of_rates_narrow_where_more_are_exposed() -> None:
    chart = count_charts.count_chart([10, 40], [100, 400])
    assert chart.mean.tolist() == [0.1, 0.1]
    assert (chart.upper - chart.mean).tolist() == pytest.approx(
        [3 * (0.1 / 100) ** 0.5, 3 * (0.1 / 400) ** 0.5]
    )


def test_limits_of_shares_are_binomial_and_stay_shares() -> None:
    chart = count_charts.count_chart([50, 45, 48], [50, 50, 50], kind="p")
    share = 143 / 150
    assert float(chart.mean[0]) == pytest.approx(share)
    assert float(chart.lower[0]) == pytest.approx(share - 3 * (share * (1 - share) / 50) ** 0.5)
    assert chart.upper.tolist() == [1.0] * 3
    assert count_charts.count_chart([0, 1, 0], [9, 9, 9]).lower.tolist() == [0.0] * 3


def test_a_point_beyond_its_own_limits_is_special() -> None:
    counts, exposed = [*COUNTS, 60], [*EXPOSED, 1000]
    chart = count_charts.count_chart(counts, exposed, baseline=13, improvement=Improvement.DECREASE)
    assert chart.rules[-1] is Rule.ABOVE_LIMITS
    assert chart.variation is Variation.CONCERN
    assert (
        count_charts.count_chart([*COUNTS, 60], [*EXPOSED, 6000], baseline=13).rules[-1] is Rule.COMMON_CAUSE
    )


def test_a_run_on_one_side_is_special() -> None:
    chart = count_charts.count_chart([*COUNTS, *[8] * 7], [*EXPOSED, *[1000] * 7], baseline=13)
    assert chart.rules[-7:] == (Rule.RUN_BELOW,) * 7


def test_widened_limits_tell_thousands_that_wobble_from_news() -> None:
    chance = np.random.default_rng(6)
    exposed = np.full(40, 100_000)
    counts = chance.poisson(exposed * chance.normal(0.1, 0.005, 40))  # rates themselves vary by a twentieth
    plain = count_charts.count_chart(counts, exposed)
    wide = count_charts.count_chart(counts, exposed, kind="u_prime")
    outside = [
        sum(rule in (Rule.ABOVE_LIMITS, Rule.BELOW_LIMITS) for rule in chart.rules) for chart in (plain, wide)
    ]
    assert outside[0] > 10
    assert outside[1] <= 1
    assert (wide.upper > plain.upper).all()


def test_where_chance_is_all_widened_limits_are_much_the_same() -> None:
    counts = np.random.default_rng(2).binomial(500, 0.2, 400)
    plain, wide = (count_charts.count_chart(counts, [500] * 400, kind=kind) for kind in ("p", "p_prime"))
    assert (wide.upper - wide.mean) == pytest.approx(plain.upper - plain.mean, rel=0.08)


@pytest.mark.parametrize("kind", KINDS)
def test_a_constant_series_has_no_signal(kind: Kind) -> None:
    for count in (0, 3):
        chart = count_charts.count_chart([count] * 15, [30] * 15, kind=kind)
        assert set(chart.rules) == {Rule.COMMON_CAUSE}
        assert np.isfinite([chart.lower, chart.upper]).all()


def test_a_single_value_is_not_widened() -> None:
    plain = count_charts.count_chart([*COUNTS, 9], [*EXPOSED, 1000], breaks=[13])
    wide = count_charts.count_chart([*COUNTS, 9], [*EXPOSED, 1000], breaks=[13], kind="u_prime")
    assert wide.upper[-1] == plain.upper[-1]


def test_missing_counts_and_what_is_excluded_are_left_out() -> None:
    whole = count_charts.count_chart(COUNTS, EXPOSED)
    holed = count_charts.count_chart(
        [*COUNTS[:4], None, *COUNTS[4:], 99], [*EXPOSED[:4], None, *EXPOSED[4:], 1000], exclude=[14]
    )
    assert holed.mean[0] == whole.mean[0]
    assert holed.upper[5] == whole.upper[4]
    assert (holed.values[4], holed.rules[4], holed.rules[14]) == (None, Rule.NOT_OBSERVED, Rule.NOT_OBSERVED)
    assert holed.latest == 13


def test_a_break_starts_new_limits_and_short_stretches_are_provisional() -> None:
    chart = count_charts.count_chart([*COUNTS, 30, 28, 31], [*EXPOSED, 1000, 1000, 1000], breaks=[13])
    assert chart.mean[-1] == pytest.approx(89 / 3000)
    assert chart.provisional.tolist() == [False] * 13 + [True] * 3


@pytest.mark.parametrize(
    ("target", "assured"), [(0.5, Assurance.PASS), (0.01, Assurance.INCONSISTENT), (None, None)]
)
def test_a_target_is_judged_by_the_newest_limits(target: float | None, assured: Assurance | None) -> None:
    chart = count_charts.count_chart(COUNTS, EXPOSED, improvement=Improvement.DECREASE, target=target)
    assert chart.assurance is assured


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=30),
    st.sampled_from(KINDS),
)
def test_limits_contain_the_centre(pairs: list[tuple[int, int]], kind: Kind) -> None:
    chart = count_charts.count_chart(*zip(*pairs, strict=True), kind=kind)
    assert (chart.lower <= chart.mean).all()
    assert (chart.mean <= chart.upper).all()
    assert np.isfinite([chart.lower, chart.upper]).all()


def test_chance_alone_seldom_passes_the_limits() -> None:
    chance = np.random.default_rng(9)
    exposed = chance.integers(800, 1500, (200, 40))
    outside = [
        rule in (Rule.ABOVE_LIMITS, Rule.BELOW_LIMITS)
        for counts, size in zip(chance.poisson(exposed * 0.02), exposed, strict=True)
        for rule in count_charts.count_chart(counts, size).rules
    ]
    assert np.mean(outside) < 0.005


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: count_charts.count_chart([3, 4], [10, 0]), "above zero"),
        (lambda: count_charts.count_chart([3, 4], [10, None]), "missing"),
        (lambda: count_charts.count_chart([3, 4]), "needs an exposure"),
        (lambda: count_charts.count_chart([3, 4], [9, 9], kind="c"), "takes no exposures"),
        (lambda: count_charts.count_chart([3, 4], [9, 9, 9]), "differ in length"),
        (lambda: count_charts.count_chart([3, 10], [9, 9], kind="p"), "above their total"),
        (lambda: count_charts.count_chart([3, -1], [9, 9]), "below zero"),
        (lambda: count_charts.count_chart([3, 1.5], [9, 9]), "not whole"),
        (lambda: count_charts.count_chart([3], [9]), "at least two"),
        (lambda: count_charts.count_chart([3, 4, 5], [9, 9, 9], baseline=1), "baseline"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


KIND_OF: dict[str, Kind] = {"c": "c", "u": "u", "up": "u_prime", "p": "p", "pp": "p_prime"}


@pytest.mark.reference
def test_limits_agree_with_the_reference(oracle) -> None:
    cases = [case for case in oracle("spc_qic.json")["cases"] if case["chart"] in KIND_OF]
    assert len(cases) == 7
    for case in cases:
        chart = _chart(case)
        for found, name in ((chart.mean, "cl"), (chart.lower, "lcl"), (chart.upper, "ucl")):
            expected = [point[name] for point in case["expected"]]
            assert found.tolist() == pytest.approx(expected, rel=1e-8, abs=1e-12)
        outside = {at for at, point in enumerate(case["expected"]) if point["sigma.signal"]}
        assert {
            at for at, rule in enumerate(chart.rules) if rule in (Rule.ABOVE_LIMITS, Rule.BELOW_LIMITS)
        } == outside


def _chart(case: dict) -> CountChart:
    extra = case["extra"]
    return count_charts.count_chart(
        case["y"],
        case["n"],
        kind=KIND_OF[case["chart"]],
        breaks=[extra["part"]] if "part" in extra else (),
        exclude=[at - 1 for at in extra.get("exclude", ())],
    )
