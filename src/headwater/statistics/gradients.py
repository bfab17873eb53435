"""Inequality along an order: concentration indices, and what all would gain from the reference's rate.

Groups go from the most deprived to the least. For the gap between the two ends see `slope_index`.
"""

from typing import Literal

import numpy as np
from scipy import special

from headwater.statistics import arrays, count_slopes, intervals, rates
from headwater.statistics.arrays import Floats, Numbers
from headwater.statistics.inequality import Groups
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

ErrorOf = Literal["sampling", "scatter"]


def absolute_concentration(
    of: Groups, *, counts: str, error_of: ErrorOf = "sampling", confidence: float = 0.95
) -> Estimate:
    """How far the rate is concentrated on one end of the order, in the rate's own unit.

    Formula: A = sum p (2r - 1) y, r the ridit; sampling error sqrt(sum (p (2r - 1) s)^2); scatter error as
        `relative_concentration`, times the mean.
    Shape and units: negative where the first groups have the higher rates; the rate's unit.
    Valid when: groups are in order; sampling limits as good as the standard errors of the groups.
    Raises: Invalid for a confidence outside (0, 1), and for fewer than three groups with scatter.
    Source: Wagstaff A. et al. (1991), Social Science and Medicine 33, p. 545-557.
    Differs from healthequal 1.0, which gives only the scatter error.

    >>> from headwater.statistics import inequality
    >>> ladder = inequality.groups([80.0, 50.0, 20.0], [1000, 1000, 1000], [3.0, 2.0, 1.0])
    >>> round(absolute_concentration(ladder, counts="rate").value, 2)
    -13.33
    """
    lean = 2 * count_slopes.ridits(of.populations) - 1
    value = float(of.shares * lean @ of.rates)
    slope = of.shares * lean
    error = _sampling(slope, of) if error_of == "sampling" else _scatter(of) * of.mean
    return _normal(value, error, error_of, counts, confidence)


def relative_concentration(
    of: Groups, *, counts: str, error_of: ErrorOf = "sampling", confidence: float = 0.95
) -> Estimate:
    """The concentration index: the absolute one as a share of the rate of all, between -1 and 1.

    Formula: C = sum p (2r - 1) y / m. Sampling error by the delta method from the groups' standard errors;
        scatter error is that of the slope of 2 var(r) y/m on r, k - 2 degrees of freedom.
    Shape and units: -1 all with the first, 0 even, 1 all with the last.
    Valid when: groups are in order. Scatter counts departures from a straight line as chance: with five groups
        that is mostly the shape of the gradient, so sampling is what says whether chance could have made it.
    Raises: Invalid for a confidence outside (0, 1), and for fewer than three groups with scatter.
    Source: Kakwani N., Wagstaff A., van Doorslaer E. (1997), Journal of Econometrics 77, p. 87-103.

    >>> from headwater.statistics import inequality
    >>> ladder = inequality.groups([80.0, 50.0, 20.0], [1000, 1000, 1000], [3.0, 2.0, 1.0])
    >>> round(relative_concentration(ladder, counts="rate").value, 3)
    -0.267
    """
    lean = 2 * count_slopes.ridits(of.populations) - 1
    value = float(of.shares * lean @ of.rates) / of.mean
    slope = of.shares * (lean - value) / of.mean
    error = _sampling(slope, of) if error_of == "sampling" else _scatter(of)
    return _normal(value, error, error_of, counts, confidence)


