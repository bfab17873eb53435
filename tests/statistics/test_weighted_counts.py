"""Weighted sums: the identity with exact Poisson limits, coverage of both methods, order and scale."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import intervals, weighted_counts
from headwater.statistics.weighted_counts import Spread
from headwater.vocabulary.errors import Invalid

EVENTS = st.lists(st.integers(0, 300), min_size=1, max_size=12)
SUM = {"counts": "offences"}


@given(events=EVENTS, weight=st.floats(0.01, 500))
def test_gamma_limits_of_equal_weights_are_the_exact_limits_of_the_count(
    events: list[int], weight: float
) -> None:
    found = weighted_counts.weighted_sum(events, weight, method="gamma", **SUM)
    lower, upper = intervals.exact_poisson(sum(events))
    assert (found.lower, found.upper) == pytest.approx((float(lower) * weight, float(upper) * weight))


def test_dobson_limits_of_equal_weights_are_byars() -> None:
    found = weighted_counts.weighted_sum([40, 25], [3, 3], **SUM)
    lower, upper = intervals.byar(65)
    assert (found.value, found.lower, found.upper) == pytest.approx((195, 3 * lower, 3 * upper))
    assert (found.method, found.counts) == ("Dobson", "offences")


def test_dobson_lower_limit_is_never_below_zero() -> None:
    found = weighted_counts.weighted_sum([100, 1], [0.01, 100], **SUM)
    assert found.lower == 0
    assert found.upper > 200


def test_gamma_limits_of_no_events_allow_for_the_heaviest() -> None:
    found = weighted_counts.weighted_sum([0, 0], [1, 365], method="gamma", **SUM)
    assert (found.value, found.lower) == (0, 0)
    assert found.upper == pytest.approx(365 * float(intervals.exact_poisson(0).upper))


@given(events=EVENTS, seed=st.integers(0, 99), times=st.floats(0.01, 100))
def test_order_changes_nothing_and_scale_only_the_unit(events: list[int], seed: int, times: float) -> None:
    chance = np.random.default_rng(seed)
    weights, order = chance.uniform(0.1, 50, len(events)), chance.permutation(len(events))
    found = weighted_counts.weighted_sum(events, weights, method="gamma", **SUM)
    other = weighted_counts.weighted_sum(
        np.array(events)[order], weights[order] * times, method="gamma", **SUM
    )
    assert found.lower <= found.value <= found.upper
    assert (other.lower, other.upper) == pytest.approx((found.lower * times, found.upper * times), rel=1e-9)


@pytest.mark.parametrize(
    ("means", "weights"),
    [([3.0, 0.2], [1, 50]), ([20.0, 10, 0.05], [2, 30, 7979]), ([30.0, 20], [1, 2]), ([0.5, 0.5], [1, 3])],
)
def test_gamma_limits_cover_at_least_as_often_as_stated(means: list[float], weights: list[float]) -> None:
    """However uneven the weights: measured 96 to 99.7 %."""
    draws = np.random.default_rng(3).poisson(means, (1500, len(means)))
    found = [weighted_counts.weighted_sum(draw, weights, method="gamma", **SUM) for draw in draws]
    truth = float(np.dot(means, weights))
    assert np.mean([each.lower <= truth <= each.upper for each in found]) >= 0.945


def test_dobson_limits_cover_about_as_often_as_stated_for_weights_within_ten() -> None:
    means, weights = [12.0, 8, 6], [1, 4, 9]
    draws = np.random.default_rng(4).poisson(means, (2000, 3))
    found = [weighted_counts.weighted_sum(draw, weights, **SUM) for draw in draws if draw.sum() >= 10]
    truth = float(np.dot(means, weights))
    covered = np.mean([each.lower <= truth <= each.upper for each in found])
    assert covered == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: weighted_counts.weighted_sum([4, 5], [1, 2], **SUM), "fewer than 10"),
        (lambda: weighted_counts.weighted_sum([4, -5], [1, 2], **SUM), "below zero"),
        (lambda: weighted_counts.weighted_sum([4, 5], [1, 2, 3], **SUM), "differ in length"),
        (lambda: weighted_counts.weighted_sum([4, 5], [0, 0], method="gamma", **SUM), "Every weight is zero"),
        (lambda: weighted_counts.weighted_sum(40, 5, **SUM), "one series"),
        (lambda: weighted_counts.weighted_sum([40], [1], confidence=95, **SUM), "share between 0 and 1"),
        (lambda: weighted_counts.dobson(Spread(0.0, 0.0, 0.0), **SUM), "fewer than 10"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
