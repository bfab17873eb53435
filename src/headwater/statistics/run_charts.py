"""The run chart: a median and two tests for too little mixing around it, for when nothing is known of the scatter.

The tests (Anhoej's) see shifts and slow drifts, not single wild values: those are for control charts.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from headwater.statistics import arrays, stretches
from headwater.statistics.arrays import Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid

CROSSINGS_TAIL = 0.05
ENOUGH = 10  # values off the median; with fewer the tests see little
EVEN = (
    2 / 5
)  # of the values off the line, on its emptier side: with fewer, runs on the other side are no news


@dataclass(frozen=True)
class Runs:
    """How a stretch mixes around its centre line."""

    useful: int  # values off the line: those on it neither break a run nor belong to one
    longest: int
    longest_by_chance: int
    crossings: int
    crossings_by_chance: int
    emptier: int = 0  # of those values, how many lie on the side that has fewer

    @property
    def is_even(self) -> bool:
        """Whether the values lie about as often above the line as below, which the tests suppose. Where counts are small, many
        of them are the median, and the rest may all be on one side.
        """
        return self.emptier >= EVEN * self.useful > 0

    @property
    def signal(self) -> bool:
        """An unusually long run, or unusually few crossings: the series moved."""
        return self.longest > self.longest_by_chance or self.crossings < self.crossings_by_chance

    @property
    def provisional(self) -> bool:
        """Too few values for the tests to see much."""
        return self.useful < ENOUGH


@dataclass(frozen=True)
class RunChart:
    """Values and medians have one entry a period; `runs` one for each segment."""

    values: tuple[float | None, ...]
    median: Floats
    segment: Integers
    runs: tuple[Runs, ...]


def run_chart(
    values: Numbers | Sequence[float | None],
    *,
    breaks: Sequence[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
) -> RunChart:
    """A series against the median of each of its segments, with Anhoej's tests.

    Formula: the median of the segment (of its first `baseline` values); `anhoej` on all its values.
    Shape and units: as `process_control.xmr`: missing values as None or NaN, `breaks` where a new segment begins, `exclude` the
        positions shown but not judged.
    Valid when: values do not lean on one another; ten or more lie off the median, else provisional. No shape of
        distribution is assumed.
    Raises: Invalid for fewer than two values, a segment without any, a baseline under two, positions outside the series.
    Source: Anhoej J., Olesen A.V. (2014), PLoS ONE 9(11), e113825; Perla R.J. et al. (2011), BMJ Quality & Safety 20, p. 46-51.

    >>> chart = run_chart([7, 8, 6, 9, 7, 8, 4, 3, 4, 2, 3, 4])
    >>> chart.runs[0].crossings, chart.runs[0].crossings_by_chance, chart.runs[0].signal
    (1, 3, True)
    """
    series = stretches.series_of(values)
    judged = stretches.judged_of(series, exclude)
    segment = stretches.segments(series.size, breaks)
    stretches.check_baseline(baseline)
    median, runs = np.zeros(series.size), []
    for part in range(int(segment[-1]) + 1):
        here = segment == part
        median[here], found = _segment(series[here & judged], baseline)
        runs.append(found)
    return RunChart(stretches.shown(series), median, segment, tuple(runs))


def anhoej(values: Numbers, centre: Numbers) -> Runs:
    """How a series mixes around a centre line, beside what chance allows.

    Formula: of the n values off the line, the longest run on one side, at most round(log2 n) + 3 by chance, and the crossings,
        at least the 5 % quantile of the binomial (n - 1, 1/2) by chance.
    Shape and units: one series and its centre line (a number, or one each).
    Valid when: each value lies above the line with an even chance: take the median, or the mean where values are not skewed. When
        nothing moves, a signal comes in 1 to 5 charts in a hundred (10 to 100 values) about their own median, and in 5 to 9 about a
        line set beforehand. Of whole counts of one to five a period that are `is_even`, 1 to 7 charts in a hundred (24 to 60
        periods).
    Raises: Invalid for missing values, an empty series, lengths that differ.
    Source: Anhoej J., Olesen A.V. (2014), PLoS ONE 9(11), e113825; Schilling M.F. (2012), Mathematics Magazine 85, p. 141-149.

    >>> found = anhoej([3, 5, 6, 7, 5, 8, 9, 6, 7, 5, 6], 4)
    >>> found.longest, found.longest_by_chance, found.crossings, found.crossings_by_chance
    (10, 6, 1, 2)
    """
    series, line = arrays.finite(values, "values"), arrays.finite(centre, "centre lines")
    arrays.one_row(series, "values")
    arrays.together(series, line, "values and centre lines")
    above = (series > line)[series != line]
    turns = np.flatnonzero(above[1:] != above[:-1])
    ends = np.concatenate(([-1], turns, [above.size - 1]))
    fewest = stats.binom.ppf(CROSSINGS_TAIL, above.size - 1, 0.5) if above.size > 1 else 0
    allowed = round(math.log2(max(1, above.size))) + 3
    emptier = int(min(above.sum(), (~above).sum()))
    return Runs(above.size, int(np.diff(ends).max()), allowed, turns.size, int(fewest), emptier)


def _segment(seen: Floats, baseline: int | None) -> tuple[float, Runs]:
    if not seen.size:
        raise Invalid("A break leaves a stretch without any value: take that break away.")
    median = float(np.median(seen[:baseline]))
    return median, anhoej(seen, median)
