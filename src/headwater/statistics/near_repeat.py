"""Near repeat: are events near one another in place also near in time, more than chance would have it?

The Knox test with its exact expectation. A raised band says that risk spreads for a while; it does not say
why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy import spatial

from headwater.statistics import arrays
from headwater.statistics.arrays import Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid

Metric = Literal["euclidean", "manhattan"]
Closed = Literal["left", "left and last", "right", "right and first"]
_POWER = {"manhattan": 1.0, "euclidean": 2.0}
MOST_PAIRS = 20_000_000
FEWEST = 3
TOGETHER = 512  # permutations held against a pair at once
ROWS = 255  # pairs added up in one byte
LONGEST = 32_000  # days apart in two bytes


@dataclass(frozen=True)
class Knox:
    """Pairs of events by band of distance (rows) and of time (columns)."""

    observed: Integers
    expected: Floats  # exact mean over all permutations of the dates
    p: Floats  # one-sided: as many pairs or more
    permutations: int

    def ratio(self) -> Floats:
        """Observed over expected; 1 where none are expected (and none seen)."""
        return np.divide(
            self.observed, self.expected, out=np.ones(self.expected.shape), where=self.expected > 0
        )


@dataclass(frozen=True)
class Pairs:
    """Pairs of events, each once, in order of their band of distance; `starts` has where each band starts and the last ends."""

    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]
    starts: Integers


def knox(
    points_xy: Numbers,
    days: Numbers,
    *,
    distance_bands_m: Sequence[float],
    day_bands: Sequence[int],
    permutations: int = 999,
    seed: int,
    metric: Metric = "euclidean",
    closed: Closed = "left",
) -> Knox:
    """The Knox table with exact expectations and permutation p values.

    Formula: pairs counted by band; expected S_b T_b / C(n, 2) with S_b, T_b the pairs in each band of
        distance and of time; p = (permutations with as many or more + 1) / (permutations + 1), dates
        permuted over places.
    Shape and units: n positions in metres, n whole days; bands as edges, each [from, to) if closed "left"
        ("left and last": and the last includes its end) or (from, to] if "right" ("right and first": and the first
        includes its start); permutations 0 leaves p at 1.
    Valid when: recording is as good in all places and times. Positions snapped to shared points inflate the
        first band: read it as "same point". Days of a range ("between 3rd and 9th") need aoristic care
        first.
    Raises: Invalid for fewer than three events, lengths that differ, broken days, edges that do not rise,
        more than 20 million near pairs.
    Source: Knox E.G. (1964), Applied Statistics 13, p. 25-29; Barton D.E., David F.N. (1966), in Research
        Papers in Statistics, p. 43-51 (expectation); Ratcliffe J.H., Rengert G.F. (2008), Security Journal
        21, p. 58-76 (bands).

    >>> table = knox([[0, 0], [5, 0], [900, 0], [905, 0]], [1, 2, 50, 51],
    ...     distance_bands_m=[0, 100], day_bands=[0, 7], permutations=99, seed=1)
    >>> table.observed.tolist(), table.expected.round(3).tolist()
    ([[2]], [[0.667]])
    """
    points, times = arrays.places(points_xy, "points"), arrays.finite(days, "days")
    if times.shape != (len(points),) or len(points) < FEWEST:
        raise Invalid("Give three events or more, with one day for each place.")
    if (times != np.floor(times)).any():
        raise Invalid("Days must be whole: give the day number of each event.")
    if closed not in get_args(Closed):
        raise Invalid(
            f"There is no way to close bands {closed!r}: choose one of {', '.join(get_args(Closed))}."
        )
    metres, spans = _edges(distance_bands_m, "distances"), _edges(day_bands, "days")
    day = (times - times.min()).astype(np.int32 if np.ptp(times) > LONGEST else np.int16)
    near = near_pairs(points, metres, metric=metric, closed=closed)
    band_of_gap = _placed(spans, np.arange(int(day.max()) + 1), closed)
    limits = np.searchsorted(band_of_gap, np.arange(spans.size)) - 1  # the last gap short of each edge
    observed = _tables(day[:, None], near, limits)[0]
    pairs, in_time = len(points) * (len(points) - 1) / 2, _pairs_in_time(day, band_of_gap, spans.size - 1)
    expected = np.outer(np.diff(near.starts), in_time) / pairs
    chance, reached = np.random.default_rng(seed), np.zeros_like(observed)
    for start in range(0, permutations, TOGETHER):
        many = min(TOGETHER, permutations - start)
        shuffled = np.stack([chance.permutation(day) for _ in range(many)], axis=1)
        reached += (_tables(shuffled, near, limits) >= observed).sum(axis=0)
    return Knox(observed, expected, (reached + 1) / (permutations + 1), permutations)


def _edges(bands: Sequence[float], what: str) -> Floats:
    edges = np.asarray(bands, dtype=np.float64)
    if edges.size < 2 or np.isnan(edges).any() or (np.diff(edges) <= 0).any() or edges[0] < 0:  # noqa: PLR2004  (two edges bound one band)
        raise Invalid(f"Bands of {what} need two or more edges that rise from zero or above.")
    return edges


def near_pairs(
    points: Floats, edges: Floats, *, metric: Metric = "euclidean", closed: Closed = "left"
) -> Pairs:
    """Pairs of places in order of their band of distance; refuses more than memory holds."""
    span = float(np.ptp(points, axis=0).sum()) + 1.0
    reach = min(float(edges[-1]), span)
    tree = spatial.KDTree(points)
    if tree.count_neighbors(tree, reach, p=_POWER[metric]) > 2 * MOST_PAIRS:
        raise Invalid("More than 20 million pairs of events are that near: take shorter distances.")
    pairs = tree.query_pairs(reach, p=_POWER[metric], output_type="ndarray")
    apart = points[pairs[:, 0]] - points[pairs[:, 1]]
    distance = np.abs(apart).sum(axis=1) if metric == "manhattan" else np.hypot(apart[:, 0], apart[:, 1])
    band = _placed(edges, distance, closed)
    kept = (band >= 0) & (band < edges.size - 1)
    order = np.flatnonzero(kept)[
        np.argsort(band[kept].astype(np.int16), kind="stable")
    ]  # tree order: near lie near
    starts = np.searchsorted(band[order], np.arange(edges.size))
    return Pairs(pairs[order, 0].astype(np.int32), pairs[order, 1].astype(np.int32), starts)


def _placed(edges: Floats, values: npt.NDArray[Any], closed: Closed) -> Integers:
    """The band of each value: -1 below the first, one past the last beyond it."""
    band = np.searchsorted(edges, values, side="left" if closed.startswith("right") else "right") - 1
    if closed == "left and last":
        band[values == edges[-1]] = edges.size - 2
    if closed == "right and first":
        band[values == edges[0]] = 0
    return band


def _tables(days: npt.NDArray[np.signedinteger[Any]], near: Pairs, limits: Integers) -> Integers:
    """For each column of days the pairs by band of distance and of time.

    A row of days, one for each permutation, is fetched for both of a pair, so that memory is read in runs.
    """
    many = days.shape[1]
    short = np.zeros(
        (many, near.starts.size - 1, limits.size), dtype=np.int64
    )  # pairs of fewer days than each edge
    one, other = (np.empty((ROWS, many), dtype=days.dtype) for _ in range(2))
    below = np.empty((ROWS, many), dtype=np.bool_)
    for band, (start, end) in enumerate(pairwise(near.starts.tolist())):
        for low in range(start, end, ROWS):
            rows = min(ROWS, end - low)
            gap, tested = one[:rows], below[:rows]
            np.take(days, near.first[low : low + rows], axis=0, out=gap, mode="clip")
            np.take(days, near.second[low : low + rows], axis=0, out=other[:rows], mode="clip")
            np.abs(np.subtract(gap, other[:rows], out=gap), out=gap)
            for edge, limit in enumerate(limits.tolist()):
                if limit >= 0:
                    np.less_equal(gap, limit, out=tested)
                    short[:, band, edge] += np.add.reduce(tested.view(np.uint8), axis=0, dtype=np.uint8)
    return np.diff(short, axis=2)


def _pairs_in_time(day: npt.NDArray[np.signedinteger[Any]], band_of_gap: Integers, bands: int) -> Floats:
    """All pairs of events by band of time, from the events of each day: no pair is ever written down."""
    per_day = np.bincount(day).astype(np.float64)
    size = 2 * per_day.size
    wave = np.fft.rfft(per_day, size)
    apart = np.rint(np.fft.irfft(wave * np.conj(wave), size)[: per_day.size])
    apart[0] = (per_day * (per_day - 1)).sum() / 2
    return np.asarray(
        np.bincount(band_of_gap + 1, apart, minlength=bands + 2)[1 : bands + 1], dtype=np.float64
    )
