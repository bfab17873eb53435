"""A series cut into stretches, each with lines of its own: what every control chart shares.

Knows which periods are judged, where a stretch begins, and which of its values make the limits. How limits are made, each chart
says for itself.
"""

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from headwater.statistics import arrays, process_rules
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

STEADY_AFTER = 13  # values; with fewer the limits are trial limits
FEWEST = 2


class Lines(NamedTuple):
    """Centre and limits: one number each for a whole segment, or one for each of its periods."""

    mean: float | Floats
    lower: float | Floats
    upper: float | Floats


class Ruled(NamedTuple):
    """A series beside its lines, with the rule of each point."""

    mean: Floats
    lower: Floats
    upper: Floats
    rules: tuple[Rule, ...]
    provisional: Flags


def ruled(
    series: Floats,
    judged: Flags,
    segment: Integers,
    lines_of: Callable[[Integers, Flags], Lines],
    *,
    baseline: int | None,
) -> Ruled:
    """Lines and rules segment by segment. `lines_of` gets the places that make the limits, and the whole segment."""
    check_baseline(baseline)
    mean, lower, upper = (np.zeros(series.size) for _ in range(3))
    provisional = np.zeros(series.size, dtype=np.bool_)
    rules = [Rule.NOT_OBSERVED] * series.size
    for part in range(int(segment[-1]) + 1):
        here = segment == part
        places = np.flatnonzero(here & judged)
        if not places.size:
            raise Invalid("A break leaves a stretch without any value: take that break away.")
        mean[here], lower[here], upper[here] = lines_of(places[:baseline], here)
        provisional[here] = places.size < STEADY_AFTER
        found = process_rules.rules_of(series[places], mean[places], lower[places], upper[places])
        for at, rule in zip(places.tolist(), found, strict=True):
            rules[at] = rule
    return Ruled(mean, lower, upper, tuple(rules), provisional)


def shown(series: Floats) -> tuple[float | None, ...]:
    """The values as a chart carries them: None where one is missing."""
    return tuple(None if math.isnan(value) else value for value in series.tolist())


def series_of(values: Numbers | Sequence[float | None]) -> Floats:
    """One series with NaN where a value is missing; refuses text, infinities and tables."""
    try:
        series = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as why:
        raise Invalid("Some values of the series are not numbers.") from why
    arrays.one_row(series, "values of a chart")
    if np.isinf(series).any():
        raise Invalid("Some values of the series are infinite.")
    return series


def judged_of(series: Floats, exclude: Collection[int]) -> Flags:
    """Which periods have a value that is not left out."""
    judged = ~np.isnan(series)
    if exclude:
        if min(exclude) < 0 or max(exclude) >= series.size:
            raise Invalid(f"What is excluded must lie in the series, at positions 0 to {series.size - 1}.")
        judged[list(exclude)] = False
    if judged.sum() < FEWEST:
        raise Invalid("A chart needs at least two values.")
    return judged


def segments(length: int, breaks: Sequence[int]) -> Integers:
    """The number of the segment of each period."""
    starts = sorted(set(breaks))
    if starts and not (starts[0] > 0 and starts[-1] < length):
        raise Invalid(f"A break must fall inside the series, between positions 1 and {length - 1}.")
    segment = np.zeros(length, dtype=np.int64)
    segment[starts] = 1
    return np.cumsum(segment)


def check_baseline(baseline: int | None) -> None:
    """Refuse limits made of a single value."""
    if baseline is not None and baseline < FEWEST:
        raise Invalid("A baseline needs at least two values.")
