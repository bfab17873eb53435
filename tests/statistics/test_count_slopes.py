"""Indices by Poisson regression: R, statsmodels, coverage, and where no line fits."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.tools.sm_exceptions import DomainWarning

from headwater.statistics import count_slopes
from headwater.vocabulary.errors import Invalid

PEOPLE = [9800, 10200, 10100, 9950, 9750]


def fitted(events: list[int], link, people: list[int] = PEOPLE):
    ridit = count_slopes.ridits(people)
    if isinstance(link, sm.families.links.Log):
        family, design, offset = sm.families.Poisson(link), sm.add_constant(ridit), np.log(people)
        return sm.GLM(events, design, family=family, offset=offset).fit(tol=1e-14, maxiter=200)
    design = np.column_stack((people, np.array(people) * ridit))
    family = sm.families.Poisson(link)
    start = [sum(events) / sum(people), 0.0]
    with pytest.warns(DomainWarning):  # the straight line could fall below zero; we refuse it where it does
        model = sm.GLM(events, design, family=family)
    return model.fit(start_params=start, tol=1e-14, maxiter=200)


def test_relative_index_is_the_poisson_regression_of_statsmodels() -> None:
    found = count_slopes.relative_index([81, 59, 42, 30, 21], PEOPLE, counts="x")
    expected = fitted([81, 59, 42, 30, 21], sm.families.links.Log())
    assert (found.coefficient, found.standard_error) == pytest.approx(
        (expected.params[1], expected.bse[1]), rel=1e-8
    )
    assert found.dispersion == pytest.approx(expected.pearson_chi2 / 3, rel=1e-8)
    assert found.index.value == pytest.approx(np.exp(expected.params[1]))


def test_slope_is_the_identity_poisson_regression_of_statsmodels() -> None:
    found = count_slopes.slope([81, 59, 42, 30, 21], PEOPLE, counts="x", per=1000)
    expected = fitted([81, 59, 42, 30, 21], sm.families.links.Identity())
    assert (found.coefficient, found.standard_error) == pytest.approx(
        (expected.params[1] * 1000, expected.bse[1] * 1000), rel=1e-7
    )


def test_two_groups_lie_on_their_line_and_have_no_dispersion() -> None:
    found = count_slopes.relative_index([20, 10], [1000, 1000], counts="x")
    assert found.dispersion is None
    assert found.index.value == pytest.approx(0.25)  # half the ladder halves the rate, the whole quarters it


def test_groups_without_events_are_welcome() -> None:
    found = count_slopes.relative_index([9, 4, 0, 1, 0], PEOPLE, counts="x")
    assert 0 < found.index.lower < found.index.value < found.index.upper < 1


@given(events=st.lists(st.integers(1, 200), min_size=2, max_size=10), times=st.floats(0.1, 100))
def test_turning_the_ladder_round_turns_the_ratio_over(events: list[int], times: float) -> None:
    people = np.linspace(900, 1500, len(events)) * times
    straight = count_slopes.relative_index(events, people, counts="x").index
    turned = count_slopes.relative_index(events[::-1], people[::-1], counts="x").index
    assert straight.lower <= straight.value <= straight.upper
    assert (turned.value, turned.lower, turned.upper) == pytest.approx(
        (1 / straight.value, 1 / straight.upper, 1 / straight.lower), rel=1e-6
    )


@pytest.mark.parametrize("which", ["relative_index", "slope"])
def test_limits_cover_the_truth_as_often_as_stated(which: str) -> None:
    ridit = count_slopes.ridits(PEOPLE)
    relative = which == "relative_index"
    means = np.array(PEOPLE) * (0.004 * np.exp(-1.2 * ridit) if relative else 0.004 - 0.0025 * ridit)
    draws = np.random.default_rng(10).poisson(means, (1000, 5))
    found = [getattr(count_slopes, which)(draw, PEOPLE, counts="x").index for draw in draws]
    truth = np.exp(-1.2) if relative else -250.0
    assert np.mean([each.lower <= truth <= each.upper for each in found]) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: count_slopes.relative_index([5], [10], counts="x"), "at least two groups"),
        (lambda: count_slopes.relative_index([0, 0], [10, 10], counts="x"), "no events in any group"),
        (lambda: count_slopes.relative_index([0, 5], [10, 10], counts="x"), "outermost group"),
        (lambda: count_slopes.relative_index([5, 0, 0], [10, 10, 10], counts="x"), "outermost group"),
        (lambda: count_slopes.slope([50, 5, 0], [10, 10, 10], counts="x"), "use the relative index"),
        (lambda: count_slopes.slope([5, 6], [10, 0], counts="x"), "above zero"),
        (lambda: count_slopes.slope([5, 6.5], [10, 10], counts="x"), "not whole"),
        (lambda: count_slopes.slope([5, 6], [10, 10, 10], counts="x"), "differ in length"),
        (lambda: count_slopes.slope([5, 6], [10, 10], counts="x", confidence=95), "share between 0 and 1"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_both_indices_agree_with_r(oracle) -> None:
    file = oracle("inequality.json")
    events, people = ([row[name] for row in file["quintiles"]] for name in ("events", "pop"))
    relative, expected = count_slopes.relative_index(events, people, counts="x"), file["rii_poisson"]
    assert count_slopes.ridits(people).tolist() == pytest.approx(expected["ridit"], rel=1e-12)
    assert relative.coefficient == pytest.approx(expected["log_rii_low_to_high"], rel=1e-9)
    assert relative.standard_error == pytest.approx(expected["se"], rel=1e-9)
    assert relative.dispersion == pytest.approx(expected["dispersion"], rel=1e-9)
    limits = (relative.index.value, relative.index.lower, relative.index.upper)
    assert limits == pytest.approx((expected["rii"], expected["lower"], expected["upper"]), rel=1e-9)


@pytest.mark.reference
def test_slope_is_that_of_r_once_it_is_carried_on(oracle) -> None:
    """R stops when the deviance hardly moves, 1.5e-6 short of the slope that statsmodels and we arrive at."""
    file = oracle("inequality.json")
    events, people = ([row[name] for row in file["quintiles"]] for name in ("events", "pop"))
    found, expected = count_slopes.slope(events, people, counts="x"), file["sii_identity"]["slope_per_100k"]
    assert found.index.value == pytest.approx(expected, rel=1e-5)
    carried_on = fitted(events, sm.families.links.Identity(), people)
    assert found.index.value == pytest.approx(carried_on.params[1] * 100_000, rel=1e-9)
