"""Every reference file is recognised as the contract it should be, and no real row breaks its contract."""

import csv
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from headwater.data.contracts import recognition
from headwater.data.contracts.language import Column, Contract, Kind
from headwater.data.contracts.registry import contracts

pytestmark = pytest.mark.reference
FOLDER = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[4] / "shared")) / "data"
if not FOLDER.is_dir():
    pytest.skip("the reference folder is not here", allow_module_level=True)

# The beginning of a file's path -> the contract that its headings must be recognised as.
EXPECTED = {
    "police_uk/nottinghamshire/street/": "police_street",
    "police_uk/nottinghamshire/outcomes/": "police_outcomes",
    "aggregates/c3_factors": "children_in_need_factors",
    "aggregates/fingertips": "fingertips",
    "aggregates/hes_assault_sharp_object": "hes_sharp_object_admissions",
    "aggregates/knife_enabled": "knife_enabled_pfa_quarterly",
    "aggregates/object_legislation": "stop_and_search_ltla_ethnicity",
    "aggregates/ons-ethnic": "ethnicity_utla23",
    "aggregates/violence_related": "dfe_la_indicators",
    "places/boundaries/notts_lsoa11": "boundaries_lsoa11",
    "places/boundaries/notts_lsoa21": "boundaries_lsoa21",
    "places/boundaries/notts_msoa21": "boundaries_msoa21",
    "places/boundaries/notts_ward": "boundaries_ward",
    "places/england/ethnicity21_ltla21": "ethnicity_ltla21",
    "places/england/imd2025": "imd2025_lsoa21",
    "places/england/lookup_lsoa11_lsoa21": "lookup_lsoa11_lsoa21_ltla22",
    "places/england/lookup_lsoa21_ward24": "lookup_lsoa21_ward24_ltla24",
    "places/england/lookup_ltla21_utla21": "lookup_ltla21_utla21",
    "places/england/lookup_ltla24_csp24": "lookup_ltla24_csp24_pfa24",
    "places/england/population20_lsoa11": "population_lsoa11",
    "places/england/population20_ltla21": "population_ltla21",
    "places/notts/age_gender21": "age_sex_ltla21",
    "places/notts/ethnicity21_lsoa21": "ethnicity_lsoa21",
    "places/notts/ethnicity21_ltla21": "ethnicity_ltla21",
    "places/notts/imd2019": "imd2019_lsoa11",
    "places/notts/imd2025_england_lsoa21_indicators": "imd2025_lsoa21_indicators",
    "places/notts/imd2025_england_lsoa21_notts": "imd2025_lsoa21",
    "places/notts/lookup_lsoa11_lsoa21": "lookup_lsoa11_lsoa21_ltla22",
    "places/notts/lookup_lsoa11_msoa11": "lookup_lsoa11_msoa11",
    "places/notts/lookup_lsoa21_icb24": "lookup_lsoa21_icb24",
    "places/notts/lookup_lsoa21_msoa21": "lookup_lsoa21_msoa21_ward24_ltla24",
    "places/notts/lookup_lsoa21_ward24": "lookup_lsoa21_ward24_ltla24",
    "places/notts/lookup_ltla21_utla21": "lookup_ltla21_utla21",
    "places/notts/lookup_ltla24_csp24": "lookup_ltla24_csp24_pfa24",
    "places/notts/lookup_msoa11_msoa21": "lookup_msoa11_msoa21_ltla22",
    "places/notts/population20_lsoa11": "population_lsoa11",
    "places/notts/population20_ltla21": "population_ltla21",
    "places/notts/ruc21": "ruc_lsoa21",
}
# Not a partnership's sources: other countries' events, test records of names, opinion platforms, studies.
UNRECOGNISED = ("events/", "linkage/", "polis/", "evaluation/")
TABLES = (".csv", ".csv.gz", ".parquet", ".geojson")
FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.name.endswith(TABLES) and path.is_file()
)


def expected_key(name: str) -> str | None:
    longest = max((start for start in EXPECTED if name.startswith(start)), key=len, default=None)
    return EXPECTED[longest] if longest else None


