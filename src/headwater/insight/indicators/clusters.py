"""The two statistics of a map: Gi* with false discoveries held over the whole map, and a smoothed density.

Pure arrays. They stand beside the map that uses them until the statistics room has a family of hotspots.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import spatial, stats

from headwater.insight.release.draft import Flags, Floats
from headwater.vocabulary.errors import Invalid

FALSE_DISCOVERIES = 0.05  # share of the places called that chance alone may have made


@dataclass(frozen=True)
class Local:
    """How far each place, with those around it, lies from the map's mean; and is that more than chance."""

    z: Floats
    significant: Flags


def gi_star(values: Floats, near: Sequence[npt.NDArray[np.int64]]) -> Local:
    """The local statistic of Getis and Ord, each place counted among its own neighbours.

    Formula: (sum_j x_j - k m) / (s sqrt((N k - k^2) / (N - 1))), j over the place and its neighbours, s with
        divisor N; two-sided normal p, adjusted by Benjamini and Hochberg over all places.
    Shape and units: one value a place, and for each the positions of its neighbours; z has no unit.
    Valid when: some 30 places or more, and values not so skewed that few of them make the mean.
    Raises: Invalid for fewer than two places. A map where all are equal has z of zero.
    Source: Ord J.K., Getis A. (1995), Geographical Analysis 27, p. 286-306; Benjamini Y., Hochberg Y. (1995),
        Journal of the Royal Statistical Society B 57, p. 289-300.

    >>> pairs = [np.array([1]), np.array([0]), np.array([3]), np.array([2])]
    >>> gi_star(np.array([9.0, 8.0, 1.0, 1.0]), pairs).z.round(2).tolist()
    [1.72, 1.72, -1.72, -1.72]
    """
    count = len(values)
    if count < 2:  # noqa: PLR2004  (one place has nothing to stand out from)
        raise Invalid("A map of one place has nothing to stand out from.")
    mean, spread = float(values.mean()), float(values.std())
    size = np.array([len(each) + 1 for each in near], dtype=np.float64)
    total = np.array([values[at] + values[each].sum() for at, each in enumerate(near)])
    room = spread * np.sqrt(np.maximum(count * size - size**2, 0.0) / (count - 1))
    z = np.divide(total - size * mean, room, out=np.zeros(count), where=room > 0)
    adjusted = stats.false_discovery_control(2 * stats.norm.sf(np.abs(z)))
    return Local(z, np.asarray(adjusted <= FALSE_DISCOVERIES))


def quartic_density(places_xy: Floats, weights: Floats, *, bandwidth_m: float) -> Floats:
    """Weight for each square metre at each place, smoothed over what lies within the bandwidth.

    Formula: sum_j w_j 3 / (pi h^2) (1 - d_j^2 / h^2)^2 over places nearer than h.
    Shape and units: easting and northing in metres, one weight a place; weight for each square metre.
    Valid when: places are a grid of cells small beside the bandwidth. Nothing is known beyond the edge.
    Raises: Invalid for a bandwidth of zero or below.
    Source: Silverman B.W. (1986), Density Estimation for Statistics and Data Analysis, p. 76 (equation 4.5).

    >>> places = np.array([[0.0, 0.0], [500.0, 0.0]])
    >>> density = quartic_density(places, np.array([10.0, 0.0]), bandwidth_m=1000)
    >>> (density * 1_000_000).round(2).tolist()
    [9.55, 5.37]
    """
    if bandwidth_m <= 0:
        raise Invalid("A bandwidth must be above zero metres.")
    tree = spatial.KDTree(places_xy)
    density = np.asarray(weights, dtype=np.float64).copy()  # each place weighs on itself in full
    pairs = tree.query_pairs(bandwidth_m, output_type="ndarray")
    apart = ((places_xy[pairs[:, 0]] - places_xy[pairs[:, 1]]) ** 2).sum(axis=1) / bandwidth_m**2
    kernel = (1 - apart) ** 2
    np.add.at(density, pairs[:, 0], kernel * weights[pairs[:, 1]])
    np.add.at(density, pairs[:, 1], kernel * weights[pairs[:, 0]])
    return density * 3 / (np.pi * bandwidth_m**2)
