"""Writes areas as a GeoPackage (OGC 12-128), as a geographic information system exports them: one layer of shapes in metres on the British
National Grid, each with its envelope. The same areas give the same bytes.
"""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import shapely

from headwater.data.synthesis.writing import Table, rows_in

GRID = 27700
_APPLICATION, _VERSION = 0x47504B47, 10300  # "GPKG", 1.3
_SCHEMA = """
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
        last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", 4326, "EPSG", 4326, "undefined", None),
    ("OSGB36 / British National Grid", GRID, "EPSG", GRID, "undefined", None),
)
_LITTLE_ENDIAN_WITH_ENVELOPE = 0b0000_0011


def write_geopackage(path: Path, layer: str, table: Table, shapes: list[shapely.Geometry]) -> None:
    """One layer: a shape and the row of the table beside it for each area."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {_VERSION}")
        database.executescript(f"BEGIN; {_SCHEMA}")
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        bounds = shapely.total_bounds(shapes).tolist()
        contents = (layer, "features", layer, "", "2022-04-01T00:00:00.000Z", *bounds, GRID)
        database.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", contents)
        geometry = (layer, "geom", "MULTIPOLYGON", GRID, 0, 0)
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", geometry)
        _write_features(database, layer, table, shapes)
        database.execute("COMMIT")


def _write_features(
    database: sqlite3.Connection, layer: str, table: Table, shapes: list[shapely.Geometry]
) -> None:
    columns = "".join(f', "{heading}" TEXT' for heading in table)
    database.execute(
        f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom MULTIPOLYGON{columns})'
    )
    marks = ", ".join("?" * (2 + len(table)))
    rows = zip(range(1, rows_in(table) + 1), map(_blob, shapes), *table.values(), strict=True)
    database.executemany(f'INSERT INTO "{layer}" VALUES ({marks})', rows)


def _blob(shape: shapely.Geometry) -> bytes:
    """A header with the envelope, then the shape."""
    west, south, east, north = shapely.bounds(shape).tolist()
    header = struct.pack("<2sBBi4d", b"GP", 0, _LITTLE_ENDIAN_WITH_ENVELOPE, GRID, west, east, south, north)
    parts = shapely.multipolygons(shapely.get_parts(shape))
    return header + bytes(shapely.to_wkb(parts))
