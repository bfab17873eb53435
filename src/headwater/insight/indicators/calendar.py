"""Months that were collected, and the quarters and years that are made of them. A month never collected is
never a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.insight.release.draft import Flags, Floats
from headwater.vocabulary.periods import Grain

LENGTH = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
QUARTERS_FROM = 1  # quarters begin in January, April, July, October


@dataclass(frozen=True)
class Months:
    """A stretch of months from `first` (an index), each collected or not."""

    first: int
    collected: Flags

    def __len__(self) -> int:
        return len(self.collected)


def months(seen: Sequence[int], *, every_months: int, covers_months: int) -> Months | None:
    """The stretch that a source covers, from the months that it has rows of.

    A source that comes every month was not collected where a month has no row at all. One that comes every
    few months is only missing where more than so many months in a row are empty. `covers_months`: how long
    the last row speaks for.
    """
    if not seen:
        return None
    first, last = min(seen), max(seen)
    present = np.zeros(last - first + covers_months, dtype=np.bool_)
    for month in seen:
        present[month - first : month - first + covers_months] = True
    return Months(first, _bridged(present, longest=every_months if every_months > 1 else 0))


def _bridged(present: Flags, *, longest: int) -> Flags:
    filled, run = present.copy(), 0
    for at, here in enumerate(present):
        if here and 0 < run <= longest:
            filled[at - run : at] = True
        run = 0 if here else run + 1
    return filled


@dataclass(frozen=True)
class Grouping:
    """Which months make which period: `starts` are indexes of first months; only whole periods inside the
    stretch stand.
    """

    starts: npt.NDArray[np.int64]
    length: int
    offset: int  # months of the stretch before the first whole period

    def summed(self, by_month: Floats) -> Floats:
        """Sums of the last axis."""
        used = by_month[..., self.offset : self.offset + self.length * len(self.starts)]
        return np.asarray(used.reshape(*used.shape[:-1], len(self.starts), self.length).sum(axis=-1))

    def whole(self, collected: Flags) -> Flags:
        """Periods of which every month was collected."""
        used = collected[self.offset : self.offset + self.length * len(self.starts)]
        return np.asarray(used.reshape(len(self.starts), self.length).all(axis=-1))


def grouping(stretch: Months, grain: Grain, *, year_from: int = 4) -> Grouping:
    """Periods that always begin in the same months, so that no refresh ever makes them overlap."""
    length = LENGTH[grain]
    anchor = (year_from if grain is Grain.YEAR else QUARTERS_FROM) - 1
    offset = (anchor - stretch.first) % length
    count = max(0, (len(stretch) - offset) // length)
    starts = stretch.first + offset + length * np.arange(count, dtype=np.int64)
    return Grouping(starts, length, offset)
