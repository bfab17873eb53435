"""What nobody knows yet, and the research that is asked for: the gap map and the record of commissioning."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.evidence import actions, rules
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Level, Question
from headwater.governance.leadership.priorities import queries as priorities
from headwater.web import attempts, context, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.evidence import editing
from headwater.web.evidence import forms as ours
from headwater.web.pages import page_of, sought

WORKS_ON_BRIEFS = frozenset({"evidence.edit", "research.commission"})


@public
def gap_map(request: HttpRequest) -> HttpResponse:
    found = evidence.gaps()
    wanted = request.GET.get("population", "")
    population = wanted if wanted in found.populations else ""
    rows = [
        (level, [(f, found.row(f.key, population)) for f in found.factors if f.level == level])
        for level in Level
    ]
    page = {
        "map": found,
        "population": population,
        "levels": [(level, of) for level, of in rows if of],
        "questions": list(Question),
        "gaps": sum(cell.is_gap and not cell.asked for _, of in rows for _, row in of for _, cell in row),
        "may_ask": bool(WORKS_ON_BRIEFS & context.held_by(request)),
    }
    return render(request, "evidence/gaps.html", page)


@public
def brief_list(request: HttpRequest) -> HttpResponse:
    words = sought(request)
    found = page_of(request, evidence.briefs(drafts=_sees_drafts(request), having=words))
    return render(request, "evidence/research.html", {"page": found, "sought": words})


@public
def brief(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_brief(key, drafts=_sees_drafts(request))
    held = context.held_by(request)
    page = {
        "brief": found,
        "factors": evidence.factors_named(found.factor_keys),
        "entries": evidence.named(found.evidence_keys),
        "why_not_issue": rules.why_not_issue(
            found.state,
            lived_experience_role=found.lived_experience_role,
            payment_gbp=float(found.payment_gbp) if found.payment_gbp else None,
        ),
        "voted": priorities.placed_in_votes(found, on=clock.today()),
        "history": together.history(found) if "strategy.read" in held else [],
    }
    return render(request, "evidence/brief.html", page)


@needs("evidence.edit", "research.commission")
def draft(request: HttpRequest) -> HttpResponse:
    begins: dict[str, Any] = {
        "factor_keys": request.GET.getlist("factor"),
        "population": request.GET.get("population", ""),
        "question": request.GET.get("question") or None,
    }
    return editing.add(request, editing.BRIEF, begins=begins, says="It stays a draft until it is issued.")


@needs("evidence.edit", "research.commission")
def change(request: HttpRequest, key: str) -> HttpResponse:
    return editing.change(request, editing.BRIEF, key)


@needs("research.commission")
def issue(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_brief(key, drafts=True)
    task = attempts.Task(
        heading=f"Issue: {found.title}",
        button="Issue it",
        done="The brief is out, and everybody can read it.",
        back=reverse("brief", args=[key]),
        says="It is public from then on. It cannot be issued without a role for people with lived experience, and their payment.",
    )
    form = forms.Form(attempts.submitted(request))
    return attempts.answer(
        request, form, task, lambda _given: actions.issue_brief(found, by=person_of(request))
    )


@needs("research.commission")
def close(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_brief(key, drafts=True)
    task = attempts.Task(
        heading=f"Close: {found.title}",
        button="Close it",
        done="What became of the study is written down.",
        back=reverse("brief", args=[key]),
        says="Every study ends in yes or no, and why.",
    )
    form = ours.CloseForm(attempts.submitted(request), thing=found)
    return together.answer(request, form, task, found, actions.close_brief)


def _sees_drafts(request: HttpRequest) -> bool:
    return bool(WORKS_ON_BRIEFS & context.held_by(request))
