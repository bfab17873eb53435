"""The reference folder's own files: every one opens or is refused, and nothing of a table is lost."""

import gzip
import os
from pathlib import Path

import duckdb
import pytest

from headwater.data.ingest.formats.sheets import relation

REFERENCE = Path(os.environ.get("HEADWATER_REFERENCE", "../shared")) / "data"
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not here"),
]
STREET = sorted(REFERENCE.glob("police_uk/*/street/*.csv.gz"))


@pytest.mark.parametrize("path", STREET, ids=lambda path: path.name)
def test_a_month_of_street_crime_takes_the_fast_path_and_keeps_every_row(opened, path):
    (sheet,) = opened(path).sheets
    lines = gzip.decompress(path.read_bytes()).count(b"\n")
    read = duckdb.sql(f"SELECT count(*), min(_line), max(_line) FROM {relation(sheet)}").fetchone()
    assert sheet.kind == "csv"
    assert read == (lines - 1, 2, lines)
    assert sheet.rows_hint == lines - 1


def test_both_paths_read_the_same_cells(opened):
    fast, slow = (opened(STREET[0], thorough=each).sheets[0] for each in (False, True))
    differ = duckdb.sql(f"(FROM {relation(fast)} EXCEPT FROM {relation(slow)})").fetchall()
    assert (fast.kind, slow.kind, differ) == ("csv", "parquet", [])


def test_whole_numbers_of_the_population_have_no_decimals(opened):
    (sheet,) = opened(REFERENCE / "places/england/population20_lsoa11.parquet").sheets
    place = sheet.headings.index("total_population")
    found = duckdb.sql(f"SELECT count(*) FROM {relation(sheet)} WHERE c{place} LIKE '%.%'").fetchone()
    assert found == (0,)
    assert sheet.rows_hint == 34_753


@pytest.mark.parametrize(
    ("name", "areas"), [("lsoa21", 684), ("lsoa11", 679), ("msoa21", 137), ("ward", 188)]
)
def test_boundaries_keep_every_area(opened, name, areas):
    (sheet,) = opened(REFERENCE / f"places/boundaries/notts_{name}.geojson").sheets
    assert (sheet.rows_hint, sheet.headings[-1]) == (areas, "geometry")


def test_every_file_opens_or_is_refused_in_words(opened):
    for path in sorted(each for each in REFERENCE.rglob("*") if each.is_file()):
        found = opened(path)
        assert found.sheets or found.refused, path.name
        assert all(problem.says() for problem in found.problems)
