"""Samples of each source: recognised by headings alone; broken ones have exactly the problems beside them."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from headwater.data.contracts import cells, recognition, registry
from headwater.data.contracts.language import Contract, Kind

SAMPLES = Path(__file__).parents[2] / "samples"
CONTRACTS = registry.contracts()
TABLES = [path for key in CONTRACTS for path in sorted((SAMPLES / key).glob("*.csv"))]
BOUNDARIES = [path for key in CONTRACTS for path in sorted((SAMPLES / key).glob("*.geojson"))]
CASTS = {Kind.WHOLE: "DOUBLE", Kind.NUMBER: "DOUBLE", Kind.LONGITUDE: "DOUBLE", Kind.LATITUDE: "DOUBLE"}
CASTS |= {Kind.DATE: "DATE", Kind.TIMESTAMP: "TIMESTAMP"}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


each_table = pytest.mark.parametrize("path", TABLES, ids=name_of)


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        headings, *rows = csv.reader(lines)
    return headings, rows


def named_rows(contract: Contract, path: Path) -> list[dict[str, str]]:
    headings, rows = read(path)
    places = recognition.match(contract, headings).places
    return [{name: row[place] for name, place in places.items()} for row in rows]


def problems(contract: Contract, path: Path) -> list[dict[str, Any]]:
    found = []
    for line, row in enumerate(named_rows(contract, path), start=2):
        broken = {name: cells.problem_with(contract.column(name), cell) for name, cell in row.items()}
        found += [{"line": line, "column": name, "code": code} for name, code in broken.items() if code]
        if not any(broken.values()):
            found += [{"line": line, "column": c, "code": code} for c, code in broken_rules(contract, row)]
    return found


def broken_rules(contract: Contract, row: dict[str, str]) -> list[tuple[str, str]]:
    typed = ", ".join(
        f"{typed_cell(contract.column(name).kind, cell)} AS {name}" for name, cell in row.items()
    )
    return [
        (rule.column, rule.code)
        for rule in contract.rules
        if duckdb.sql(f"SELECT {rule.broken} FROM (SELECT {typed})").fetchone() == (True,)
    ]


def typed_cell(kind: Kind, cell: str) -> str:
    text = "'" + cell.replace("'", "''") + "'" if cell else "NULL"
    return (
        f"CAST({text} || '-01' AS DATE)"
        if kind is Kind.MONTH
        else f"CAST({text} AS {CASTS.get(kind, 'VARCHAR')})"
    )


def test_every_contract_has_a_sample() -> None:
    assert {path.parent.name for path in TABLES + BOUNDARIES} == set(CONTRACTS)


def test_every_source_about_people_has_a_broken_sample() -> None:
    for key, contract in CONTRACTS.items():
        if contract.about_people:
            assert (SAMPLES / key / "broken.csv").exists()


@each_table
def test_a_sample_is_recognised_whatever_its_name(path: Path) -> None:
    headings, _rows = read(path)
    found = recognition.recognise(headings, CONTRACTS.values())
    assert found is not None
    assert found.contract.key == path.parent.name
    assert found.fits
    assert found.unknown == ()


@each_table
def test_a_sample_is_recognised_with_its_columns_in_another_order(path: Path) -> None:
    headings, _rows = read(path)
    found = recognition.recognise([*reversed(headings), "Remarks"], CONTRACTS.values())
    assert found is not None
    assert found.contract.key == path.parent.name
    assert found.unknown == (len(headings),)


@each_table
def test_a_sample_lacking_a_column_that_must_be_there_is_not_taken_for_its_contract(path: Path) -> None:
    contract = CONTRACTS[path.parent.name]
    headings, _rows = read(path)
    places = recognition.match(contract, headings).places
    for column in contract.columns:
        if not column.optional:
            rest = [heading for place, heading in enumerate(headings) if place != places[column.name]]
            found = recognition.recognise(rest, CONTRACTS.values())
            assert found is None or found.contract.key != contract.key
            assert recognition.match(contract, rest).missing == (column.name,)


@each_table
def test_a_sample_has_exactly_its_stated_problems(path: Path) -> None:
    stated = path.with_suffix(".json")
    expected = json.loads(stated.read_text(encoding="utf-8")) if stated.exists() else []
    assert problems(CONTRACTS[path.parent.name], path) == expected
    assert bool(expected) == (path.name == "broken.csv")


@each_table
def test_the_key_of_a_good_sample_is_unique(path: Path) -> None:
    contract = CONTRACTS[path.parent.name]
    rows = named_rows(contract, path)
    keys = [tuple(row.get(name, "") for name in contract.row_key) for row in rows]
    if contract.row_key and path.name != "broken.csv":
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", BOUNDARIES, ids=name_of)
def test_a_boundary_sample_is_recognised_by_its_properties(path: Path) -> None:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    contract = CONTRACTS[path.parent.name]
    for feature in features:
        found = recognition.recognise([*feature["properties"], "geometry"], CONTRACTS.values())
        assert found is not None
        assert found.contract is contract
        code = list(feature["properties"].values())[found.places[contract.row_key[0]]]
        assert cells.problem_with(contract.column(contract.row_key[0]), code) is None


def test_one_heading_twice_is_said_and_does_not_fit() -> None:
    headings, _rows = read(SAMPLES / "gazetteer" / "good.csv")
    found = recognition.recognise([*headings, "Name"], CONTRACTS.values())
    assert found is not None
    assert found.duplicated == ("Name",)
    assert not found.fits


@pytest.mark.parametrize("headings", [[], [""], ["a", "b"], ["Month", "Longitude", "Latitude"]])
def test_headings_of_nothing_are_recognised_as_nothing(headings: list[str]) -> None:
    assert recognition.recognise(headings, CONTRACTS.values()) is None
