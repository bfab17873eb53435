"""A share of a whole as an estimate that travels with its limits."""

import numpy as np

from headwater.statistics import arrays, intervals
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


def proportion(
    count: float, total: float, *, counts: str, per: float = 1, confidence: float = 0.95
) -> Estimate:
    """How many of so many, with Wilson's limits.

    Formula: per * x/n; limits as `intervals.wilson`.
    Shape and units: two numbers; a share (per 1) or a percentage (per 100).
    Valid when: each of n things counts or does not, independently; good for few and for none.
    Raises: Invalid for a count above its total, a total of zero, negative or missing values, and series.
    Source: Wilson E.B. (1927), Journal of the American Statistical Association 22, p. 209-212.

    >>> share = proportion(65, 100, counts="victims who knew the offender", per=100)
    >>> round(share.lower, 2), share.value, round(share.upper, 2)
    (55.25, 65.0, 73.64)
    """
    if np.ndim(count) or np.ndim(total):
        raise Invalid("Give one count and one total; for the limits of many, see the intervals.")
    scale = float(arrays.positive(per, "multipliers"))
    lower, upper = intervals.wilson(count, total, confidence=confidence)
    value = float(count) / float(total) * scale
    return Estimate(value, float(lower) * scale, float(upper) * scale, confidence, "Wilson", counts)
