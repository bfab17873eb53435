"""Fills the areas that pages show, with outlines simplified for maps, from the lake's lookups and
boundaries.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import shapely

from headwater.insight.indicators import area_changes
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Ages
from headwater.insight.indicators.models import Area, AreaAges
from headwater.insight.indicators.published import COUNTRY, regions
from headwater.insight.indicators.tables import Tables
from headwater.places import boundaries
from headwater.places.boundaries import Boundaries

OUTLINES = "boundaries_lsoa21"
BY_AGE = ("pfa", "utla", "csp", "ltla")  # kinds whose people are kept by year of age
TOLERANCE_M = 60
DECIMALS = 5  # about a metre
PARENTS = {
    "lsoa": "msoa",
    "msoa": "ltla",
    "ward": "ltla",
    "ltla": "pfa",
    "utla": "pfa",
    "csp": "pfa",
    "pfa": None,
}


def fill(tables: Tables, frame: Frame, *, on: date) -> int:
    """Write every area of the frame, the regions, and areas that are known to have ended; returns how many. What is no longer in the
    lookups ends on this day.
    """
    changes = area_changes.changes()
    shapes = _outlines(tables, frame)
    made = [Area(code=p.code, kind=p.kind, name=p.name, in_partnership=False) for p in (COUNTRY, *regions())]
    for kind in frame.codes:
        people = frame.people_aged(Ages(), (kind,))
        for at, code in enumerate(frame.codes[kind]):
            made.append(
                Area(
                    code=code,
                    kind=kind,
                    name=frame.names[kind][code],
                    parent_code=_parent(frame, kind, at),
                    people=None if people is None else float(people[at]),
                    starts_on=area_changes.begun_on(code, changes),
                    **shapes.get(code, {}),
                )
            )
    by_code: dict[str, Area] = {}
    for area in made:  # a unitary council is its own county: the narrower kind, which comes first, stands
        by_code.setdefault(area.code, area)
    for change in changes:
        by_code.setdefault(change.code, _ended(change))
    Area.objects.exclude(code__in=by_code).filter(ends_on=None).update(ends_on=on, in_partnership=False)
    facts = ["kind", "name", "parent_code", "in_partnership", "people", "outline", "centre"]
    facts += ["starts_on", "ends_on", "successor_codes"]
    Area.objects.bulk_create(
        by_code.values(), update_conflicts=True, unique_fields=["code"], update_fields=facts, batch_size=200
    )
    _keep_ages(frame)
    return len(by_code)


def _keep_ages(frame: Frame) -> None:
    if frame.people is None:
        return
    kinds = [kind for kind in BY_AGE if kind in frame.codes]
    codes = (code for kind in kinds for code in frame.codes[kind])
    ages = dict(zip(codes, frame.summed(frame.people, kinds).tolist(), strict=True))
    AreaAges.objects.bulk_create(
        (AreaAges(area_code=code, people=people) for code, people in ages.items()),
        update_conflicts=True,
        unique_fields=["area_code"],
        update_fields=["people"],
    )


def _ended(change: area_changes.Change) -> Area:
    return Area(
        code=change.code,
        kind=change.kind,
        name=change.name,
        in_partnership=False,
        ends_on=change.starts_on,
        successor_codes=list(change.successors),
    )


def outlines(tables: Tables, frame: Frame) -> Boundaries | None:
    """The partnership's neighbourhoods as they are drawn; None until boundaries have landed."""
    if not tables.has(OUTLINES):
        return None
    columns = tables.get(OUTLINES).select("lsoa21_code", "geometry").to_pyarrow().to_pydict()
    rows = zip(columns["lsoa21_code"], columns["geometry"], strict=True)
    wanted = [(code, shape) for code, shape in rows if code in frame.position]
    return boundaries.from_geojson_texts(*zip(*wanted, strict=True)) if wanted else None


def _parent(frame: Frame, kind: str, at: int) -> str:
    above = PARENTS[kind]
    if above is None or above not in frame.codes:
        return ""
    first = int((frame.member[kind] == at).argmax())
    return frame.codes[above][int(frame.member[above][first])]


def _outlines(tables: Tables, frame: Frame) -> Mapping[str, dict[str, Any]]:
    """Outline and centre by code: larger areas are joined from the simplified small ones, so that shared
    edges stay shared.
    """
    whole = outlines(tables, frame)
    if whole is None:
        return {}
    simple = whole.simplified(tolerance_m=TOLERANCE_M)
    shape_of = dict(zip(simple.codes, simple.geometries, strict=True))
    found: dict[str, dict[str, Any]] = {}
    for kind, codes in frame.codes.items():
        groups: list[list[Any]] = [[] for _ in codes]
        for lsoa, member in zip(frame.codes["lsoa"], frame.member[kind], strict=True):
            if lsoa in shape_of:
                groups[member].append(shape_of[lsoa])
        for code, shapes in zip(codes, groups, strict=True):
            if shapes:
                found[code] = _outline(shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes))
    return found


def _outline(shape: Any) -> dict[str, Any]:
    rounded = shapely.set_precision(shape, 10**-DECIMALS)
    point = shapely.point_on_surface(shape)
    return {
        "outline": json.loads(shapely.to_geojson(rounded)),
        "centre": [round(point.x, DECIMALS), round(point.y, DECIMALS)],
    }
