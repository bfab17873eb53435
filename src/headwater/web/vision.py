"""The vision and whether it comes nearer: how people get on, how many are hurt, how many are afraid, by day and after dark.

Every page is for everybody, and shows nothing but released figures with what can be said of them.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause
from headwater.insight.performance import asking, marked_places, perception, scorecard, told
from headwater.insight.performance import cohorts as groups
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound, Refused
from headwater.web import downloads, figures
from headwater.web.doors import public
from headwater.web.strategy import readers

VISION = "vision"


@public
def vision(request: HttpRequest) -> HttpResponse:
    """The three parts of the vision, each with its period, its number, its range and its honest word."""
    card = scorecard.scorecard(audience=figures.audience_of(request), on=clock.today())
    shown = (line.figure for part in card.parts for line in part.lines if line.figure)
    page = {"card": card, "clause": _clause(request), "sources": figures.each_source_once(shown)}
    return render(request, "vision/vision.html", page)


@public
def feeling_safe(request: HttpRequest) -> HttpResponse:
    """By day, after dark, for whom it differs, fear beside what is recorded, and the places that people marked."""
    audience, on = figures.audience_of(request), clock.today()
    page: dict[str, object] = {}
    try:
        found = perception.perception(audience=audience, on=on)
        page |= {"found": found, "sources": figures.each_source_once(_asked(found) if found else ())}
    except Refused as refused:
        page["refused"] = refused.says
    try:
        page["marked"] = marked_places.marked(audience=audience, on=on)
    except Refused as refused:
        page["marks_refused"] = refused.says
    return render(request, "vision/feeling_safe.html", page)


def _asked(found: perception.Perception) -> Iterator[ReleasedFigure]:
    yield from (each for each in (found.by_day, found.after_dark, found.worried) if each)
    yield from (each.risk for each in found.districts if each.risk)


@public
def cohorts(request: HttpRequest) -> HttpResponse:
    """Groups of children, counted by the year, and what nobody holds."""
    found = groups.cohorts(audience=figures.audience_of(request), on=clock.today())
    return render(request, "vision/cohorts.html", {"found": found, "not_linked": groups.NOT_LINKED})


@public
def table(request: HttpRequest, page: str) -> HttpResponse:
    """The rows of one of the pages as a file, as its reader sees them; of one indicator, where one is named."""
    if page not in list(asking.Page):
        raise NotFound("There is no table of that name. Take it from the page that it is of.")
    rows = asking.rows(
        asking.Page(page),
        audience=figures.audience_of(request),
        on=clock.today(),
        indicator=request.GET.get("indicator", ""),
    )
    return downloads.attached(told.as_csv(rows).encode(), "csv", page)


def _clause(request: HttpRequest) -> Clause | None:
    """The strategy's own words of its vision."""
    plan = strategy.the_strategy(clock.today(), public_only=readers.public_only(request))
    return next((each for each in strategy.clauses(plan) if each.kind == VISION), None) if plan else None
