"""Funnel plots: which areas differ from the rest by more than chance, and the lines to draw about them.

Two bands: 1 in 40 outside on each side (0.025) and 1 in 1,000 (0.001). A funnel compares and never ranks.
Where far more areas lie outside than that, see `overdispersion` before anybody is blamed.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.statistics import arrays, intervals
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid

NEAR, FAR = 0.95, 0.998  # confidence between the inner and the outer lines
FEWEST_STANDARDISED = 10  # events; a standardised rate of fewer is not shown


class Position(StrEnum):
    """Where an area lies. Whether low is good is for the indicator to say."""

    FAR_BELOW = "far_below"  # outside the 0.001 line
    BELOW = "below"  # outside the 0.025 line
    WITHIN = "within"
    ABOVE = "above"
    FAR_ABOVE = "far_above"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Funnel:
    """Each area's figure and position about the target, and what the horizontal axis measures."""

    values: Floats
    sizes: Floats
    positions: tuple[Position, ...]
    target: float
    per: float


@dataclass(frozen=True)
class Lines:
    """Limits to draw: at each size (people, expected events) the figures where the bands end."""

    lower_sizes: Floats  # Poisson lines meet whole counts, each at its own size
    lower: Floats
    upper_sizes: Floats
    upper: Floats
    confidence: float


def proportion_funnel(
    count: Numbers, total: Numbers, *, target: float | None = None, per: float = 100
) -> Funnel:
    """Shares of areas about the share of all (or a stated target).

    Formula: outside where |x/n - t| > z sqrt(t (1 - t)/n): where t is outside Wilson's limits of x/n.
    Shape and units: one series of counts and totals; shares times `per`; `target` a share.
    Valid when: each of n things counts or does not, independently.
    Raises: Invalid for counts above totals, totals of zero, missing values, lengths that differ, a target of
        nought or of the whole.
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202; Wilson E.B. (1927), Journal of
        the American Statistical Association 22, p. 209-212.

    >>> [str(p) for p in proportion_funnel([10, 60, 20], [100, 200, 100]).positions]
    ['below', 'above', 'within']
    """
    seen, whole = arrays.not_negative(count, "counts"), arrays.positive(total, "totals")
    arrays.one_row(seen, "counts")
    arrays.together(seen, whole, "counts and totals")
    far, near = (intervals.wilson(seen, whole, confidence=level) for level in (FAR, NEAR))
    middle = float(seen.sum() / np.broadcast_to(whole, seen.shape).sum()) if target is None else target
    if not 0 < middle < 1:
        raise Invalid("The share to compare with is nought or the whole: a funnel has no width there.")
    positions = _positions(far, near, np.full(seen.shape, middle))
    times = float(arrays.positive(per, "multipliers"))
    return Funnel(seen / whole * times, whole, positions, middle * times, per)


def proportion_lines(target: float, totals: Numbers, *, per: float = 100, confidence: float = NEAR) -> Lines:
    """The lines of a funnel of shares at given totals.

    Formula: t -+ z sqrt(t (1 - t)/n), at least 0 and at most the whole.
    Shape and units: `target` a share; one series of totals; lines times `per`.
    Valid when: as `proportion_funnel`.
    Raises: Invalid for a target outside (0, 1), totals of zero, a confidence outside (0, 1).
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202.
    Differs from PHEindicatormethods 2.1, which caps at 100 whatever the multiplier.

    >>> lines = proportion_lines(0.2, [100, 400])
    >>> lines.upper.round(2).tolist()
    [27.84, 23.92]
    """
    size, times = arrays.positive(totals, "totals"), float(arrays.positive(per, "multipliers"))
    middle = arrays.share(target, "target")
    reach = intervals.normal_quantile(confidence) * np.sqrt(middle * (1 - middle) / size)
    lower, upper = np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)
    return Lines(size, lower * times, size, upper * times, confidence)


def ratio_funnel(observed: Numbers, expected: Numbers, *, per: float = 100) -> Funnel:
    """Observed against expected events of areas, about as many as expected.

    Formula: outside where the expected number is outside the exact Poisson limits of the observed one.
    Shape and units: one series each; ratios times `per`.
    Valid when: events are independent and expected numbers are known well.
    Raises: Invalid for expected numbers of zero or below, negative or missing values, lengths that differ.
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202.

    >>> [str(p) for p in ratio_funnel([0, 30, 65], [2.5, 30, 42]).positions]
    ['within', 'within', 'far_above']
    """
    seen, due = arrays.not_negative(observed, "counts"), arrays.positive(expected, "expected counts")
    arrays.one_row(seen, "counts")
    arrays.together(seen, due, "counts and expected counts")
    due = np.broadcast_to(due, seen.shape)
    times = float(arrays.positive(per, "multipliers"))
    return Funnel(seen / due * times, due, _poisson_positions(seen, due), times, per)


