"""Real street files of Nottinghamshire, from the raw rows to the pages: counted again here with nothing but a CSV reader, every
figure that a resident reads must be the same number.
"""

import csv
import gzip
import io
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from data import walking
from django.test import Client

from headwater.data import flow
from headwater.data.lake.tables import LakeTables
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions
from headwater.insight.indicators import queries as indicators

pytestmark = [pytest.mark.reference, pytest.mark.django_db(databases=["default", "vault"])]
DATA = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[3] / "shared")) / "data"
if not DATA.is_dir():
    pytest.skip("the reference folder is not here", allow_module_level=True)

MONTHS = ("2021-12", "2022-01", "2022-03")  # February 2022 is left out, as some months are in every real set
KEY, CRIME = "police_street_violence", "Violence and sexual offences"
FORCE = "E23000019"
DISTRICTS = {
    "E07000170": "Ashfield",
    "E07000171": "Bassetlaw",
    "E07000172": "Broxtowe",
    "E07000173": "Gedling",
    "E07000174": "Mansfield",
    "E07000175": "Newark and Sherwood",
    "E06000018": "Nottingham",
    "E07000176": "Rushcliffe",
}


def raw_rows() -> list[dict[str, str]]:
    """Every violent offence of these months, as the files have them."""
    rows: list[dict[str, str]] = []
    for month in MONTHS:
        path = DATA / "police_uk" / "nottinghamshire" / "street" / f"{month}-nottinghamshire-street.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            rows += [row for row in csv.DictReader(lines) if row["Crime type"] == CRIME]
    return rows


def district_of(row: dict[str, str]) -> str:
    """The district that a neighbourhood is named after: "Newark and Sherwood 004B"."""
    return row["LSOA name"][:-5]


def unchanged() -> set[str]:
    """Neighbourhoods that are the same in 2011 and in 2021, by the national lookup."""
    (path,) = (DATA / "places" / "notts").glob("lookup_lsoa11_lsoa21*")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["lsoa21_code"] for row in csv.DictReader(lines) if row["change_code"] == "U"}


@pytest.fixture
def nottinghamshire(tmp_path, settings) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"
    places = [*(DATA / "places" / "notts").glob("lookup_*"), *(DATA / "places").glob("**/*.geojson*")]
    streets = [
        DATA / "police_uk" / "nottinghamshire" / "street" / f"{m}-nottinghamshire-street.csv.gz"
        for m in MONTHS
    ]
    for path in (*sorted(places), *streets):
        walking.walk(path)
    flow.settle()
    actions.refresh(LakeTables(), by=partners.operator(), only=[KEY])


def shown(area: str) -> dict[str, tuple[str, str]]:
    """What anybody can download from the trends page of an area: state and number of each month."""
    answer = Client().get("/trends/table.csv", {"indicator": KEY, "area": area, "grain": "month"})
    assert answer.status_code == 200, area
    rows = csv.DictReader(io.StringIO(answer.content.decode()))
    return {row["period_start"][:7]: (row["status"], row["n"]) for row in rows if row["area_code"] == area}


def counted(rows: Counter[str]) -> dict[str, tuple[str, str]]:
    found = {month: ("value", f"{rows[month]:.1f}") if rows[month] else ("zero", "0.0") for month in MONTHS}
    return found | {"2022-02": ("not_collected", "")}


def test_trends_are_the_raw_rows_counted_by_hand(nottinghamshire: None) -> None:
    """The force has every row that it recorded; a row without a place, or over the border, counts in no district."""
    rows = raw_rows()
    assert shown(FORCE) == counted(Counter(row["Month"] for row in rows))
    placed = [row for row in rows if district_of(row) in DISTRICTS.values()]
    for code, name in DISTRICTS.items():
        mine = Counter(row["Month"] for row in placed if district_of(row) == name)
        assert shown(code) == counted(mine), name
    assert any(not row["LSOA code"] for row in rows)
    assert any(row["LSOA code"] and district_of(row) not in DISTRICTS.values() for row in rows)
    same = unchanged()
    by_hood: dict[str, Counter[str]] = defaultdict(Counter)
    for row in placed:
        if row["LSOA code"] in same:
            by_hood[row["LSOA code"]][row["Month"]] += 1
    for code in sorted(by_hood, key=lambda code: -by_hood[code].total())[:5]:
        assert shown(code) == counted(by_hood[code]), code


def test_the_public_map_has_every_district_with_the_number_of_its_raw_rows(nottinghamshire: None) -> None:
    newest = Counter(district_of(row) for row in raw_rows() if row["Month"] == MONTHS[-1])
    table = Client().get("/map/places.csv", {"indicator": KEY, "kind": "ltla"}).content.decode()
    rows = csv.DictReader(io.StringIO(table))
    assert {row["name"]: float(row["n"]) for row in rows} == {n: newest[n] for n in DISTRICTS.values()}
    layer = Client().get("/map/areas.geojson", {"indicator": KEY, "kind": "ltla"}).json()
    assert {feature["properties"]["name"] for feature in layer["features"]} == set(DISTRICTS.values())
    assert {area.code for area in indicators.areas("ltla")} == set(DISTRICTS)
