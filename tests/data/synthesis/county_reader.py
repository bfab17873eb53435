"""A slow, obvious reader of the county's files and of the contracts' columns, in plain Python: what the
product must agree with.
"""

import csv
import gzip
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import shapely
from pyproj import Transformer

from headwater.data.contracts import cells
from headwater.data.contracts.language import Column, Contract
from headwater.data.contracts.recognition import match

Row = dict[str, str]
HEADER_BYTES = 8 + 4 * 8  # of a shape in a GeoPackage, with its envelope
TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y")
LAST_DAY = date(2026, 4, 1)  # the day after the county's last month
TIMES = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S")


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Headings and rows, empty cells as ''."""
    if path.suffix == ".xlsx":
        return _workbook(path)
    if path.suffix == ".xml":
        return _records(path)
    if path.suffix == ".geojson":
        return _features(path)
    if path.suffix == ".gpkg":
        return _layer(path)
    content = path.read_bytes()
    content = gzip.decompress(content) if path.suffix == ".gz" else content
    encoding = "cp1252" if path.parent.name == "ambulance" else "utf-8-sig"
    delimiter = ";" if path.parent.name == "ambulance" else ","
    rows = [
        r for r in csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter) if r
    ]
    return rows[0], rows[1:]


def _workbook(path: Path) -> tuple[list[str], list[list[str]]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in cells[3:] if any(value.strip() for value in row)]
    return rows[0], rows[1:]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _records(path: Path) -> tuple[list[str], list[list[str]]]:
    root = ET.parse(path).getroot()
    header = {each.tag: each.text or "" for each in root.find("Header") or ()}
    records = [
        header | {each.tag: each.text or "" for each in record} for record in root.iter("AssaultRecord")
    ]
    headings = list(dict.fromkeys(name for record in records for name in record))
    return headings, [[record.get(name, "") for name in headings] for record in records]


def _features(path: Path) -> tuple[list[str], list[list[str]]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    headings = [*features[0]["properties"], "geometry"]
    return headings, [[*map(str, f["properties"].values()), json.dumps(f["geometry"])] for f in features]


def _layer(path: Path) -> tuple[list[str], list[list[str]]]:
    """The one layer of a GeoPackage, its shapes in degrees."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute('SELECT * FROM "msoa_2021"')
        headings = [name for name, *_ in found.description][2:]
        rows = found.fetchall()
    shapes = [in_degrees(shapely.from_wkb(blob[HEADER_BYTES:])) for _, blob, *_ in rows]
    words = [list(row[2:]) for row in rows]
    return [*headings, "geometry"], [[*w, shapely.to_geojson(s)] for w, s in zip(words, shapes, strict=True)]


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: np.column_stack(TO_DEGREES.transform(xy[:, 0], xy[:, 1])))


def rows_of(path: Path, contract: Contract) -> list[Row]:
    """Rows by the contract's names."""
    headings, rows = read(path)
    places = match(contract, headings).places
    return [{name: row[place].strip() for name, place in places.items()} for row in rows]


def problems(path: Path, contract: Contract) -> Counter[str]:
    """How many rows have each problem; a row is counted under its first."""
    found: Counter[str] = Counter()
    for row in rows_of(path, contract):
        code = row_problem(row, contract)
        if code:
            found[code] += 1
    return found


def row_problem(row: Mapping[str, str], contract: Contract) -> str | None:
    for column in contract.columns:
        code = cell_problem(row.get(column.name, ""), column)
        if code and column.name in row:
            return code
    return _broken_rule(row, contract.key)


def cell_problem(word: str, column: Column) -> str | None:
    code = cells.problem_with(column, word)
    when = moment(word) if column.past and not code else None
    return "in_the_future" if when and when.date() > LAST_DAY else code


@cache
def moment(word: str) -> datetime | None:
    for form in (*DATES, *TIMES):
        try:
            return datetime.strptime(word, form)  # noqa: DTZ007 - local words, compared with each other only
        except ValueError:
            continue
    return None


def _broken_rule(row: Mapping[str, str], key: str) -> str | None:
    """The contracts' rules across columns, said again by hand."""
    orders = {
        "police_recorded_crime": (("committed_from", "committed_to"), ("committed_from", "recorded_on")),
        "ed_assaults": (("period_starts_on", "period_ends_on"), ("assaulted_at", "arrived_at")),
        "youth_justice": (("offence_on", "outcome_on"),),
        "childrens_social_care": (("starts_on", "ends_on"),),
    }.get(key, ())
    for first, last in orders:
        one, two = moment(row.get(first, "")), moment(row.get(last, ""))
        if one and two and (two.date() < one.date() if last.endswith("_on") else two < one):
            return "ends_before_it_starts"
    for x, y in (("easting", "northing"), ("longitude", "latitude")):
        if x in row and bool(row[x]) != bool(row[y]):
            return "half_a_place"
    if key == "school_attendance":
        missed = int(row["authorised_absence"]) + int(row["unauthorised_absence"])
        return "too_large" if missed > int(row["sessions_possible"]) else None
    return None
