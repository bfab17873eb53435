"""Is a whole map more alike among neighbours than chance would have it? Moran's I, Geary's C and the general G.

One number a map: it says that there is a pattern, never where (`local_association` does).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse, special

from headwater.statistics import arrays, neighbours
from headwater.statistics.arrays import Floats, Numbers
from headwater.statistics.neighbours import Neighbours
from headwater.vocabulary.errors import Invalid

FEWEST = 4  # the variances divide by n - 3


@dataclass(frozen=True)
class Association:
    """A statistic of the map beside what shuffled values would give."""

    statistic: float
    expected: float
    variance: float
    z: float  # above zero: neighbours are more alike (of G: high values lie together)
    p: float  # two-sided, normal


@dataclass(frozen=True)
class _Links:
    """A table of weights in the three sums that every variance needs."""

    table: sparse.csr_array
    total: float  # S0
    squares: float  # S1
    margins: float  # S2


def moran(values: Numbers, around: Neighbours) -> Association:
    """Moran's I, each place beside the mean of its neighbours.

    Formula: I = (n / S0) sum_ij w_ij d_i d_j / sum d^2, d the difference from the mean, w_ij one over the number of i's
        neighbours; mean -1/(n - 1) and the variance of shuffled values.
    Shape and units: one value a place, its neighbours (itself is left out); no unit, about -1 to 1.
    Valid when: some 30 places or more and no few values make the spread; places of unequal population need rates made
        comparable first (`smoothing.standardised_rates`).
    Raises: Invalid for missing values, all values the same, fewer than four places, nobody with a neighbour.
    Source: Moran P.A.P. (1950), Biometrika 37, p. 17-23; Cliff A.D., Ord J.K. (1981), Spatial Processes, p. 42-46.

    >>> found = moran([1, 2, 3, 9, 8, 7], [[1], [0, 2], [1], [4], [3, 5], [4]])
    >>> round(found.statistic, 3), round(found.expected, 3)
    (0.931, -0.2)
    """
    numbers = _varied(values)
    links = _shared(numbers.size, around)
    n, away = numbers.size, numbers - numbers.mean()
    statistic = n / links.total * float(away @ neighbours.sums(links.table, away)) / float(away @ away)
    peak = _peakedness(away)
    squared = links.total**2
    plain = n * ((n**2 - 3 * n + 3) * links.squares - n * links.margins + 3 * squared)
    peaked = peak * ((n**2 - n) * links.squares - 2 * n * links.margins + 6 * squared)
    expected = -1 / (n - 1)
    variance = (plain - peaked) / ((n - 1) * (n - 2) * (n - 3) * squared) - expected**2
    return _association(statistic, expected, variance, statistic - expected)


def geary(values: Numbers, around: Neighbours) -> Association:
    """Geary's C: how far neighbours differ. Below 1 they are alike; it weighs small differences where I weighs the ends.

    Formula: C = (n - 1) sum_ij w_ij (x_i - x_j)^2 / (2 S0 sum d^2), w and d as `moran`; mean 1 and the variance of shuffled
        values. z is (1 - C)/sd, so that alike is above zero.
    Shape and units: as `moran`; no unit, zero or more.
    Valid when: as `moran`.
    Raises: Invalid as `moran`.
    Source: Geary R.C. (1954), The Incorporated Statistician 5, p. 115-145; Cliff A.D., Ord J.K. (1981), Spatial
        Processes, p. 46.

    >>> round(geary([1, 2, 3, 9, 8, 7], [[1], [0, 2], [1], [4], [3, 5], [4]]).statistic, 3)
    0.043
    """
    numbers = _varied(values)
    links = _shared(numbers.size, around)
    n, away = numbers.size, numbers - numbers.mean()
    rows = np.repeat(np.arange(n), neighbours.sizes(links.table))
    apart = float(links.table.data @ (away[rows] - away[links.table.indices]) ** 2)
    statistic = (n - 1) * apart / (2 * links.total * float(away @ away))
    peak = _peakedness(away)
    inner = (n - 1) * links.squares * (n**2 - 3 * n + 3 - (n - 1) * peak)
    edges = (n - 1) * links.margins * (n**2 + 3 * n - 6 - (n**2 - n + 2) * peak) / 4
    whole = links.total**2 * (n**2 - 3 - (n - 1) ** 2 * peak)
    variance = (inner - edges + whole) / (n * (n - 2) * (n - 3) * links.total**2)
    return _association(statistic, 1.0, variance, 1.0 - statistic)


def general_g(values: Numbers, around: Neighbours) -> Association:
    """The general G: the share of all products of two places' values that lies between neighbours.

    Formula: G = sum_ij w_ij x_i x_j / sum_{i != j} x_i x_j, w_ij 1 for neighbours; mean S0/(n(n - 1)) and the variance
        of shuffled values.
    Shape and units: one value a place, zero or above, and its neighbours (itself is left out); no unit.
    Valid when: values have a natural zero. High z: high values lie together; low z: low ones do. A map with both kinds of
        cluster can show neither.
    Raises: Invalid as `moran`, for values below zero, and where no two places hold anything.
    Source: Getis A., Ord J.K. (1992), Geographical Analysis 24, p. 189-206 (equations 5 to 7), with the 6 S0^2 of B1 that
        the 1993 erratum gives for the printed 3.

    >>> round(general_g([1, 2, 3, 9, 8, 7], [[1], [0, 2], [1], [4], [3, 5], [4]]).statistic, 3)
    0.393
    """
    numbers = arrays.not_negative(_varied(values), "values")
    table = neighbours.table(around, numbers.size, itself=False)
    links, n = _links(table), numbers.size
    m1, m2, m3, m4 = (float((numbers**power).sum()) for power in (1, 2, 3, 4))
    if m1**2 <= m2:
        raise Invalid("Only one place holds anything: there are no two to compare.")
    statistic = float(numbers @ neighbours.sums(table, numbers)) / (m1**2 - m2)
    expected = links.total / (n * (n - 1))
    square, s1, s2 = links.total**2, links.squares, links.margins
    parts = (
        ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * square) * m2**2,
        -((n**2 - n) * s1 - 2 * n * s2 + 6 * square) * m4,
        -(2 * n * s1 - (n + 3) * s2 + 6 * square) * m1**2 * m2,
        (4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square) * m1 * m3,
        (s1 - s2 + square) * m1**4,
    )
    variance = sum(parts) / ((m1**2 - m2) ** 2 * n * (n - 1) * (n - 2) * (n - 3)) - expected**2
    return _association(statistic, expected, variance, statistic - expected)


def _association(statistic: float, expected: float, variance: float, distance: float) -> Association:
    """Where every shuffle gives the same (all places are neighbours), nothing stands out."""
    z = distance / float(np.sqrt(variance)) if variance > np.finfo(float).eps else 0.0
    return Association(statistic, expected, max(variance, 0.0), z, 2 * float(special.ndtr(-abs(z))))


def _varied(values: Numbers) -> Floats:
    numbers = arrays.finite(values, "values")
    arrays.one_row(numbers, "values")
    if numbers.size < FEWEST:
        raise Invalid("Give four places or more.")
    if numbers.min() == numbers.max():
        raise Invalid("All values are the same: there is no pattern to find.")
    return numbers


def _shared(count: int, around: Neighbours) -> _Links:
    """Each place's neighbours share a weight of one."""
    table = neighbours.table(around, count, itself=False)
    size = neighbours.sizes(table)
    table.data /= np.repeat(size, size)
    return _links(table)


def _links(table: sparse.csr_array) -> _Links:
    total = float(table.sum())
    if total == 0:
        raise Invalid("No place has a neighbour.")
    both = table + table.T
    margins = np.asarray(table.sum(axis=0)).ravel() + np.asarray(table.sum(axis=1)).ravel()
    return _Links(table, total, float((both.data**2).sum()) / 2, float((margins**2).sum()))


def _peakedness(away: Floats) -> float:
    return float((away**4).mean() / (away**2).mean() ** 2)
