"""Gini and Atkinson: the reference, what sameness and scale do to them, coverage by the jackknife."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import unevenness
from headwater.vocabulary.errors import Invalid

VALUES = st.lists(st.floats(0.01, 1000), min_size=3, max_size=30)


@given(values=VALUES, times=st.floats(0.01, 1000), seed=st.integers(0, 99))
def test_order_and_unit_change_nothing(values: list[float], times: float, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(values))
    for measure in (unevenness.gini, unevenness.atkinson):
        found = measure(values, counts="x")
        other = measure(np.array(values)[order] * times, counts="x")
        assert 0 <= found.lower <= found.value + 1e-12
        assert found.value <= found.upper + 1e-12 <= 1 + 1e-12
        assert (other.value, other.upper) == pytest.approx((found.value, found.upper), abs=1e-7)


def test_equal_values_are_even_and_one_owner_is_not() -> None:
    assert unevenness.gini([5, 5, 5, 5], counts="x").value == pytest.approx(0)
    assert unevenness.atkinson([5, 5, 5, 5], aversion=2, counts="x").value == pytest.approx(0)
    assert unevenness.gini([0, 0, 1, 1], counts="x").value == pytest.approx(0.5)


def test_gini_is_half_the_mean_difference_between_pairs() -> None:
    values = np.array([3.0, 5, 7, 9, 40, 1])
    pairs = np.abs(values[:, None] - values).mean() / 2 / values.mean()
    assert unevenness.gini(values, counts="x").value == pytest.approx(pairs)


def test_atkinson_at_one_is_the_geometric_mean_and_near_it_nearly_so() -> None:
    values = [3.0, 5, 7, 9, 40, 1]
    at_one = unevenness.atkinson(values, aversion=1, counts="x").value
    assert at_one == pytest.approx(1 - np.exp(np.log(values).mean()) / np.mean(values))
    assert unevenness.atkinson(values, aversion=1.0001, counts="x").value == pytest.approx(at_one, abs=1e-4)


def test_jackknife_limits_cover_the_truth_about_as_often_as_stated() -> None:
    """Exponential values, whose Gini coefficient is one half: 93 to 96 % at 80 values."""
    draws = np.random.default_rng(14).exponential(1, (500, 80))
    found = [unevenness.gini(draw, corrected=True, counts="x") for draw in draws]
    assert np.mean([each.lower <= 0.5 <= each.upper for each in found]) == pytest.approx(0.945, abs=0.025)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: unevenness.gini([1, 2], counts="x"), "at least three"),
        (lambda: unevenness.gini([0, 0, 7], counts="x"), "Fewer than two"),
        (lambda: unevenness.gini([1, -2, 7], counts="x"), "below zero"),
        (lambda: unevenness.gini([[1, 2, 7]], counts="x"), "one series"),
        (lambda: unevenness.gini([1, 2, 7], counts="x", confidence=95), "share between 0 and 1"),
        (lambda: unevenness.atkinson([1, 2, 7], aversion=0, counts="x"), "above zero"),
        (lambda: unevenness.atkinson([1, 0, 7], aversion=1, counts="x"), "above zero"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_measures_agree_with_ineq(oracle) -> None:
    expected = oracle("inequality.json")["ineq"]
    values = expected["values"]
    assert unevenness.gini(values, counts="x").value == pytest.approx(expected["gini"], rel=1e-9)
    corrected = unevenness.gini(values, corrected=True, counts="x").value
    assert corrected == pytest.approx(expected["gini_corrected"], rel=1e-9)
    assert unevenness.atkinson(values, counts="x").value == pytest.approx(expected["atkinson_05"], rel=1e-9)
