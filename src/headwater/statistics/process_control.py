"""The XmR chart with the NHS "Making Data Count" rules: did a series change, or does it only wobble?

Limits come from the movement between neighbouring values, so a slow drift does not hide itself. Assumes
values that do
not lean on one another and are not rare: below about 5 a period use `rare_events`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headwater.statistics import arrays, stretches
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.statistics.process_rules import Rule
from headwater.statistics.stretches import Lines, Ruled

LIMIT_FACTOR = 2.66  # 3 / 1.128: three sigma, from the mean moving range
SCREEN_FACTOR = 3.267  # moving ranges from here on are themselves out of control
STEADY_AFTER = stretches.STEADY_AFTER
FEWEST = stretches.FEWEST


class Improvement(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"  # a change is neither good nor bad by itself


class Variation(StrEnum):
    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    NOT_OBSERVED = "not_observed"


class Assurance(StrEnum):
    PASS = "consistently_pass"  # noqa: S105  (not a password)
    FAIL = "consistently_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class ControlChart:
    """One chart. Every tuple and array has one entry a period; a missing period's value is None."""

    values: tuple[float | None, ...]
    mean: Floats
    lower: Floats
    upper: Floats
    segment: Integers
    rules: tuple[Rule, ...]
    variations: tuple[Variation, ...]
    provisional: Flags  # fewer than 13 values in the segment: trial limits
    assurance: Assurance | None

    @property
    def latest(self) -> int:
        """Where the last judged value stands."""
        return max(at for at, rule in enumerate(self.rules) if rule is not Rule.NOT_OBSERVED)

    @property
    def variation(self) -> Variation:
        """The icon of the chart: what the last judged value shows."""
        return self.variations[self.latest]


class XmR(ControlChart):
    """A chart of single values, whose limits come from their moving ranges."""


def xmr(
    values: Numbers | Sequence[float | None],
    *,
    breaks: Sequence[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
    screening: bool = True,
    improvement: Improvement = Improvement.NEUTRAL,
    target: float | None = None,
) -> XmR:
    """The chart of single values and moving ranges, with each point's rule and the assurance of a target.

    Formula: mean +- 2.66 mean|MR| in each segment, moving ranges of 3.267 mean|MR| or more screened out
        once. Rules in
        order: outside the limits; seven-point trend; two of three beyond two thirds of the way to a limit,
        all on one
        side; seven on one side of the mean.
    Shape and units: one series in time order, missing values as None or NaN (skipped: its neighbours become
        neighbours);
        `breaks` are the positions where a new segment begins; `baseline` makes limits of the first so many
        values of
        each segment; the positions in `exclude` are shown but neither judged nor part of the limits (say on the
        chart why). Everything in the values' own unit.
    Valid when: a mean of about 5 a period or more. Fewer than 13 values in a segment are provisional.
        Without any variation the limits lie on the mean (the reference gives NaN there); where screening
        would leave none, nothing is screened.
    Raises: Invalid for fewer than two values, a break or an exclusion outside the series, a baseline under two,
        text or infinite values.
    Source: Provost L.P., Murray S.K. (2011), The Health Care Data Guide, p. 155-166; NHS England (2022),
        Making Data Count: Strengthening your decisions, p. 14-21.

    >>> chart = xmr([4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 15], improvement=Improvement.DECREASE)
    >>> str(chart.variation), round(float(chart.upper[0]), 2)
    ('concern', 9.4)
    """
    series = stretches.series_of(values)
    segment = stretches.segments(series.size, breaks)
    judged = stretches.judged_of(series, exclude)

    def lines_of(used: Integers, _: Flags) -> Lines:
        return Lines(*limits(series[used], screening=screening))

    found = stretches.ruled(series, judged, segment, lines_of, baseline=baseline)
    return XmR(
        stretches.shown(series),
        found.mean,
        found.lower,
        found.upper,
        segment,
        found.rules,
        variations(found.rules, improvement),
        found.provisional,
        assured(found, target, improvement),
    )


def limits(
    values: Floats, *, screening: bool = True, factor: float = LIMIT_FACTOR
) -> tuple[float, float, float]:
    """Mean, lower and upper limit of one stretch of values.

    Formula: m, m - 2.66 r, m + 2.66 r; r the mean moving range after one pass of screening.
    Shape and units: one series without gaps, in its own unit.
    Valid when: two values or more; one value alone is its own mean and limits, and provisional.
    Raises: Invalid for an empty series.
    Source: Wheeler D.J. (1993), Understanding Variation, p. 60, 137.

    >>> [round(limit, 3) for limit in limits(np.array([5.0, 7.0, 6.0, 8.0]))]
    [6.5, 2.067, 10.933]
    """
    stretch = arrays.finite(values, "values")
    if stretch.min() == stretch.max():
        only = float(stretch[0])
        return only, only, only
    mean, reach = float(stretch.mean()), factor * mean_moving_range(stretch, screening=screening)
    return mean, mean - reach, mean + reach


def assurance(lower: float, upper: float, target: float, improvement: Improvement) -> Assurance | None:
    """Whether the process as it stands will meet a target always, never, or by chance.

    Formula: pass where both limits are on the good side of the target, fail where both are on the other.
    Shape and units: limits and target in the values' own unit.
    Valid when: no special cause stands in the last segment. None for a series where neither direction is
        good.
    Raises: nothing.
    Source: NHS England (2022), Making Data Count: Strengthening your decisions, p. 20-21.

    >>> str(assurance(1, 3, 4, Improvement.DECREASE))
    'consistently_pass'
    """
    if improvement is Improvement.NEUTRAL:
        return None
    increase = improvement is Improvement.INCREASE
    if lower > target:
        return Assurance.PASS if increase else Assurance.FAIL
    if upper < target:
        return Assurance.FAIL if increase else Assurance.PASS
    return Assurance.INCONSISTENT


def mean_moving_range(stretch: Floats, *, screening: bool = True) -> float:
    """How far neighbours lie apart on average; once, what is wild among the distances is left out."""
    ranges = np.abs(np.diff(stretch))
    mean = float(ranges.mean())
    kept = ranges[ranges < SCREEN_FACTOR * mean] if screening else ranges
    return float(kept.mean()) if kept.any() else mean


def variations(rules: Sequence[Rule], improvement: Improvement) -> tuple[Variation, ...]:
    """The icon of each point: its rule, in the light of the direction of good."""
    return tuple(_ICONS[improvement][rule] for rule in rules)


def assured(found: Ruled, target: float | None, improvement: Improvement) -> Assurance | None:
    """The assurance of a target by the newest limits; None without a target."""
    if target is None:
        return None
    return assurance(float(found.lower[-1]), float(found.upper[-1]), target, improvement)


def _icon(rule: Rule, improvement: Improvement) -> Variation:
    if rule is Rule.NOT_OBSERVED:
        return Variation.NOT_OBSERVED
    if rule.side == 0:
        return Variation.COMMON_CAUSE
    if improvement is Improvement.NEUTRAL:
        return Variation.NEUTRAL_HIGH if rule.side > 0 else Variation.NEUTRAL_LOW
    good = (rule.side > 0) == (improvement is Improvement.INCREASE)
    return Variation.IMPROVEMENT if good else Variation.CONCERN


_ICONS = {good: {rule: _icon(rule, good) for rule in Rule} for good in Improvement}
