"""Measures of inequality: the reference, what equality and scale do to them, and coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import inequality
from headwater.vocabulary.errors import Invalid

MEASURES = [
    inequality.between_group_variance,
    inequality.coefficient_of_variation,
    inequality.index_of_disparity,
    inequality.theil,
    inequality.mean_log_deviation,
]
LOGS = [inequality.theil, inequality.mean_log_deviation]
RELATIVE = MEASURES[1:]
ROWS = st.lists(st.tuples(st.integers(5, 500), st.integers(1000, 90_000)), min_size=2, max_size=9)


def groups_of(rows: list[tuple[int, int]]) -> inequality.Groups:
    events, people = zip(*rows, strict=True)
    return inequality.groups_of_counts(events, people)


def test_theil_and_mean_log_deviation_are_entropies_of_scipy() -> None:
    found = groups_of([(60, 1000), (20, 3000), (30, 2000)])
    of_events, of_people = found.rates * found.populations, found.populations
    assert inequality.theil(found, counts="x").value == pytest.approx(stats.entropy(of_events, of_people))
    other = inequality.mean_log_deviation(found, counts="x").value
    assert other == pytest.approx(stats.entropy(of_people, of_events))


def test_variance_and_its_root_by_hand() -> None:
    found = inequality.groups([30.0, 50.0], [1, 3], [2.0, 1.5])
    assert inequality.between_group_variance(found, counts="x").value == 75  # 15^2/4 + 5^2 3/4
    variation = inequality.coefficient_of_variation(found, counts="x")
    assert (variation.value, variation.method) == (pytest.approx(np.sqrt(75) / 45), "delta method")


def test_disparity_weighted_and_not_by_hand() -> None:
    found = inequality.groups([30.0, 50.0], [1, 3], [2.0, 1.5])
    assert inequality.index_of_disparity(found, counts="x").value == pytest.approx((15 + 5) / 2 / 45)
    weighted = inequality.index_of_disparity(found, weighted=True, counts="x")
    assert weighted.value == pytest.approx((15 / 4 + 5 * 3 / 4) / 45)


def test_equal_groups_are_not_unequal() -> None:
    found = inequality.groups([40.0, 40.0, 40.0], [1, 2, 3], [2.0, 2.0, 2.0])
    for measure in (inequality.between_group_variance, inequality.index_of_disparity, *LOGS):
        assert measure(found, counts="x").value == pytest.approx(0, abs=1e-12)
        assert measure(found, counts="x").lower == 0
    with pytest.raises(Invalid, match="All rates are equal"):
        inequality.coefficient_of_variation(found, counts="x")


def test_a_group_without_events_is_not_certain() -> None:
    assert inequality.groups_of_counts([0, 9], [1000, 1000], per=1000).standard_errors.tolist() == [1, 3]


def test_theil_takes_a_rate_of_zero_that_is_certain_and_the_other_none() -> None:
    sure = inequality.groups([0.0, 2.0], [1, 1], [0.0, 0.0])
    assert inequality.theil(sure, counts="x").value == pytest.approx(np.log(2))
    with pytest.raises(Invalid, match="use Theil's index"):
        inequality.mean_log_deviation(sure, counts="x")
    with pytest.raises(Invalid, match="no slope"):
        inequality.theil(groups_of([(0, 1000), (9, 1000)]), counts="x")


@given(rows=ROWS, seed=st.integers(0, 99), times=st.floats(0.01, 100))
def test_order_of_groups_and_units_change_no_relative_measure(rows, seed: int, times: float) -> None:
    found = groups_of(rows)
    if np.ptp(found.rates) == 0:
        return
    order = np.random.default_rng(seed).permutation(len(rows))
    events, people = np.array(rows, dtype=float).T
    other = inequality.groups_of_counts(events[order], people[order] * times, per=1000)
    for measure in RELATIVE:
        one, two = measure(found, counts="x"), measure(other, counts="x")
        assert one.lower <= one.value <= one.upper
        assert (two.value, two.lower, two.upper) == pytest.approx(
            (one.value, one.lower, one.upper), rel=1e-6, abs=1e-9
        )


@pytest.mark.parametrize("measure", MEASURES)
def test_limits_cover_the_truth_about_as_often_as_stated_where_groups_differ(measure) -> None:
    """1,500 sets of clearly unequal groups of hundreds of events: measured 94 to 96 %."""
    people, means = np.array([30_000, 52_000, 41_000, 25_000]), np.array([900.0, 800, 400, 150])
    truth = measure(inequality.groups(means / people * 1e5, people, np.zeros(4)), counts="x").value
    draws = np.random.default_rng(11).poisson(means, (1500, 4))
    found = [measure(inequality.groups_of_counts(draw, people), counts="x") for draw in draws]
    assert np.mean([each.lower <= truth <= each.upper for each in found]) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: inequality.groups([1.0], [1], [0.1]), "at least two groups"),
        (lambda: inequality.groups([0.0, 0.0], [1, 1], [0.1, 0.1]), "Every rate is zero"),
        (lambda: inequality.groups([1.0, 2.0], [1, 0], [0.1, 0.1]), "above zero"),
        (lambda: inequality.groups([1.0, 2.0], [1, 1], [0.1, -0.1]), "below zero"),
        (lambda: inequality.groups([1.0, 2.0], [1, 1, 1], [0.1, 0.1]), "differ in length"),
        (lambda: inequality.groups([1.0, 2.0], [1, 1], [0.1, 0.1, 0.1]), "differ in length"),
        (lambda: inequality.groups(1.0, 1, 0.1), "one series"),
        (lambda: inequality.groups_of_counts([1, 2.5], [1, 1]), "not whole"),
        (lambda: inequality.groups_of_counts([1, 2], [1, 1, 1]), "differ in length"),
        (lambda: inequality.theil(groups_of([(5, 10), (9, 10)]), counts="x", confidence=95), "share between"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_measures_agree_with_the_world_health_organization_reference(oracle) -> None:
    file = oracle("inequality.json")
    rows, expected = file["groups"], file["unordered"]
    found = inequality.groups(*([row[name] for row in rows] for name in ("rate", "pop", "se")))
    variance = inequality.between_group_variance(found, counts="x")
    limits = (expected["bgv"]["estimate"], expected["bgv"]["lowerci"], expected["bgv"]["upperci"])
    assert (variance.value, variance.lower, variance.upper) == pytest.approx(limits, rel=1e-9)
    assert np.sqrt(variance.value) == pytest.approx(expected["bgsd"]["estimate"], rel=1e-9)
    variation = inequality.coefficient_of_variation(found, counts="x").value
    assert variation * 100 == pytest.approx(expected["covar"]["estimate"], rel=1e-9)
    for weighted, disparity, difference in ((False, "idisu", "mdmu"), (True, "idisw", "mdmw")):
        value = inequality.index_of_disparity(found, weighted=weighted, counts="x").value
        assert value * 100 == pytest.approx(expected[disparity]["estimate"], rel=1e-9)
        assert value * found.mean == pytest.approx(expected[difference]["estimate"], rel=1e-9)


@pytest.mark.reference
def test_theil_limits_are_the_references_estimate_and_error_in_one_unit(oracle) -> None:
    """It multiplies the estimate by 1,000 and not the error: its own limits are 1,000 times too narrow."""
    file = oracle("inequality.json")
    found = inequality.groups(*([row[name] for row in file["groups"]] for name in ("rate", "pop", "se")))
    for measure, key in ((inequality.theil, "ti"), (inequality.mean_log_deviation, "mld")):
        ours, theirs = measure(found, counts="x"), file["unordered"][key]
        reach = 1.959963984540054 * theirs["se"]
        value = theirs["estimate"] / 1000
        assert (ours.value, ours.lower, ours.upper) == pytest.approx(
            (value, value - reach, value + reach), rel=1e-9
        )
        width = (theirs["upperci"] - theirs["lowerci"]) / 1000
        assert (ours.upper - ours.lower) / width == pytest.approx(1000, rel=1e-6)


@pytest.mark.reference
def test_theil_of_single_values_agrees_with_ineq(oracle) -> None:
    expected = oracle("inequality.json")["ineq"]
    found = inequality.groups(expected["values"], np.ones(6), np.zeros(6))
    assert inequality.theil(found, counts="x").value == pytest.approx(expected["theil_T"], rel=1e-9)
    assert inequality.mean_log_deviation(found, counts="x").value == pytest.approx(
        expected["theil_L"], rel=1e-9
    )
    assert inequality.coefficient_of_variation(found, counts="x").value == pytest.approx(
        expected["cv"], rel=1e-9
    )
