"""Limits: published values, the reference, coverage by simulation and by exact sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from headwater.statistics import intervals
from headwater.vocabulary.errors import Invalid

COUNTS = st.integers(0, 10_000)
CONFIDENCES = st.floats(0.5, 0.999)


# Garwood (1936), Biometrika 28, p. 441: limits at 95 %
@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.6235, 11.668), (9, 4.1154, 17.085)],
)
def test_exact_poisson_gives_garwoods_limits(count: int, lower: float, upper: float) -> None:
    found = intervals.exact_poisson(count)
    assert (float(found.lower), float(found.upper)) == pytest.approx((lower, upper), abs=6e-4)


def test_byar_gives_the_published_limits() -> None:
    # Association of Public Health Observatories, Technical Briefing 3 (2008), p. 15: 65 events
    found = intervals.byar([65, 1])
    assert found.lower.tolist() == pytest.approx([50.163188, 0.013072], abs=1e-6)
    assert found.upper.tolist() == pytest.approx([82.849139, 5.563756], abs=1e-6)


def test_byar_never_goes_below_zero() -> None:
    assert intervals.byar(0.2, confidence=0.999).lower == 0


def test_poisson_limits_turn_from_exact_to_byar_at_ten() -> None:
    found = intervals.poisson_limits([9, 10])
    assert found.lower.tolist() == [intervals.exact_poisson(9).lower, intervals.byar(10).lower]
    assert found.upper.tolist() == [intervals.exact_poisson(9).upper, intervals.byar(10).upper]


def test_wilson_agrees_with_scipy() -> None:
    limits = intervals.wilson([0, 3, 50, 81], [20, 20, 60, 81], confidence=0.9)
    for at, (count, total) in enumerate([(0, 20), (3, 20), (50, 60), (81, 81)]):
        expected = stats.binomtest(count, total).proportion_ci(0.9, method="wilson")
        assert (limits.lower[at], limits.upper[at]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_student_gives_the_limits_of_scipy() -> None:
    found = intervals.student([3.1, 4.7, 9.2, 5.5], counts="days", confidence=0.9)
    sample = np.array([3.1, 4.7, 9.2, 5.5])
    low, high = stats.t.interval(0.9, 3, loc=sample.mean(), scale=stats.sem(sample))
    assert (found.value, found.lower, found.upper) == pytest.approx((sample.mean(), low, high))
    assert (found.method, found.counts) == ("Student's t", "days")


@given(count=COUNTS, confidence=CONFIDENCES)
def test_poisson_limits_contain_the_count(count: int, confidence: float) -> None:
    lower, upper = intervals.poisson_limits(count, confidence=confidence)
    assert 0 <= lower <= count < upper


@given(count=COUNTS, more=st.integers(0, 1000), confidence=CONFIDENCES)
def test_wilson_limits_contain_the_share(count: int, more: int, confidence: float) -> None:
    total = max(count + more, 1)
    lower, upper = intervals.wilson(count, total, confidence=confidence)
    assert 0 <= lower <= count / total <= upper <= 1


@given(counts=st.lists(COUNTS, min_size=1, max_size=20), seed=st.integers(0, 99))
def test_limits_do_not_depend_on_the_order_of_rows(counts: list[int], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(counts))
    straight, shuffled = intervals.poisson_limits(counts), intervals.poisson_limits(np.array(counts)[order])
    assert straight.upper[order].tolist() == shuffled.upper.tolist()


@pytest.mark.parametrize("mean", [0.5, 2.0, 7.3, 15.0, 60.0])
def test_poisson_limits_cover_the_mean_at_least_as_often_as_stated(mean: float) -> None:
    """An exact sum over counts, not a simulation: 94.9 % allows for Byar's being approximate."""
    counts = np.arange(400)
    limits = intervals.poisson_limits(counts)
    covers = (limits.lower <= mean) & (mean <= limits.upper)
    assert stats.poisson.pmf(counts, mean)[covers].sum() >= 0.949


def test_wilson_limits_cover_the_share_about_as_often_as_stated() -> None:
    counts = np.arange(201)
    limits = intervals.wilson(counts, 200)
    shares = np.linspace(0.02, 0.98, 97)
    covered = [
        stats.binom.pmf(counts, 200, p)[(limits.lower <= p) & (p <= limits.upper)].sum() for p in shares
    ]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.005)
    assert min(covered) > 0.92


def test_student_limits_cover_the_mean_as_often_as_stated() -> None:
    samples = np.random.default_rng(7).normal(50, 10, (2000, 6))
    found = [intervals.student(sample, counts="days") for sample in samples]
    assert np.mean([each.lower <= 50 <= each.upper for each in found]) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize("confidence", [95, 0.0, 1.0, -0.5, "0.95", float("nan")])
def test_a_confidence_that_is_no_share_is_refused(confidence: float) -> None:
    with pytest.raises(Invalid, match="share between 0 and 1"):
        intervals.poisson_limits(5, confidence=confidence)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([-1], "below zero"),
        ([float("nan")], "missing or infinite"),
        ([], "at least one"),
        (["many"], "not numbers"),
        ([float("inf")], "missing or infinite"),
    ],
)
def test_bad_counts_are_refused_with_a_sentence(values: list[float], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        intervals.poisson_limits(values)


@pytest.mark.parametrize(
    ("count", "total", "says"),
    [(5, 3, "above their total"), (1, 0, "above zero"), ([1, 2], [5, 6, 7], "differ in length")],
)
def test_bad_shares_are_refused_with_a_sentence(count: object, total: object, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        intervals.wilson(count, total)  # type: ignore[arg-type]


@pytest.mark.parametrize(("values", "says"), [([4.0], "at least two"), ([[1.0, 2.0]], "one series")])
def test_student_refuses_what_has_no_spread(values: list[float], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        intervals.student(values, counts="days")


@pytest.mark.reference
def test_limits_agree_with_the_public_health_reference(oracle) -> None:
    reference = oracle("phe_intervals.json")
    share = {case["confidence"]: case["confidence"] for case in reference["byars"]}
    assert len(share) == 8
    for case in reference["byars"] + reference["byars_zero"]:
        found = intervals.byar(case["x"], confidence=_share(case["confidence"]))
        assert float(found.lower) == pytest.approx(case["byars_lower"] or 0.0, rel=1e-9)
        assert float(found.upper) == pytest.approx(case["byars_upper"], rel=1e-9)
    certain = 1  # the reference takes it and gives 0 to 1; we refuse it
    for case in (each for each in reference["wilson"] if each["confidence"] != certain):
        wilson = intervals.wilson(case["x"], case["n"], confidence=_share(case["confidence"]))
        expected = (case["wilson_lower"], case["wilson_upper"])
        assert (float(wilson.lower), float(wilson.upper)) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.reference
def test_means_agree_with_the_public_health_reference(oracle) -> None:
    reference = oracle("phe_mean.json")
    case = next(each for each in reference["cases"] if each["args"]["confidence"] == 0.95)
    for expected in case["expected"]:
        values = [row["v"] for row in reference["input"] if row["area"] == expected["area"]]
        found = intervals.student(values, counts="values")
        limits = (expected["value"], expected["lowercl"], expected["uppercl"])
        assert (found.value, found.lower, found.upper) == pytest.approx(limits, rel=1e-9)


def _share(confidence: float) -> float:
    """The reference also takes a confidence in per cent; we refuse it."""
    return confidence / 100 if confidence > 1 else float(confidence)
