"""Reference tables that every located table stands on, derived from the lookups, boundaries and populations that have landed.

`lookup_weights` moves counts of 2011 LSOAs to those of 2021 by where people live; `places_lsoa21` says which larger areas each LSOA lies
in; `population_lsoa21` says who lives there, by single year of age. Rebuilt whole whenever what they are made from changes.
"""

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from headwater.data.ingest.check import COMPRESSION
from headwater.data.lake import engine, manifest, parts, reading
from headwater.data.lake.sql import quoted
from headwater.machinery import home
from headwater.places import lookups

CHANGES, RESIDENTS = "lookup_lsoa11_lsoa21_ltla22", "ethnicity_lsoa21"
NESTED, WARDS = "lookup_lsoa21_msoa21_ward24_ltla24", "lookup_lsoa21_ward24_ltla24"
SAFETY, UPPER = "lookup_ltla24_csp24_pfa24", "lookup_ltla21_utla21"
OUTLINES, PEOPLE = "boundaries_lsoa21", "population_lsoa11"
OLDEST = 90


def rebuild(*, now: datetime) -> list[str]:
    """Bring the reference tables up to date; the names of those that changed."""
    return [table for table, (inputs, make) in TABLES.items() if _rebuilt(table, inputs, make, now)]


def _rebuilt(table: str, inputs: tuple[str, ...], make: Callable[[], str | None], now: datetime) -> bool:
    made_from = hashlib.sha256("\n".join(reading.stamp(each) for each in inputs).encode()).hexdigest()
    before = manifest.current(table)
    if before and before.made_from == made_from:
        return False
    query = make()
    if query is None:
        return False
    with tempfile.TemporaryDirectory(dir=home.folder("work")) as folder:
        finished = Path(folder) / "table.parquet"
        count = (
            engine.connection()
            .execute(f"COPY ({query}) TO {quoted(str(finished))} ({COMPRESSION})")
            .fetchone()
        )
        part = parts.move_in(table, finished, rows=int(count[0]) if count else 0)
    old = [each.path for each in manifest.all_parts(table)]
    manifest.commit(table, add=[part], drop=old, now=now, made_from=made_from)
    return True


def _weights() -> str | None:
    if not reading.exists(CHANGES):
        return None
    con = engine.connection()
    pairs = con.execute(
        f"SELECT DISTINCT lsoa11_code, lsoa21_code FROM ({reading.rows_sql(CHANGES)}) "
        "WHERE lsoa11_code IS NOT NULL AND lsoa21_code IS NOT NULL ORDER BY ALL"
    ).fetchall()
    found = lookups.weights_from_population([(str(a), str(b)) for a, b in pairs], _residents())
    table = pa.table(
        {
            "lsoa11": pa.array(list(found.sources), pa.string()),
            "lsoa21": pa.array(list(found.targets), pa.string()),
            "weight": pa.array(list(found.weights), pa.float64()),
        }
    )
    con.register("weights_made", table)
    return "SELECT lsoa11, lsoa21, weight FROM weights_made ORDER BY ALL"


def _residents() -> dict[str, float]:
    if not reading.exists(RESIDENTS):
        return {}
    query = f"SELECT lsoa21_code, max(total_residents) FROM ({reading.rows_sql(RESIDENTS)}) GROUP BY 1"
    return {
        str(code): float(people) for code, people in engine.connection().execute(query).fetchall() if people
    }


