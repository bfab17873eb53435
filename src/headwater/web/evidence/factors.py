"""The register of risk and protective factors, and the driver tree from what is counted up to the causes of the causes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.evidence import actions, rules, standard
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Bearing, Driver, Level
from headwater.governance.partners.models import OrganisationKind
from headwater.insight.indicators import partnership, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import drivers
from headwater.web import attempts, context, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.evidence import editing
from headwater.web.evidence import forms as ours

TREE_KINDS = ("pfa", "utla", "csp", "ltla")


@public
def factor_list(request: HttpRequest) -> HttpResponse:
    found = list(evidence.factors())
    today = clock.today()
    served = {key for each in evidence.acting(on=today) for key in each.factor_keys}
    page = {
        "bearings": [
            (
                bearing,
                [(level, [f for f in found if (f.bearing, f.level) == (bearing, level)]) for level in Level],
            )
            for bearing in Bearing
        ],
        "served": served,
        "stale": {each.key for each in evidence.stale(today).factors},
        "factors": found,
        "standard": standard.standard(),
        "aligned": standard.counted(found),
    }
    return render(request, "evidence/factors.html", page)


@public
def factor(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_factor(key)
    today = clock.today()
    kinds = dict(OrganisationKind.choices)
    area, audience = indicators.top_area(), figures.audience_of(request)
    page = {
        "factor": found,
        "is_stale": found.grade != rules.UNFOUNDED and rules.is_stale(found.checked_on, today),
        "standard": standard.standard(),
        "alignment": standard.SAYS[standard.alignment(found)],
        "functions": [(kinds[each["kind"]], each["function"]) for each in found.partner_functions],
        "proxies": drivers.proxies(found, area=area, audience=audience, on=today),
        "lives": drivers.lives(found, area=area, audience=audience, on=today),
        "entries": evidence.evidence_on(found),
        "interventions": evidence.interventions_on(found, on=today),
        "causes": evidence.drivers_up(found.key, depth=1).causes,
        "leads_to": [(each, *_end(each)) for each in evidence.drivers().filter(from_factor=found)],
        "history": together.history(found) if "strategy.read" in context.held_by(request) else [],
    }
    return render(request, "evidence/factor.html", page)


@needs("evidence.edit")
def add(request: HttpRequest) -> HttpResponse:
    return editing.add(request, editing.FACTOR, begins={"checked_on": clock.today()})


@needs("evidence.edit")
def change(request: HttpRequest, key: str) -> HttpResponse:
    return editing.change(request, editing.FACTOR, key)


@public
def tree(request: HttpRequest) -> HttpResponse:
    audience = figures.audience_of(request)
    known = registry.indicators()
    first = [key for key in partnership.partnership().headline_indicators if key in known]
    key = request.GET.get("indicator") or (first or list(known))[0]
    area = _area(request.GET.get("area", ""))
    shown = drivers.tree(key, area=area, audience=audience, on=clock.today())
    page = {
        "tree": shown,
        "indicators": drivers.explained(),
        "areas": figures.areas_by_kind(TREE_KINDS),
        "area": area,
    }
    return render(request, "evidence/drivers.html", page)


@needs("evidence.edit")
def draw(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Draw an arrow",
        button="Draw it",
        done="The arrow is drawn.",
        back=reverse("drivers"),
        says="Say which factor is a cause of what. Without an entry of the library behind it, it is drawn dashed.",
    )
    form = ours.NewDriverForm(attempts.submitted(request), initial={"from_factor": request.GET.get("factor")})

    def write(given: dict[str, Any]) -> Driver:
        start, end = evidence.get_factor(given.pop("from_factor")), given.pop("to_key")
        return actions.draw_driver(start, end, given, by=person_of(request))

    return attempts.answer(request, form, task, write)


@needs("evidence.edit")
def change_arrow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = evidence.get_driver(uuid)
    task = attempts.Task(
        heading=f"Change the arrow from {found.from_factor.name} to {_end(found)[0]}",
        button="Save",
        done=editing.KEPT,
        back=reverse("factor", args=[found.from_factor.key]),
    )
    form = ours.ChangeDriverForm(attempts.submitted(request), thing=found)
    return together.answer(request, form, task, found, actions.change_driver)


def _end(arrow: Driver) -> tuple[str, str]:
    """Where an arrow leads, in words, and its address."""
    if arrow.to_key.startswith(rules.INDICATOR):
        key = arrow.to_key.removeprefix(rules.INDICATOR)
        known = registry.indicators().get(key)
        return (known.plain_title, f"{reverse('drivers')}?indicator={key}") if known else (key, "")
    found = evidence.find_factor(arrow.to_key)
    return (found.name, reverse("factor", args=[found.key])) if found else (arrow.to_key, "")


def _area(code: str) -> Area | None:
    return indicators.get_area(code) if code else indicators.top_area()
