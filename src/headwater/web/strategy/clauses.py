"""One clause: what it says and who answers for it, what it leads to, its steps, the plans beneath it, and every version."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.leadership import decisions
from headwater.governance.leadership import queries as leadership
from headwater.governance.strategy import actions, progress, queries
from headwater.governance.strategy.models import Clause, Link, LinkKind, Milestone
from headwater.insight.indicators import registry
from headwater.insight.performance import monitoring
from headwater.web import attempts, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.strategy import forms, readers


@dataclass(frozen=True)
class Lead:
    """Something that a clause leads to, as a reader meets it: its words, its page, or that it is not there yet."""

    link: Link
    words: str
    url: str = ""
    is_there: bool = True


@public
def clause(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    found = readers.clause_of(request, plan, key)
    unseen, today = readers.public_only(request), clock.today()
    page = {
        "plan": found.plan,
        "clause": found,
        "owner": queries.owner_on(found.owner, on=today),
        "parts": queries.clauses(found.plan).filter(parent=found),
        "leads": _leads(found, public_only=unseen),
        "decided": decisions.decided_on(queries.address_of(found), public=unseen),
        "steps": [(step, step.done_on is None and step.due_on < today) for step in found.milestones.all()],
        "beneath": [(each, progress.of_plan(each, on=today)) for each in _beneath(found, public_only=unseen)],
        "progress": progress.of_clause(found, on=today, public_only=unseen),
        "live": monitoring.of_clause(found, audience=figures.audience_of(request), on=today),
        "served_by": queries.aligned_clauses(found, public_only=unseen),
        "may": readers.may(request, found.plan),
    }
    return render(request, "strategy/clause.html", page)


@public
def versions(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Every version of a clause, newest first, with what it changed and why."""
    found = readers.clause_of(request, plan, key)
    page = {"plan": found.plan, "clause": found, "steps": readers.steps_of(request, found, found.plan)}
    return render(request, "strategy/versions.html", page)


@needs(readers.EDITS)
def write(request: HttpRequest, plan: str) -> HttpResponse:
    within = readers.plan_of(request, plan)
    task = attempts.Task(
        heading=f"Add a clause to {within.title}",
        button="Add",
        done="The clause is there. Say what it leads to.",
        back=reverse("plan", args=[plan]),
    )

    def make(given: dict[str, Any]) -> Clause:
        reason = given.pop("reason")
        return actions.write_clause(
            within, terms=actions.ClauseTerms(**given), reason=reason, by=person_of(request)
        )

    form = forms.NewClauseForm(attempts.submitted(request), plan=within)
    return attempts.answer(request, form, task, make, then=_address)


@needs(readers.EDITS)
def change(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    found = readers.clause_of(request, plan, key)
    form = forms.ClauseChangeForm(attempts.submitted(request), plan=found.plan, clause=found, thing=found)
    task = _task(found, f"Change {found.key}", "Save", "Saved. The version before it is kept.")
    return together.answer(request, form, task, found, actions.change_clause)


@needs(readers.EDITS)
def withdraw(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Take a clause out of its plan, or bring it back."""
    found = readers.clause_of(request, plan, key)
    verb = actions.restore_clause if found.withdrawn else actions.withdraw_clause
    words = (
        ("Bring back", "It is part of the plan again.")
        if found.withdrawn
        else ("Withdraw", "It is withdrawn.")
    )
    task = _task(found, f"{words[0]} {found.key}", words[0], words[1])
    form = forms.WithdrawalForm(attempts.submitted(request), offers=words[0])
    return attempts.answer(
        request, form, task, lambda given: verb(found, reason=given["reason"], by=person_of(request))
    )


@needs(readers.EDITS)
def link(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    found = readers.clause_of(request, plan, key)
    task = _task(found, f"What {found.key} leads to", "Add", "It is added.")
    form = forms.LinkForm(attempts.submitted(request), clause=found)
    return attempts.answer(
        request, form, task, lambda given: actions.link(found, **given, by=person_of(request))
    )


@needs(readers.EDITS)
@require_POST
def unlink(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    found = readers.clause_of(request, plan, key)
    kind, its_key = request.POST.get("kind", ""), request.POST.get("key", "")
    actions.unlink(found, kind=kind, key=its_key, by=person_of(request))
    messages.success(request, "It is taken away. That it stood there is kept.")
    return redirect(_address(found))


@needs(readers.EDITS)
def set_step(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    found = readers.clause_of(request, plan, key)
    task = _task(found, f"A step towards {found.key}", "Add", "The step is there.")

    def make(given: dict[str, Any]) -> Milestone:
        return actions.set_milestone(found, terms=actions.StepTerms(**given), by=person_of(request))

    return attempts.answer(request, forms.StepForm(attempts.submitted(request)), task, make)


@needs(readers.EDITS)
def change_step(request: HttpRequest, plan: str, uuid: UUID) -> HttpResponse:
    step = queries.get_milestone(readers.plan_of(request, plan), uuid)
    form = forms.StepChangeForm(attempts.submitted(request), and_also=step.owner, thing=step)
    task = _task(step.clause, f"Step: {step.title}", "Save", "Saved. The version before it is kept.")
    return together.answer(request, form, task, step, actions.change_milestone)


def _task(found: Clause, heading: str, button: str, done: str) -> attempts.Task:
    return attempts.Task(heading=heading, button=button, done=done, back=_address(found), says=found.text)


def _address(found: Clause) -> str:
    return reverse("clause", args=[found.plan.key, found.key])


def _beneath(found: Clause, *, public_only: bool) -> Any:
    return queries.child_plans(found, public_only=public_only)


def _leads(found: Clause, *, public_only: bool) -> dict[str, list[Lead]]:
    """What a clause leads to, by kind, in the order in which a reader asks. Of clauses of a draft not everybody is told."""
    makers = {
        LinkKind.ACTIVITY: _activity,
        LinkKind.INDICATOR: _indicator,
        LinkKind.EVIDENCE: _evidence,
        LinkKind.BOARD: _board,
        LinkKind.CLAUSE: _aligned,
    }
    leads = [
        each
        for each in queries.links(found)
        if each.kind != LinkKind.CLAUSE
        or not public_only
        or queries.find_address(each.key, public_only=public_only)
    ]
    return {
        str(kind.label): [make(each) for each in leads if each.kind == kind] for kind, make in makers.items()
    }


def _activity(each: Link) -> Lead:
    there = evidence.find_intervention(each.key)
    return Lead(each, there.name, _page("intervention", each.key)) if there else Lead(each, each.key)


def _indicator(each: Link) -> Lead:
    there = registry.indicators().get(each.key)
    if there is None:
        return Lead(each, each.key, is_there=False)
    return Lead(each, there.plain_title, f"{reverse('trends')}?indicator={each.key}")


def _evidence(each: Link) -> Lead:
    there = evidence.find_evidence(each.key)
    if there is None:
        return Lead(each, each.key, is_there=False)
    words = f"{there.approach}: {there.get_effect_display().lower()}"
    return Lead(each, words, _page("evidence-entry", each.key))


def _board(each: Link) -> Lead:
    there = leadership.boards().filter(key=each.key).first()
    return Lead(each, there.name) if there else Lead(each, each.key, is_there=False)


def _aligned(each: Link) -> Lead:
    there = queries.find_address(each.key)
    if there is None:
        return Lead(each, each.key, is_there=False)
    words = f"{there.text} ({there.plan.title})"
    return Lead(each, words, reverse("clause", args=[there.plan.key, there.key]))


def _page(name: str, key: str) -> str:
    """The address of a thing's page, where its room has one."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
