"""Maps as files: a table of places, and their outlines with the same facts, each with its source and how to read it."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.said import ReleasedNearRepeat
from headwater.insight.release.released import Provenance
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.states import FigureState
from headwater.web import downloads
from headwater.web.map_sheets import Mark, Sheet, outlines

Columns = dict[str, tuple[str, str]]
ORIGIN: Columns = {
    "period_start": ("date", "First day of the period"),
    "period_end": ("date", "First day after the period"),
    "indicator": ("string", "Key of the indicator"),
    "source": ("string", "Where it comes from"),
    "extracted_on": ("date", "The day the source was read"),
}
PLACES: Columns = {
    "code": ("string", "Code of the area; a square's grid, easting and northing"),
    "name": ("string", "Name of the area; a square's National Grid reference and ward"),
    "reading": ("string", "What the map says of the place"),
    "value": ("number", "The figure of an area; of a square, events for each square kilometre, smoothed"),
    "n": ("number", "The number counted; empty where it is not told"),
    "lower": ("number", "Lower limit of the likely range (95%)"),
    "upper": ("number", "Upper limit of the likely range (95%)"),
    "status": ("string", "value, zero, suppressed, not_collected or not_applicable; empty for a square"),
    "z": (
        "number",
        "How far the place, with those around it, lies from the map's mean, in standard deviations",
    ),
    "p_adjusted": (
        "number",
        "How often chance alone would give that, adjusted for all places (Benjamini-Hochberg)",
    ),
    "pattern": (
        "string",
        "Over five years: persistent, emerging, former, intermittent, or none; low_ before it where there is less",
    ),
    "steadied": (
        "number",
        "The rate drawn toward the map's by as much as chance accounts for (empirical Bayes)",
    ),
    "kept": ("number", "How much of its own rate that kept, from 0 to 1"),
    **ORIGIN,
}
NEAR: Columns = {
    "kind": ("string", "The kind of event"),
    "from_m": ("number", "Events at least so far apart, in metres"),
    "to_m": ("number", "and nearer than this"),
    "from_day": ("number", "At least so many days apart"),
    "to_day": ("number", "and fewer than this"),
    "times_chance": ("number", "How many times as common as chance would make them"),
    "pairs": ("number", "Pairs of events"),
    "p_adjusted": ("number", "How often chance alone would give as many, adjusted for all bands"),
    "status": ("string", "value, zero, suppressed or not_applicable"),
    **ORIGIN,
}
DISTRICTS = "ltla"


def as_csv(sheet: Sheet) -> bytes:
    return _written(PLACES, (_row(sheet, mark) for mark in sheet.marks))


def as_geojson(sheet: Sheet) -> dict[str, Any]:
    """Every place with its outline and facts, and what must be known to read them."""
    origin = sheet.provenance
    return _collection(
        ({"id": mark.code, **_feature(shape, _row(sheet, mark))} for mark, shape in _drawn(sheet)),
        title=sheet.title,
        period=sheet.period.words(),
        source=origin.attribution,
        disclosure=origin.policy_words,
        notes=[*sheet.says, *origin.notes],
    )


def layer(sheet: Sheet) -> dict[str, Any]:
    """What the browser draws: places with their look, and the districts round them."""
    places = [
        _feature(
            shape,
            {
                "name": mark.name,
                "look": mark.look,
                "says": f"{mark.words}. {sheet.headings[0]}: {mark.cells[0]}",
            },
        )
        for mark, shape in _drawn(sheet)
    ]
    districts = [
        _feature(area.outline, {"name": area.name, "look": "frame", "centre": area.centre})
        for area in indicators.areas(DISTRICTS)
        if area.outline
    ]
    return _collection([*places, *districts])


def near_as_csv(found: Iterable[ReleasedNearRepeat]) -> bytes:
    rows = (
        {
            "kind": each.of,
            **{name: getattr(band, name) for name in ("from_m", "to_m", "from_day", "to_day")},
            "times_chance": band.figure.value,
            "pairs": None if band.figure.state is FigureState.SUPPRESSED else band.figure.n,
            "p_adjusted": band.p,
            "status": band.figure.state.value,
            "period_start": band.figure.period.start,
            "period_end": band.figure.period.end,
            **_origin(each.provenance),
        }
        for each in found
        for band in each.bands
    )
    return _written(NEAR, rows)


def metadata(address: str, sheet: Sheet) -> bytes:
    return downloads.metadata(address, sheet.title, sheet.provenance, PLACES)


def _drawn(sheet: Sheet) -> list[tuple[Mark, dict[str, Any]]]:
    shapes = outlines(sheet)
    return [(mark, shapes[mark.code]) for mark in sheet.marks if mark.code in shapes]


def _row(sheet: Sheet, mark: Mark) -> dict[str, Any]:
    return {
        "code": mark.code,
        "name": mark.name,
        "reading": mark.words,
        **mark.facts,
        "period_start": sheet.period.start,
        "period_end": sheet.period.end,
        **_origin(sheet.provenance),
    }


def _origin(origin: Provenance) -> dict[str, Any]:
    return {
        "indicator": origin.indicator,
        "source": origin.attribution,
        "extracted_on": origin.extracted_on,
    }


def _written(columns: Columns, rows: Iterable[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue().encode()


def _feature(shape: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": shape, "properties": facts}


def _collection(features: Iterable[dict[str, Any]], **facts: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **facts, "features": list(features)}


def written(collection: dict[str, Any]) -> bytes:
    return json.dumps(collection, default=str, separators=(",", ":")).encode()
