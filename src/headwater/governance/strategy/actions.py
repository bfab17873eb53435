"""Changing plans, clauses, their links and steps. Nothing is deleted: a clause is withdrawn, a link ends, a plan is followed.

Whoever edits says which version they saw (`seen`); an adopted text is amended, with a reason. Bringing whole texts in
(a file, the shipped framework, the next period) is one action over all of its clauses.
"""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.partners import written
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import bringing, queries, rules
from headwater.governance.strategy.models import (
    Clause,
    Consultation,
    Link,
    LinkKind,
    Milestone,
    Plan,
    PlanKind,
    PlanStatus,
)
from headwater.governance.strategy.theory import actions as theory
from headwater.vocabulary.errors import Conflict, Invalid, obey
from headwater.vocabulary.identifiers import checked_key, is_gss_code

PLAN_WORDS = ("title", "kind", "owner", "starts_on", "ends_on", "area_code", "parent_clause", "about")


@dataclass(frozen=True)
class PlanTerms:
    """What is said of a new plan. `ends_on` is the first day that it does not cover."""

    key: str
    title: str
    starts_on: date
    ends_on: date
    kind: str = PlanKind.OTHER
    owner: Organisation | None = None
    area_code: str = ""
    parent_clause: str = ""
    about: str = ""


@dataclass(frozen=True)
class ClauseTerms:
    """What is said of a new clause."""

    key: str
    kind: str
    text: str
    parent: Clause | None = None
    owner: Organisation | None = None
    owner_role: str = ""
    qualifiers: Sequence[str] = ()
    order: int | None = None  # last, where nobody says


@dataclass(frozen=True)
class StepTerms:
    """What is said of a new step of a clause."""

    title: str
    due_on: date
    owner: Organisation | None = None
    owner_role: str = ""
    says: str = ""
    done_on: date | None = None


@action
def draft_plan(now: datetime, terms: PlanTerms, *, by: Actor) -> Plan:
    """Begin a plan: the strategy, one that rolls up to a clause of it, or one to align with."""
    plan = Plan(**{name: getattr(terms, name) for name in ("key", *PLAN_WORDS)})
    checked_key(plan.key)
    _check_plan(plan, now)
    try:
        with transaction.atomic():
            return written.begin(plan, by=by, now=now)
    except IntegrityError:
        raise Conflict(f"There is a plan with the key {plan.key} already.", code="already_there") from None


