"""Decisions of ingest: pure, no store."""

from datetime import date, timedelta
from enum import Enum

from headwater.vocabulary.periods import Month

CORRECTS_AT_LEAST = 0.8  # of the rows that had landed: a correction rarely loses more than a fifth of a month
SAME_AT_LEAST = 0.5  # of the smaller file's rows: two files of one slice that share less are two parts of it


class Repeat(Enum):
    """What a new file is to an earlier one of the same slice (a force and its month, a site and its period)."""

    ADDS = "adds"  # another part of the same slice: both stand
    CORRECTS = "corrects"  # the whole slice again: the new one stands
    PARTIAL = "partial"  # a piece of what has landed whole: the earlier one stands


def what_a_repeat_is(*, landed: int, new: int, shared: int) -> Repeat:
    """From the rows that landed before, the rows of the new file, and the rows that are in both (with their number of times).

    >>> what_a_repeat_is(landed=100, new=104, shared=97)
    <Repeat.CORRECTS: 'corrects'>
    >>> what_a_repeat_is(landed=100, new=10, shared=10)
    <Repeat.PARTIAL: 'partial'>
    """
    if not landed or not new or shared < SAME_AT_LEAST * min(landed, new):
        return Repeat.ADDS
    return Repeat.CORRECTS if new >= CORRECTS_AT_LEAST * landed else Repeat.PARTIAL


def overtakes(*, landed: int, shared: int) -> bool:
    """Whether a file that holds `shared` of the `landed` rows of an earlier one again, by their keys, takes its place.

    >>> overtakes(landed=10, shared=9), overtakes(landed=10, shared=2)
    (True, False)
    """
    return shared >= CORRECTS_AT_LEAST * landed


def expected_by(last: Month, *, every: int, lag: int) -> date:
    """The last day on which the next file is in time: it speaks of `every` months after `last`, and takes `lag` more.

    >>> expected_by(Month(2026, 3), every=1, lag=2)
    datetime.date(2026, 6, 30)
    """
    return (last + every + lag).end - timedelta(days=1)
