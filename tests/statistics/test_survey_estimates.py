"""Weighted estimates against sums done by hand, against how often their limits hold the truth, and against what must not change them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from headwater.statistics import survey_estimates as survey
from headwater.statistics.survey_estimates import Design
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


def test_kishs_number_of_answers_by_hand() -> None:
    assert survey.kish_effective([2, 2, 2]) == pytest.approx(3)
    assert survey.kish_effective([1, 2, 3]) == pytest.approx(36 / 14)


def test_a_simple_draw_has_the_textbooks_variance() -> None:
    # p (1 - p) / (n - 1): Cochran W.G. (1977), Sampling Techniques, formula 3.8 without finite correction
    found = survey.weighted_mean([1] * 3 + [0] * 7, Design([5.0] * 10), counts="people")
    reach = stats.t.isf(0.025, 9) * math.sqrt(0.3 * 0.7 / 9)
    assert (found.estimate.value, found.estimate.lower) == pytest.approx((0.3, 0.3 - reach))
    assert (found.design_effect, found.answers) == pytest.approx((1.0, 10))


def test_a_stratified_draw_has_the_textbooks_variance() -> None:
    # sum W_h^2 s_h^2 / n_h (Cochran 5.6): 90 people stood for by 3 answers, 10 by 2
    values, weights, strata = [2.0, 4.0, 6.0, 1.0, 3.0], [30.0, 30.0, 30.0, 5.0, 5.0], [1, 1, 1, 2, 2]
    found = survey.weighted_mean(values, Design(weights, strata), counts="visits").estimate
    variance = 0.9**2 * 4 / 3 + 0.1**2 * 2 / 2
    reach = stats.t.isf(0.025, 5 - 2) * math.sqrt(variance)
    assert (found.value, found.upper) == pytest.approx((3.8, 3.8 + reach))


def test_a_clustered_draw_has_the_variance_of_its_points() -> None:
    # three points of two, equal weights: the variance of the three means over three
    values, points = [1, 1, 0, 0, 1, 0], ["a", "a", "b", "b", "c", "c"]
    found = survey.weighted_mean(values, Design([1.0] * 6, points=points), counts="people").estimate
    reach = stats.t.isf(0.025, 3 - 1) * math.sqrt(np.var([1, 0, 0.5], ddof=1) / 3)
    assert (found.value, found.lower) == pytest.approx((0.5, 0.5 - reach))


def test_points_of_one_name_in_two_strata_are_two_points() -> None:
    values, weights = [1, 0, 1, 1], [1.0] * 4
    same = survey.weighted_mean(values, Design(weights, [1, 1, 2, 2], [1, 2, 1, 2]), counts="people")
    apart = survey.weighted_mean(values, Design(weights, [1, 1, 2, 2], [1, 2, 3, 4]), counts="people")
    assert same == apart


def test_a_lone_point_is_centred_on_all() -> None:
    # scores of the points: 1/3 (1 - 2/3) = 1/9, 1/9 and -2/9; the lone one about the mean of all, which is nought
    found = survey.weighted_mean([1, 1, 0], Design([1.0] * 3, [1, 1, 2], [1, 2, 3]), counts="people").estimate
    reach = stats.t.isf(0.025, 1) * (2 / 9)
    assert found.upper == pytest.approx(2 / 3 + reach)


def test_a_group_knows_the_points_in_which_nobody_was_of_it() -> None:
    values, among, points = [1, 0, 1, 0], [True, True, True, False], [1, 1, 2, 3]
    whole = survey.weighted_mean(values, Design([1.0] * 4, points=points), counts="people", among=among)
    # scores 1/9, -2/9, 1/9 by points: -1/9, 1/9, 0; times 3/2
    assert whole.estimate.upper - whole.estimate.value == pytest.approx(
        stats.t.isf(0.025, 2) * math.sqrt(1.5 * 2 / 81)
    )
    assert whole.answers == 3


def test_limits_of_a_share_are_those_of_clopper_and_pearson_for_what_the_answers_are_worth() -> None:
    found = survey.weighted_share([1] * 30 + [0] * 70, Design([1.0] * 100), counts="people")
    worth = 99.0
    lower, upper = (
        stats.beta.ppf(0.025, 0.3 * worth, 0.7 * worth + 1),
        stats.beta.isf(0.025, 0.3 * worth + 1, 0.7 * worth),
    )
    assert (found.estimate.lower, found.estimate.upper) == pytest.approx((lower, upper))
    assert found.effective == pytest.approx(worth)


@pytest.mark.parametrize(("answer", "limits"), [(1, (0.6915, 1.0)), (0, (0.0, 0.3085))])
def test_a_share_of_all_or_none_keeps_a_limit(answer: int, limits: tuple[float, float]) -> None:
    # 10 of 10: (alpha/2)^(1/10) = 0.6915, Clopper and Pearson
    found = survey.weighted_share([answer] * 10, Design([2.0] * 10), counts="people").estimate
    assert (found.lower, found.upper) == pytest.approx(limits, abs=5e-5)


def test_unequal_weights_that_have_nothing_to_do_with_the_answer_cost_what_kish_says() -> None:
    rng = np.random.default_rng(5)
    says, weights = rng.random(40_000) < 0.4, rng.choice([1.0, 4.0], 40_000)
    found = survey.weighted_share(says, Design(weights), counts="people")
    assert found.effective == pytest.approx(survey.kish_effective(weights), rel=0.03)


def test_limits_hold_the_truth_as_often_as_stated_where_plain_ones_do_not() -> None:
    """600 draws of 20 points of 15 from points that differ: the share is 0.4 on average."""
    rng = np.random.default_rng(20_220_401)
    held = plain = 0
    for _ in range(600):
        levels = rng.beta(4, 6, 20)
        says = rng.random((20, 15)) < levels[:, None]
        design = Design(np.ones(300), points=np.repeat(np.arange(20), 15))
        found = survey.weighted_share(says.ravel(), design, counts="people").estimate
        held += found.lower <= 0.4 <= found.upper
        bare = survey.weighted_share(says.ravel(), Design(np.ones(300)), counts="people").estimate
        plain += bare.lower <= 0.4 <= bare.upper
    assert held / 600 > 0.93
    assert plain / 600 < 0.85


rows = some.lists(
    some.tuples(some.booleans(), some.floats(0.1, 10), some.integers(1, 3), some.integers(1, 4)),
    min_size=4,
    max_size=30,
)


@given(rows, some.floats(0.01, 100))
def test_the_unit_of_weights_and_the_order_of_rows_change_nothing(sample: list, scale: float) -> None:
    says, weights, strata, points = (list(each) for each in zip(*sample, strict=True))
    try:
        found = survey.weighted_share(says, Design(weights, strata, points), counts="people")
    except Invalid as refused:
        assert "sampling points" in refused.says  # noqa: PT017  (the one refusal that chance draws)
        return
    turned = Design([w * scale for w in weights[::-1]], strata[::-1], points[::-1])
    again = survey.weighted_share(says[::-1], turned, counts="people")
    assert again.estimate.value == pytest.approx(found.estimate.value)
    assert again.estimate.upper == pytest.approx(found.estimate.upper, rel=1e-6)
    assert 0 <= found.estimate.lower <= found.estimate.value <= found.estimate.upper <= 1


def test_a_change_between_waves_by_hand() -> None:
    later, earlier = (
        Estimate(v, v - low, v + high, 0.95, "any", "people") for v, low, high in ((60, 3, 4), (50, 5, 12))
    )
    found = survey.difference(later, earlier, counts="percentage points")
    assert (found.value, found.lower, found.upper) == pytest.approx(
        (10, 10 - math.hypot(3, 12), 10 + math.hypot(4, 5))
    )


@pytest.mark.parametrize(
    ("says", "design", "among", "words"),
    [
        ([1, 0], Design([1.0]), (), "differ in length"),
        ([1, 0], Design([1.0, 1.0], [1]), (), "Strata or sampling points"),
        ([1, 0], Design([1.0, 1.0]), [True], "marks of a group"),
        ([1, 0], Design([1.0, 1.0]), [False, False], "Nobody in this group"),
        ([1, 0], Design([0.0, 0.0]), (), "Nobody in this group"),
        ([1, 0], Design([1.0, 1.0], points=["a", "a"]), (), "fewer than two sampling points"),
        ([1, 2], Design([1.0, 1.0]), (), "neither yes"),
        ([1, 0], Design([-1.0, 1.0]), (), "below zero"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_sentence(says, design, among, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        survey.weighted_share(says, design, counts="people", among=among)


def test_weights_that_are_all_nought_are_worth_nothing() -> None:
    with pytest.raises(Invalid, match="stands for anybody"):
        survey.kish_effective([0, 0])


def test_estimates_of_different_confidence_are_not_subtracted() -> None:
    one, other = (Estimate(1, 0, 2, level, "any", "people") for level in (0.95, 0.9))
    with pytest.raises(Invalid, match="different confidence"):
        survey.difference(one, other, counts="points")