def headings_of(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return list(duckdb.sql(f"SELECT * FROM '{path}' LIMIT 0").columns)
    if path.suffix == ".geojson":
        first = json.loads(path.read_text(encoding="utf-8"))["features"][0]
        return [*first["properties"], "geometry"]
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return next(csv.reader(lines), [])
    with path.open(encoding="utf-8") as lines:
        return next(csv.reader(lines), [])


def relation_of(path: Path, headings: list[str]) -> duckdb.DuckDBPyRelation:
    if path.suffix == ".parquet":
        return duckdb.sql(f"SELECT COLUMNS(*)::VARCHAR FROM '{path}'")
    texts = "{" + ", ".join(f"""'{h.replace("'", "''")}': 'VARCHAR'""" for h in headings) + "}"
    return duckdb.sql(
        f"""SELECT * FROM read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '"',
        escape = '"', columns = {texts})"""
    )


def broken_number(column: Column, cell: str) -> Iterator[str]:
    number = f"try_cast({cell} AS DOUBLE)"
    yield f"{number} IS NULL"
    if column.kind is Kind.WHOLE:
        yield f"{number} <> floor({number})"
    if column.least is not None:
        yield f"{number} < {column.least}"
    if column.greatest is not None:
        yield f"{number} > {column.greatest}"


def broken_text(column: Column, cell: str) -> Iterator[str]:
    yield f"length({cell}) > {column.longest}"
    if column.form:
        yield f"NOT regexp_full_match({cell}, '{column.form}')"
    if column.codes is not None:
        known = ", ".join("'" + code.replace("'", "''") + "'" for code in column.codes)
        yield f"{cell} NOT IN ({known})"


def broken_sql(column: Column, cell: str) -> Iterator[str]:
    """SQL conditions, each true where a cell that is not empty breaks this column."""
    if column.kind in {Kind.WHOLE, Kind.NUMBER, Kind.LONGITUDE, Kind.LATITUDE}:
        yield from broken_number(column, cell)
    elif column.kind is Kind.MONTH:
        yield f"NOT regexp_full_match({cell}, '[0-9]{{4}}-(0[1-9]|1[0-2])')"
    elif column.kind is Kind.YES_NO:
        yield f"lower({cell}) NOT IN ('true', 'false', 'y', 'n', 'yes', 'no', '1', '0')"
    else:
        yield from broken_text(column, cell)


def broken_rows(
    contract: Contract, relation: duckdb.DuckDBPyRelation, places: dict[str, int]
) -> dict[str, int]:
    broken: dict[str, int] = {}
    for name, place in places.items():
        column = contract.column(name)
        cell = f"nullif(trim(\"{relation.columns[place].replace(chr(34), chr(34) * 2)}\"), '')"
        marked = " OR ".join(f"{cell} = '{mark}'" for mark in column.marks if mark) or "false"
        tests = " OR ".join(broken_sql(column, cell)) or "false"
        missing = f"{cell} IS NULL" if column.required and "" not in column.marks else "false"
        rows = relation.filter(f"({missing}) OR ({cell} IS NOT NULL AND NOT ({marked}) AND ({tests}))")
        if count := rows.count("*").fetchone()[0]:
            broken[name] = count
    return broken


TABLE_FILES = [name for name in FILES if expected_key(name) and not name.endswith(".geojson")]


def test_every_expected_source_is_in_the_reference_folder() -> None:
    for start in EXPECTED:
        assert any(name.startswith(start) for name in FILES), start


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_recognised_by_its_headings_alone(name: str) -> None:
    found = recognition.recognise(headings_of(FOLDER / name), contracts().values())
    expected = expected_key(name)
    assert (found.contract.key if found else None) == expected
    assert (expected is None) == name.startswith(UNRECOGNISED)
    if found:
        assert found.fits
        assert not found.unknown


@pytest.mark.parametrize("name", TABLE_FILES)
def test_no_row_of_a_real_file_breaks_its_contract(name: str) -> None:
    contract = contracts()[expected_key(name) or ""]
    headings = headings_of(FOLDER / name)
    relation = relation_of(FOLDER / name, headings)
    places = recognition.match(contract, headings).places
    assert broken_rows(contract, relation, places) == {}
    assert relation.count("*").fetchone()[0] > 0


@pytest.mark.parametrize("name", [n for n in TABLE_FILES if contracts()[expected_key(n) or ""].row_key])
def test_the_key_of_a_contract_is_unique_in_a_real_file(name: str) -> None:
    contract = contracts()[expected_key(name) or ""]
    headings = headings_of(FOLDER / name)
    relation = relation_of(FOLDER / name, headings)
    places = recognition.match(contract, headings).places
    cells = ", ".join(f'"{headings[places[column]]}"' for column in contract.row_key if column in places)
    assert relation.project(cells).distinct().count("*").fetchone() == relation.count("*").fetchone()


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".geojson")])
def test_a_real_boundary_file_keeps_its_contract(name: str) -> None:
    contract = contracts()[expected_key(name) or ""]
    features = json.loads((FOLDER / name).read_text(encoding="utf-8"))["features"]
    headings = headings_of(FOLDER / name)
    code = headings[recognition.match(contract, headings).places[contract.row_key[0]]]
    codes = [feature["properties"][code] for feature in features]
    assert len(set(codes)) == len(features)
    column = contract.column(contract.row_key[0])
    assert duckdb.execute(
        "SELECT bool_and(regexp_full_match(code, ?)) FROM (SELECT unnest(?) AS code)", [column.form, codes]
    ).fetchone() == (True,)
    assert (
        max(len(json.dumps(feature["geometry"])) for feature in features)
        < contract.column("geometry").longest
    )
