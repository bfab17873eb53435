"""When in the week and in what kinds of place events happen, as rows: for partners, of the whole force area."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.indicators import hours_and_places, registry
from headwater.insight.indicators.said_of_week import PlaceType, WeekBlock
from headwater.insight.indicators.time_of_week import DAYS
from headwater.insight.release.released import Provenance, ReleasedFigure
from headwater.vocabulary.states import FigureState

router = Router(tags=["maps"])
PERMISSION = "hotspots.read_partner"


class Block(Schema):
    """Four hours of one day of the week."""

    day: str = Field(description="The day that the night began on")
    from_hour: int
    to_hour: int
    n: float | None = Field(description="The number counted; none where it is hidden")
    times_even: float | None = Field(description="How many times an even spread over the week")
    p_adjusted: float | None = Field(
        description="Two-sided, exact, adjusted for all blocks (Benjamini-Hochberg)"
    )
    reading: str = Field(description="`more`, `less` or `even`; empty where the count is hidden")
    status: FigureState


class Week(Schema):
    """When in the week events happen, in one year."""

    indicator: str
    area: str
    period: date = Field(description="First day of the period")
    period_end: date = Field(description="First day after the period")
    says: list[str]
    unknown: float | None = Field(description="The number whose hour is not known; none where it is hidden")
    source: str
    extracted_on: date
    disclosure: str
    blocks: list[Block]


class Kind(Schema):
    """One kind of place."""

    key: str
    words: str
    n: float | None
    share: float | None = Field(description="Per cent of those with a known kind of place that are shown")
    before: float | None = Field(description="The number counted in the year before")
    status: FigureState


class Kinds(Schema):
    """In what kinds of place events happen, in one year."""

    indicator: str
    area: str
    period: date
    period_end: date
    says: str
    source: str
    extracted_on: date
    disclosure: str
    kinds: list[Kind]


@router.get("/{indicator}/time-of-week", response={200: Week, **errors.ANSWERS}, operation_id="time_of_week")
def time_of_week(request: HttpRequest, indicator: str) -> Week:
    """When in the week does it happen? For partners."""
    caller(request).check(PERMISSION)
    registry.get_indicator(indicator)
    found = hours_and_places.time_of_the_week(indicator, on=clock.today())
    return Week(
        indicator=indicator,
        area=found.area_name,
        period=found.period.start,
        period_end=found.period.end,
        says=list(found.says),
        unknown=_n(found.unknown),
        blocks=[_block(each) for each in found.blocks],
        **_origin(found.provenance),
    )


@router.get(
    "/{indicator}/kinds-of-place", response={200: Kinds, **errors.ANSWERS}, operation_id="kinds_of_place"
)
def kinds_of_place(request: HttpRequest, indicator: str) -> Kinds:
    """In what kinds of place does it happen? For partners."""
    caller(request).check(PERMISSION)
    registry.get_indicator(indicator)
    found = hours_and_places.place_types(indicator, on=clock.today())
    return Kinds(
        indicator=indicator,
        area=found.area_name,
        period=found.period.start,
        period_end=found.period.end,
        says=found.says,
        kinds=[_kind(each) for each in found.rows],
        **_origin(found.provenance),
    )


def _block(each: WeekBlock) -> Block:
    return Block(
        day=DAYS[each.block.day],
        from_hour=each.block.from_hour,
        to_hour=each.block.to_hour,
        n=_n(each.figure),
        times_even=each.times,
        p_adjusted=each.p,
        reading=each.level,
        status=each.figure.state,
    )


def _kind(each: PlaceType) -> Kind:
    return Kind(
        key=each.key,
        words=each.words,
        n=_n(each.figure),
        share=each.share,
        before=_n(each.before) if each.before else None,
        status=each.figure.state,
    )


def _n(figure: ReleasedFigure) -> float | None:
    return None if figure.state is FigureState.SUPPRESSED else figure.n


def _origin(origin: Provenance) -> dict[str, Any]:
    return {
        "source": origin.attribution,
        "extracted_on": origin.extracted_on,
        "disclosure": origin.policy_words,
    }
