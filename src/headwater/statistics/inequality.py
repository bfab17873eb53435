"""How unequal groups are, in one number: between-group variance, disparity, Theil, mean log deviation.

Chance alone makes groups differ, so every measure here is above zero even where nothing is unequal: read it
with its limits and never rank small areas by it. Ordered groups (deprivation) have `slope_index` and `gradients`.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


@dataclass(frozen=True)
class Groups:
    """A rate, a number of people and the rate's standard error for each group."""

    rates: Floats
    populations: Floats
    standard_errors: Floats

    @property
    def shares(self) -> Floats:
        return np.asarray(self.populations / self.populations.sum())

    @property
    def mean(self) -> float:
        return float(self.shares @ self.rates)


def groups(rates: Numbers, populations: Numbers, standard_errors: Numbers) -> Groups:
    """Groups from published rates, refused where they do not pair up.

    >>> groups([30.0, 50.0], [1000, 3000], [2.0, 1.5]).mean
    45.0
    """
    found = (
        arrays.not_negative(rates, "rates"),
        arrays.positive(populations, "populations"),
        arrays.not_negative(standard_errors, "standard errors"),
    )
    for each in found:
        arrays.one_row(each, "groups")
    arrays.together(found[0], found[1], "rates and populations")
    arrays.together(found[0], found[2], "rates and standard errors")
    if found[0].size < 2:  # noqa: PLR2004  (one group is not unequal)
        raise Invalid("Inequality needs at least two groups.")
    if not found[0].any():
        raise Invalid("Every rate is zero, so there is nothing to be unequal in.")
    return Groups(*found)


def groups_of_counts(events: Numbers, populations: Numbers, *, per: float = 100_000) -> Groups:
    """Groups from independent events: rate per x/n, standard error per sqrt(x)/n.

    A group without events is given the error of one event: that nothing was seen does not make it certain.

    >>> groups_of_counts([4, 9], [1000, 1000], per=1000).standard_errors.tolist()
    [2.0, 3.0]
    """
    seen, people = arrays.whole_counts(events, "counts"), arrays.positive(populations, "populations")
    arrays.together(seen, people, "counts and populations")
    scale = float(arrays.positive(per, "multipliers")) / people
    return groups(seen * scale, people, np.sqrt(np.maximum(seen, 1)) * scale)


def between_group_variance(of: Groups, *, counts: str, confidence: float = 0.95) -> Estimate:
    """The spread of the groups' rates about the rate of all, squared.

    Formula: V = sum p (y - m)^2; variance 4 sum p^2 (y - m)^2 s^2 + 2((sum p^2 s^2)^2 + sum p^2 s^4
        - 2 sum p^3 s^4); limits V -+ z sd, at least zero.
    Shape and units: p shares of people, y rates, m their mean, s standard errors; the rate's unit squared.
    Valid when: groups are independent and their differences stand well above their errors.
    Raises: nothing beyond `groups`; Invalid for a confidence outside (0, 1).
    Source: Harper S., Lynch J. (2005), Methods for Measuring Cancer Disparities, NCI, on absolute disparity.

    >>> round(between_group_variance(groups([30.0, 50.0], [1, 3], [2.0, 1.5]), counts="rate").value, 1)
    75.0
    """
    share, away, error = of.shares, of.rates - of.mean, of.standard_errors
    first = 4 * float(share**2 * away**2 @ error**2)
    second = float(share**2 @ error**2) ** 2 + float(share**2 @ error**4) - 2 * float(share**3 @ error**4)
    value = float(share @ away**2)
    return _limits(value, np.sqrt(first + 2 * second), counts, "delta, second order", confidence)


def coefficient_of_variation(of: Groups, *, counts: str, confidence: float = 0.95) -> Estimate:
    """The groups' standard deviation as a share of the rate of all.

    Formula: sqrt(sum p (y - m)^2) / m; limits by the delta method.
    Shape and units: a share (0.25 is 25 %).
    Valid when: groups differ by more than chance; near equality the limits are too narrow.
    Raises: Invalid where all rates are equal (no slope there) and for a confidence outside (0, 1).
    Source: Harper S., Lynch J. (2005), Methods for Measuring Cancer Disparities, NCI, on relative disparity.

    >>> round(coefficient_of_variation(groups([30.0, 50.0], [1, 3], [2.0, 1.5]), counts="rate").value, 3)
    0.192
    """
    share, away, mean = of.shares, of.rates - of.mean, of.mean
    deviation = float(np.sqrt(share @ away**2))
    if deviation == 0:
        raise Invalid("All rates are equal: a coefficient of variation has no limits there.")
    slope = share * away / (deviation * mean) - deviation / mean**2 * share
    return _delta(deviation / mean, slope, of, counts, confidence)


