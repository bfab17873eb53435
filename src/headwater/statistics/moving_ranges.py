"""The lower half of an XmR chart: how far each value lies from the one before, and which of these jumps are wild.

The upper chart says whether the level moved; this one says whether the series has become less steady.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.statistics import process_control, stretches
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers


@dataclass(frozen=True)
class MovingRanges:
    """Every tuple and array has one entry a period; the range is None at the first value of a segment and at a missing one."""

    ranges: tuple[float | None, ...]
    mean: Floats
    upper: Floats
    segment: Integers
    wild: Flags

    @property
    def latest(self) -> int | None:
        """Where the last range stands; None where no two values follow one another."""
        return max((at for at, each in enumerate(self.ranges) if each is not None), default=None)

    def says(self, labels: Sequence[str]) -> str:
        """The chart in a sentence; `labels` names the periods."""
        wild = [labels[at] for at in np.flatnonzero(self.wild).tolist()]
        if self.latest is None:
            return "No two values follow one another, so nothing can be said of the jumps between them."
        if not wild:
            return "No jump from one period to the next is larger than usual."
        others = f", and {len(wild) - 1} before it" if len(wild) > 1 else ""
        return f"The jump to {wild[-1]} is larger than usual{others}."


def moving_ranges(
    values: Numbers | Sequence[float | None], *, breaks: Sequence[int] = (), exclude: Collection[int] = ()
) -> MovingRanges:
    """The distances between neighbouring values of each segment, with the limit that they should keep to.

    Formula: r_t = |y_t - y_(t-1)|; mean r of the segment; upper limit 3.267 r. A range on or above it is wild, and is what
        `process_control.xmr` leaves out when it screens. No lower limit.
    Shape and units: one series in time order, missing values as None or NaN (skipped: their neighbours become neighbours);
        `breaks` and `exclude` as `xmr`. Ranges in the values' own unit.
    Valid when: as `xmr`. Ranges that follow one another share a value, so that no runs are judged here. Of independent normal
        values about one range in a hundred is wild by chance.
    Raises: Invalid for fewer than two values, positions outside the series, text or infinite values.
    Source: Wheeler D.J. (1993), Understanding Variation, p. 60; NHS England (2022), Making Data Count: Strengthening your
        decisions, p. 14-21.

    >>> found = moving_ranges([5, 7, 6, 8, 7, 30, 8])
    >>> found.ranges, round(float(found.upper[0]), 1)
    ((None, 2.0, 1.0, 2.0, 1.0, 23.0, 22.0), 27.8)
    """
    series = stretches.series_of(values)
    judged = stretches.judged_of(series, exclude)
    segment = stretches.segments(series.size, breaks)
    ranges, mean = np.full(series.size, np.nan), np.zeros(series.size)
    for part in range(int(segment[-1]) + 1):
        places = np.flatnonzero((segment == part) & judged)
        jumps = np.abs(np.diff(series[places]))
        ranges[places[1:]] = jumps
        mean[segment == part] = jumps.mean() if jumps.size else 0.0
    upper = mean * process_control.SCREEN_FACTOR
    wild = np.nan_to_num(ranges) >= np.where(upper > 0, upper, np.inf)
    return MovingRanges(stretches.shown(ranges), mean, upper, segment, wild)
