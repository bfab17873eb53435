"""What is done, and what the partnership does itself: on which factors, with which evidence, and what nobody acts on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence import rules
from headwater.governance.evidence.models import Tier
from headwater.insight.performance import populations
from headwater.web import context, together
from headwater.web.doors import needs, public
from headwater.web.evidence import editing


@public
def intervention_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    found = list(evidence.acting(on=today))
    commissioned = [each for each in found if not each.own_function]
    page = {
        "tiers": [
            (tier, evidence.grounds([each for each in commissioned if each.tier == tier], on=today))
            for tier in Tier
        ],
        "proposed": evidence.grounds(evidence.proposed(on=today), on=today),
        "own": [each for each in found if each.own_function],
        "unserved": evidence.unserved_factors(on=today),
        "untargeted": evidence.untargeted_interventions(),
        "ended": evidence.interventions().filter(ends_on__lte=today),
        "names": dict(evidence.factors().values_list("key", "name")),
    }
    return render(request, "evidence/interventions.html", page)


@public
def intervention(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_intervention(key)
    today = clock.today()
    [(_, ground)] = evidence.grounds([found], on=today)
    page = {
        "intervention": found,
        "ground": ground,
        "is_proposed": rules.is_proposed(found.starts_on, today),
        "factors": evidence.factors_named(found.factor_keys),
        "entries": evidence.named(found.evidence_keys),
        "for_whom": populations.in_words(key),
        "history": together.history(found) if "strategy.read" in context.held_by(request) else [],
    }
    return render(request, "evidence/intervention.html", page)


@needs("evidence.edit")
def add(request: HttpRequest) -> HttpResponse:
    return editing.add(request, editing.INTERVENTION)


@needs("evidence.edit")
def change(request: HttpRequest, key: str) -> HttpResponse:
    return editing.change(request, editing.INTERVENTION, key)
