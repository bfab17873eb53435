"""The areas that figures are shown for, with their outlines as GeoJSON."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.insight.indicators import queries
from headwater.insight.indicators.models import Area

router = Router(tags=["areas"])
Kind = Annotated[str, Field(min_length=1, max_length=12)]


class AreaOut(Schema):
    """One area, without its outline."""

    code: str
    kind: str
    name: str
    parent_code: str
    people: float | None
    starts_on: date | None = Field(description="Where it took another's place.")
    ends_on: date | None = Field(description="The first day on which it is no more.")
    successor_codes: list[str] = Field(description="The areas that took its place.")


class Feature(Schema):
    """One area with its outline."""

    type: str = "Feature"
    id: str
    properties: AreaOut
    geometry: dict[str, Any] | None


class Features(Schema):
    """Areas of a kind as a GeoJSON feature collection."""

    type: str = "FeatureCollection"
    features: list[Feature]


@router.get("", response={200: list[AreaOut], **errors.ANSWERS}, operation_id="areas")
def areas(request: HttpRequest, kind: Query[Kind]) -> list[AreaOut]:  # noqa: ARG001  (ninja's signature)
    """Areas of a kind: pfa, utla, csp, ltla, ward, msoa or lsoa."""
    return [_out(each) for each in queries.areas(kind).defer("outline")]


@router.get("/outlines", response={200: Features, **errors.ANSWERS}, operation_id="outlines")
def outlines(request: HttpRequest, kind: Query[Kind]) -> Features:  # noqa: ARG001  (ninja's signature)
    """Areas of a kind with their outlines, simplified, in degrees."""
    return Features(features=[_feature(each) for each in queries.areas(kind)])


@router.get("/{code}", response={200: Feature, **errors.ANSWERS}, operation_id="area")
def area(request: HttpRequest, code: str) -> Feature:  # noqa: ARG001  (ninja's signature)
    """One area with its outline."""
    return _feature(queries.get_area(code))


def _feature(each: Area) -> Feature:
    return Feature(id=each.code, properties=_out(each), geometry=each.outline)


def _out(each: Area) -> AreaOut:
    return AreaOut(
        code=each.code,
        kind=each.kind,
        name=each.name,
        parent_code=each.parent_code,
        people=each.people,
        starts_on=each.starts_on,
        ends_on=each.ends_on,
        successor_codes=each.successor_codes,
    )
