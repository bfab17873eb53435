"""Shapes as GeoJSON text in degrees, whatever of the two usual systems they came in: WGS84, or the British
National Grid in metres.
"""

import json
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
import shapely

from headwater.data.ingest.formats.sheets import Unreadable
from headwater.places import projection

DEGREES = "4326"
GRID = "27700"
_DEGREES = {"", DEGREES, "4258", "CRS84"}  # 4258 is the European twin of WGS84, less than a metre apart
_FURTHEST = 400.0


class Mover:
    """Turns shapes of one coordinate system into GeoJSON text in degrees."""

    def __init__(self, system: str) -> None:
        if system not in _DEGREES | {GRID}:
            raise Unreadable("wrong_form", column="geometry", detail="WGS84 or British National Grid")
        self._from_grid = system == GRID

    def moved(self, shape: dict[str, Any] | None) -> str | None:
        """One shape as GeoJSON has it."""
        if shape is None:
            return None
        text = json.dumps(shape, separators=(",", ":"))
        if not self._from_grid:
            return text
        return self.written([shapely.from_geojson(text, on_invalid="ignore")])[0]

    def written(self, shapes: Sequence[shapely.Geometry | None]) -> list[str | None]:
        """Many shapes as text."""
        array = np.asarray(shapes, dtype=object)
        if self._from_grid:
            array = shapely.transform(array, projection.points_to_degrees)
        return [text or None for text in shapely.to_geojson(array)]


def system_of(crs: Any) -> str:
    """The number of the coordinate system that a `crs` member names.

    >>> system_of({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}})
    '27700'
    """
    name = str(((crs or {}).get("properties") or {}).get("name", "")) if isinstance(crs, dict) else ""
    found = re.search(r"(CRS84|\d+)$", name)
    return found.group(1) if found else name


def is_degrees(shape: Any) -> bool:
    """True unless the first coordinate of the shape is a number too large for degrees."""
    inner = shape.get("coordinates") if isinstance(shape, dict) else None
    while isinstance(inner, list) and inner and isinstance(inner[0], list):
        inner = inner[0]
    numbers = (
        [each for each in inner or () if isinstance(each, int | float)] if isinstance(inner, list) else []
    )
    return not any(isfinite(number) and abs(number) >= _FURTHEST for number in numbers[:2])
