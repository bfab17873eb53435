"""Slope and relative index of inequality straight from counts, by Poisson regression on the ladder's ridits.

For counts too small for a line through rates: groups with no events are welcome.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

STEEPEST = 200.0  # a log ratio no data come near
NEARLY = 1 - 1e-9  # how close to nothing the fitted rate of an outer group may come


@dataclass(frozen=True)
class CountSlope:
    """The index, and Pearson's dispersion: well above 1 the groups scatter more about the line than chance."""

    index: Estimate
    coefficient: float  # of the ridit: log ratio, or difference of rates
    standard_error: float
    dispersion: float | None  # None for two groups: they lie on their line


def relative_index(
    events: Numbers, populations: Numbers, *, counts: str, confidence: float = 0.95
) -> CountSlope:
    """How many times the rate at the first end of the ladder the rate at its last end is.

    Formula: x ~ Poisson(n exp(a + b r)), r the ridit; exp(b), limits exp(b -+ z se).
    Shape and units: a count and a population a group, in order of deprivation; no unit.
    Valid when: events are independent and the dispersion is near 1.
    Raises: Invalid for fewer than two groups, no events at all, events in the first or last group only,
        negative or broken counts, populations of zero, lengths that differ.
    Source: Moreno-Betancur M. et al. (2015), Epidemiology 26, p. 518-527.

    >>> found = relative_index([60, 45, 33, 25, 18], [10_000] * 5, counts="admissions")
    >>> round(found.index.lower, 2), round(found.index.value, 2), round(found.index.upper, 2)
    (0.13, 0.23, 0.39)
    """
    seen, people, ridit = _checked(events, populations)
    if not _both_ways(seen):
        raise Invalid("All events lie in an outermost group: no ratio fits, so show the counts.")
    b, mean = _steepness(seen, people, ridit)
    error, dispersion = _found(seen, ridit, mean, mean)
    reach = intervals.normal_quantile(confidence) * error
    limits = float(np.exp(b - reach)), float(np.exp(b + reach))
    found = Estimate(float(np.exp(b)), *limits, confidence, "Poisson regression (log)", counts)
    return CountSlope(found, b, error, dispersion)


def slope(
    events: Numbers, populations: Numbers, *, counts: str, per: float = 100_000, confidence: float = 0.95
) -> CountSlope:
    """How much higher the rate at the last end of the ladder is than at the first end.

    Formula: x ~ Poisson(n (a + b r)), r the ridit; b per so many people, limits b -+ z se.
    Shape and units: a count and a population a group, in order of deprivation; per `per` people.
    Valid when: events are independent and the straight line stays well above zero.
    Raises: Invalid as `relative_index` does, and where the straight line would fall to zero.
    Source: Moreno-Betancur M. et al. (2015), Epidemiology 26, p. 518-527.

    >>> found = slope([60, 45, 33, 25, 18], [10_000] * 5, counts="admissions")
    >>> round(found.index.lower), round(found.index.value), round(found.index.upper)
    (-667, -492, -316)
    """
    seen, people, ridit = _checked(events, populations)
    b, mean = _rise(seen, people, ridit)
    error, dispersion = _found(seen, ridit, people**2 / mean, mean)
    scale = float(arrays.positive(per, "multipliers"))
    reach = intervals.normal_quantile(confidence) * error
    limits = (b - reach) * scale, (b + reach) * scale
    found = Estimate(b * scale, *limits, confidence, "Poisson regression (identity)", counts)
    return CountSlope(found, b * scale, error * scale, dispersion)


def ridits(populations: Numbers) -> Floats:
    """For each group of a ladder the share of people below its middle.

    >>> ridits([20, 60, 20]).tolist()
    [0.1, 0.5, 0.9]
    """
    people = arrays.positive(populations, "populations")
    arrays.one_row(people, "populations")
    share = people / people.sum()
    return np.asarray(np.cumsum(share) - share / 2)


def _checked(events: Numbers, populations: Numbers) -> tuple[Floats, Floats, Floats]:
    seen = arrays.whole_counts(events, "counts").astype(np.float64)
    people = arrays.positive(populations, "populations")
    arrays.one_row(seen, "counts")
    arrays.together(seen, people, "counts and populations")
    if seen.size < 2:  # noqa: PLR2004  (two groups are the least with a slope)
        raise Invalid("A slope needs at least two groups.")
    if seen.sum() == 0:
        raise Invalid("There are no events in any group, so there is nothing to compare.")
    people = np.broadcast_to(people, seen.shape).astype(np.float64)
    return seen, people, ridits(people)


def _both_ways(seen: Floats) -> bool:
    """Whether the likelihood has a top: events beyond the first group, and before the last one."""
    return bool(seen[1:].sum() > 0 and seen[:-1].sum() > 0)


def _steepness(seen: Floats, people: Floats, ridit: Floats) -> tuple[float, Floats]:
    """Coefficient of the log line and its means: with it the fitted events lie where the seen ones do."""
    middle = float(seen @ ridit) / float(seen.sum())

    def means(b: float) -> Floats:
        tilted = people * np.exp(b * ridit - max(b, 0.0))
        return np.asarray(tilted / tilted.sum() * seen.sum())

    b = optimize.brentq(lambda b: float(means(b) @ ridit) / float(seen.sum()) - middle, -STEEPEST, STEEPEST)
    return float(b), means(b)


def _rise(seen: Floats, people: Floats, ridit: Floats) -> tuple[float, Floats]:
    """Coefficient of the straight line and its means; it passes the crude rate at the ladder's middle."""
    crude, away = float(seen.sum() / people.sum()), ridit - 0.5

    def score(b: float) -> float:
        return float((seen * away / (crude + b * away)).sum())

    least, most = (
        -crude / away[-1] * NEARLY,
        -crude / away[0] * NEARLY,
    )  # beyond, an outer group falls to zero
    if score(least) <= 0 or score(most) >= 0:
        raise Invalid("A straight line through these rates falls to zero: use the relative index.")
    b = float(optimize.brentq(score, least, most, xtol=crude * 1e-15))
    return b, people * (crude + b * away)


def _found(seen: Floats, ridit: Floats, weight: Floats, mean: Floats) -> tuple[float, float | None]:
    """The coefficient's standard error from the expected information, and Pearson's dispersion."""
    centre = float(weight @ ridit / weight.sum())
    error = 1 / float(np.sqrt(weight @ (ridit - centre) ** 2))
    left = seen.size - 2
    return error, float(((seen - mean) ** 2 / mean).sum() / left) if left else None
