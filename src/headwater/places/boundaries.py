"""Boundaries of areas: which one holds a point, which ones touch, their size and their outline for a map.

Coordinates in degrees (WGS84). Areas of one set do not overlap; a point on a shared edge goes to the lowest
code, so that a count by area never depends on the order of a file.
"""

import functools
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from headwater.places import projection
from headwater.vocabulary import errors

Codes = NDArray[np.object_]
Geometries = NDArray[np.object_]

# Points looked up at once: bounds memory whatever their number.
CHUNK_POINTS = 500_000
FURTHEST_EAST, FURTHEST_NORTH = 180, 90
SQUARE_METRES_PER_KM2 = 1_000_000
# Six decimals of a degree are about 10 cm, as ONS publishes.
DEGREE_DECIMALS = 6


class Boundaries:
    """A set of areas of one vintage, kept in the order of their codes."""

    def __init__(self, codes: Sequence[str], geometries: Sequence[Any] | Geometries) -> None:
        _require_usable(codes, geometries)
        order = np.argsort(np.asarray(codes, dtype=str), kind="stable")
        self.codes: Codes = np.asarray(codes, dtype=object)[order]
        self.geometries: Geometries = _polygons(np.asarray(geometries, dtype=object)[order])

    def locate(self, longitude: ArrayLike, latitude: ArrayLike) -> Codes:
        """The code of the area that holds each point; None outside every area or without a coordinate."""
        x = np.asarray(longitude, dtype=np.float64)
        y = np.asarray(latitude, dtype=np.float64)
        if x.ndim != 1 or x.shape != y.shape:
            raise errors.Invalid("Locating needs as many longitudes as latitudes.")
        found = np.full(len(x), None, dtype=object)
        for start in range(0, len(x), CHUNK_POINTS):
            part = slice(start, start + CHUNK_POINTS)
            positions = self._positions(x[part], y[part])
            held = positions < len(self.codes)
            found[part][held] = self.codes[positions[held]]
        return found

    def neighbours(self) -> tuple[NDArray[np.int64], ...]:
        """For each area, in the order of `codes`, the positions of those that touch it (queen contiguity)."""
        one, other = self._tree.query(self.geometries, predicate="intersects")
        apart = one != other
        one, other = one[apart], other[apart]
        order = np.lexsort((other, one))
        ends = np.cumsum(np.bincount(one, minlength=len(self.codes)))[:-1]
        return tuple(np.split(other[order].astype(np.int64), ends))

    def areas_km2(self) -> NDArray[np.float64]:
        """Area of each, measured on the National Grid."""
        return np.asarray(shapely.area(self._on_national_grid) / SQUARE_METRES_PER_KM2)

    def centroids(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Easting and northing of each centroid, in metres; it may lie outside a curved area."""
        points = shapely.centroid(self._on_national_grid)
        return shapely.get_x(points), shapely.get_y(points)

    def simplified(self, *, tolerance_m: float) -> "Boundaries":
        """Outlines with fewer points, for maps: shared edges stay shared, so that no gap opens."""
        # Visvalingam and Whyatt's tolerance is the root of a triangle's area, so it reads as a distance
        coarser = shapely.coverage_simplify(self._on_national_grid, tolerance_m)
        return Boundaries(list(self.codes), shapely.transform(coarser, projection.points_to_degrees))

    def geojson(self, *, decimals: int = DEGREE_DECIMALS) -> str:
        """A GeoJSON FeatureCollection; each feature's `id` and property `code` are its code."""
        shapes = shapely.transform(self.geometries, lambda points: np.round(points, decimals))
        features = [
            {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": json.loads(shape)}
            for code, shape in zip(self.codes, shapely.to_geojson(shapes), strict=True)
        ]
        return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))

    @functools.cached_property
    def _tree(self) -> shapely.STRtree:
        # prepared once: a point then costs the logarithm of an outline's corners, not all of them
        shapely.prepare(self.geometries)
        return shapely.STRtree(self.geometries)

    @functools.cached_property
    def _on_national_grid(self) -> Geometries:
        return np.asarray(shapely.transform(self.geometries, projection.points_to_national_grid))

    def _positions(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The lowest position that holds each point; the number of areas where none does."""
        lowest = np.full(len(x), len(self.codes), dtype=np.int64)
        sound = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        points, areas = self._tree.query(shapely.points(x[sound], y[sound]))
        # area by area: an outline stays in cache while its points are asked (three times faster)
        by_area = np.argsort(areas, kind="stable")
        which, areas = sound[points[by_area]], areas[by_area]
        inside = shapely.intersects_xy(self.geometries[areas], x[which], y[which])
        np.minimum.at(lowest, which[inside], areas[inside])
        return lowest


def from_geojson_texts(codes: Sequence[str], texts: Sequence[str]) -> Boundaries:
    """Boundaries from one GeoJSON geometry text an area, as the lake keeps them."""
    geometries = shapely.from_geojson(np.asarray(texts, dtype=object), on_invalid="ignore")
    return Boundaries(codes, geometries)


def are_outlines(texts: Sequence[str]) -> list[bool]:
    """Whether each text is a GeoJSON surface in degrees that encloses something.

    >>> are_outlines(['{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,51]]]}', '{"type":"Point"}'])
    [True, False]
    """
    with np.errstate(over="ignore"):  # a coordinate too large to be a number is found below
        shapes = shapely.from_geojson(np.asarray(texts, dtype=object), on_invalid="ignore")
    return [_is_outline(shape) for shape in shapes]


def _is_outline(shape: object) -> bool:
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or shape.is_empty:
        return False
    longitude, latitude = np.abs(shapely.get_coordinates(shape)).T
    within = (longitude <= FURTHEST_EAST) & (latitude <= FURTHEST_NORTH)  # what is not a number is not
    if not within.all():
        return False
    return bool(shape.is_valid) or not shapely.is_empty(_mended(np.array([shape]))).any()


def _require_usable(codes: Sequence[str], geometries: Sequence[Any] | Geometries) -> None:
    if len(codes) != len(geometries):
        raise errors.Invalid("Each area needs one code and one outline.")
    if len(set(codes)) != len(codes):
        raise errors.Invalid("A code stands on more than one area: join their outlines first.")
    if not all(
        isinstance(shape, shapely.Polygon | shapely.MultiPolygon) and not shape.is_empty
        for shape in geometries
    ):
        raise errors.Invalid("An outline is missing, empty or no polygon.")


def _polygons(geometries: Geometries) -> Geometries:
    """The outlines, with those that cross themselves mended and whatever is not surface dropped."""
    broken = np.flatnonzero(~shapely.is_valid(geometries))
    mended = _mended(geometries[broken])
    if shapely.is_empty(mended).any():
        raise errors.Invalid("An outline encloses nothing.")
    whole = geometries.copy()
    whole[broken] = mended
    return whole


def _mended(geometries: Geometries) -> Geometries:
    return np.asarray(shapely.make_valid(geometries, method="structure", keep_collapsed=False))