def _places() -> str | None:
    if not any(reading.exists(each) for each in (NESTED, WARDS, OUTLINES)):
        return None
    nested = _or_empty(
        NESTED,
        "lsoa21_code lsoa21_name msoa21_code msoa21_name ward24_code ward24_name ltla24_code ltla24_name",
    )
    wards = _or_empty(WARDS, "lsoa21_code lsoa21_name ward24_code ward24_name ltla24_code ltla24_name")
    drawn = _or_empty(OUTLINES, "lsoa21_code lsoa21_name")
    safety = _or_empty(SAFETY, "ltla24_code csp24_code csp24_name pfa24_code pfa24_name")
    upper = _or_empty(UPPER, "ltla21_code utla21_code utla21_name")
    ours = {
        True: "d.lsoa21_code IS NOT NULL",
        False: "n.lsoa21_code IS NOT NULL" if reading.exists(NESTED) else "true",
    }
    return f"""
        WITH codes AS (SELECT lsoa21_code FROM {nested} UNION SELECT lsoa21_code FROM {wards} UNION SELECT lsoa21_code FROM {drawn}),
        safety AS (SELECT ltla24_code, min_by(csp24_code, csp24_code) AS csp24_code, min_by(csp24_name, csp24_code) AS csp24_name,
            min_by(pfa24_code, csp24_code) AS pfa24_code, min_by(pfa24_name, csp24_code) AS pfa24_name FROM {safety} GROUP BY 1)
        SELECT c.lsoa21_code AS lsoa21, coalesce(n.lsoa21_name, w.lsoa21_name, d.lsoa21_name) AS lsoa21_name,
            n.msoa21_code AS msoa21, n.msoa21_name AS msoa21_name,
            coalesce(n.ward24_code, w.ward24_code) AS ward24, coalesce(n.ward24_name, w.ward24_name) AS ward24_name,
            coalesce(n.ltla24_code, w.ltla24_code) AS ltla24, coalesce(n.ltla24_name, w.ltla24_name) AS ltla24_name,
            s.csp24_code AS csp24, s.csp24_name AS csp24_name, s.pfa24_code AS pfa24, s.pfa24_name AS pfa24_name,
            u.utla21_code AS utla, u.utla21_name AS utla_name, {ours[reading.exists(OUTLINES)]} AS in_partnership
        FROM codes c LEFT JOIN {nested} n USING (lsoa21_code) LEFT JOIN {wards} w USING (lsoa21_code) LEFT JOIN {drawn} d USING (lsoa21_code)
        LEFT JOIN safety s ON s.ltla24_code = coalesce(n.ltla24_code, w.ltla24_code)
        LEFT JOIN {upper} u ON u.ltla21_code = coalesce(n.ltla24_code, w.ltla24_code)
        ORDER BY 1"""


def _or_empty(table: str, columns: str) -> str:
    names = columns.split()
    if reading.exists(table):
        return f"(SELECT {', '.join(names)} FROM ({reading.rows_sql(table)}))"
    return f"(SELECT {', '.join(f'CAST(NULL AS VARCHAR) AS {each}' for each in names)} WHERE false)"


def _people() -> str | None:
    if not reading.exists(PEOPLE):
        return None
    ages = ", ".join(f"age_{age}" for age in range(OLDEST + 1))
    weights = (
        f"({reading.rows_sql('lookup_weights')})"
        if reading.exists("lookup_weights")
        else "(SELECT CAST(NULL AS VARCHAR) AS lsoa11, CAST(NULL AS VARCHAR) AS lsoa21, 1.0 AS weight WHERE false)"
    )
    return f"""
        SELECT coalesce(w.lsoa21, p.lsoa11_code) AS lsoa21, CAST(substr(p.age, 5) AS INTEGER) AS age_years,
            sum(p.people * coalesce(w.weight, 1.0)) AS people
        FROM (UNPIVOT (SELECT lsoa11_code, {ages} FROM ({reading.rows_sql(PEOPLE)})) ON {ages} INTO NAME age VALUE people) p
        LEFT JOIN {weights} w ON w.lsoa11 = p.lsoa11_code
        GROUP BY ALL ORDER BY ALL"""


TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[], str | None]]] = {
    "lookup_weights": ((CHANGES, RESIDENTS), _weights),
    "places_lsoa21": ((NESTED, WARDS, SAFETY, UPPER, OUTLINES), _places),
    "population_lsoa21": ((PEOPLE, "lookup_weights"), _people),
}
