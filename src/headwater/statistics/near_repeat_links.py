"""Which events of a near-repeat pattern came first, and which followed: the labels behind the Knox table.

A link says near in place and soon after; not that one event led to the other, nor that one person did both. Read it only where
`near_repeat.knox` finds more such pairs than chance would make.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, near_repeat
from headwater.statistics.arrays import Flags, Integers, Numbers
from headwater.statistics.near_repeat import Metric
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class Links:
    """Every near and soon pair, earlier first, and what each event is in them."""

    earlier: Integers
    later: Integers
    originator: Flags  # others followed it, and it followed none
    repeat: Flags  # it followed another; others may have followed it
    same_day: Flags  # near another of its own day, of which neither is known to be first
    followers: Integers  # how many events followed each

    @property
    def repeat_share(self) -> float:
        """Of all events, the share that followed another."""
        return float(self.repeat.mean())


def links(
    points_xy: Numbers, days: Numbers, *, within_m: float, within_days: int, metric: Metric = "euclidean"
) -> Links:
    """Originators and repeats.

    Formula: event j follows event i if d(i, j) <= within_m and 0 < t_j - t_i <= within_days; a repeat follows some event; an
        originator is followed and follows none. Pairs of one day are told apart, and make neither.
    Shape and units: n positions in metres, n whole days; metres and days, ends counted in.
    Valid when: distances and days are those that `near_repeat.knox` shows to be raised, chosen before looking. In a crowded place
        most links are chance; the Knox ratio says how many (a ratio of 1.5: two in three).
    Raises: Invalid for lengths that differ, broken days, fewer than two events, a distance below zero, under one day, more
        than 20 million near pairs.
    Source: Ratcliffe J.H. (2009), Near Repeat Calculator, version 1.3, user's manual (originators and repeats); Haberman C.P.,
        Ratcliffe J.H. (2012), Policing 6, p. 151-166.

    >>> found = links([[0, 0], [5, 0], [9, 0], [900, 0]], [1, 3, 9, 3], within_m=10, within_days=7)
    >>> found.originator.tolist(), found.repeat.tolist(), found.followers.tolist()
    ([True, False, False, False], [False, True, True, False], [1, 1, 0, 0])
    """
    points, times = arrays.places(points_xy, "points"), arrays.finite(days, "days")
    if times.shape != (len(points),) or len(points) < 2:  # noqa: PLR2004  (a pair)
        raise Invalid("Give two events or more, with one day for each place.")
    if (times != np.floor(times)).any():
        raise Invalid("Days must be whole: give the day number of each event.")
    if within_days < 1:
        raise Invalid("Events follow one another within one day or more.")
    near = _near(points_xy, float(arrays.not_negative(within_m, "distances")), metric)
    gap = times[near[1]] - times[near[0]]
    soon = (np.abs(gap) <= within_days) & (gap != 0)
    earlier, later = (np.where(gap > 0, one, other)[soon] for one, other in (near, near[::-1]))
    order = np.lexsort((later, earlier))
    return _labelled(earlier[order], later[order], near[:, gap == 0], len(points))


def _near(points_xy: Numbers, within_m: float, metric: Metric) -> Integers:
    """Both events of each pair within reach, its end counted in."""
    edges: Sequence[float] = (0.0, max(within_m, np.finfo(np.float64).tiny))
    points = arrays.places(points_xy, "points")
    pairs = near_repeat.near_pairs(points, np.array(edges), metric=metric, closed="left and last")
    return np.stack([pairs.first, pairs.second]).astype(np.int64)


def _labelled(earlier: Integers, later: Integers, together: Integers, count: int) -> Links:
    followers = np.bincount(earlier, minlength=count)
    repeat = np.bincount(later, minlength=count) > 0
    same_day = np.bincount(together.ravel(), minlength=count) > 0
    return Links(earlier, later, (followers > 0) & ~repeat, repeat, same_day, followers.astype(np.int64))