def index_of_disparity(
    of: Groups, *, weighted: bool = False, counts: str, confidence: float = 0.95
) -> Estimate:
    """How far groups lie from the rate of all, on average, as a share of it.

    Formula: mean |y - m| / m, each group alike, or sum p |y - m| / m with `weighted`; delta limits.
    Shape and units: a share; times m it is the mean difference from the mean.
    Valid when: groups differ by more than chance; a group at the mean itself bends the measure there.
    Raises: nothing beyond `groups`; Invalid for a confidence outside (0, 1).
    Source: Pearcy J.N., Keppel K.G. (2002), Public Health Reports 117, p. 273-280.

    >>> round(index_of_disparity(groups([30.0, 50.0], [1, 3], [2.0, 1.5]), counts="rate").value, 3)
    0.222
    """
    share, away, mean = of.shares, of.rates - of.mean, of.mean
    weight = share if weighted else np.full(share.size, 1 / share.size)
    value = float(weight @ np.abs(away)) / mean
    side = weight * np.sign(away)
    slope = (side - share * side.sum() - value * share) / mean
    return _delta(value, slope, of, counts, confidence)


def theil(of: Groups, *, counts: str, confidence: float = 0.95) -> Estimate:
    """Theil's index: how unevenly events are shared out against people, heavy users weighing most.

    Formula: T = sum p r ln r, r = y/m, 0 ln 0 = 0; delta slope p (ln r - T)/m.
    Shape and units: nats, 0 when equal; multiply by 1,000 for the published form.
    Valid when: every group has events enough for its rate to be near normal.
    Raises: Invalid for a rate of zero with a standard error (its logarithm has no slope), a confidence
        outside (0, 1).
    Source: Theil H. (1967), Economics and Information Theory, North-Holland, chapter 4.
    Differs from healthequal 1.0, whose limits are a thousand times too narrow (the estimate is multiplied by
        1,000 and its error is not).

    >>> round(theil(groups([30.0, 50.0], [1, 3], [2.0, 1.5]), counts="rate").value, 4)
    0.0202
    """
    share, ratio = of.shares, of.rates / of.mean
    _no_zero_with_error(of)
    safe = np.where(ratio > 0, ratio, 1.0)
    value = float(share * ratio @ np.log(safe))
    return _delta(value, share * (np.log(safe) - value) / of.mean, of, counts, confidence)


def mean_log_deviation(of: Groups, *, counts: str, confidence: float = 0.95) -> Estimate:
    """The mean log deviation: Theil's other index, where the least-served groups weigh most.

    Formula: sum p (-ln r), r = y/m; delta slope p (1 - 1/r)/m.
    Shape and units: nats, 0 when equal; multiply by 1,000 for the published form.
    Valid when: every group has events enough for its rate to be near normal.
    Raises: Invalid for a rate of zero, a confidence outside (0, 1).
    Source: Theil H. (1967), Economics and Information Theory, North-Holland, chapter 4.
    Differs from healthequal 1.0 as `theil` does.

    >>> round(mean_log_deviation(groups([30.0, 50.0], [1, 3], [2.0, 1.5]), counts="rate").value, 4)
    0.0223
    """
    if (of.rates == 0).any():
        raise Invalid("A group has a rate of zero, whose logarithm does not exist: use Theil's index.")
    ratio = of.rates / of.mean
    value = float(of.shares @ -np.log(ratio))
    return _delta(value, of.shares * (1 - 1 / ratio) / of.mean, of, counts, confidence)


def _no_zero_with_error(of: Groups) -> None:
    if ((of.rates == 0) & (of.standard_errors > 0)).any():
        raise Invalid("A group has a rate of zero with an error, where Theil's index has no slope: join it.")


def _delta(value: float, slope: Floats, of: Groups, counts: str, confidence: float) -> Estimate:
    error = float(np.sqrt(slope**2 @ of.standard_errors**2))
    return _limits(value, error, counts, "delta method", confidence)


def _limits(value: float, error: float, counts: str, method: str, confidence: float) -> Estimate:
    """These measures cannot be below zero, and so no limit is."""
    reach = intervals.normal_quantile(confidence) * float(error)
    return Estimate(value, max(0.0, value - reach), value + reach, confidence, method, counts)
