"""Shrunken cells: between their own value and the mean, nearer the truth than plain ones, and wide enough where little is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from headwater.statistics import shrinkage
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

CELLS = st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 90)), min_size=4, max_size=9)


def estimates(values: list[float], half: float = 4.0) -> list[Estimate]:
    return [Estimate(value, value - half, value + half, 0.95, "any", "people") for value in values]


@given(CELLS)
@settings(max_examples=60)
def test_a_ratio_lies_inside_its_limits_and_no_further_out_than_plain_ones(
    cells: list[tuple[int, float]],
) -> None:
    counts, expected = (np.array(each, dtype=float) for each in zip(*cells, strict=True))
    if not counts.any():
        return
    found = shrinkage.shrunken_ratios(counts, expected)
    plain = counts / expected
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()
    assert found.value.min() >= plain.min() - 1e-9
    assert found.value.max() <= plain.max() + 1e-9
    assert ((found.kept >= 0) & (found.kept <= 1)).all()


@given(CELLS, st.permutations(range(4)))
@settings(max_examples=30)
def test_the_order_of_cells_changes_nothing(cells: list[tuple[int, float]], order: list[int]) -> None:
    counts, expected = (np.array(each, dtype=float)[:4] for each in zip(*cells, strict=True))
    if not counts.any():
        return
    found = shrinkage.shrunken_ratios(counts, expected)
    other = shrinkage.shrunken_ratios(counts[order], expected[order])
    assert other.value == pytest.approx(found.value[order])


def test_means_and_variances_are_those_of_the_integral_over_every_variance() -> None:
    """Worked out once more by quadrature: normal values, flat over the variance of what is true."""
    values, half = np.array([40.0, 52.0, 48.0, 60.0, 45.0]), 4.0
    own = (half / stats.norm.ppf(0.975)) ** 2

    def weight(between: float) -> float:
        fit = stats.norm.logpdf(values, values.mean(), np.sqrt(between + own)).sum()
        return float(np.exp(fit + 0.5 * np.log(between + own) + 12))

    total = integrate.quad(weight, 0, np.inf)[0]
    kept = integrate.quad(lambda a: weight(a) * a / (a + own), 0, np.inf)[0] / total
    found = shrinkage.shrunken_estimates(estimates(list(values), half))
    assert found.kept == pytest.approx([kept] * 5, abs=0.003)
    assert found.value == pytest.approx(values.mean() + kept * (values - values.mean()), abs=0.03)


def test_shrunken_ratios_are_nearer_the_truth_than_plain_ones() -> None:
    chance = np.random.default_rng(5)
    expected = chance.uniform(2, 12, 24)
    off = {"plain": 0.0, "shrunken": 0.0}
    for _ in range(60):
        truth = chance.gamma(20, 1 / 20, 24)
        counts = chance.poisson(truth * expected)
        off["plain"] += ((counts / expected - truth) ** 2).sum()
        off["shrunken"] += ((shrinkage.shrunken_ratios(counts, expected).value - truth) ** 2).sum()
    assert off["shrunken"] < 0.4 * off["plain"]


def test_cells_that_are_alike_are_drawn_together_and_cells_that_differ_stay() -> None:
    alike = shrinkage.shrunken_estimates(estimates([50, 51, 49, 50, 50.5, 49.5]))
    apart = shrinkage.shrunken_estimates(estimates([10, 90, 30, 70, 55, 40]))
    assert alike.kept.max() < 0.5
    assert apart.kept.min() > 0.97
    assert np.ptp(alike.value) < 1


def test_cells_alike_stand_out_seldom() -> None:
    chance = np.random.default_rng(6)
    out = 0
    for _ in range(60):
        found = shrinkage.shrunken_ratios(chance.poisson(12, 20), np.full(20, 12.0))
        out += int(((found.lower > 1) | (found.upper < 1)).sum())
    assert out <= 0.02 * 60 * 20


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: shrinkage.shrunken_ratios([1, 2, 3], [1.0, 1, 1]), "fewer than 4"),
        (lambda: shrinkage.shrunken_ratios([0] * 4, [1.0] * 4), "no events"),
        (lambda: shrinkage.shrunken_ratios([1] * 4, [1.0, 1, 1, 0]), "above zero"),
        (lambda: shrinkage.shrunken_ratios([1.5] * 4, [1.0] * 4), "whole"),
        (lambda: shrinkage.shrunken_ratios([1] * 4, [1.0] * 5), "expected"),
        (lambda: shrinkage.shrunken_ratios([1] * 4, [1.0] * 4, confidence=95), "confidence"),
        (lambda: shrinkage.shrunken_estimates(estimates([1, 2, 3])), "fewer than 4"),
        (lambda: shrinkage.shrunken_estimates(estimates([1, 2, 3, 4], half=0)), "limits"),
        (lambda: shrinkage.shrunken_estimates(estimates([1, 2, 3, float("nan")])), "limits"),
        (
            lambda: shrinkage.shrunken_estimates([*estimates([1, 2, 3]), Estimate(4, 3, 5, 0.9, "", "")]),
            "different confidence",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
