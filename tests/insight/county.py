"""Small tables as the lake would hold them, made of plain rows, for tests of insight."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Agreement
from headwater.insight.indicators.tables import GivenTables

LSOAS = ("E01900001", "E01900002", "E01900003", "E01900004")
CSPS = {
    "E01900001": "E22900001",
    "E01900002": "E22900001",
    "E01900003": "E22900002",
    "E01900004": "E22900002",
}
PFA = "E23900001"
ON = date(2026, 1, 15)

AREAS_OF = {  # the larger areas of each neighbourhood
    lsoa: (f"E0290000{half}", f"E0590000{half}", f"E0790000{half}", CSPS[lsoa], "E10900001", PFA)
    for lsoa, half in zip(LSOAS, (1, 1, 2, 2), strict=True)
}


def place_rows() -> list[dict[str, Any]]:
    """Four neighbourhoods in two community safety partnerships of one force, and one outside."""
    rows = []
    for at, lsoa in enumerate((*LSOAS, "E01999999"), start=1):
        half = 1 if at < 3 else 2
        codes = {
            "lsoa21": lsoa,
            "msoa21": f"E0290000{half}",
            "ward24": f"E0590000{half}",
            "ltla24": f"E0790000{half}",
            "csp24": CSPS.get(lsoa, "E22999999"),
            "pfa24": PFA if lsoa in CSPS else "E23999999",
            "utla": "E10900001",
        }
        names = {f"{kind}_name": f"Name of {code}" for kind, code in codes.items()}
        rows.append({**codes, **names, "in_partnership": lsoa in CSPS})
    return rows


def people_rows(each: int = 20) -> list[dict[str, Any]]:
    return [{"lsoa21": lsoa, "age_years": age, "people": float(each)} for lsoa in LSOAS for age in range(91)]


def street_row(lsoa: str | None, month: date, crime_type: str, weight: float = 1.0) -> dict[str, Any]:
    return {"lsoa21": lsoa, "month": month, "crime_type": crime_type, "weight": weight}


def crime_row(
    lsoa: str | None,
    recorded_on: date,
    *,
    ho_class: str = "8N",
    age: int | None = 30,
    knife: bool = False,
    domestic: bool | None = False,
) -> dict[str, Any]:
    return {
        "lsoa21": lsoa,
        "recorded_on": recorded_on,
        "ho_class": ho_class,
        "ho_subcode": None,
        "victim_age": age,
        "victim_sex": "M",
        "victim_ethnicity": "W1",
        "location_type": "STREET",
        "knife": knife,
        "domestic": domestic,
        "weight": 1.0,
    }


SCHEMAS = {
    "police_street_located": {
        "lsoa21": pa.string(),
        "month": pa.date32(),
        "crime_type": pa.string(),
        "weight": pa.float64(),
    },
    "police_recorded_crime_located": {
        "lsoa21": pa.string(),
        "recorded_on": pa.date32(),
        "ho_class": pa.string(),
        "ho_subcode": pa.string(),
        "victim_age": pa.int64(),
        "victim_sex": pa.string(),
        "victim_ethnicity": pa.string(),
        "location_type": pa.string(),
        "knife": pa.bool_(),
        "domestic": pa.bool_(),
        "committed_from": pa.timestamp("us"),
        "committed_to": pa.timestamp("us"),
        "easting": pa.float64(),
        "northing": pa.float64(),
        "weight": pa.float64(),
    },
}


def tables(**rows: Iterable[dict[str, Any]]) -> GivenTables:
    """The partnership's places and people, and these rows by table name, in a DuckDB of their own."""
    everything = {"places_lsoa21": place_rows(), "population_lsoa21": people_rows(), **rows}
    engine = duckdb.connect()
    stamps = {}
    for name, given in everything.items():
        listed = list(given)
        schema = None if listed and "longitude" in listed[0] else SCHEMAS.get(name)
        engine.register(
            "given", pa.Table.from_pylist(listed, schema=pa.schema(schema.items()) if schema else None)
        )
        engine.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        engine.unregister("given")
        stamps[name] = str(hash(repr(listed)))
    store = ibis.duckdb.from_connection(engine)
    made = {name: store.table(name) for name in everything}
    return GivenTables(made, dict.fromkeys(made, ON), stamps)


def square_code(x: int, y: int) -> str:
    return f"E0191{x:02d}{y:02d}"


def square_tables(cells: Iterable[tuple[int, int]], **rows: Iterable[dict[str, Any]]) -> GivenTables:
    """Neighbourhoods that are squares of about a kilometre, with boundaries."""
    places, people, shapes = [], [], []
    for x, y in cells:
        code = square_code(x, y)
        larger = {
            kind: place_rows()[0][kind] for kind in ("msoa21", "ward24", "ltla24", "csp24", "pfa24", "utla")
        }
        names = {f"{kind}_name": kind for kind in (*larger, "lsoa21")}
        places.append({"lsoa21": code, **larger, **names, "in_partnership": True})
        people += [{"lsoa21": code, "age_years": age, "people": 20.0} for age in range(91)]
        west, south = -1.2 + x * 0.0149, 53.0 + y * 0.009
        east, north = -1.2 + (x + 1) * 0.0149, 53.0 + (y + 1) * 0.009
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        shapes.append(
            {"lsoa21_code": code, "geometry": json.dumps({"type": "Polygon", "coordinates": [ring]})}
        )
    given = {"places_lsoa21": places, "population_lsoa21": people, "boundaries_lsoa21": shapes}
    return tables(**{**given, **rows})


def month_start(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def sign_agreement(
    contract_key: str, *, starts_on: date = date(2020, 1, 1), ends_on: date = date(2030, 1, 1)
) -> Agreement:
    """An agreement of two parties over every field of a contract's records."""
    by = partners.operator()
    parties = [
        partners.find_organisation(key)
        or partner_actions.register_organisation(
            key=key, name=key, kind=kind, starts_on=date(2019, 1, 1), by=by
        )
        for key, kind in (("the-partnership", "partnership"), ("the-supplier", "police"))
    ]
    text = partner_actions.AgreementText(
        key=f"for-{contract_key.replace('_', '-')}",
        title=f"Sharing of {contract_key}",
        parties=tuple(parties),
        purpose="violence-reduction",
        lawful_basis="Serious Violence Duty",
        contract_key=contract_key,
        fields=("*",),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return partner_actions.sign_agreement(text, by=by)
