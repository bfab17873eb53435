"""The county's ground: a Voronoi tessellation, fine where people live close together.

Each cell belongs to the seed nearest to it, so `Ground.cell_at` is exact and quick. Metres on the British
National Grid, in the middle of England so that coordinate checks pass; the outline is no real boundary.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from pyproj import Transformer
from scipy.spatial import cKDTree

from headwater.data.synthesis.chance import Floats, Ints

MIDDLE = (470_000.0, 352_000.0)
METRES_TO_SNAP = 0.1
_NATIONAL_GRID_TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def degrees(xy: Floats) -> Floats:
    """Longitude and latitude of points in metres, to six decimals."""
    longitude, latitude = _NATIONAL_GRID_TO_DEGREES.transform(xy[:, 0], xy[:, 1])
    return np.round(np.column_stack([longitude, latitude]), 6)


@dataclass(frozen=True)
class Ground:
    """Cells, their seeds, and the towns they gather around (`towns` = one a district, the first the
    largest).
    """

    seeds: Floats
    towns: Floats
    cells: tuple[shapely.Polygon, ...]
    outline: shapely.Polygon

    @cached_property
    def tree(self) -> cKDTree:
        return cKDTree(self.seeds)

    @cached_property
    def _fan(self) -> tuple[Floats, Floats, Ints]:
        """Every cell as triangles around its first corner: corners, cumulative area, first triangle
        of each cell.
        """
        corners, areas, starts = [], [], [0]
        for cell in self.cells:
            ring = shapely.get_coordinates(cell)[:-1]
            triangles = np.stack([np.broadcast_to(ring[0], ring[1:-1].shape), ring[1:-1], ring[2:]], axis=1)
            one, two = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
            areas.append(np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]) / 2)
            corners.append(triangles)
            starts.append(starts[-1] + len(triangles))
        steps = np.concatenate([[0.0], np.cumsum(np.concatenate(areas))])
        return np.concatenate(corners), steps, np.array(starts, dtype=np.int64)

    def points_in(self, cells: Ints, rng: np.random.Generator) -> Floats:
        """A point drawn evenly in each of these cells (they are convex)."""
        corners, steps, starts = self._fan
        at = steps[starts[cells]] + rng.random(len(cells)) * (steps[starts[cells + 1]] - steps[starts[cells]])
        triangle = np.clip(np.searchsorted(steps, at, side="right") - 1, starts[cells], starts[cells + 1] - 1)
        one, two = rng.random(len(cells)), rng.random(len(cells))
        over = one + two > 1
        one, two = np.where(over, 1 - one, one), np.where(over, 1 - two, two)
        first = corners[triangle, 0]
        points = (
            first
            + one[:, None] * (corners[triangle, 1] - first)
            + two[:, None] * (corners[triangle, 2] - first)
        )
        return np.asarray(points)

    def cell_at(self, xy: Floats) -> Ints:
        """The cell that each point lies in, for points inside the outline."""
        return np.asarray(self.tree.query(xy)[1], dtype=np.int64)


def make_ground(cells: int, districts: int, people: int, rng: np.random.Generator) -> Ground:
    """A ground of this many cells around this many main towns; its extent grows with the people in it."""
    radius = max(6_000.0, 25_000.0 * (people / 1_100_000) ** 0.5)
    outline = _outline(radius, rng)
    towns = _apart(outline, districts, rng)
    seeds = _relaxed(_seeds(outline, towns, cells, rng), outline)
    return Ground(seeds, towns, _tessellation(seeds, outline), outline)


def _outline(radius: float, rng: np.random.Generator) -> shapely.Polygon:
    angles = np.linspace(0, 2 * np.pi, 17)[:-1]
    reach = radius * (1 + 0.12 * rng.random(16))
    ring = np.column_stack(
        [MIDDLE[0] + 0.9 * reach * np.cos(angles), MIDDLE[1] + 1.1 * reach * np.sin(angles)]
    )
    hull = shapely.convex_hull(shapely.MultiPoint(np.round(ring)))
    assert isinstance(hull, shapely.Polygon)
    return hull


def _inside(outline: shapely.Polygon, count: int, rng: np.random.Generator) -> Floats:
    west, south, east, north = outline.bounds
    points = np.column_stack([rng.uniform(west, east, 4 * count), rng.uniform(south, north, 4 * count)])
    inside: Floats = points[shapely.contains_xy(outline, points[:, 0], points[:, 1])][:count]
    return inside


def _apart(outline: shapely.Polygon, count: int, rng: np.random.Generator) -> Floats:
    """Town centres, each as far as can be from those before it."""
    inner = outline.buffer(-0.2 * (outline.area / np.pi) ** 0.5)
    assert isinstance(inner, shapely.Polygon)
    options = _inside(inner, 600, rng)
    found = options[:1]
    while len(found) < count:
        nearest = cKDTree(found).query(options)[0]
        found = np.vstack([found, options[np.argmax(nearest)]])
    return found


def _seeds(outline: shapely.Polygon, towns: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Two thirds of the seeds gather in the main towns, a sixth in small ones, the rest lie about the
    country.
    """
    small = _inside(outline, 2 * len(towns), rng)
    spread = 0.16 * (outline.area / np.pi / len(towns)) ** 0.5
    shares = np.r_[1.4, np.ones(len(towns) - 1)]
    main = towns[rng.choice(len(towns), size=4 * count, p=shares / shares.sum())] + rng.normal(
        0, spread, (4 * count, 2)
    )
    minor = small[rng.integers(len(small), size=2 * count)] + rng.normal(0, spread / 2, (2 * count, 2))
    pools = [p[shapely.contains_xy(outline, p[:, 0], p[:, 1])] for p in (main, minor)]
    wild = _inside(outline, count, rng)
    town_count, minor_count = round(count * 0.66), round(count * 0.17)
    return np.vstack(
        [pools[0][:town_count], pools[1][:minor_count], wild[: count - town_count - minor_count]]
    )


def _tessellation(seeds: Floats, outline: shapely.Polygon) -> tuple[shapely.Polygon, ...]:
    cells = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=outline, ordered=True)
    cut = shapely.intersection(shapely.get_parts(cells), outline)
    return tuple(shapely.set_precision(cut, METRES_TO_SNAP, mode="pointwise"))


def _relaxed(seeds: Floats, outline: shapely.Polygon) -> Floats:
    """One step towards even cells, and seeds on whole metres so that no two draws can differ by a
    rounding.
    """
    middles = shapely.centroid(np.array(_tessellation(seeds, outline)))
    return np.asarray(np.round(shapely.get_coordinates(middles)))
