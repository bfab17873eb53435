"""The vision, how safe people feel, children whom adults look out for, differences and gaps: the rows of those pages, as JSON or CSV.

What needs no token is what everybody sees; a token that reads partners' figures gets the partners' rows.
"""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import asking, told
from headwater.insight.performance.asking import Page
from headwater.insight.performance.told import Told
from headwater.insight.release.draft import Audience
from headwater.vocabulary.states import FigureState

router = Router(tags=["vision"])
A_TABLE = {
    200: {
        "description": "A table with a heading, one row a figure",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


class Wanted(Schema):
    """Of one indicator, or of all; for the public, though the token reads more."""

    indicator: Annotated[str, Field(max_length=40)] = ""
    audience: Audience | None = None


class ToldOut(Schema):
    """One figure, with what is said of it. Where its state is not `value` or `zero`, there is no value."""

    part: str = Field(
        description="Which part of the page: a part of the vision, by day or after dark, a group of children; of groups within "
        "places, `place` is what happened and `place_steadied` how it is read"
    )
    indicator: str = Field(description="Empty where nobody counts it")
    area: str
    dimension: str = Field(description="Which people, as breakdown/group; `all` means everybody")
    period: date | None = Field(description="First day of the period")
    period_end: date | None = Field(description="First day after the period")
    status: FigureState
    value: float | None
    n: float | None = Field(description="The number counted, or of a survey how many answered")
    lower: float | None = Field(description="Lower limit of the likely range (95%)")
    upper: float | None = Field(description="Upper limit of the likely range (95%)")
    beside: float | None = Field(description="How it stands to another, in what `beside_what` says")
    beside_lower: float | None
    beside_upper: float | None
    beside_what: str
    stands: Verdict | None = Field(description="The verdict; none where none is given")
    says: str = Field(description="The verdict, the note on a difference, or why there is no figure")
    source: str


@router.get("/{page}", response={200: list[ToldOut], **errors.ANSWERS}, operation_id="vision")
def rows(request: HttpRequest, page: Page, wanted: Query[Wanted]) -> list[ToldOut]:
    """The rows of one of the pages: vision, feeling-safe, children, differences, gaps, reach, outcomes or activities."""
    return [ToldOut(**asdict(each)) for each in _rows(request, page, wanted)]


@router.get(
    "/{page}/csv", response=errors.ANSWERS, operation_id="vision_csv", openapi_extra={"responses": A_TABLE}
)
def table(request: HttpRequest, page: Page, wanted: Query[Wanted]) -> HttpResponse:
    """The same rows as a file (CSV)."""
    content = told.as_csv(_rows(request, page, wanted))
    headers = {"Content-Disposition": f'attachment; filename="{page}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _rows(request: HttpRequest, page: Page, wanted: Wanted) -> list[Told]:
    audience = caller(request).audience(wanted.audience)
    return asking.rows(page, audience=audience, on=clock.today(), indicator=wanted.indicator)
