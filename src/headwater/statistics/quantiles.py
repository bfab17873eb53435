"""Areas into fifths or tenths by rank, as UK public health does it: ties together, extras spread evenly."""

import numpy as np
from scipy import stats

from headwater.statistics import arrays
from headwater.statistics.arrays import Integers, Numbers
from headwater.vocabulary.errors import Invalid


def quantiles(values: Numbers, number: int, *, highest_first: bool = True) -> Integers:
    """Which of so many equal groups each value falls in.

    Formula: floor((q + 1) - ceil(((n + 1) - rank) / (n/q))), rank 1 the lowest (the highest with
        `highest_first`, so that quantile 1 holds the highest values); ties take their least rank.
    Shape and units: one series; whole numbers from 1 to `number`.
    Valid when: there are at least as many values as groups. Ties can leave a group short or empty.
    Raises: Invalid for fewer values than groups, fewer than two groups, missing values.
    Source: Public Health England (2019), Technical Guide: Assigning Deprivation Categories.

    >>> quantiles([10, 20, 30, 40, 50, 60], 3, highest_first=False).tolist()
    [1, 1, 2, 2, 3, 3]
    >>> quantiles([10, 20, 20, 40], 2).tolist()
    [2, 1, 1, 1]
    """
    series = arrays.finite(values, "values")
    arrays.one_row(series, "values")
    if number < 2 or int(number) != number:  # noqa: PLR2004  (two groups are the least that divide)
        raise Invalid("Quantiles are two groups or more.")
    n = series.size
    if n < number:
        raise Invalid(f"There are {n} values for {number} quantiles: give at least one a group.")
    rank = stats.rankdata(-series if highest_first else series, method="min").astype(np.int64)
    # whole-number arithmetic: ceil(((n + 1) - rank) q / n) without the rounding of a division
    from_top = -((-(n + 1 - rank) * number) // n)
    return np.asarray(number + 1 - from_top, dtype=np.int64)
