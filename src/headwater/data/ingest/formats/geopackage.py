"""GeoPackage: each layer of features as a sheet, its shapes as GeoJSON text in degrees.

The file is a database that somebody else made: it is opened read-only, its triggers and views are never
used, and only plain tables that its own list of contents names are read.
"""

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import shapely

from headwater.data.ingest.formats.geojson import GEOMETRY
from headwater.data.ingest.formats.geometry import Mover
from headwater.data.ingest.formats.layout import clean_headings
from headwater.data.ingest.formats.rows_file import RowsFile
from headwater.data.ingest.formats.sheets import Reading, Sheet, Unreadable
from headwater.data.lake import sql

_BATCH = 2_000
_BATCH_BYTES = 64 * 1024 * 1024
_LARGEST = 64 * 1024 * 1024  # one shape
_CONTENTS = {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"}
_HEADER = struct.Struct("<2sBBi")
_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the header's code
Row = tuple[object, ...]
_LAYERS = """
    SELECT c.table_name, g.column_name, s.organization_coordsys_id
    FROM gpkg_contents c
    JOIN gpkg_geometry_columns g USING (table_name)
    JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
    JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
    WHERE c.data_type = 'features' ORDER BY c.table_name
"""


def open_geopackage(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """A sheet for every layer of features."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            layers = database.execute(_LAYERS).fetchall() if {name for (name,) in tables} >= _CONTENTS else []
            if not layers:
                raise Unreadable("not_recognised")
            return tuple(_layer(database, reading, *layer) for layer in layers)
    except sqlite3.OperationalError as error:
        raise Unreadable("not_recognised") from error  # a database of another kind
    except (sqlite3.DatabaseError, struct.error, shapely.errors.ShapelyError, UnicodeError) as error:
        raise Unreadable("broken_archive") from error


def _layer(database: sqlite3.Connection, reading: Reading, table: str, geometry: str, system: int) -> Sheet:
    mover = Mover(str(system))
    fields = [
        name for _, name, *_ in database.execute(f"PRAGMA table_info({sql.name(table)})") if name != geometry
    ]
    wanted = ", ".join(sql.name(each) for each in (*fields, geometry))
    found = database.execute(f"SELECT {wanted} FROM {sql.name(table)}")
    target = reading.new_file(".parquet")
    with RowsFile(target, columns=len(fields) + 1) as rows:
        for batch in _batches(found):
            shapes = mover.written([_shape(row[-1]) for row in batch])
            for row, shape in zip(batch, shapes, strict=True):
                rows.add([*map(_text, row[:-1]), shape], rows.rows + 1)
    name = f"{reading.name}: {table}" if reading.name else table
    return Sheet(name, (*clean_headings(fields), GEOMETRY), target, "parquet", rows_hint=rows.rows)


def _batches(found: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in lists that memory can hold, however large the shapes are."""
    batch: list[Row] = []
    size = 0
    for row in found:
        batch.append(row)
        size += len(row[-1]) if isinstance(row[-1], bytes) else 0
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _shape(blob: object) -> shapely.Geometry | None:
    """A shape from the package's own wrapping: a short header, perhaps an envelope, then the shape."""
    if not isinstance(blob, bytes):
        return None
    magic, _, flags, _ = _HEADER.unpack_from(blob)
    envelope = flags >> 1 & 0b111
    if magic != b"GP" or envelope >= len(_ENVELOPES):
        raise Unreadable("broken_archive")
    return shapely.from_wkb(blob[_HEADER.size + _ENVELOPES[envelope] :])


def _text(value: object) -> str | None:
    if value is None or value == "" or isinstance(value, bytes):
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
