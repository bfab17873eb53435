"""Percentiles without simulation, beside SciPy's exact ones and beside draws."""

import numpy as np
import pytest
from scipy import stats

from headwater.statistics import percentiles


def spread_of(shape: float) -> percentiles.Cumulants:
    nodes, weights = percentiles.normal_nodes()
    return percentiles.cumulants(np.exp(shape * nodes), weights)


def test_cumulants_of_a_lognormal_are_those_of_scipy() -> None:
    found = spread_of(0.3)
    mean, variance, skew, excess = stats.lognorm.stats(0.3, moments="mvsk")
    assert float(found.mean) == pytest.approx(mean, rel=1e-12)
    assert float(found.variance) == pytest.approx(variance, rel=1e-12)
    assert float(found.third) == pytest.approx(skew * variance**1.5, rel=1e-10)
    assert float(found.fourth) == pytest.approx(excess * variance**2, rel=1e-9)


@pytest.mark.parametrize(("shape", "within"), [(0.05, 1e-4), (0.1, 1e-3), (0.2, 0.015), (0.3, 0.09)])
@pytest.mark.parametrize("z", [-3.09, -1.96, 1.96, 3.09])
def test_percentiles_of_a_lognormal_are_near_the_exact_ones(shape: float, within: float, z: float) -> None:
    """In standard deviations. A single lognormal is the worst case: sums of several lean less."""
    found = spread_of(shape)
    away = (float(percentiles.percentile(found, z)) - np.exp(shape * z)) / float(np.sqrt(found.variance))
    assert away == pytest.approx(0, abs=within)


def test_cumulants_of_a_weighted_sum_add_up() -> None:
    """Two gammas: their cumulants are known (shape times (r - 1)!), and those of their sum by draws."""
    by_nature = percentiles.Cumulants(*(np.array([4.0, 9.0]) * f for f in (1.0, 1.0, 2.0, 6.0, 24.0)))
    found = by_nature.of_sum(np.array([2.0, -1.0]))
    draws = np.random.default_rng(8).gamma([4.0, 9.0], 1.0, (400_000, 2)) @ [2.0, -1.0]
    assert float(found.mean) == -1
    assert float(found.variance) == 4 * 4 + 9
    for z, share in ((-1.96, 0.025), (1.96, 0.975)):
        drawn = np.quantile(draws, share)
        assert float(percentiles.percentile(found, z)) == pytest.approx(drawn, abs=0.06)


def test_what_does_not_vary_has_one_percentile() -> None:
    none = np.zeros(())
    still = percentiles.Cumulants(np.array(3.0), none, none, none, none)
    assert float(percentiles.percentile(still, 1.96)) == 3.0
