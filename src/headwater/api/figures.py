"""Released figures as long rows, page by page, each with its state, its limits, its source and its day."""

from datetime import date
from itertools import islice
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors, paging
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

router = Router(tags=["figures"])
MOST_AREAS = 500
Code = Annotated[str, Field(min_length=1, max_length=40)]


class Row(Schema):
    """One figure. Where its state is not `value` or `zero`, there is no value."""

    area: str
    area_name: str
    period: date = Field(description="First day of the period")
    period_end: date = Field(description="First day after the period")
    indicator: str
    dimension: str = Field(description="Which people; `all` means everybody")
    value: float | None
    n: float | None = Field(description="The number counted")
    lower: float | None = Field(description="Lower limit of the likely range (95%)")
    upper: float | None = Field(description="Upper limit of the likely range (95%)")
    status: FigureState
    source: str
    extracted_on: date


class Figures(Schema):
    """A page of rows, with what must be known to read them."""

    grain: Grain
    breakdown: str
    audience: Audience
    disclosure: str
    notes: list[str]
    total: int
    next_offset: int | None
    rows: list[Row]


class Wanted(Schema):
    """Which figures. Name areas by code, or a kind of area for all of that kind; neither: the partnership."""

    indicator: Code
    area: list[Code] = Field(default_factory=list, max_length=MOST_AREAS)
    area_kind: Annotated[str, Field(max_length=12)] = ""
    grain: Grain | None = None
    breakdown: Annotated[str, Field(max_length=60)] = ""
    dimension: Annotated[str, Field(max_length=60)] = ""
    since: date | None = None
    before: date | None = None
    audience: Audience | None = None
    offset: paging.Offset = 0
    limit: paging.Limit = paging.USUAL


@router.get("", response={200: Figures, **errors.ANSWERS}, operation_id="figures")
def figures(request: HttpRequest, wanted: Query[Wanted]) -> Figures:
    """Figures of one indicator as long rows, oldest first within an area. No token is needed for public ones."""
    registry.get_indicator(wanted.indicator)
    audience = caller(request).audience(wanted.audience)
    grain = wanted.grain or _finest(wanted, audience)
    series = _series(wanted, grain, audience)
    rows = [figure for each in series for figure in each if _is_wanted(figure, wanted)]
    shown = list(islice(rows, wanted.offset, wanted.offset + wanted.limit))
    return Figures(
        grain=grain,
        breakdown=wanted.breakdown,
        audience=audience,
        disclosure=series[0].provenance.policy_words,
        notes=sorted({note for each in series for note in each.provenance.notes}),
        total=len(rows),
        next_offset=paging.after(wanted.offset, len(shown), len(rows)),
        rows=[_row(figure) for figure in shown],
    )


def _series(wanted: Wanted, grain: Grain, audience: Audience) -> list[ReleasedSeries]:
    if wanted.area and wanted.area_kind:
        raise Invalid("Ask for areas or for a kind of area, not for both.")
    key, today = wanted.indicator, clock.today()
    if wanted.area_kind:
        found = release.series_of_kind(
            key, wanted.area_kind, grain=grain, audience=audience, on=today, breakdown=wanted.breakdown
        )
    else:
        found = release.all_series(
            key,
            wanted.area or [_opening_area(key, audience)],
            grain=grain,
            audience=audience,
            on=today,
            breakdown=wanted.breakdown,
        )
    if not found:
        raise NotFound("Nothing has been released for this indicator, area and length of period.")
    return found


def _finest(wanted: Wanted, audience: Audience) -> Grain:
    offers = indicators.offers(wanted.indicator, audience=audience)
    fitting = [each.grain for each in offers if each.breakdown == wanted.breakdown]
    if not fitting:
        raise NotFound("Nothing has been released for this indicator and breakdown.")
    return fitting[0]


def _opening_area(key: str, audience: Audience) -> str:
    found = indicators.opening_area(key, audience=audience)
    if found is None:
        raise NotFound("No areas have been loaded here yet.")
    return found.code


def _is_wanted(figure: ReleasedFigure, wanted: Wanted) -> bool:
    return (
        wanted.dimension in {"", figure.category}
        and (wanted.since is None or figure.period.start >= wanted.since)
        and (wanted.before is None or figure.period.start < wanted.before)
    )


def _row(figure: ReleasedFigure) -> Row:
    hidden = figure.state is FigureState.SUPPRESSED
    return Row(
        area=figure.area_code,
        area_name=figure.area_name,
        period=figure.period.start,
        period_end=figure.period.end,
        indicator=figure.indicator,
        dimension=figure.category,
        value=None if hidden else figure.value,
        n=None if hidden else figure.n,
        lower=None if hidden else figure.lower,
        upper=None if hidden else figure.upper,
        status=figure.state,
        source=figure.provenance.attribution,
        extracted_on=figure.provenance.extracted_on,
    )
