"""Two sets of events compared as smooth surfaces, and a first guess at how smooth.

Events beside what they could happen to (burglaries and homes), or one period beside another.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, density
from headwater.statistics.arrays import Flags, Floats, Numbers
from headwater.statistics.density import Kernel
from headwater.statistics.hotspots import Grid
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class DualDensity:
    """Both densities, each square kilometre, at each cell's middle; every comparison is of the first to the second."""

    first: Floats
    second: Floats

    @property
    def ratio(self) -> Floats:
        """First over second: infinite where only the first is near, and 1 where neither is (`known` tells)."""
        alone = np.where(self.first > 0, np.inf, 1.0)
        return np.divide(self.first, self.second, out=alone, where=self.second > 0)

    @property
    def log_ratio(self) -> Floats:
        """The natural logarithm of the ratio, from minus infinity to infinity; 0 where neither is near."""
        ratio = self.ratio
        return np.log(ratio, out=np.full(ratio.shape, -np.inf), where=ratio > 0)

    @property
    def difference(self) -> Floats:
        return self.first - self.second

    @property
    def total(self) -> Floats:
        return self.first + self.second

    @property
    def known(self) -> Flags:
        """Where both are near, so that a ratio says something."""
        return (self.first > 0) & (self.second > 0)


@dataclass(frozen=True)
class Layer:
    """One set of positions, each with a weight where they do not all count the same."""

    points_xy: Numbers
    bandwidth_m: float
    weights: Numbers | None = None


def dual_density(
    first: Layer, second: Layer, cells_xy: Numbers | Grid, *, kernel: Kernel = "quartic"
) -> DualDensity:
    """The kernel densities of two layers on the same cells.

    Formula: f_1 and f_2 of `kernel_density`; ratio f_1/f_2, its logarithm, f_1 - f_2, f_1 + f_2.
    Shape and units: each layer its own points, weights and bandwidth in metres; per square kilometre.
    Valid when: a ratio of two small densities is mostly noise: give the second layer the wider bandwidth, and show ratios only
        where it is dense. With equal bandwidths a place where only one layer is near has a ratio of 0 or infinity.
    Raises: Invalid as `kernel_density`.
    Source: Bithell J.F. (1990), Statistics in Medicine 9, p. 691-701; Kelsall J.E., Diggle P.J. (1995), Statistics in
        Medicine 14, p. 2335-2342.

    >>> burglaries, homes = Layer([[0, 0], [0, 0]], 1000), Layer([[0, 0], [2000, 0]], 1000)
    >>> dual_density(burglaries, homes, [[0, 0], [2000, 0]]).ratio.tolist()
    [2.0, 0.0]
    """
    both = [
        density.kernel_density(
            layer.points_xy, cells_xy, bandwidth_m=layer.bandwidth_m, kernel=kernel, weights=layer.weights
        )
        for layer in (first, second)
    ]
    return DualDensity(*both)


def usual_bandwidth_m(points_xy: Numbers) -> float:
    """A first bandwidth for a map, from how far points spread each way.

    Formula: the mean over easting and northing of 4 * 1.06 min(s, (q3 - q1)/1.34) n^(-1/5), s with divisor n - 1; s alone where
        the quartiles are the same.
    Shape and units: (n, 2) metres; metres.
    Valid when: a start for the eye only: made for one normal cloud of points, it smooths towns into one another. Crime
        mapping rather takes 100 to 1,000 m by what the map is to tell apart.
    Raises: Invalid for fewer than two points, and for points all on one line of easting or northing.
    Source: Silverman B.W. (1986), Density Estimation, p. 47-48; Venables W.N., Ripley B.D. (2002), Modern Applied Statistics
        with S, p. 127 (the factor of four: a kernel with an end).
    Differs from sfhotspot 1.0, which means to take both ways and by a slip takes the easting alone.

    >>> round(usual_bandwidth_m([[0, 0], [100, 300], [200, 100], [300, 200], [400, 400]]))
    459
    """
    points = arrays.places(points_xy, "points")
    if len(points) < 2 or (np.ptp(points, axis=0) == 0).any():  # noqa: PLR2004  (one point has no spread)
        raise Invalid("A bandwidth needs two points or more that differ both in easting and northing.")
    spread = points.std(axis=0, ddof=1)
    low, high = np.quantile(points, (0.25, 0.75), axis=0)
    middle = np.where(high > low, (high - low) / 1.34, spread)
    return float((4 * 1.06 * np.minimum(spread, middle) * len(points) ** -0.2).mean())
