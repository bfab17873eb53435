"""Rates and comparisons: the published anchors, R's exact tests, and exact error rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import rates
from headwater.vocabulary.errors import Invalid


def test_a_fall_from_30_to_20_is_no_clear_change() -> None:
    """The anchor of the field: reported as "down a third"; p 0.20, ratio 0.67 (log-Wald 0.38 to 1.17)."""
    found = rates.compare_counts(30, 20)
    assert found.verdict is rates.Verdict.NO_CLEAR_CHANGE
    assert found.p == pytest.approx(stats.binomtest(20, 50).pvalue, rel=1e-12)
    assert round(found.p, 2) == 0.20
    assert found.ratio is not None
    assert found.ratio.value == pytest.approx(2 / 3)
    wald = rates.rate_ratio(20, 30, method="wald")
    assert (round(wald.lower, 2), round(wald.upper, 2)) == (0.38, 1.17)
    assert (found.ratio.lower, found.ratio.upper) == pytest.approx((0.3589, 1.2133), abs=1e-4)


def test_a_fall_from_70_to_65_is_no_clear_change() -> None:
    found = rates.compare_counts(70, 65)
    assert (round(found.p, 2), found.verdict) == (0.73, rates.Verdict.NO_CLEAR_CHANGE)


def test_at_20_a_year_only_a_fall_by_69_per_cent_usually_shows() -> None:
    fall, rise = rates.smallest_detectable_change(20)
    assert fall == pytest.approx(0.69, abs=0.005)
    assert rise == pytest.approx(1.08, abs=0.005)


def test_the_exact_test_needs_a_little_more_than_the_square_root_says() -> None:
    assert rates.power_to_show(20, 0.31) == pytest.approx(0.729, abs=0.001)
    assert rates.power_to_show(20, 0.27) == pytest.approx(0.80, abs=0.01)


def test_a_clear_fall_and_a_clear_rise_are_named() -> None:
    assert rates.compare_counts(60, 20).verdict is rates.Verdict.LOWER
    assert rates.compare_counts(20, 60).verdict is rates.Verdict.HIGHER


def test_a_comparison_allows_for_unequal_exposure() -> None:
    """Half the time: 10 after 40 in twice as long is 20 a year against 40."""
    found = rates.compare_counts(40, 10, exposure_before=2, exposure_after=1)
    assert found.ratio is not None
    assert found.ratio.value == pytest.approx(0.5)
    assert found.p == pytest.approx(stats.binomtest(10, 50, 1 / 3).pvalue, rel=1e-12)


def test_a_comparison_with_nothing_before_has_no_ratio_and_still_a_verdict() -> None:
    found = rates.compare_counts(0, 8)
    assert (found.ratio, found.smallest_fall, found.smallest_rise) == (None, None, None)
    assert found.verdict is rates.Verdict.HIGHER


def test_nothing_before_and_after_is_no_change() -> None:
    assert rates.compare_counts(0, 0).p == 1.0


@pytest.mark.parametrize("before", [1, 3, 4, 5])
def test_a_fall_from_five_or_fewer_can_never_show(before) -> None:
    assert rates.smallest_detectable_change(before)[0] is None
    assert rates.compare_counts(before, 0).verdict is rates.Verdict.NO_CLEAR_CHANGE


def test_a_fall_from_six_can_show_and_no_smallest_fall_is_the_whole() -> None:
    assert rates.compare_counts(6, 0).verdict is rates.Verdict.LOWER
    falls = [rates.smallest_detectable_change(before)[0] for before in range(6, 200)]
    assert all(fall is not None and fall < 0.97 for fall in falls)


def test_crude_rate_carries_limits_and_method() -> None:
    found = rates.crude_rate([4, 65], [10_000, 50_000])
    few, many = found.estimate(0, counts="offences"), found.estimate(1, counts="offences")
    assert (few.method, many.method) == ("exact Poisson", "Byar")
    assert (few.value, few.lower, few.upper) == pytest.approx((40, 10.8986, 102.4159), abs=1e-3)
    assert (many.value, many.lower) == pytest.approx((130.0, 100.3264), abs=1e-3)


def test_one_crude_rate_is_an_estimate_too() -> None:
    assert rates.crude_rate(3, 1000, per=1000).estimate(counts="offences").value == pytest.approx(3.0)


def test_rate_difference_works_where_a_ratio_does_not() -> None:
    found = rates.rate_difference(4, 0, exposure=1000, reference_exposure=1000, per=1000)
    assert found.value == 4
    assert found.lower < 4 < found.upper


@given(first=st.integers(0, 200), second=st.integers(1, 200), time=st.floats(0.1, 10))
def test_ratio_limits_contain_the_ratio_and_agree_with_the_test(first: int, second: int, time: float) -> None:
    found = rates.rate_ratio(first, second, exposure=time)
    assert found.lower <= found.value * (1 + 1e-9)
    assert found.value <= found.upper * (1 + 1e-9)


@given(first=st.integers(0, 150), second=st.integers(0, 150))
def test_the_comparison_is_the_same_from_both_sides(first: int, second: int) -> None:
    assert rates.conditional_p(first, second) == pytest.approx(rates.conditional_p(second, first), rel=1e-9)


@pytest.mark.parametrize("mean", [2.0, 8.0, 20.0])
def test_the_exact_test_raises_no_more_false_alarms_than_stated(mean: float) -> None:
    assert rates.power_to_show(mean, 1.0) <= 0.05


def test_exact_ratio_limits_cover_the_truth_at_least_as_often_as_stated() -> None:
    chance = np.random.default_rng(11)
    before, after = chance.poisson(12, 400), chance.poisson(6, 400)
    pairs = [(int(b), int(a)) for b, a in zip(before, after, strict=True) if b]
    found = [rates.rate_ratio(a, b) for b, a in pairs]
    assert np.mean([each.lower <= 0.5 <= each.upper for each in found]) >= 0.94


def test_difference_limits_cover_the_truth_about_as_often_as_stated() -> None:
    chance = np.random.default_rng(12)
    pairs = zip(chance.poisson(6, 1000), chance.poisson(12, 1000), strict=True)
    found = [rates.rate_difference(int(a), int(b)) for a, b in pairs]
    assert np.mean([each.lower <= -6 <= each.upper for each in found]) == pytest.approx(0.955, abs=0.02)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rates.crude_rate(1, 0), "above zero"),
        (lambda: rates.crude_rate([1, 2], [1, 2, 3]), "differ in length"),
        (lambda: rates.conditional_p(-1, 2), "below zero"),
        (lambda: rates.conditional_p(1.5, 2), "not whole"),
        (lambda: rates.conditional_p(1, 2, exposure=0), "above zero"),
        (lambda: rates.rate_ratio(3, 0), "show the difference"),
        (lambda: rates.rate_ratio(0, 3, method="wald"), "use the exact ones"),
        (lambda: rates.power_to_show(3000, 1.0), "up to 4,000"),
        (lambda: rates.smallest_detectable_change(20, power=80), "power must be a share"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_crude_rates_agree_with_the_public_health_reference(oracle) -> None:
    for case in oracle("phe_rate.json")["cases"]:
        confidence = case["args"]["confidence"]
        if isinstance(confidence, list):
            continue
        share = confidence / 100 if confidence > 1 else confidence
        for row in case["expected"]:
            found = rates.crude_rate(row["x"], row["n"], per=case["args"]["multiplier"], confidence=share)
            limits = (float(found.value), float(found.lower), float(found.upper))
            assert limits == pytest.approx(
                (row["value"], row["lowercl"], row["uppercl"]), rel=1e-9, abs=1e-12
            )
            assert bool(found.exact) == (row["method"] == "Exact")


@pytest.mark.reference
def test_ratios_agree_with_the_exact_tests_of_r(oracle) -> None:
    reference = oracle("inequality.json")
    white = next(group for group in reference["groups"] if group["group"] == "White")
    sizes = {group["group"]: (group["events"], group["pop"]) for group in reference["groups"]}
    for row in reference["rate_ratios_vs_White"]:
        events, people = sizes[row["group"]]
        times = {"exposure": people, "reference_exposure": white["pop"]}
        exact = rates.rate_ratio(events, white["events"], **times)
        wald = rates.rate_ratio(events, white["events"], method="wald", **times)
        assert exact.value == pytest.approx(row["rate_ratio"], rel=1e-9)
        assert (exact.lower, exact.upper) == pytest.approx((row["exact_lower"], row["exact_upper"]), rel=1e-9)
        assert (wald.lower, wald.upper) == pytest.approx(
            (row["log_wald_lower"], row["log_wald_upper"]), rel=1e-9
        )
        assert rates.conditional_p(events, white["events"], **times) == pytest.approx(
            row["exact_p"], rel=1e-8
        )


@pytest.mark.reference
def test_small_counts_agree_with_the_exact_tests_of_r(oracle) -> None:
    """Where the reference counted nothing R gives an infinite ratio; we refuse it, and still test."""
    for row in oracle("inequality.json")["small_counts_exact"]:
        times = {"exposure": row["ta"], "reference_exposure": row["tb"]}
        assert rates.conditional_p(row["a"], row["b"], **times) == pytest.approx(row["p"], rel=1e-9)
        if row["b"]:
            found = rates.rate_ratio(row["a"], row["b"], **times)
            expected = (row["ratio"], row["lower"], row["upper"])
            assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9)
