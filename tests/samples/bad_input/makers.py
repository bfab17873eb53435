"""Files as they go wrong in the field, made on the spot: each function writes one and returns its path."""

import datetime
import gzip
import json
import sqlite3
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import shapely
import xlsxwriter

HEADINGS = ("Crime ID", "Month", "Crime type", "Longitude")
ROWS = (
    ("a1", "2024-01", "Robbery", "-1.15"),
    ("a2", "2024-02", "Drugs", "-1.16"),
    ("a3", "2024-02", "Drugs", "-1.17"),
)


def csv_text(
    *,
    headings: Sequence[str] = HEADINGS,
    rows: Sequence[Sequence[str]] = ROWS,
    delimiter: str = ",",
    end: str = "\n",
) -> str:
    return "".join(delimiter.join(row) + end for row in (headings, *rows))


def make_file(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def make_gzip(folder: Path, content: bytes, *, keep: int | None = None) -> Path:
    return make_file(folder, gzip.compress(content)[:keep], "file.csv.gz")


def make_gzip_bomb(folder: Path, *, size: int) -> Path:
    path = folder / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as packed:
        for _ in range(size // (1024 * 1024)):
            packed.write(b"0" * 1024 * 1024)
    return path


def make_zip(folder: Path, members: dict[str, bytes], name: str = "file.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, content in members.items():
            packed.writestr(member, content)
    return path


def make_workbook(
    folder: Path,
    sheets: dict[str, Sequence[Sequence[object]]],
    *,
    hidden: Sequence[str] = (),
    merged: str = "",
) -> Path:
    """A workbook. A merged title goes over the first row of every sheet if `merged` says one."""
    path = folder / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        if merged:
            sheet.merge_range("A1:C1", merged)
        for line, row in enumerate(rows, start=2 if merged else 0):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(
                        line, place, cell, moment if isinstance(cell, datetime.datetime) else day
                    )
                else:
                    sheet.write(line, place, cell)
    book.close()
    return path


def make_macro_workbook(folder: Path) -> Path:
    path = make_workbook(folder, {"Return": [HEADINGS, *ROWS]})
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return path


def make_far_cell_workbook(folder: Path) -> Path:
    """A small file whose one far cell spans a rectangle of seventeen thousand million cells."""
    path = folder / "far.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "b")
    book.close()
    return path


def make_encrypted_workbook(folder: Path) -> Path:
    """The shape of one: an OLE file with a stream of the name that encryption uses."""
    return make_ole(folder, "EncryptedPackage")


def make_ole(folder: Path, stream: str) -> Path:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    return make_file(folder, head + stream.encode("utf-16-le").ljust(512, b"\0"), "book.xlsx")


def make_istv(folder: Path, records: str, *, before: str = "", header: str | None = None) -> Path:
    stands = header or (
        "<ReportingPeriodStartDate>2024-03-01</ReportingPeriodStartDate><SiteCodeOfTreatment>RX1RA</SiteCodeOfTreatment>"
    )
    body = f"<Header>{stands}</Header>\n<Records>{records}</Records>"
    text = f'<?xml version="1.0"?>{before}\n<ISTV xmlns="urn:x">{body}</ISTV>'
    return make_file(folder, text, "istv.xml")


def make_geojson(
    folder: Path, features: Sequence[dict[str, object]], *, crs: str = "", crs_last: bool = False
) -> Path:
    system = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    parts: dict[str, object] = {"type": "FeatureCollection", "features": list(features)}
    return make_file(folder, json.dumps(parts | system if crs_last else system | parts), "areas.geojson")


def make_feature(*, x: float = -1.15, y: float = 52.95, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [x, y]}}


def make_geopackage(
    folder: Path,
    *,
    layers: Sequence[str] = ("areas",),
    system: int = 27700,
    x: float = 457000,
    y: float = 340000,
) -> Path:
    path = folder / "areas.gpkg"
    with sqlite3.connect(path) as database:
        database.executescript("""
            CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
            CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization_coordsys_id INTEGER);
        """)
        database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?)", (system, system))
        for layer in layers:
            database.execute("INSERT INTO gpkg_contents VALUES (?, 'features')", (layer,))
            database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (layer, system))
            database.execute(
                f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY, geom BLOB, LSOA21CD TEXT, area REAL)'
            )
            blob = struct.pack("<2sBBi", b"GP", 0, 1, system) + shapely.to_wkb(shapely.Point(x, y))
            database.execute(f'INSERT INTO "{layer}" VALUES (1, ?, ?, 12.0)', (blob, "E01013810"))
    database.close()
    return path
