"""Concentration indices and attributable fractions: the reference, exact coverage, turning the order round."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import gradients, inequality
from headwater.vocabulary.errors import Invalid

PEOPLE = [9800, 10200, 10100, 9950, 9750]
EVENTS = st.lists(st.integers(1, 400), min_size=3, max_size=8)


def ladder(events: list[int]) -> inequality.Groups:
    return inequality.groups_of_counts(events, np.linspace(9000, 12_000, len(events)))


@given(events=EVENTS)
def test_turning_the_order_round_turns_the_sign(events: list[int]) -> None:
    people = np.linspace(9000, 12_000, len(events))
    straight = inequality.groups_of_counts(events, people)
    turned = inequality.groups_of_counts(events[::-1], people[::-1])
    for index in (gradients.absolute_concentration, gradients.relative_concentration):
        for error_of in ("sampling", "scatter"):
            one = index(straight, error_of=error_of, counts="x")
            two = index(turned, error_of=error_of, counts="x")
            assert one.lower <= one.value <= one.upper
            assert (two.value, two.lower, two.upper) == pytest.approx(
                (-one.value, -one.upper, -one.lower), abs=1e-6
            )
    assert -1 <= gradients.relative_concentration(straight, counts="x").value <= 1


def test_scatter_is_the_error_of_a_weighted_regression() -> None:
    found = ladder([80, 50, 45, 30, 10])
    index = gradients.relative_concentration(found, error_of="scatter", counts="x")
    assert index.method == "scatter about the line"
    assert gradients.relative_concentration(found, counts="x").method == "delta method"


@pytest.mark.parametrize("index", [gradients.absolute_concentration, gradients.relative_concentration])
def test_sampling_limits_cover_the_truth_as_often_as_stated(index) -> None:
    """1,500 ladders with a bent gradient: sampling covers 95 %; scatter takes the bend for chance."""
    means = np.array([160.0, 70, 60, 55, 50])
    truth = index(inequality.groups(means / PEOPLE * 1e5, PEOPLE, np.zeros(5)), counts="x").value
    draws = np.random.default_rng(12).poisson(means, (1500, 5))
    groups = [inequality.groups_of_counts(draw, PEOPLE) for draw in draws]
    covered = {
        error_of: np.mean([e.lower <= truth <= e.upper for e in (index(g, error_of=error_of, counts="x") for g in groups)])
        for error_of in ("sampling", "scatter")
    }  # fmt: skip
    assert covered["sampling"] == pytest.approx(0.95, abs=0.015)
    assert covered["scatter"] > 0.99


def test_fraction_limits_are_scipys_exact_ones() -> None:
    found = gradients.attributable_fraction([60, 45, 33, 25, 18], PEOPLE, counts="x")
    exact = stats.binomtest(18, 181).proportion_ci(method="exact")
    scale = sum(PEOPLE) / PEOPLE[-1]
    assert (found.lower, found.upper) == pytest.approx((1 - exact.high * scale, 1 - exact.low * scale))
    assert found.value == pytest.approx(1 - 18 / 181 * scale)


def test_fraction_is_all_where_the_reference_has_none_and_below_zero_where_it_has_all() -> None:
    none = gradients.attributable_fraction([6, 3, 0], [100, 100, 100], counts="x")
    assert (none.value, none.upper) == (1, 1)
    assert none.lower < 1
    every = gradients.attributable_fraction([0, 0, 5], [100, 100, 100], counts="x")
    assert (every.value, every.lower) == (-2, -2)


def test_another_group_can_be_the_reference() -> None:
    found = gradients.attributable_rate([10, 40], [1000, 1000], reference=0, counts="x", per=1000)
    assert found.value == pytest.approx(25 - 10)
    assert found.lower > 0


@pytest.mark.parametrize("means", [[6.0, 3, 2], [60.0, 30, 25]])
def test_fraction_and_rate_limits_cover_at_least_as_often_as_stated(means: list[float]) -> None:
    people = np.array([1000, 1500, 1200])
    draws = np.random.default_rng(13).poisson(means, (1500, 3))
    draws = draws[draws.sum(axis=1) > 0]
    rates = np.array(means) / people
    whole = float(np.sum(means) / people.sum())
    fraction = [gradients.attributable_fraction(draw, people, counts="x") for draw in draws]
    rate = [gradients.attributable_rate(draw, people, counts="x", per=1) for draw in draws]
    assert np.mean([e.lower <= 1 - rates[2] / whole <= e.upper for e in fraction]) >= 0.945
    assert np.mean([e.lower <= whole - rates[2] <= e.upper for e in rate]) >= 0.94


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: gradients.attributable_fraction([0, 0], [1, 1], counts="x"), "no events"),
        (lambda: gradients.attributable_fraction([5], [10], counts="x"), "at least two groups"),
        (
            lambda: gradients.attributable_fraction([5, 6], [10, 10], reference=2, counts="x"),
            "no group number",
        ),
        (lambda: gradients.attributable_fraction([5, 6], [10, 0], counts="x"), "above zero"),
        (lambda: gradients.attributable_fraction([5, 6], [10, 9, 8], counts="x"), "differ in length"),
        (lambda: gradients.attributable_fraction([5, -6], [10, 10], counts="x"), "below zero"),
        (lambda: gradients.attributable_fraction([5, 6], [9, 9], counts="x", confidence=95), "share between"),
        (
            lambda: gradients.relative_concentration(ladder([5, 6]), error_of="scatter", counts="x"),
            "at least three",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_concentration_agrees_with_the_world_health_organization_reference(oracle) -> None:
    file = oracle("inequality.json")
    found = inequality.groups(*([row[name] for row in file["quintiles"]] for name in ("rate", "pop", "se")))
    for index, key in (
        (gradients.absolute_concentration, "aci"),
        (gradients.relative_concentration, "rci"),
    ):
        expected = file["ordered"][key]
        ours = index(found, error_of="scatter", counts="x")
        limits = (expected["estimate"], expected["lowerci"], expected["upperci"])
        assert (ours.value, ours.lower, ours.upper) == pytest.approx(limits, rel=1e-9)


@pytest.mark.reference
def test_attributable_fraction_agrees_with_the_reference_in_one_unit(oracle) -> None:
    """It gives a percentage with the error of a share, and the sign of what would be gained."""
    file = oracle("inequality.json")
    events, people = ([row[name] for row in file["quintiles"]] for name in ("events", "pop"))
    fraction, expected = gradients.attributable_fraction(events, people, counts="x"), file["ordered"]["paf"]
    assert -fraction.value * 100 == pytest.approx(expected["estimate"], rel=1e-9)
    reach = 1.959963984540054 * expected["se"]
    walter = (fraction.value - reach, fraction.value + reach)
    assert (fraction.lower, fraction.upper) == pytest.approx(walter, abs=0.05 * 2 * reach)
    assert expected["upperci"] - expected["lowerci"] < 0.12  # of a percentage whose limits span 12
    rate = gradients.attributable_rate(events, people, counts="x")
    assert -rate.value == pytest.approx(file["ordered"]["parisk"]["estimate"], rel=1e-9)