@action
def change_plan(
    now: datetime, plan: Plan, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Plan:
    """Change a plan's title, period, owner, area or place in another plan."""
    obey(rules.why_not_change(status=plan.status, reason=reason))
    if unknown := sorted(set(changes) - set(PLAN_WORDS)):
        raise Invalid(f"{', '.join(unknown)} cannot be written here.")
    _check_plan(_as_it_would_be(plan, changes), now, owner_is_new="owner" in changes)
    return written.rewrite(plan, changes, seen=seen, by=by, now=now, reason=reason)


@action
def write_clause(now: datetime, plan: Plan, *, terms: ClauseTerms, by: Actor, reason: str = "") -> Clause:
    """Add a clause to a plan."""
    obey(rules.why_not_change(status=plan.status, reason=reason))
    taken = list(plan.clauses.values_list("key", flat=True))
    obey(rules.why_not_clause_key(key=terms.key, taken=taken, clauses=len(taken)))
    _check_owner(terms.owner, now)
    clause = Clause(
        plan=plan,
        key=terms.key,
        kind=terms.kind,
        text=_text(terms.text),
        parent=_parent(plan, terms.parent),
        owner=terms.owner,
        owner_role=terms.owner_role,
        qualifiers=list(terms.qualifiers),
        order=bringing.next_order(plan) if terms.order is None else terms.order,
    )
    return written.begin(clause, by=by, now=now, reason=reason)


@action
def change_clause(
    now: datetime, clause: Clause, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Clause:
    """Change what a clause says, where it stands or who answers for it. `withdrawn` has an action of its own."""
    obey(rules.why_not_change(status=clause.plan.status, reason=reason))
    if "withdrawn" in changes:
        raise Invalid("A clause is withdrawn or brought back by its own action.")
    _check_clause_changes(clause, changes, now)
    return written.rewrite(clause, changes, seen=seen, by=by, now=now, reason=reason)


@action
def withdraw_clause(now: datetime, clause: Clause, *, by: Actor, reason: str) -> Clause:
    """Take a clause out of its plan. It keeps its history, its links and its steps."""
    obey(rules.why_not_change(status=clause.plan.status, reason=reason))
    return written.rewrite(clause, {"withdrawn": True}, seen=clause.version, by=by, now=now, reason=reason)


@action
def restore_clause(now: datetime, clause: Clause, *, by: Actor, reason: str) -> Clause:
    """Bring a withdrawn clause back."""
    obey(rules.why_not_change(status=clause.plan.status, reason=reason))
    return written.rewrite(clause, {"withdrawn": False}, seen=clause.version, by=by, now=now, reason=reason)


@action
def link(now: datetime, clause: Clause, *, kind: str, key: str, by: Actor, says: str = "") -> Link:
    """Say what a clause leads to: an activity, indicator, evidence, decision, board, or a clause of another plan."""
    obey(rules.why_not_add(status=clause.plan.status))
    key = key.strip()
    if not key:
        raise Invalid("Say what the clause leads to.")
    if kind == LinkKind.CLAUSE:
        _check_aligned(clause, key)
    if clause.links.filter(kind=kind, key=key, ended_at=None).exists():
        raise Conflict(f"{clause.key} leads to {key} already.", code="already_there")
    return Link.objects.create(clause=clause, kind=kind, key=key, says=says, added_at=now)


@action
def unlink(now: datetime, clause: Clause, *, kind: str, key: str, by: Actor, reason: str = "") -> Clause:
    """End a link. That it stood, and until when, is kept."""
    if not clause.links.filter(kind=kind, key=key, ended_at=None).update(ended_at=now):
        raise Invalid(f"{clause.key} does not lead to {key}.")
    return clause


@action
def set_milestone(now: datetime, clause: Clause, *, terms: StepTerms, by: Actor) -> Milestone:
    """Give a clause a step with a day."""
    obey(rules.why_not_add(status=clause.plan.status))
    _check_owner(terms.owner, now)
    today = clock.local_day(now)
    obey(rules.why_not_milestone(due_on=terms.due_on, done_on=terms.done_on, today=today))
    step = Milestone(clause=clause, **{name: getattr(terms, name) for name in Milestone.WRITTEN})
    step.title = _text(terms.title)
    return written.begin(step, by=by, now=now)


@action
def change_milestone(
    now: datetime, step: Milestone, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Milestone:
    """Change a step, or say that it is done. A day that has passed may stay as it is: the step is overdue."""
    after = _as_it_would_be(step, changes)
    if "owner" in changes:
        _check_owner(after.owner, now)
    if after.due_on != step.due_on or after.done_on != step.done_on:
        due_on = after.due_on if after.due_on != step.due_on else clock.local_day(now)
        obey(rules.why_not_milestone(due_on=due_on, done_on=after.done_on, today=clock.local_day(now)))
    return written.rewrite(step, changes, seen=seen, by=by, now=now, reason=reason)


@action
def open_consultation(now: datetime, plan: Plan, *, asked: str, opened_on: date, by: Actor) -> Consultation:
    """Put a draft to a group. Name groups, never people."""
    obey(rules.why_not_step(status=plan.status, step="open_consultation"))
    kept = written.begin(Consultation(plan=plan, asked=_text(asked), opened_on=opened_on), by=by, now=now)
    _move(plan, {"status": PlanStatus.CONSULTATION}, by=by, now=now)
    return kept


@action
def close_consultation(
    now: datetime, consultation: Consultation, *, heard: str, changed: str, closed_on: date, by: Actor
) -> Consultation:
    """Close a consultation with what was heard and what came of it; with the last one the plan is a draft again."""
    obey(rules.why_not_close_consultation(heard=heard, changed=changed))
    if consultation.closed_on is not None:
        raise Conflict("This consultation is closed already.", code="closed_already")
    if closed_on < consultation.opened_on:
        raise Invalid("A consultation closes on the day it opened, or later.")
    changes = {"heard": heard, "changed": changed, "closed_on": closed_on}
    kept = written.rewrite(consultation, changes, seen=consultation.version, by=by, now=now)
    plan = kept.plan
    if not plan.consultations.filter(closed_on=None).exists():
        _move(plan, {"status": PlanStatus.DRAFT}, by=by, now=now)
    return kept


@action
def adopt(now: datetime, plan: Plan, *, adopted_on: date, by: Actor, reason: str = "") -> Plan:
    """Adopt a plan. The plan that it follows is past from now on."""
    open_ones = plan.consultations.filter(closed_on=None).count()
    said = plan.clauses.filter(withdrawn=False).count()
    obey(rules.why_not_adopt(status=plan.status, clauses=said, open_consultations=open_ones))
    if plan.follows is not None and plan.follows.status != PlanStatus.SUPERSEDED:
        _move(plan.follows, {"status": PlanStatus.SUPERSEDED}, by=by, now=now)
    return _move(
        plan, {"status": PlanStatus.ADOPTED, "adopted_on": adopted_on}, by=by, now=now, reason=reason
    )


@action
def roll_over(now: datetime, plan: Plan, *, terms: PlanTerms, by: Actor) -> Plan:
    """Begin the next period: a draft with every clause, link and unfinished step of the plan and its theory of change."""
    follower = queries.plans().filter(follows=plan).first()
    obey(
        rules.why_not_roll_over(
            status=plan.status,
            follower=follower.title if follower else "",
            starts_on=terms.starts_on,
            old_starts_on=plan.starts_on,
        )
    )
    begun = draft_plan(terms, by=by)
    begun.follows = plan
    begun.save(update_fields=["follows"])
    bringing.copy_clauses(plan, begun, by=by, now=now)
    if plan.nodes.exists():
        theory.carry_over(plan, into=begun, by=by)
    return begun


@action
def import_plan(
    now: datetime, plan: Plan, *, incoming: bringing.Incoming, by: Actor, reason: str = ""
) -> Plan:
    """Bring rows of a file into a plan, as they were shown before: new clauses, changed ones, and, if asked, those left out."""
    obey(rules.why_not_change(status=plan.status, reason=reason))
    return bringing.apply(plan, incoming, by=by, now=now, reason=reason)


def seed(*, by: Actor) -> None:
    """Bring the shipped framework in, where there is no plan yet."""
    if not queries.plans().exists():
        bring_shipped(by=by)


@action
def bring_shipped(now: datetime, *, by: Actor) -> Plan:
    """Keep the framework that ships with the product as version 1; from then on the database is the truth."""
    return bringing.shipped(by=by, now=now)


def _check_plan(plan: Plan, now: datetime, *, owner_is_new: bool = True) -> None:
    if plan.ends_on <= plan.starts_on:
        raise Invalid("A plan ends after it starts.")
    if plan.area_code and not is_gss_code(plan.area_code):
        raise Invalid(f"{plan.area_code!r} is not a GSS code such as E10000024.")
    if owner_is_new:
        _check_owner(plan.owner, now)
    if plan.parent_clause:
        above = queries.find_address(plan.parent_clause)
        if above is None:
            raise Invalid(
                f"There is no clause {plan.parent_clause}. Write the plan's key, a slash, the clause's key."
            )
        obey(rules.why_not_roll_up(plan=plan.key, above=queries.plans_above(above.plan)))


def _check_clause_changes(clause: Clause, changes: Mapping[str, Any], now: datetime) -> None:
    if "text" in changes:
        _text(changes["text"])
    if "owner" in changes and changes["owner"] != clause.owner:
        _check_owner(changes["owner"], now)
    if changes.get("parent") is not None:
        parent = _parent(clause.plan, changes["parent"])
        obey(rules.why_not_parent(key=clause.key, parent_line=queries.line_above(parent)))


def _check_owner(owner: Organisation | None, now: datetime) -> None:
    obey(queries.why_not_own(owner, on=clock.local_day(now)))


def _check_aligned(clause: Clause, address: str) -> None:
    other = queries.find_address(address)
    if other is None:
        raise Invalid(f"There is no clause {address}. Write the plan's key, a slash, the clause's key.")
    if other.plan == clause.plan:
        raise Invalid(
            "A clause is aligned with one of another plan. Inside a plan, use what it stands under."
        )


def _parent(plan: Plan, parent: Clause | None) -> Clause | None:
    if parent is not None and parent.plan != plan:
        raise Invalid(f"{parent.key} is a clause of another plan. Choose one of this plan.")
    return parent


def _text(text: str) -> str:
    if not text.strip():
        raise Invalid("Write what it says.")
    return text.strip()


def _as_it_would_be(thing: Any, changes: Mapping[str, Any]) -> Any:
    """A copy with the changes, for the rules; nothing is kept."""
    copy = type(thing).objects.get(pk=thing.pk)
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _move(plan: Plan, changes: Mapping[str, Any], *, by: Actor, now: datetime, reason: str = "") -> Plan:
    return written.rewrite(plan, changes, seen=plan.version, by=by, now=now, reason=reason)
