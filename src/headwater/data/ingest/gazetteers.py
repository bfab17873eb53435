"""The ground that rows are located on: codes and their changes, outlines, and the partnership's own list of places."""

import hashlib
from dataclasses import dataclass

from headwater.data.ingest.models import PlaceReview
from headwater.data.lake import engine, reading
from headwater.places import boundaries
from headwater.places.boundaries import Boundaries
from headwater.places.gazetteer import Gazetteer, Place

OUTLINES, PLACES, WEIGHTS, NAMES = "boundaries_lsoa21", "places_lsoa21", "lookup_weights", "gazetteer"


@dataclass(frozen=True)
class Ground:
    """`stamp` changes whenever locating the same row could give another answer."""

    stamp: str
    boundaries: Boundaries | None
    gazetteer: Gazetteer | None
    places: tuple[Place, ...]
    place_codes: tuple[str | None, ...]  # the LSOA of each place of the gazetteer
    has_codes: bool


def prepare() -> Ground:
    """Read the ground once, and lay its codes out in the engine as `ground_codes`, `ground_moved` and `ground_split`."""
    _lay_codes()
    outlines = _outlines()
    places = _places()
    codes = _codes_of(places, outlines)
    gazetteer = Gazetteer(places) if places else None
    return Ground(_stamp(), outlines, gazetteer, tuple(places), codes, reading.exists(PLACES))


def _lay_codes() -> None:
    con = engine.connection()
    codes = (
        f"SELECT lsoa21 FROM ({reading.rows_sql(PLACES)})"
        if reading.exists(PLACES)
        else "SELECT CAST(NULL AS VARCHAR) AS lsoa21 WHERE false"
    )
    weights = (
        f"SELECT lsoa11, lsoa21, weight, count(*) OVER (PARTITION BY lsoa11) AS successors FROM ({reading.rows_sql(WEIGHTS)})"
        if reading.exists(WEIGHTS)
        else "SELECT CAST(NULL AS VARCHAR) AS lsoa11, CAST(NULL AS VARCHAR) AS lsoa21, 1.0 AS weight, 1 AS successors WHERE false"
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE ground_codes AS {codes}")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE ground_moved AS SELECT lsoa11, lsoa21 FROM ({weights}) WHERE successors = 1"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE ground_split AS SELECT lsoa11, lsoa21, weight FROM ({weights}) WHERE successors > 1"
    )


def _outlines() -> Boundaries | None:
    if not reading.exists(OUTLINES):
        return None
    rows = (
        engine.connection()
        .execute(f"SELECT lsoa21_code, geometry FROM ({reading.rows_sql(OUTLINES)})")
        .fetchall()
    )
    return boundaries.from_geojson_texts([str(code) for code, _ in rows], [str(text) for _, text in rows])


def _places() -> list[Place]:
    if not reading.exists(NAMES):
        return []
    query = (
        f"SELECT name, kind, longitude, latitude, coalesce(aliases, '') FROM ({reading.rows_sql(NAMES)}) "
        "WHERE longitude IS NOT NULL AND latitude IS NOT NULL ORDER BY place_key"
    )
    rows = engine.connection().execute(query).fetchall()
    return [
        Place(str(n), str(k), float(x), float(y), tuple(a for a in str(also).split("|") if a.strip()))
        for n, k, x, y, also in rows
    ]


def _codes_of(places: list[Place], outlines: Boundaries | None) -> tuple[str | None, ...]:
    if not places or outlines is None:
        return tuple(None for _ in places)
    return tuple(outlines.locate([p.longitude for p in places], [p.latitude for p in places]))


def _stamp() -> str:
    decisions = (
        PlaceReview.objects.exclude(decision="").order_by("words_hash").values_list("words_hash", "decision")
    )
    facts = [*(reading.stamp(each) for each in (OUTLINES, PLACES, WEIGHTS, NAMES)), *map(str, decisions)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
