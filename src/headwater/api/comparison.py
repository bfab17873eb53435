"""Areas side by side: each area's newest year set against chance, by name and never by rank; and one area made comparable by age."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.api.estimates import EstimateOut, estimate
from headwater.governance.audit import clock
from headwater.insight.indicators import comparison, standardised
from headwater.insight.indicators.said_of_areas import ComparedArea
from headwater.statistics.funnels import Position
from headwater.vocabulary.states import FigureState

router = Router(tags=["comparisons"])
Code = Annotated[str, Field(min_length=1, max_length=40)]
Kind = Annotated[str, Field(min_length=1, max_length=12)]


class AreaBeside(Schema):
    """One area."""

    area: str
    area_name: str
    value: float | None
    n: float | None
    lower: float | None
    upper: float | None
    status: FigureState
    position: Position = Field(description="Where it lies about what chance would do")
    ratio_to_others: EstimateOut | None = Field(description="Its rate over that of the others together")


class Comparison(Schema):
    """Areas of a kind, by name."""

    indicator: str
    kind: str
    period: date
    period_end: date
    rate: float = Field(description="Of all that are compared, together")
    per: float
    spread: float = Field(description="How many times as much they differ as chance would make them")
    widened: bool = Field(description="Whether that is allowed for, so that positions are beyond it")
    says: list[str]
    source: str
    disclosure: str
    areas: list[AreaBeside]


class AgeStandardised(Schema):
    """One area's newest year as it would be with other ages; a ratio where too few are shown by age."""

    indicator: str
    area: str
    period: date
    period_end: date
    rate: EstimateOut | None
    rate_of_partnership: EstimateOut | None
    ratio: EstimateOut | None
    says: str
    source: str


@router.get("", response={200: Comparison, **errors.ANSWERS}, operation_id="comparison")
def compared(request: HttpRequest, indicator: Query[Code], kind: Query[Kind]) -> Comparison:
    """One indicator by areas of a kind: utla, csp, ltla or ward."""
    audience = caller(request).audience(None)
    found = comparison.comparison(indicator, kind, audience=audience, on=clock.today())
    return Comparison(
        indicator=found.indicator,
        kind=found.kind,
        period=found.period.start,
        period_end=found.period.end,
        rate=found.rate,
        per=found.per,
        spread=found.spread,
        widened=found.widened,
        says=[found.headline, *found.says],
        source=found.provenance.attribution,
        disclosure=found.provenance.policy_words,
        areas=[_area(each) for each in found.areas],
    )


@router.get("/by-age", response={200: AgeStandardised, **errors.ANSWERS}, operation_id="age_standardised")
def by_age(request: HttpRequest, indicator: Query[Code], area: Query[Code]) -> AgeStandardised:
    """One area's rate in the European Standard Population, beside the partnership's."""
    audience = caller(request).audience(None)
    found = standardised.standardised(indicator, area, audience=audience, on=clock.today())
    return AgeStandardised(
        indicator=found.indicator,
        area=found.area_code,
        period=found.period.start,
        period_end=found.period.end,
        rate=estimate(found.rate),
        rate_of_partnership=estimate(found.rate_of_all),
        ratio=estimate(found.ratio),
        says=found.says,
        source=found.provenance.attribution,
    )


def _area(each: ComparedArea) -> AreaBeside:
    figure = each.figure
    return AreaBeside(
        area=figure.area_code,
        area_name=figure.area_name,
        value=figure.value,
        n=figure.n,
        lower=figure.lower,
        upper=figure.upper,
        status=figure.state,
        position=each.position,
        ratio_to_others=estimate(each.ratio),
    )
