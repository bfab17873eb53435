"""Rates and their comparison, exact for small counts.

"Is 30 to 20 a change?" is answered by the exact conditional test, and never without saying how large a
change would have been needed to show. Assumes independent events: repeat victims make true uncertainty wider.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import numpy as np
from scipy import special

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

RatioMethod = Literal["exact", "wald"]
SAME_CHANCE = 1 + 1e-7  # outcomes as unlikely as the one seen, to rounding


class Verdict(StrEnum):
    """What a comparison shows. Whether lower is good is for the indicator to say."""

    NO_CLEAR_CHANGE = "no_clear_change"
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True)
class Rates:
    """Rates `per` so many people, of the shape of the counts they were made from."""

    value: Floats
    lower: Floats
    upper: Floats
    exact: arrays.Flags  # limits are exact here, Byar's elsewhere
    per: float
    confidence: float

    def estimate(self, at: int | tuple[int, ...] = (), *, counts: str) -> Estimate:
        """One of the rates as an estimate that travels alone."""
        method = "exact Poisson" if self.exact[at] else "Byar"
        limits = float(self.lower[at]), float(self.upper[at])
        return Estimate(float(self.value[at]), *limits, self.confidence, method, counts)


@dataclass(frozen=True)
class Comparison:
    """A count after against a count before, each with its exposure (time or people)."""

    ratio: Estimate | None  # None where nothing was counted before
    p: float
    smallest_fall: float | None  # share of the first rate; None where even a fall to zero would not show
    smallest_rise: float | None  # None where nothing was counted before
    power: float
    verdict: Verdict


def crude_rate(
    count: Numbers, population: Numbers, *, per: float = 100_000, confidence: float = 0.95
) -> Rates:
    """Events for every so many people, with limits exact below 10 events and Byar's from there.

    Formula: per * O / n; limits per * L(O) / n with L of `intervals.poisson_limits`.
    Shape and units: counts and populations of one shape; rates per `per` people (or person-years).
    Valid when: the population is that from which the events come, and is known well.
    Raises: Invalid for populations of zero, negative or missing values, lengths that differ.
    Source: Public Health England (2018), Technical Guide: Confidence Intervals, p. 8-10.

    >>> rate = crude_rate(65, 50_000)
    >>> [round(float(v), 2) for v in (rate.lower, rate.value, rate.upper)]
    [100.33, 130.0, 165.7]
    """
    observed, people = arrays.not_negative(count, "counts"), arrays.positive(population, "populations")
    arrays.together(observed, people, "counts and populations")
    scale = float(arrays.positive(per, "multipliers")) / people
    limits = intervals.poisson_limits(observed, confidence=confidence)
    exact = np.broadcast_to(observed < intervals.EXACT_BELOW, np.shape(scale * observed))
    return Rates(observed * scale, limits.lower * scale, limits.upper * scale, exact, per, confidence)


def conditional_p(count: int, reference: int, *, exposure: float = 1, reference_exposure: float = 1) -> float:
    """How often chance alone would share the events out as unevenly as this, when the rates are one.

    Formula: given n = a + b events, a is binomial(n, ta/(ta + tb)); p is the sum of all outcomes no more
        likely than a.
    Shape and units: two whole counts and their exposures in one unit; p between 0 and 1.
    Valid when: events are independent. Exact: false alarms never exceed the level, and fall below it for
        few events.
    Raises: Invalid for negative, broken or missing counts and for exposures of zero or below.
    Source: Przyborowski J., Wilenski H. (1940), Biometrika 31, p. 313-323.

    >>> round(conditional_p(20, 30), 2), round(conditional_p(65, 70), 2)
    (0.2, 0.73)
    """
    seen, n, chance = _conditional(count, reference, exposure, reference_exposure)
    if n == 0:
        return 1.0
    outcomes = _binomial(np.arange(n + 1), n, chance)
    return float(min(1.0, outcomes[outcomes <= outcomes[seen] * SAME_CHANCE].sum()))


def rate_ratio(
    count: int,
    reference: int,
    *,
    exposure: float = 1,
    reference_exposure: float = 1,
    confidence: float = 0.95,
    method: RatioMethod = "exact",
) -> Estimate:
    """How many times the reference rate a rate is.

    Formula: (a/ta)/(b/tb). Exact limits: Clopper-Pearson limits p of a/(a+b), as odds p/(1-p) times tb/ta.
        Wald: ratio * exp(-+ z sqrt(1/a + 1/b)).
    Shape and units: two whole counts and their exposures in one unit; no unit.
    Valid when: exact always (upper limit infinite where the reference counted nothing); Wald for 10 events
        or more each.
    Raises: Invalid where the reference counted nothing (the ratio does not exist: show the difference),
        where Wald meets
        a zero, and for negative, broken or missing counts.
    Source: Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 93-95.

    >>> ratio = rate_ratio(20, 30, method="wald")
    >>> round(ratio.value, 2), round(ratio.lower, 2), round(ratio.upper, 2)
    (0.67, 0.38, 1.17)
    """
    seen, n, _ = _conditional(count, reference, exposure, reference_exposure)
    arrays.share(confidence, "confidence")
    if n == seen:
        raise Invalid("The reference counted no events, so there is no ratio to it: show the difference.")
    scale = reference_exposure / exposure
    value = seen / (n - seen) * scale
    if method == "wald":
        lower, upper = _wald_limits(value, seen, n - seen, confidence)
        return Estimate(value, lower, upper, confidence, "log-Wald", "rate ratio")
    lower, upper = (_odds(p) * scale for p in _clopper_pearson(seen, n, confidence))
    return Estimate(value, lower, upper, confidence, "exact conditional", "rate ratio")


def rate_difference(
    count: int,
    reference: int,
    *,
    exposure: float = 1,
    reference_exposure: float = 1,
    per: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """How much higher a rate is than the reference rate, good for small counts and for none.

    Formula: d = A - B for A = a/ta, B = b/tb; limits d - sqrt((A - LA)^2 + (UB - B)^2) and d + sqrt((UA -
        A)^2 + (B - LB)^2)
        from the limits L, U of `intervals.poisson_limits` of each rate (the square-and-add method).
    Shape and units: two whole counts and their exposures in one unit; difference per `per` units of exposure.
    Valid when: events are independent. Coverage is close to the confidence stated and not below it for
        small counts.
    Raises: Invalid for negative, broken or missing counts and for exposures of zero or below.
    Source: Zou G.Y., Donner A. (2008), Statistics in Medicine 27, p. 1693-1702.

    >>> difference = rate_difference(20, 30)
    >>> round(difference.lower, 1), difference.value, round(difference.upper, 1)
    (-25.0, -10.0, 4.6)
    """
    _conditional(count, reference, exposure, reference_exposure)
    first = crude_rate(count, exposure, per=per, confidence=confidence)
    other = crude_rate(reference, reference_exposure, per=per, confidence=confidence)
    value = float(first.value - other.value)
    below = float(np.hypot(first.value - first.lower, other.upper - other.value))
    above = float(np.hypot(first.upper - first.value, other.value - other.lower))
    return Estimate(value, value - below, value + above, confidence, "square-and-add", "rate difference")


def smallest_detectable_change(
    reference: int,
    *,
    exposure: float = 1,
    reference_exposure: float = 1,
    power: float = 0.8,
    confidence: float = 0.95,
) -> tuple[float | None, float | None]:
    """The smallest true fall and rise, as shares of the reference rate, that a comparison would usually show.

    Formula: sqrt(r) = sqrt(R) -+ (z(1-a/2) + z(power))/2 * sqrt(1/t + 1/T); the fall is 1 - r/R, the rise
        r/R - 1.
    Shape and units: a whole count and exposures in one unit; shares (0.69 is 69 %); None where no change of
        that kind can show: after five events or fewer even none at all would not, by the exact test.
    Valid when: 10 events or more. The square root steadies the variance; the exact conditional test is
        stricter and needs a
        little more (73 % in place of 69 % at 20 events: see `power_to_show`).
    Raises: Invalid for negative, broken or missing counts, exposures of zero or below, power outside (0, 1).
    Source: Bartlett M.S. (1936), Journal of the Royal Statistical Society Supplement 3, p. 68-78 (square
        root of a count).

    >>> fall, rise = smallest_detectable_change(20)
    >>> round(fall, 2), round(rise, 2)
    (0.69, 1.08)
    >>> smallest_detectable_change(4)[0] is None
    True
    """
    _conditional(0, reference, exposure, reference_exposure)
    if reference == 0:
        return None, None
    z = intervals.normal_quantile(confidence) + float(special.ndtri(arrays.share(power, "power")))
    root = float(np.sqrt(reference / reference_exposure))
    step = z / 2 * float(np.sqrt(1 / exposure + 1 / reference_exposure))
    none_would_show = (
        conditional_p(0, reference, exposure=exposure, reference_exposure=reference_exposure) > 1 - confidence
    )
    fall = None if none_would_show or step >= root else 1 - (1 - step / root) ** 2
    return fall, (1 + step / root) ** 2 - 1


def power_to_show(expected: float, ratio: float, *, confidence: float = 0.95) -> float:
    """How often the exact test would show that a rate truly became `ratio` times what it was.

    Formula: sum over n of Poisson(n; m + m r) * P(conditional p <= a | n, chance r/(1 + r)), exposures equal.
    Shape and units: events expected before (up to 2,000) and the true ratio; a share.
    Valid when: both counts are Poisson.
    Raises: Invalid for values of zero or below, more than 2,000 events, a confidence outside (0, 1).
    Source: Gail M. (1974), Biometrics 30, p. 231-237.

    >>> round(power_to_show(20, 0.31), 2)
    0.73
    """
    before, times = (
        float(arrays.positive(expected, "expected counts")),
        float(arrays.positive(ratio, "ratios")),
    )
    total = before * (1 + times)
    if total > 4000:  # noqa: PLR2004  (beyond this the square-root formula is as good and instant)
        raise Invalid("The exact power is for up to 4,000 events in all: use the smallest detectable change.")
    level = 1 - arrays.share(confidence, "confidence")
    span = 6 * np.sqrt(total) + 20
    sizes = np.arange(max(0, int(total - span)), int(total + span))
    weights = np.exp(special.xlogy(sizes, total) - total - special.gammaln(sizes + 1))
    shown = [_shown(int(n), times, level) for n in sizes]
    return float(np.dot(weights, shown))


def compare_counts(
    before: int,
    after: int,
    *,
    exposure_before: float = 1,
    exposure_after: float = 1,
    confidence: float = 0.95,
    power: float = 0.8,
) -> Comparison:
    """Whether a count changed, by how much, and what change would have been needed to show.

    Formula: `conditional_p`, `rate_ratio` (exact) and `smallest_detectable_change`; a change is clear where
        p <= 1 - confidence.
    Shape and units: two whole counts with exposures in one unit (years, people); the ratio is after over
        before.
    Valid when: the two counts were recorded alike and nobody chose the periods for what they show.
    Raises: Invalid for negative, broken or missing counts and for exposures of zero or below.
    Source: Przyborowski J., Wilenski H. (1940), Biometrika 31, p. 313-323.

    >>> year = compare_counts(30, 20)
    >>> str(year.verdict), round(year.p, 2), round(year.smallest_fall, 2)
    ('no_clear_change', 0.2, 0.59)
    """
    times = {"exposure": exposure_after, "reference_exposure": exposure_before}
    p = conditional_p(after, before, **times)
    fall, rise = smallest_detectable_change(
        before,
        exposure=exposure_after,
        reference_exposure=exposure_before,
        power=power,
        confidence=confidence,
    )
    ratio = _ratio_or_none(after, before, exposure_after, exposure_before, confidence)
    lower = after * exposure_before < before * exposure_after
    return Comparison(ratio, p, fall, rise, power, _verdict(p, lower, confidence))


def _ratio_or_none(
    after: int, before: int, time: float, time_before: float, confidence: float
) -> Estimate | None:
    if before == 0:
        return None
    return rate_ratio(after, before, exposure=time, reference_exposure=time_before, confidence=confidence)


def _verdict(p: float, lower: bool, confidence: float) -> Verdict:
    if p > 1 - confidence:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.LOWER if lower else Verdict.HIGHER


def _conditional(count: int, reference: int, exposure: float, other: float) -> tuple[int, int, float]:
    """The first count, both together, and the first one's share of all exposure."""
    seen, against = (int(arrays.whole_counts(value, "counts")) for value in (count, reference))
    arrays.positive([exposure, other], "exposures")
    return seen, seen + against, exposure / (exposure + other)


