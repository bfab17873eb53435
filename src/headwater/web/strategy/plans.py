"""Plans: the list, one plan as it reads, and its life: drafted, put to people, adopted, rolled over."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.governance.strategy import actions, progress, queries
from headwater.governance.strategy.models import (
    Clause,
    ClauseKind,
    Consultation,
    Plan,
    PlanKind,
    PlanStatus,
)
from headwater.insight.performance import monitoring
from headwater.insight.performance.standing import Standing
from headwater.web import attempts, context, figures, keys, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.pages import page_of
from headwater.web.strategy import forms, readers

GROUPS = {  # what clauses that stand alone are called together
    ClauseKind.HEADER: "What this is",
    ClauseKind.VISION: "Vision",
    ClauseKind.MISSION: "Mission",
    ClauseKind.PRINCIPLE: "Principles",
    ClauseKind.CONSENSUS: "Community consensus approach",
    ClauseKind.PRIORITY: "Strategic priorities",
    ClauseKind.OBJECTIVE: "Objectives",
    ClauseKind.OUTCOME: "Outcomes",
    ClauseKind.LONG_TERM_OUTCOME: "Long-term outcomes",
}


@dataclass(frozen=True)
class Line:
    """A clause as a line of its plan."""

    clause: Clause
    depth: int
    owner: str | None
    beneath: tuple[Plan, ...]
    standing: Standing | None  # what the figures say of it; None where it names none


@dataclass
class Section:
    """A clause with what stands under it, or clauses of a kind that stand alone."""

    title: str
    lines: list[Line]


@public
def plan_list(request: HttpRequest) -> HttpResponse:
    """The strategy first; plans that roll up to it; plans that it is aligned with."""
    seen = readers.public_only(request)
    today = clock.today()
    steps = progress.of_every_plan(on=today, public_only=seen)
    found = sorted(queries.plans(public_only=seen), key=_place)
    page = {
        "strategy": queries.the_strategy(today, public_only=seen),
        "plans": [(plan, steps[plan.key]) for plan in found],
        "page": page_of(request, queries.overdue_milestones(on=today, public_only=seen)),
        "may_edit": readers.EDITS in context.held_by(request),
    }
    return render(request, "strategy/list.html", page)


@public
def plan(request: HttpRequest, key: str) -> HttpResponse:
    found = readers.plan_of(request, key)
    today, seen = clock.today(), readers.public_only(request)
    clauses = list(queries.clauses(found))
    beneath = queries.plans_beneath(found, public_only=seen)
    covered = [queries.covered(each, on=today) for each in clauses]
    words = monitoring.words_of(found, clauses, audience=figures.audience_of(request), on=today)
    page = {
        "plan": found,
        "last_day": readers.last_day(found),
        "owner": queries.owner_on(found.owner, on=today),
        "sections": _sections(clauses, beneath, words, today),
        "clauses": len(clauses),
        "lacking": {name: sum(1 for each in covered if name in each.lacks) for name in LACKS},
        "progress": progress.of_every_plan(on=today, public_only=seen)[found.key],
        "consultations": queries.consultations(found),
        "above": queries.find_address(found.parent_clause, public_only=seen),
        "follower": queries.plans(public_only=seen).filter(follows=found).first(),
        "may": readers.may(request, found),
    }
    return render(request, "strategy/plan.html", page)


def _place(plan: Plan) -> tuple[int, bool, date, str]:
    """The strategy first, then what rolls up to it, then plans of places; the newest of a kind before the others."""
    orders = {PlanKind.STRATEGY: 0, PlanKind.LOCAL: 2, PlanKind.POLICE_CRIME: 3}
    is_past = plan.status == PlanStatus.SUPERSEDED
    return orders.get(PlanKind(plan.kind), 1), is_past, plan.starts_on, plan.title


LACKS = ("owner", "activities", "indicators", "evidence")


def _sections(
    clauses: list[Clause], beneath: dict[str, list[Plan]], words: dict[str, Standing], on: date
) -> list[Section]:
    found: list[Section] = []
    parents = {clause.parent_id for clause in clauses}
    for depth, clause in queries.in_outline(clauses):
        owner, under = queries.owner_name(clause, on=on), tuple(beneath.get(clause.key, ()))
        line = Line(clause, depth, owner, under, words.get(clause.key))
        title = _title(clause) if clause.pk in parents else GROUPS[ClauseKind(clause.kind)]
        if not depth and (clause.pk in parents or not found or found[-1].title != title):
            found.append(Section(title, []))
        found[-1].lines.append(line)
    return found


def _title(clause: Clause) -> str:
    """Of a clause with others under it: there is one vision, and there are several priorities."""
    kind = clause.get_kind_display()
    return kind if clause.kind == ClauseKind.VISION else f"{kind} {clause.key}"


@needs(readers.EDITS)
def draft(request: HttpRequest) -> HttpResponse:
    task = attempts.Task(
        heading="Begin a plan",
        button="Begin",
        done="The plan is a draft. Write its clauses, or import them.",
        back=reverse("strategy"),
        says="The strategy, a plan that rolls up to one of its clauses, the plan of a place, or a plan that it serves.",
    )
    form = forms.PlanForm(attempts.submitted(request))

    def make(_given: dict[str, Any]) -> Plan:
        terms = form.terms()
        return actions.draft_plan(
            actions.PlanTerms(key=keys.key_of(terms["title"], kind="plan"), **terms), by=person_of(request)
        )

    return attempts.answer(request, form, task, make, then=_address)


@needs(readers.EDITS)
def change(request: HttpRequest, key: str) -> HttpResponse:
    found = readers.plan_of(request, key)
    last_day = {"last_day": readers.last_day(found)}
    form = forms.PlanChangeForm(attempts.submitted(request), plan=found, thing=found, initial=last_day)
    task = attempts.Task(
        heading=f"Change {found.title}",
        button="Save",
        done="Saved. The version before it is kept.",
        back=_address(found),
    )

    def make(plan: Plan, *, changes: dict[str, Any], **edit: Any) -> Plan:
        terms = forms.terms_of(changes)
        words = {name: terms[name] for name in actions.PLAN_WORDS if name in terms}
        return actions.change_plan(plan, changes=words, **edit)

    return together.answer(request, form, task, found, make)


@needs(readers.EDITS)
def consult(request: HttpRequest, key: str) -> HttpResponse:
    found = readers.plan_of(request, key)
    task = attempts.Task(
        heading=f"Put {found.title} to people",
        button="Open",
        done="The consultation is open. Close it with what you heard and what changed.",
        back=_address(found),
    )
    return attempts.answer(
        request,
        forms.ConsultationForm(attempts.submitted(request)),
        task,
        lambda given: actions.open_consultation(found, **given, by=person_of(request)),
    )


@needs(readers.EDITS)
def close_consultation(request: HttpRequest, key: str, uuid: UUID) -> HttpResponse:
    found = readers.plan_of(request, key)
    consultation = queries.get_consultation(found, uuid)
    task = attempts.Task(
        heading=f"What came of asking: {consultation.asked}",
        button="Close it",
        done="The consultation is closed, with what was heard and what changed.",
        back=_address(found),
    )

    def make(given: dict[str, Any]) -> Consultation:
        return actions.close_consultation(consultation, **given, by=person_of(request))

    return attempts.answer(request, forms.ClosingForm(attempts.submitted(request)), task, make)


@needs(readers.ADOPTS)
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    found = readers.plan_of(request, key)
    asked = queries.consultations(found)
    unheard = "" if asked else " Nobody was asked about it: that will stand beside it."
    task = attempts.Task(
        heading=f"Adopt {found.title}",
        button="Adopt",
        done="The plan is adopted, and anybody can read it.",
        back=_address(found),
        says=f"From then on its text is amended with a reason, and never overwritten.{unheard}",
        care=True,
    )
    form = forms.AdoptionForm(attempts.submitted(request))
    return attempts.answer(
        request, form, task, lambda given: actions.adopt(found, **given, by=person_of(request))
    )


@needs(readers.ADOPTS)
def roll_over(request: HttpRequest, key: str) -> HttpResponse:
    found = readers.plan_of(request, key)
    task = attempts.Task(
        heading=f"Begin the next period of {found.title}",
        button="Begin",
        done="The next period is a draft with every clause, link and unfinished step. Change what has changed.",
        back=_address(found),
        says="What stands now stays as it is until the next one is adopted.",
    )
    form = forms.PeriodForm(attempts.submitted(request), initial={"starts_on": found.ends_on})

    def make(_given: dict[str, Any]) -> Plan:
        kept = {name: getattr(found, name) for name in ("kind", "area_code", "parent_clause", "about")}
        owner = queries.owner_on(found.owner, on=clock.today())
        terms = form.terms()
        new = actions.PlanTerms(key=keys.key_of(terms["title"], kind="plan"), owner=owner, **kept, **terms)
        return actions.roll_over(found, terms=new, by=person_of(request))

    return attempts.answer(request, form, task, make, then=_address)


def _address(plan: Plan) -> str:
    return reverse("plan", args=[plan.key])