def attributable_fraction(
    events: Numbers, populations: Numbers, *, reference: int = -1, counts: str, confidence: float = 0.95
) -> Estimate:
    """The share of all events that would not occur if every group had the reference group's rate.

    Formula: 1 - (x_r/n_r) / (X/N). Given all X events those of the reference are binomial; with their exact
        limits q (Clopper-Pearson) the fraction is 1 - q N/n_r.
    Shape and units: a count and a population a group, `reference` the place of the reference; a share,
        below zero where the reference has the higher rate.
    Valid when: events are independent. It says what is unequal, not what could be prevented. Exact:
        covers at least as often as stated, however few the events.
    Raises: Invalid for no events at all, fewer than two groups, negative or broken counts, populations of
        zero, lengths that differ, a reference that is not there.
    Source: Walter S.D. (1976), Biometrics 32, p. 829-849; Clopper C., Pearson E.S. (1934), Biometrika 26,
        p. 404-413.
    Differs from healthequal 1.0, whose limits are a hundred times too narrow (a percentage with the error of
        a share).

    >>> found = attributable_fraction([60, 45, 33, 25, 18], [10_000] * 5, counts="admissions")
    >>> round(found.lower, 3), round(found.value, 3), round(found.upper, 3)
    (0.237, 0.503, 0.7)
    """
    seen, people, at = _with_reference(events, populations, reference)
    total, part = float(seen.sum()), float(seen[at])
    if total == 0:
        raise Invalid("There are no events in any group, so there is no share of them.")
    tail = (1 - arrays.share(confidence, "confidence")) / 2
    low = float(special.betaincinv(part, total - part + 1, tail)) if part else 0.0
    high = float(special.betainccinv(part + 1, total - part, tail)) if part < total else 1.0
    scale = float(people.sum() / people[at])
    value = 1 - part / total * scale
    return Estimate(value, 1 - high * scale, 1 - low * scale, confidence, "exact binomial", counts)


def attributable_rate(
    events: Numbers,
    populations: Numbers,
    *,
    reference: int = -1,
    counts: str,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """How much of the rate of all would go if every group had the reference group's rate.

    Formula: X/N - x_r/n_r = (1 - n_r/N) (rate of all others - rate of the reference); limits of
        `rates.rate_difference`.
    Shape and units: as `attributable_fraction`; per `per` people.
    Valid when: events are independent; good for small counts and for none.
    Raises: Invalid as `attributable_fraction` does, but for no events.
    Source: Walter S.D. (1976), Biometrics 32, p. 829-849; Zou G.Y., Donner A. (2008), Statistics in Medicine
        27, p. 1693-1702.
    Differs from healthequal 1.0, which takes the rate of all to be known.

    >>> found = attributable_rate([60, 45, 33, 25, 18], [10_000] * 5, counts="admissions")
    >>> round(found.lower), round(found.value), round(found.upper)
    (86, 182, 262)
    """
    seen, people, at = _with_reference(events, populations, reference)
    others, elsewhere = int(seen.sum() - seen[at]), float(people.sum() - people[at])
    found = rates.rate_difference(
        others,
        int(seen[at]),
        exposure=elsewhere,
        reference_exposure=float(people[at]),
        per=per,
        confidence=confidence,
    )
    share = elsewhere / float(people.sum())
    value, lower, upper = (each * share for each in (found.value, found.lower, found.upper))
    return Estimate(value, lower, upper, confidence, found.method, counts)


def _with_reference(events: Numbers, populations: Numbers, reference: int) -> tuple[Floats, Floats, int]:
    seen = arrays.whole_counts(events, "counts").astype(np.float64)
    people = arrays.positive(populations, "populations")
    arrays.one_row(seen, "counts")
    arrays.together(seen, people, "counts and populations")
    if seen.size < 2:  # noqa: PLR2004  (a reference and something to compare with it)
        raise Invalid("Give at least two groups: the reference and another.")
    if not -seen.size <= reference < seen.size:
        raise Invalid(f"There is no group number {reference} to be the reference.")
    return seen, np.broadcast_to(people, seen.shape).astype(np.float64), reference


def _sampling(slope: Floats, of: Groups) -> float:
    return float(np.sqrt(slope**2 @ of.standard_errors**2))


def _scatter(of: Groups) -> float:
    """The standard error of the slope that is the concentration index, from the groups' scatter about it."""
    left = of.rates.size - 2
    if left < 1:
        raise Invalid("Two groups lie on their line: the scatter needs at least three.")
    share, away = of.shares, count_slopes.ridits(of.populations) - 0.5
    spread = float(share @ away**2)
    scaled = 2 * spread * of.rates / of.mean
    slope = float(share * away @ scaled) / spread
    residual = scaled - share @ scaled - slope * away
    return float(np.sqrt(share @ residual**2 / left / spread))


def _normal(value: float, error: float, error_of: ErrorOf, counts: str, confidence: float) -> Estimate:
    reach = intervals.normal_quantile(confidence) * error
    method = "delta method" if error_of == "sampling" else "scatter about the line"
    return Estimate(value, value - reach, value + reach, confidence, method, counts)