def rate_funnel(
    events: Numbers, exposures: Numbers, *, target: float | None = None, per: float = 100_000
) -> Funnel:
    """Crude rates of areas about the rate of all (or a stated target).

    Formula: `ratio_funnel` of the events against target times exposure.
    Shape and units: one series of counts and of exposures (people, or person-years for several years); rates
        and `target` per `per`.
    Valid when: events are independent; repeat victims make true limits wider.
    Raises: Invalid for exposures of zero, no events at all, a target of zero or below, negative or missing
        values, lengths that differ.
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202.

    >>> funnel = rate_funnel([10, 40, 90], [10_000, 20_000, 90_000])
    >>> round(funnel.target, 1), [str(p) for p in funnel.positions]
    (116.7, ['within', 'above', 'within'])
    """
    seen, people = arrays.not_negative(events, "counts"), arrays.positive(exposures, "exposures")
    arrays.one_row(seen, "counts")
    arrays.together(seen, people, "counts and exposures")
    people, times = np.broadcast_to(people, seen.shape), float(arrays.positive(per, "multipliers"))
    middle = float(seen.sum() / people.sum()) * times if target is None else target
    due = float(arrays.positive(middle, "targets")) / times * people
    return Funnel(seen / people * times, people, _poisson_positions(seen, due), middle, per)


def standardised_rate_funnel(
    events: Numbers, rates: Numbers, *, target: float | None = None, per: float = 100_000
) -> Funnel:
    """Standardised rates of areas, each sized by the people that its events would need at its rate.

    Formula: exposure x/rate, target sum x / sum of exposures; then as `rate_funnel`.
    Shape and units: one series of counts and of standardised rates per `per`.
    Valid when: 10 events or more: areas with fewer are marked too few and have the size 0.
    Raises: Invalid for areas of 10 events or more with a rate of zero, none such area, negative or missing
        values, lengths that differ.
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202; Public Health England,
        PHEindicatormethods 2.1 (exposure derived from the rate).

    >>> funnel = standardised_rate_funnel([4, 118, 200], [80.0, 400.0, 200.0])
    >>> [str(p) for p in funnel.positions]
    ['too_few', 'far_above', 'below']
    """
    seen, shown = arrays.not_negative(events, "counts"), arrays.not_negative(rates, "rates")
    arrays.one_row(seen, "counts")
    arrays.together(seen, shown, "counts and rates")
    shown = np.broadcast_to(shown, seen.shape)
    if ((seen > 0) != (shown > 0)).any():
        raise Invalid("An area has events and no rate, or a rate and no events: give both.")
    enough, times = seen >= FEWEST_STANDARDISED, float(arrays.positive(per, "multipliers"))
    if not enough.any():
        raise Invalid("No area has 10 events: standardised rates of fewer are not compared.")
    people = np.where(seen > 0, seen / np.where(shown > 0, shown, 1.0), 0.0) * times
    middle = float(seen.sum() / people.sum()) * times if target is None else target
    due = float(arrays.positive(middle, "targets")) / times * people
    found = _poisson_positions(seen, due)
    positions = tuple(p if ok else Position.TOO_FEW for p, ok in zip(found, enough, strict=True))
    return Funnel(shown, np.where(enough, people, 0.0), positions, middle, per)


def poisson_lines(counts: Numbers, *, target: float = 1, per: float = 1, confidence: float = NEAR) -> Lines:
    """The lines of a funnel of ratios or rates, met exactly by whole counts.

    Formula: for the count O the lower line passes (U(O)/t, t O/U(O)) and the upper (L(O)/t, t O/L(O)), L and
        U its exact Poisson limits, t the target for one unit of size.
    Shape and units: one series of counts from 1; sizes are expected events (target 1) or exposures; figures
        and `target` per `per`.
    Valid when: as `ratio_funnel`. Where PHEindicatormethods bisects to seven decimals these are
        exact (4 in a million apart, 5 in 100,000 at a count of one).
    Raises: Invalid for counts below 1, a target of zero or below, a confidence outside (0, 1).
    Source: Spiegelhalter D.J. (2005), Statistics in Medicine 24, p. 1185-1202; Garwood F. (1936), Biometrika
        28, p. 437-442.

    >>> lines = poisson_lines([10], per=100, target=100)
    >>> lines.lower_sizes.round(2).tolist(), lines.lower.round(1).tolist(), lines.upper.round(1).tolist()
    ([18.39], [54.4], [208.5])
    """
    seen = arrays.positive(arrays.whole_counts(counts, "counts"), "counts")
    times, middle = float(arrays.positive(per, "multipliers")), float(arrays.positive(target, "targets"))
    low, high = intervals.exact_poisson(seen, confidence=confidence)
    sizes = high / middle * times, low / middle * times
    return Lines(sizes[0], seen / sizes[0] * times, sizes[1], seen / sizes[1] * times, confidence)


def _poisson_positions(seen: Floats, due: Floats) -> tuple[Position, ...]:
    far, near = (intervals.exact_poisson(seen, confidence=level) for level in (FAR, NEAR))
    return _positions(far, near, due)


def _positions(far: intervals.Limits, near: intervals.Limits, target: Floats) -> tuple[Position, ...]:
    """Where the target lies outside an area's own limits, the area lies outside the target's."""
    tests = [
        (target > far.upper, Position.FAR_BELOW),
        (target > near.upper, Position.BELOW),
        (target < far.lower, Position.FAR_ABOVE),
        (target < near.lower, Position.ABOVE),
    ]
    chosen = np.select([test for test, _ in tests], range(len(tests)), default=len(tests))
    names = [*(name for _, name in tests), Position.WITHIN]
    return tuple(names[at] for at in chosen)
