"""A slow, obvious reader of the county's files and of the contracts' columns, in plain Python: what the
product must agree with.
"""

import csv
import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl

from headwater.data.contracts.language import Column, Contract, Kind
from headwater.data.contracts.recognition import match

Row = dict[str, str]
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y")
TIMES = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S")


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Headings and rows, empty cells as ''."""
    if path.suffix == ".xlsx":
        return _workbook(path)
    if path.suffix == ".xml":
        return _records(path)
    if path.suffix == ".geojson":
        return _features(path)
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
    if not word or word in column.marks:
        return "missing_value" if column.required else None
    checks = {
        Kind.WHOLE: _number_problem,
        Kind.NUMBER: _number_problem,
        Kind.DATE: _date_problem,
        Kind.TIMESTAMP: _date_problem,
        Kind.YES_NO: lambda w, _: None if w.lower() in {"y", "n", "true", "false"} else "not_a_yes_or_no",
        Kind.MONTH: lambda w, _: None if re.fullmatch(r"\d{4}-\d{2}", w) else "not_a_month",
        Kind.LONGITUDE: lambda w, _: None if -9 < float(w) < 2.1 else "outside_the_country",
        Kind.LATITUDE: lambda w, _: None if 49.8 < float(w) < 61 else "outside_the_country",
        Kind.TEXT: _text_problem,
    }
    check = checks.get(column.kind)
    return check(word, column) if check else None


def _text_problem(word: str, column: Column) -> str | None:
    if column.codes is not None and word not in column.codes:
        return "unknown_code"
    if column.form and not re.fullmatch(column.form, word):
        return "wrong_form"
    return "too_long" if len(word) > column.longest else None


def _number_problem(word: str, column: Column) -> str | None:
    try:
        value = float(word)
    except ValueError:
        return "not_a_number"
    if column.kind is Kind.WHOLE and value != int(value):
        return "not_a_whole_number"
    if column.least is not None and value < column.least:
        return "too_small"
    return "too_large" if column.greatest is not None and value > column.greatest else None


def moment(word: str) -> datetime | None:
    for form in (*DATES, *TIMES):
        try:
            return datetime.strptime(word, form)  # noqa: DTZ007 - local words, compared with each other only
        except ValueError:
            continue
    return None


def _date_problem(word: str, column: Column) -> str | None:
    when = moment(word)
    if when is None:
        return "impossible_date" if re.search(r"\d{4}", word) else "not_a_date"
    return "in_the_future" if column.past and when.date() > date(2026, 4, 1) else None


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
    if "easting" in row and bool(row["easting"]) != bool(row["northing"]):
        return "half_a_place"
    if key == "school_attendance":
        missed = int(row["authorised_absence"]) + int(row["unauthorised_absence"])
        return "too_large" if missed > int(row["sessions_possible"]) else None
    return None
