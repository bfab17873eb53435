"""How we are doing: a plan's clauses with their live standings, by priority and by board, and the outcome of serious violence.

Every word shown follows from released figures with their likely ranges; a page says what cannot be told, and why.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.leadership import queries as leadership
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Plan
from headwater.insight.charts import beside
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import activities, monitoring, outcome, queries
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Refused
from headwater.web import context, figures
from headwater.web.doors import public
from headwater.web.strategy import readers

SETS_TARGETS = "targets.edit"


@public
def performance(request: HttpRequest) -> HttpResponse:
    """Every clause of the strategy (or of another plan), by priority; or those of one board."""
    audience, today = figures.audience_of(request), clock.today()
    plan = _plan(request)
    wanted = request.GET.get("board", "")
    board = leadership.get_board(wanted) if wanted else None
    groups = monitoring.by_priority(plan, audience=audience, on=today) if plan and not board else []
    page = {
        "plan": plan,
        "board": board,
        "boards": monitoring.boards_of(plan, on=today) if plan else [],
        "groups": groups,
        "unmeasured": [each for each in groups if not each.is_measured],
        "lines": monitoring.by_board(board, plan, audience=audience, on=today) if plan and board else [],
        "targets": [] if board else queries.targets(audience=audience, on=today),
        "area": monitoring.area_of(plan) if plan else None,
        "sets_targets": SETS_TARGETS in context.held_by(request),
    }
    return render(request, "performance/performance.html", page)


@public
def serious_violence(request: HttpRequest) -> HttpResponse:
    """The Home Office's three measures on one page, of everybody and of the young."""
    audience, today = figures.audience_of(request), clock.today()
    asked = request.GET.get("area", "")
    area = indicators.get_area(asked) if asked else None
    found = outcome.outcome(audience=audience, on=today, area=area)
    drawings = [_chart(each, request) for each in found.measures]
    page = {
        "outcome": found,
        "measures": list(zip(found.measures, drawings, strict=True)),
        "others": _others(found.area),
        "sources": found.sources and found.area and beside.find_sources(found.area.code, audience=audience),
        "sets_targets": SETS_TARGETS in context.held_by(request),
    }
    return render(request, "performance/serious_violence.html", page)


@public
def done(request: HttpRequest) -> HttpResponse:
    """The partnership's own functions beside its interventions, with what was returned of each."""
    audience = figures.audience_of(request)
    unseen = readers.public_only(request)
    page = {
        "found": activities.monitored(audience=audience, on=clock.today(), public_only=unseen),
        "kinds": activities.kinds(),
        "partner": audience is Audience.PARTNER,
    }
    return render(request, "performance/activities.html", page)


def _plan(request: HttpRequest) -> Plan | None:
    """The plan that was asked for, else the strategy of today."""
    key = request.GET.get("plan", "")
    if key:
        return readers.plan_of(request, key)
    return strategy.the_strategy(clock.today(), public_only=readers.public_only(request))


def _others(shown: Area | None) -> list[Area]:
    """The whole partnership and its districts, but for the area that is shown."""
    top = indicators.top_area()
    return [each for each in ([top] if top else []) + list(figures.named("csp")) if each != shown]


def _chart(shown: outcome.Shown, request: HttpRequest) -> Chart | None:
    """The process-control chart of a measure, where one was drawn."""
    if shown.area is None:
        return None
    try:
        return charts.find_chart(shown.asked.key, shown.area.code, audience=figures.audience_of(request))
    except Refused:
        return None
