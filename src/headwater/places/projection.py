"""Degrees (WGS84) to metres (British National Grid) and back, and where a coordinate can be right.

Without Ordnance Survey's shift grid the transformation is good to about 5 m: enough for hotspots
and maps, not for surveying.
"""

import functools

import numpy as np
import pyproj
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Great Britain with its islands (Scilly to Shetland, St Kilda to Lowestoft), a little generous.
LONGITUDE_LIMITS = (-8.75, 1.80)
LATITUDE_LIMITS = (49.80, 60.90)


def to_national_grid(longitude: ArrayLike, latitude: ArrayLike) -> tuple[Floats, Floats]:
    """Easting and northing in metres; NaN where a coordinate is missing or cannot be projected."""
    return _transformed(longitude, latitude, forward=True)


def to_degrees(easting: ArrayLike, northing: ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees; NaN where a coordinate is missing or cannot be projected."""
    return _transformed(easting, northing, forward=False)


def points_to_national_grid(points: Floats) -> Floats:
    """As `to_national_grid`, of points as shapes have them: a row each."""
    return np.column_stack(to_national_grid(points[:, 0], points[:, 1]))


def points_to_degrees(points: Floats) -> Floats:
    """As `to_degrees`, of points as shapes have them: a row each."""
    return np.column_stack(to_degrees(points[:, 0], points[:, 1]))


def _transformed(x: ArrayLike, y: ArrayLike, *, forward: bool) -> tuple[Floats, Floats]:
    # broadcast copies: pyproj may work in place, and a scalar must come back as an array like the rest
    first, second = np.broadcast_arrays(_floats(x), _floats(y))
    across, up = _transformer(forward).transform(np.atleast_1d(first).copy(), np.atleast_1d(second).copy())
    lost = ~(np.isfinite(across) & np.isfinite(up))
    across[lost] = np.nan
    up[lost] = np.nan
    return across.reshape(first.shape), up.reshape(first.shape)


@functools.cache
def _transformer(forward: bool) -> pyproj.Transformer:
    systems = ("EPSG:4326", "EPSG:27700") if forward else ("EPSG:27700", "EPSG:4326")
    return pyproj.Transformer.from_crs(*systems, always_xy=True, allow_ballpark=False)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
