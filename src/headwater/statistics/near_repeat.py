"""Near repeat: are events near one another in place also near in time, more than chance would have it?

The Knox test with its exact expectation. A raised band says that risk spreads for a while; it does not say
why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import spatial

from headwater.statistics import arrays
from headwater.statistics.arrays import Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid

Metric = Literal["euclidean", "manhattan"]
_POWER = {"manhattan": 1.0, "euclidean": 2.0}
MOST_PAIRS = 20_000_000
FEWEST = 3


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


def knox(
    points_xy: Numbers,
    days: Numbers,
    *,
    distance_bands_m: Sequence[float],
    day_bands: Sequence[int],
    permutations: int = 999,
    seed: int,
    metric: Metric = "euclidean",
) -> Knox:
    """The Knox table with exact expectations and permutation p values.

    Formula: pairs counted by band; expected S_b T_b / C(n, 2) with S_b, T_b the pairs in each band of
        distance and of time; p = (permutations with as many or more + 1) / (permutations + 1), dates
        permuted over places.
    Shape and units: n positions in metres, n whole days; bands as edges, each [from, to); permutations 0
        leaves p at 1.
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
    metres, spans = _edges(distance_bands_m, "distances"), _edges(day_bands, "days")
    day = (times - times.min()).astype(np.int32)
    first, second, starts = _near_pairs(points, metres, metric)
    band_of = _bands_of_day(spans, int(day.max()))
    bands = len(spans) - 1
    observed = _table(day, first, second, starts, band_of, bands)
    n = len(points)
    in_time = _pairs_in_time(day, band_of, bands)
    expected = np.outer(np.diff(starts), in_time) / (n * (n - 1) / 2)
    chance, reached = np.random.default_rng(seed), np.zeros_like(observed)
    for _ in range(permutations):
        reached += _table(chance.permutation(day), first, second, starts, band_of, bands) >= observed
    return Knox(observed, expected, (reached + 1) / (permutations + 1), permutations)


def _edges(bands: Sequence[float], what: str) -> Floats:
    edges = np.asarray(bands, dtype=np.float64)
    if edges.size < 2 or np.isnan(edges).any() or (np.diff(edges) <= 0).any() or edges[0] < 0:  # noqa: PLR2004  (two edges bound one band)
        raise Invalid(f"Bands of {what} need two or more edges that rise from zero or above.")
    return edges


def _near_pairs(points: Floats, edges: Floats, metric: Metric) -> tuple[Integers, Integers, Integers]:
    """Pairs of places in order of their band of distance, and where each band starts."""
    span = float(np.ptp(points, axis=0).sum()) + 1.0
    reach = min(float(edges[-1]), span)
    tree = spatial.KDTree(points)
    if tree.count_neighbors(tree, reach, p=_POWER[metric]) > 2 * MOST_PAIRS:
        raise Invalid("More than 20 million pairs of events are that near: take shorter distances.")
    pairs = tree.query_pairs(reach, p=_POWER[metric], output_type="ndarray")
    apart = points[pairs[:, 0]] - points[pairs[:, 1]]
    distance = np.abs(apart).sum(axis=1) if metric == "manhattan" else np.hypot(apart[:, 0], apart[:, 1])
    band = np.searchsorted(edges, distance, side="right") - 1
    kept = (band >= 0) & (band < edges.size - 1)
    order = np.flatnonzero(kept)[np.lexsort((pairs[kept, 1], pairs[kept, 0], band[kept]))]
    starts = np.searchsorted(band[order], np.arange(edges.size))
    return pairs[order, 0].astype(np.int32), pairs[order, 1].astype(np.int32), starts


def _bands_of_day(edges: Floats, longest: int) -> npt.NDArray[np.int16]:
    """For every number of days apart its band; one past the last for none of them."""
    band = np.searchsorted(edges, np.arange(longest + 1), side="right") - 1
    return np.where((band < 0) | (band > edges.size - 2), edges.size - 1, band).astype(np.int16)


def _table(
    day: npt.NDArray[np.int32],
    first: Integers,
    second: Integers,
    starts: Integers,
    band_of: npt.NDArray[np.int16],
    bands: int,
) -> Integers:
    found = band_of[np.abs(day[first] - day[second])]
    parts = [found[start:end] for start, end in pairwise(starts)]
    return np.array([np.bincount(part, minlength=bands + 1)[:bands] for part in parts], dtype=np.int64)


def _pairs_in_time(day: npt.NDArray[np.int32], band_of: npt.NDArray[np.int16], bands: int) -> Floats:
    """All pairs of events by band of time, from the events of each day: no pair is ever written down."""
    per_day = np.bincount(day).astype(np.float64)
    size = 2 * per_day.size
    wave = np.fft.rfft(per_day, size)
    apart = np.rint(np.fft.irfft(wave * np.conj(wave), size)[: per_day.size])
    apart[0] = (per_day * (per_day - 1)).sum() / 2
    return np.asarray(np.bincount(band_of, apart, minlength=bands + 1)[:bands], dtype=np.float64)