def _binomial(outcomes: Any, n: int, chance: float) -> Floats:
    ways = special.gammaln(n + 1) - special.gammaln(outcomes + 1) - special.gammaln(n - outcomes + 1)
    return np.asarray(np.exp(ways + special.xlogy(outcomes, chance) + special.xlog1py(n - outcomes, -chance)))


def _shown(n: int, ratio: float, level: float) -> float:
    """The chance that n events, truly shared out as the ratio says, make the exact test speak."""
    outcomes = np.arange(n + 1)
    even = _binomial(outcomes, n, 0.5)
    ascending = np.argsort(even, kind="stable")
    tails = np.cumsum(even[ascending])
    at = np.searchsorted(even[ascending], even[ascending] * SAME_CHANCE, side="right") - 1
    speaks = ascending[tails[at] <= level]
    return float(_binomial(outcomes, n, ratio / (1 + ratio))[speaks].sum())


def _clopper_pearson(seen: int, n: int, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    lower = float(special.betaincinv(seen, n - seen + 1, tail)) if seen else 0.0
    return lower, float(special.betainccinv(seen + 1, n - seen, tail))


def _odds(chance: float) -> float:
    return chance / (1 - chance)


def _wald_limits(value: float, count: int, reference: int, confidence: float) -> tuple[float, float]:
    if count == 0:
        raise Invalid("The Wald limits need events on both sides: use the exact ones.")
    factor = float(np.exp(intervals.normal_quantile(confidence) * np.sqrt(1 / count + 1 / reference)))
    return value / factor, value * factor
