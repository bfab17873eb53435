"""Weighted sums of counts: what standardised rates, years of life lost and severity scores all are.

Each event counts with a weight of its own, so a few heavy events carry most of the chance in the sum.
"""

from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

SumMethod = Literal["dobson", "gamma"]
FEWEST_FOR_DOBSON = 10  # events; below, the sum's shape is too far from that of a count


class Spread(NamedTuple):
    """A weighted sum, its variance and the number of events behind it."""

    value: float
    variance: float
    events: float


def weighted_sum(
    events: Numbers,
    weights: Numbers,
    *,
    counts: str,
    confidence: float = 0.95,
    method: SumMethod = "dobson",
) -> Estimate:
    """The sum of events, each with its weight, with limits of chance.

    Formula: T = sum w x, var = sum w^2 x. Dobson: T + sqrt(var/O)(L(O) - O), O = sum x, L of
        `intervals.poisson_limits`. Gamma: lower v/2T chi2(a/2; 2T^2/v), upper the same at T + M and v + M^2
        with 1 - a/2, M the greatest weight of any kind listed, seen or not.
    Shape and units: one series of counts and one of weights; in the weights' unit.
    Valid when: events are independent. Dobson: weights within a factor of ten or so and 10 events or
        more. Gamma: any weights and any count; it covers at least as often as stated and is wide where
        one heavy event would change the sum.
    Raises: Invalid for negative or missing values, series that differ in length, and under 10 events by Dobson.
    Source: Dobson A.J. et al. (1991), Statistics in Medicine 10, p. 457-462; Fay M.P., Feuer E.J. (1997),
        Statistics in Medicine 16, p. 791-801.

    >>> total = weighted_sum([40, 10], [1, 2], counts="weighted offences")
    >>> round(total.lower, 1), total.value, round(total.upper, 1)
    (43.7, 60.0, 80.1)
    >>> equal = weighted_sum([3, 2], [1, 1], counts="offences", method="gamma")
    >>> round(equal.lower, 4), round(equal.upper, 4)
    (1.6235, 11.6683)
    """
    seen, each = arrays.not_negative(events, "counts"), arrays.not_negative(weights, "weights")
    arrays.one_row(seen, "counts")
    arrays.together(seen, each, "counts and weights")
    each = np.broadcast_to(each, seen.shape)
    spread = Spread(float(each @ seen), float(each**2 @ seen), float(seen.sum()))
    if method == "gamma":
        return _gamma(spread, float(each.max()), counts, confidence)
    return dobson(spread, counts=counts, confidence=confidence)


def dobson(spread: Spread, *, counts: str, confidence: float = 0.95, method: str = "Dobson") -> Estimate:
    """Limits of a sum whose variance is known, in the shape of a Poisson count's: refused under 10 events.

    >>> round(dobson(Spread(60.0, 80.0, 50.0), counts="weighted offences").upper, 1)
    80.1
    """
    if spread.events < FEWEST_FOR_DOBSON:
        raise Invalid("There are fewer than 10 events: too few for a weighted rate, so show the count.")
    lower, upper = intervals.poisson_limits(spread.events, confidence=confidence)
    scale = np.sqrt(spread.variance / spread.events)
    low = spread.value + scale * (float(lower) - spread.events)
    high = spread.value + scale * (float(upper) - spread.events)
    return Estimate(spread.value, max(0.0, float(low)), float(high), confidence, method, counts)


def scaled(estimate: Estimate, by: float) -> Estimate:
    """The same estimate in another unit.

    >>> scaled(Estimate(2.0, 1.0, 4.0, 0.95, "Dobson", "deaths"), 10.0).upper
    40.0
    """
    value, lower, upper = estimate.value * by, estimate.lower * by, estimate.upper * by
    return Estimate(value, lower, upper, estimate.confidence, estimate.method, estimate.counts)


def _gamma(spread: Spread, heaviest: float, counts: str, confidence: float) -> Estimate:
    tail = (1 - arrays.share(confidence, "confidence")) / 2
    if heaviest == 0:
        raise Invalid("Every weight is zero: a weighted sum needs at least one weight above zero.")
    lower = _gamma_quantile(spread.value, spread.variance, tail) if spread.value else 0.0
    upper = _gamma_quantile(spread.value + heaviest, spread.variance + heaviest**2, 1 - tail)
    return Estimate(spread.value, lower, upper, confidence, "gamma (Fay and Feuer)", counts)


def _gamma_quantile(mean: float, variance: float, share: float) -> float:
    shape: Floats = np.asarray(mean**2 / variance)
    return float(variance / mean * special.gammaincinv(shape, share))
