"""Confidence limits for counts, shares and means, as UK public health publishes them.

Each takes arrays (or one number) and gives lower and upper limits of the same shape. Limits say how far
chance alone could have moved the figure; they say nothing about recording.
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from headwater.statistics import arrays
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

EXACT_BELOW = 10  # events; from here on Byar's approximation is within 0.1 % of the exact limits


class Limits(NamedTuple):
    lower: Floats
    upper: Floats


def normal_quantile(confidence: float) -> float:
    """The z that leaves half of what the confidence leaves out in each tail.

    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    return float(special.ndtri(0.5 + arrays.share(confidence, "confidence") / 2))


def exact_poisson(count: Numbers, *, confidence: float = 0.95) -> Limits:
    """Exact limits of a Poisson count.

    Formula: lower = chi2(a/2; 2O)/2, upper = chi2(1-a/2; 2O+2)/2, a = 1 - confidence; lower 0 where O = 0.
    Shape and units: any shape of counts; limits in events.
    Valid when: events are independent. Coverage is at least the confidence stated, more for few events.
    Raises: Invalid for negative or missing counts and for a confidence outside (0, 1).
    Source: Garwood F. (1936), Biometrika 28, p. 437-442.

    >>> lower, upper = exact_poisson(5)
    >>> round(float(lower), 4), round(float(upper), 4)
    (1.6235, 11.6683)
    """
    observed = arrays.not_negative(count, "counts")
    tail = (1 - arrays.share(confidence, "confidence")) / 2
    lower = np.where(observed > 0, special.gammaincinv(np.where(observed > 0, observed, 1.0), tail), 0.0)
    return Limits(lower, np.asarray(special.gammainccinv(observed + 1, tail), dtype=np.float64))


def byar(count: Numbers, *, confidence: float = 0.95) -> Limits:
    """Byar's approximate limits of a Poisson count.

    Formula: O(1 - 1/9O - z/(3 sqrt O))^3 and the same at O+1 with +z; a lower limit below zero is zero.
    Shape and units: any shape of counts; limits in events.
    Valid when: 10 events or more; below, use `poisson_limits`, which turns exact.
    Raises: Invalid for negative or missing counts and for a confidence outside (0, 1).
    Source: Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 69.

    >>> lower, upper = byar(65)
    >>> round(float(lower), 4), round(float(upper), 4)
    (50.1632, 82.8491)
    """
    observed = arrays.not_negative(count, "counts")
    z = normal_quantile(confidence)
    below = np.where(observed > 0, observed, 1.0)  # zero has its own answer
    above = observed + 1
    lower = below * (1 - 1 / (9 * below) - z / (3 * np.sqrt(below))) ** 3
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return Limits(np.where(observed > 0, np.maximum(lower, 0.0), 0.0), np.asarray(upper))


def poisson_limits(count: Numbers, *, confidence: float = 0.95) -> Limits:
    """Limits of a count: exact below 10 events, Byar's from 10 on.

    Formula: see `exact_poisson` and `byar`; zero events have the lower limit 0.
    Shape and units: any shape of counts; limits in events.
    Valid when: events are independent; repeat victims widen the true limits.
    Raises: Invalid for negative or missing counts and for a confidence outside (0, 1).
    Source: Public Health England (2018), Technical Guide: Confidence Intervals, p. 8-10.

    >>> poisson_limits([0, 20]).lower.round(3).tolist()
    [0.0, 12.211]
    """
    observed = arrays.not_negative(count, "counts")
    exact = exact_poisson(observed, confidence=confidence)
    approximate = byar(observed, confidence=confidence)
    few = observed < EXACT_BELOW
    return Limits(
        np.where(few, exact.lower, approximate.lower), np.where(few, exact.upper, approximate.upper)
    )


def wilson(count: Numbers, total: Numbers, *, confidence: float = 0.95) -> Limits:
    """Wilson's score limits of a share.

    Formula: (2x + z2 -+ z sqrt(z2 + 4x(1 - x/n))) / 2(n + z2).
    Shape and units: counts and totals of one shape; limits are shares between 0 and 1.
    Valid when: each of n things counts or does not, independently; good for few and for none.
    Raises: Invalid for counts above their total, totals of zero, negative or missing values, and a
        confidence outside (0, 1).
    Source: Wilson E.B. (1927), Journal of the American Statistical Association 22, p. 209-212.

    >>> lower, upper = wilson(65, 100)
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.5525, 0.7364)
    """
    observed, whole = arrays.not_negative(count, "counts"), arrays.positive(total, "totals")
    arrays.together(observed, whole, "counts and totals")
    if (observed > whole).any():
        raise Invalid("Some counts are above their total: a share cannot be more than the whole.")
    z = normal_quantile(confidence)
    centre = 2 * observed + z * z
    spread = z * np.sqrt(z * z + 4 * observed * (1 - observed / whole))
    scale = 2 * (whole + z * z)
    lower = np.maximum((centre - spread) / scale, 0.0)
    upper = np.minimum((centre + spread) / scale, 1.0)
    return Limits(np.where(observed == 0, 0.0, lower), np.where(observed == whole, 1.0, upper))


def student(values: Numbers, *, counts: str, confidence: float = 0.95) -> Estimate:
    """The mean of a sample with Student's limits.

    Formula: m -+ t(1 - a/2; n-1) s / sqrt(n), s with divisor n-1.
    Shape and units: one series of two values or more; mean and limits in the values' own unit.
    Valid when: values are independent and their mean roughly normal (near-normal values, or 30 or more).
    Raises: Invalid for fewer than two values, missing values and a confidence outside (0, 1).
    Source: Student (1908), Biometrika 6, p. 1-25.

    >>> student([3.0, 5.0, 7.0], counts="days").value
    5.0
    """
    sample = arrays.finite(values, "values")
    arrays.one_row(sample, "values")
    if sample.size < 2:  # noqa: PLR2004  (two values are the least that vary)
        raise Invalid("One value has no spread: a mean with limits needs at least two values.")
    tail = 0.5 + arrays.share(confidence, "confidence") / 2
    mean = float(sample.mean())
    half = float(special.stdtrit(sample.size - 1, tail) * sample.std(ddof=1) / np.sqrt(sample.size))
    return Estimate(mean, mean - half, mean + half, confidence, "Student's t", counts)
