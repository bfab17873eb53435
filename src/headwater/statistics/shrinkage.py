"""Many small estimates read together: each drawn toward what all of them share, by as much as chance accounts for, with limits.

A group of few people in one place can look best or worst by luck alone. Shrunken values are a second reading of cells, to stand beside
them; they are never what happened. How far true values differ is not known from few cells, so every width of it counts by how likely it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

FEWEST = 4  # cells from which it can be told at all how far they differ
SHARED = (
    np.arange(400) + 0.5
) / 400  # how much of a typical cell is drawn to the mean, from all its own to all shared


@dataclass(frozen=True)
class Shrunken:
    """One value an estimate, its limits, and what of each own value was kept: from 0, all shared, to 1, all its own."""

    value: Floats
    lower: Floats
    upper: Floats
    kept: Floats
    confidence: float


@dataclass(frozen=True)
class _Readings:
    """What each width of true differences gives: width x cell. `likely` is the logarithm of how likely it makes the cells."""

    likely: Floats
    mean: Floats
    variance: Floats
    kept: Floats


def shrunken_ratios(counts: Numbers, expected: Numbers, *, confidence: float = 0.95) -> Shrunken:
    """Ratios of what was counted to what was expected, drawn toward their mean.

    Formula: m = sum O/sum E; true ratios gamma of mean m and variance a m^2, so that O is negative binomial and a ratio given a is gamma
        of shape 1/a + O and rate 1/(a m) + E; averaged over a by its likelihood, each variance of true ratios as likely as
        another before; limits of a gamma distribution of that mean and variance, with that of m in it.
    Shape and units: one whole count and what was expected of it, above zero, a cell; ratios have no unit.
    Valid when: counts are rare and independent (Poisson) and true ratios differ about one mean. Limits hold for all cells taken
        together, less often for one that was picked because it is extreme.
    Raises: Invalid for fewer than four cells, no events at all, negative or broken counts, nothing expected, lengths that differ, a
        confidence outside (0, 1).
    Source: Clayton D., Kaldor J. (1987), Biometrics 43, p. 671-681; over every variance: Morris C.N., Tang R. (2011),
        Statistical Science 26, p. 271-287.

    >>> found = shrunken_ratios([3, 14, 9, 30], [9.0, 10.0, 10.0, 20.0])
    >>> found.value.round(2).tolist(), found.lower.round(2).tolist()
    ([0.52, 1.35, 0.95, 1.45], [0.13, 0.76, 0.48, 0.99])
    """
    confidence = arrays.share(confidence, "confidence")
    events = arrays.whole_counts(counts, "counts").astype(np.float64)
    wanted = arrays.positive(expected, "expected numbers")
    arrays.together(events, wanted, "counts and expected numbers")
    _enough(wanted.size)
    if not events.any():
        raise Invalid("There are no events: all ratios are the same.")
    found = _averaged(_counted(events, wanted))
    shape, scale = found.mean**2 / found.variance, found.variance / found.mean
    lower, upper = (special.gammaincinv(shape, tail) * scale for tail in _tails(confidence))
    return Shrunken(found.mean, lower, upper, found.kept, confidence)


def shrunken_estimates(estimates: Sequence[Estimate]) -> Shrunken:
    """Estimates with limits that lie evenly about them, drawn toward their mean.

    Formula: s from the limits; true values normal about m with variance A; given A, v = 1/(A + s^2), m = sum v y/sum v, k = A/(A + s^2),
        the value m + k (y - m) with variance k s^2 + (1 - k)^2/sum v; averaged over A by its likelihood, each
        A as likely as another before.
    Shape and units: estimates in one unit; in that unit.
    Valid when: estimates are of different people and nearly normal, and what is true differs about one mean. As with
        `shrunken_ratios`, limits hold for all taken together.
    Raises: Invalid for fewer than four, limits that do not lie about their estimate, different confidence.
    Source: Morris C.N., Tang R. (2011), Statistical Science 26, p. 271-287.

    >>> four = [Estimate(v, v - 4, v + 4, 0.95, "any", "people") for v in (40.0, 52.0, 48.0, 60.0)]
    >>> found = shrunken_estimates(four)
    >>> found.value.round(1).tolist(), found.kept.round(2).tolist()
    ([40.2, 52.0, 48.0, 59.8], [0.98, 0.98, 0.98, 0.98])
    """
    _enough(len(estimates))
    confidence = _one_confidence(estimates)
    z = intervals.normal_quantile(confidence)
    value = np.array([each.value for each in estimates])
    own = np.array([(each.upper - each.lower) / 2 / z for each in estimates])
    if not (np.isfinite(value).all() and np.isfinite(own).all() and (own > 0).all()):
        raise Invalid("Every estimate needs limits that lie about it.")
    found = _averaged(_estimated(value, own**2))
    spread = z * np.sqrt(found.variance)
    return Shrunken(found.mean, found.mean - spread, found.mean + spread, found.kept, confidence)


def _counted(events: Floats, wanted: Floats) -> _Readings:
    mean = events.sum() / wanted.sum()
    width = ((1 - SHARED) / (SHARED * mean * wanted.mean()))[:, None]
    shape, rate = 1 / width, 1 / (width * mean)
    kept = wanted / (wanted + rate)
    likely = (
        special.gammaln(shape + events)
        - special.gammaln(shape)
        + shape * np.log1p(-kept)
        + events * np.log(kept)
    ).sum(axis=1)
    shared = (mean * wanted + width * (mean * wanted) ** 2).sum(axis=1, keepdims=True) / wanted.sum() ** 2
    value = (shape + events) / (rate + wanted)
    return _Readings(likely, value, value / (rate + wanted) + (1 - kept) ** 2 * shared, kept)


def _estimated(value: Floats, own: Floats) -> _Readings:
    between = (1 / (1 / own).mean() * (1 - SHARED) / SHARED)[:, None]
    weight = 1 / (between + own)
    total = weight.sum(axis=1, keepdims=True)
    mean = (weight * value).sum(axis=1, keepdims=True) / total
    fit = (np.log(weight) - weight * (value - mean) ** 2).sum(axis=1)
    kept = between * weight
    variance = kept * own + (1 - kept) ** 2 / total
    return _Readings((fit - np.log(total[:, 0])) / 2, mean + kept * (value - mean), variance, kept)


@dataclass(frozen=True)
class _Averaged:
    mean: Floats
    variance: Floats
    kept: Floats


def _averaged(found: _Readings) -> _Averaged:
    """Over every width, by how likely it is: what is not known of the width is in the variance."""
    likely = found.likely - 2 * np.log(SHARED)  # each variance as likely as another
    likely = np.exp(likely - likely.max())
    likely /= likely.sum()
    mean = likely @ found.mean
    return _Averaged(mean, likely @ (found.variance + (found.mean - mean) ** 2), likely @ found.kept)


def _one_confidence(estimates: Sequence[Estimate]) -> float:
    found = {each.confidence for each in estimates}
    if len(found) > 1:
        raise Invalid("The estimates have limits of different confidence: work them all out at one.")
    return arrays.share(found.pop(), "confidence")


def _enough(cells: int) -> None:
    if cells < FEWEST:
        raise Invalid(f"From fewer than {FEWEST} estimates it cannot be told how far they differ.")


def _tails(confidence: float) -> tuple[float, float]:
    return (1 - confidence) / 2, (1 + confidence) / 2
