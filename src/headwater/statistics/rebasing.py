"""Where a chart should begin new limits by itself: the steps of a series, found by a stated rule.

A step that lasted gets limits of its own, so that the chart speaks again of what is new. Only steps: a slow drift is cut into stairs,
and says so only in that there are many.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, intervals, process_control, process_rules, stretches
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.estimates import Estimate

SETTLED = stretches.STEADY_AFTER  # values on each side: limits that are not provisional
ERRORS_APART = 4.0  # standard errors between the means
WILD = 3  # standard deviations from the median
SIGMA = 1.128  # mean moving range of independent normal values, in standard deviations


@dataclass(frozen=True)
class Step:
    """The series moves at position `at`, between means that lie `errors_apart` standard errors from one another."""

    at: int
    mean_before: float
    mean_after: float
    errors_apart: float

    def says(self, label: str) -> str:
        """The step in words; `label` names the period at which it stands."""
        moved = f"from {self.mean_before:.3g} to {self.mean_after:.3g}"
        return f"Limits begin anew with {label}: the mean went {moved} and stayed there."


def steps(values: Numbers | Sequence[float | None], *, breaks: Sequence[int] = ()) -> tuple[Step, ...]:
    """The steps of a series after which limits should be made anew: give their positions to a chart as `breaks`.

    Formula: from the beginning of a stretch the first value t is sought that has 13 values or more before it in the stretch and
        13 from it on, of which (1) the first seven lie on one side of the mean before, and (2) all thirteen have a mean that lies
        more than 4 standard errors sqrt(s^2/n + s'^2/13) from it. Before and after, wild values are first pulled in to
        the median -+ 3 sigma, sigma the mean moving range (screened) over 1.128, so that one of them makes no step. Of that
        value and the six after it, the one at which the means differ most is the step. A new stretch begins there, and the
        search goes on.
    Shape and units: one series in time order, missing values as None or NaN (skipped); `breaks` declared already begin a stretch of
        their own. Positions, means in the series' own unit.
    Valid when: values do not lean on one another and hold no season; 26 values or more. A step is seen only when 13 values follow it;
        with 30 on each side one of 1 standard deviation in two fifths of series, of 1.5 in four fifths and of 2 nearly
        always. Chance alone makes one in a hundred series of 60 and in three of 120 (`false_steps` measures it).
    Raises: Invalid for fewer than two values, a break outside the series, text or infinite values.
    Source: a rule of our own, which holds to NHS England (2022), Making Data Count: Strengthening your decisions (limits are made
        anew only where a shift is sustained, and on enough points); Wheeler D.J. (1993), Understanding Variation, p. 137.

    >>> found = steps([4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4] + [9, 8, 10, 9, 8, 9, 10, 9, 8, 9, 10, 9, 8])
    >>> [(step.at, round(step.mean_before, 1), round(step.mean_after, 1)) for step in found]
    [(13, 4.9, 8.9)]
    """
    series = stretches.series_of(values)
    places = np.flatnonzero(stretches.judged_of(series, ()))
    segment = stretches.segments(series.size, breaks)
    found: list[Step] = []
    for part in range(int(segment[-1]) + 1):
        here = places[segment[places] == part]
        seen, start = series[here], 0
        while (step := _next(seen, start)) is not None:
            start = step.at
            found.append(Step(int(here[start]), step.mean_before, step.mean_after, step.errors_apart))
    return tuple(found)


def false_steps(*, length: int = 60, series: int = 1000, seed: int = 2024) -> Estimate:
    """How often chance alone makes a step, a series.

    Formula: the share of independent normal series in which `steps` finds any, with Wilson's limits.
    Shape and units: `series` series of `length` values; a share.
    Valid when: values are independent and near normal.
    Raises: Invalid for fewer than two values and no series.
    Source: simulation, seeded.

    >>> false_steps(series=200).lower < 0.02
    True
    """
    arrays.positive(series, "numbers of series")
    drawn = np.random.default_rng(seed).normal(size=(series, length))
    stepped = sum(bool(steps(row)) for row in drawn)
    limits = intervals.wilson(stepped, series)
    share = stepped / series
    return Estimate(share, float(limits.lower), float(limits.upper), 0.95, "Wilson", "series with a step")


def _next(seen: Floats, start: int) -> Step | None:
    """The first step of a stretch that begins at `start`."""
    last = seen.size - SETTLED
    for at in range(start + SETTLED, last + 1):
        if _sustained(seen, start, at) and _apart(seen, start, at).errors_apart > ERRORS_APART:
            candidates = range(at, min(at + process_rules.IN_A_ROW, last + 1))
            return max((_apart(seen, start, each) for each in candidates), key=_difference)
    return None


def _sustained(seen: Floats, start: int, at: int) -> bool:
    """Whether the values from here on begin with a run on one side of the mean before."""
    away = seen[at : at + process_rules.IN_A_ROW] - _tamed(seen[start:at]).mean()
    return bool((away > 0).all() or (away < 0).all())


def _apart(seen: Floats, start: int, at: int) -> Step:
    before, after = _tamed(seen[start:at]), _tamed(seen[at : at + SETTLED])
    error = float(np.sqrt(before.var(ddof=1) / before.size + after.var(ddof=1) / after.size))
    mean, then = float(before.mean()), float(after.mean())
    return Step(at, mean, then, abs(then - mean) / error if error else np.inf)


def _tamed(part: Floats) -> Floats:
    """The values, wild ones pulled in."""
    middle = float(np.median(part))
    reach = WILD * process_control.mean_moving_range(part) / SIGMA
    return part.clip(middle - reach, middle + reach)


def _difference(step: Step) -> float:
    return abs(step.mean_after - step.mean_before)
