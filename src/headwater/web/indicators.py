"""The dictionary of indicators: what each number means, before anybody counts, and what it meant before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import LinkKind
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import queries as readings
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Returned
from headwater.insight.indicators.models import Area
from headwater.insight.performance import dictionary, queries
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Refused
from headwater.web import context, figures
from headwater.web.doors import public
from headwater.web.strategy import readers


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    found = registry.by_title()
    return render(request, "public/indicators.html", {"indicators": found})


@public
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """One entry: its definition, its newest figure and verdict, its targets, what it stands behind, and older definitions."""
    entry = dictionary.entry(key)
    audience, today = figures.audience_of(request), clock.today()
    asked = request.GET.get("area", "")
    is_of_activities = isinstance(entry.indicator.of, Returned)
    area = None if is_of_activities else _area(key, asked, audience)
    clauses = strategy.clauses_leading_to(LinkKind.INDICATOR, key)
    if readers.public_only(request):
        clauses = clauses.filter(plan__in=strategy.plans(public_only=True))
    page = {
        "entry": entry,
        "indicator": entry.indicator,
        "is_of_activities": is_of_activities,
        "area": area,
        "beside": queries.beside(key, area, audience=audience, on=today) if area else [],
        "chart": _chart(key, area, audience),
        "because": queries.find_comparators(area.code) if area else None,
        "targets": queries.targets(audience=audience, on=today, indicator=key),
        "clauses": clauses,
        "sets_targets": "targets.edit" in context.held_by(request),
    }
    return render(request, "public/indicator.html", page)


def _area(key: str, asked: str, audience: Audience) -> Area | None:
    """The area that was asked for, else the widest with figures."""
    return readings.get_area(asked) if asked else readings.opening_area(key, audience=audience)


def _chart(key: str, area: Area | None, audience: Audience) -> Chart | None:
    """The process-control chart of the area, where one was drawn."""
    try:
        return charts.find_chart(key, area.code, audience=audience) if area else None
    except Refused:
        return None
