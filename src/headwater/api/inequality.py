"""Inequality as rows: the gap along the ladder of deprivation year by year, and groups with bounds for the missing."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.api.estimates import EstimateOut, estimate
from headwater.governance.audit import clock
from headwater.insight.indicators import disparities, gradient
from headwater.insight.indicators.said_of_areas import Gap, GapChange, Moved

router = Router(tags=["inequality"])
Code = Annotated[str, Field(min_length=1, max_length=40)]


class FifthOut(Schema):
    """One fifth of the neighbourhoods."""

    key: str
    value: float | None
    n: float | None
    lower: float | None
    upper: float | None
    people: float | None


class GapOut(Schema):
    """One year."""

    period: date
    period_end: date
    fifths: list[FifthOut]
    most_to_least_deprived: EstimateOut | None
    relative_index: EstimateOut | None
    slope_index: EstimateOut | None
    attributable_fraction: EstimateOut | None


class ChangeOut(Schema):
    """The newest year's gap beside an earlier one's."""

    since: date
    relative_index_times: EstimateOut | None
    as_ratio: Moved
    slope_index_more: EstimateOut | None
    as_difference: Moved | None


class Inequality(Schema):
    """The gap along the ladder of deprivation, oldest year first."""

    indicator: str
    area: str
    area_name: str
    says: list[str]
    gaps: list[GapOut]
    changes: list[ChangeOut]
    source: str
    notes: list[str]


class GroupOut(Schema):
    """One ethnic group beside the reference."""

    key: str
    recorded: EstimateOut | None
    least: EstimateOut | None = Field(description="If all of no known group were of the reference")
    most: EstimateOut | None = Field(description="If all of no known group were of this group")
    says: str


class Groups(Schema):
    """Ethnic groups beside one reference group, in the newest year."""

    indicator: str
    area: str
    period: date
    period_end: date
    reference: str
    missing_share: float
    says: str
    groups: list[GroupOut]
    source: str


@router.get("/deprivation", response={200: Inequality, **errors.ANSWERS}, operation_id="deprivation")
def by_deprivation(request: HttpRequest, indicator: Query[Code], area: Query[Code]) -> Inequality:
    """How much oftener something happens in the most deprived neighbourhoods, and what became of that gap."""
    audience = caller(request).audience(None)
    found = gradient.gradient(indicator, area, audience=audience, on=clock.today())
    return Inequality(
        indicator=found.indicator,
        area=found.area_code,
        area_name=found.area_name,
        says=[found.headline, *found.says],
        gaps=[_gap(each) for each in found.gaps],
        changes=[_change(each) for each in found.changes],
        source=found.provenance.attribution,
        notes=list(found.provenance.notes),
    )


@router.get("/ethnicity", response={200: Groups, **errors.ANSWERS}, operation_id="ethnicity")
def by_ethnicity(request: HttpRequest, indicator: Query[Code], area: Query[Code]) -> Groups:
    """Each group's rate over the reference's, with what the records of no known group could make of it."""
    audience = caller(request).audience(None)
    found = disparities.disparities(indicator, area, audience=audience, on=clock.today())
    return Groups(
        indicator=found.indicator,
        area=found.area_code,
        period=found.period.start,
        period_end=found.period.end,
        reference=found.reference,
        missing_share=found.missing_share,
        says=found.says,
        groups=[
            GroupOut(
                key=each.key,
                recorded=estimate(each.recorded),
                least=estimate(each.least),
                most=estimate(each.most),
                says=each.says,
            )
            for each in found.groups
        ],
        source=found.provenance.attribution,
    )


def _gap(each: Gap) -> GapOut:
    return GapOut(
        period=each.period.start,
        period_end=each.period.end,
        fifths=[
            FifthOut(key=f.key, value=v.value, n=v.n, lower=v.lower, upper=v.upper, people=v.people)
            for f in each.fifths
            for v in (f.figure,)
        ],
        most_to_least_deprived=estimate(each.ends),
        relative_index=estimate(each.relative),
        slope_index=estimate(each.slope),
        attributable_fraction=estimate(each.attributable),
    )


def _change(each: GapChange) -> ChangeOut:
    return ChangeOut(
        since=each.since.start,
        relative_index_times=estimate(each.times),
        as_ratio=each.ratio_moved,
        slope_index_more=estimate(each.more),
        as_difference=each.slope_moved,
    )
