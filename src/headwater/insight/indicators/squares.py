"""Squares of the National Grid as released grids name them (`grid_500m:457500:340500`): which of them touch,
how dense events are on them, and how they are drawn and called.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from headwater.insight.release.draft import Floats
from headwater.places import grid_references, projection
from headwater.statistics import density, hotspots
from headwater.statistics.arrays import Integers

DECIMALS = 5  # of a degree: about a metre


@dataclass(frozen=True)
class Squares:
    """Some cells of one grid, by their south-west corners in metres."""

    cell_m: int
    corners: Integers  # (squares, 2)

    @classmethod
    def of(cls, codes: Sequence[str]) -> "Squares":
        kind = codes[0].split(":")[0]
        corners = [[int(part) for part in code.split(":")[1:]] for code in codes]
        return cls(int(kind.removeprefix("grid_").removesuffix("m")), np.array(corners, dtype=np.int64))

    @property
    def middles(self) -> Floats:
        return np.asarray(self.corners + self.cell_m / 2, dtype=np.float64)

    @cached_property
    def grid(self) -> hotspots.Grid:
        """The whole rectangle that these squares lie in."""
        west, south = self.corners.min(axis=0)
        east, north = self.corners.max(axis=0) + self.cell_m
        return hotspots.grid((west, south, east, north), cell_m=self.cell_m)

    def beside(self) -> list[Integers]:
        """For each square the positions of those that touch it, by a side or a corner."""
        cells = self.grid.cell_of(self.middles)
        position = np.full(self.grid.size, -1, dtype=np.int64)
        position[cells] = np.arange(len(cells))
        around = self.grid.neighbours()
        near = [position[around[cell]] for cell in cells.tolist()]
        return [each[each >= 0] for each in near]

    def density(self, weights: Floats, *, bandwidth_m: float) -> Floats:
        """Events for each square kilometre at each square's middle, smoothed; each square's at its middle."""
        smooth = density.kernel_density(self.middles, self.grid, bandwidth_m=bandwidth_m, weights=weights)
        return np.asarray(smooth[self.grid.cell_of(self.middles)], dtype=np.float64)

    def references(self) -> list[str]:
        return grid_references.grid_references(*self.corners.T, square_m=self.cell_m)

    def outlines(self) -> list[dict[str, Any]]:
        """Each square as a GeoJSON polygon."""
        steps = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * self.cell_m
        rings = self.corners[:, None, :] + steps
        longitude, latitude = projection.to_degrees(rings[..., 0], rings[..., 1])
        places = np.round(np.stack([longitude, latitude], axis=-1), DECIMALS).tolist()
        return [{"type": "Polygon", "coordinates": [ring]} for ring in places]
