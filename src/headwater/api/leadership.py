"""Leadership: what was decided, said and changed, for everybody; tasks, duties, commitments and insights with a token."""

from collections.abc import Container
from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
)
from headwater.governance.leadership.models import Contribution, Decision, SystemChange
from headwater.governance.strategy import queries as strategy

router = Router(tags=["leadership"])
WORKING = "strategy.read"


class ContributionOut(Schema):
    """What a group told the partnership."""

    who: str
    voice: str
    in_what: str
    heard_on: date
    said: str | None = Field(
        description="Its own words; null where the group did not agree that they are public."
    )
    answer: str = Field(description="not_yet, we_did or we_did_not.")
    answer_words: str
    reply_due_on: date
    replied_on: date | None
    overdue: bool
    decision: str | None = Field(description="The key of the decision that it was part of.")


class DecisionOut(Schema):
    """One decision of the ledger."""

    key: str
    board: str
    decided_on: date
    title: str
    public_words: str
    decided: str
    because: str
    changes: str
    clauses: list[str]
    evidence: list[str]
    involved: list[str] = Field(description="The groups that had a say; empty where nobody was involved.")
    nobody_was_involved: bool


class SystemChangeOut(Schema):
    """What is different now."""

    title: str
    kind: str
    organisation: str
    changed_on: date
    before: str
    after: str
    shown_by: str
    decided_by: str
    clauses: list[str]
    reversed_on: date | None


class BoardOut(Schema):
    """A board that meets today, and one voice's part in it."""

    key: str
    name: str
    kind: str
    area_code: str
    voice: str
    seats: int
    of_seats: int
    votes: int
    of_votes: int
    items: int
    of_items: int


class TaskOut(Schema):
    """An open task."""

    board: str
    owner: str
    what: str
    due_on: date
    overdue: bool
    decision: str | None


class DutyOut(Schema):
    """How one organisation stands to one duty."""

    duty: str
    section: str
    is_power: bool
    organisation: str
    state: str
    shown_by: str
    next_check_on: date | None
    in_order: bool


class ObjectiveOut(Schema):
    """A shared objective and what is signed for it."""

    clause: str
    text: str
    signed_by: list[str]
    partners_wanted: int
    money_gbp: float
    full_time_equivalent: float
    unfunded: bool
    plans: list[str]


class InsightOut(Schema):
    """A finding and what became of it."""

    key: str
    found_on: date
    finding: str
    speaks_of: str
    level: str
    use: str
    decision: str | None
    not_used_because: str
    result: str


@router.get("/decisions", response={200: list[DecisionOut], **errors.ANSWERS}, operation_id="decisions")
def all_decisions(request: HttpRequest) -> list[DecisionOut]:
    """The decision ledger: what is public, or with a token that may read drafts, all of it."""
    public = not caller(request).holds(WORKING)
    hidden = strategy.drafts(public_only=public)
    return [_decision(each, hidden) for each in decisions.decisions(public=public)]


@router.get("/you-said", response={200: list[ContributionOut], **errors.ANSWERS}, operation_id="you_said")
def you_said(request: HttpRequest) -> list[ContributionOut]:  # noqa: ARG001  (ninja's signature)
    """What people told the partnership, what became of it, and whom it owes an answer."""
    told = decisions.you_said(on=clock.today())
    late = [_contribution(each, overdue=True) for each in told.overdue]
    return late + [_contribution(each, overdue=False) for each in (*told.did, *told.did_not, *told.waiting)]


@router.get(
    "/system-changes", response={200: list[SystemChangeOut], **errors.ANSWERS}, operation_id="system_changes"
)
def changes(request: HttpRequest) -> list[SystemChangeOut]:
    """What is different in policy, practice, resource, and who decides."""
    hidden = strategy.drafts(public_only=not caller(request).holds(WORKING))
    return [_change(each, hidden) for each in system_changes.system_changes()]


@router.get("/boards", response={200: list[BoardOut], **errors.ANSWERS}, operation_id="boards")
def boards(request: HttpRequest) -> list[BoardOut]:
    """Boards that meet today: the part of each voice in seats, votes and items."""
    caller(request).check(WORKING)
    today = clock.today()
    meeting = list(queries.boards(on=today))
    shares = queries.all_voice_shares(meeting, on=today)
    return [
        BoardOut(
            key=board.key,
            name=board.name,
            kind=board.kind,
            area_code=board.area_code,
            voice=each.voice.value,
            seats=each.seats,
            of_seats=each.of_seats,
            votes=each.votes,
            of_votes=each.of_votes,
            items=each.items,
            of_items=each.of_items,
        )
        for board in meeting
        for each in shares[board.pk]
    ]


@router.get("/tasks", response={200: list[TaskOut], **errors.ANSWERS}, operation_id="tasks")
def tasks(request: HttpRequest, *, overdue: bool = False) -> list[TaskOut]:
    """Open tasks of all boards, or those whose day has passed."""
    caller(request).check(WORKING)
    today = clock.today()
    found = meetings.overdue_tasks(on=today) if overdue else meetings.open_tasks()
    return [
        TaskOut(
            board=each.board.key,
            owner=each.owner.key,
            what=each.what,
            due_on=each.due_on,
            overdue=each.due_on < today,
            decision=each.decision.key if each.decision else None,
        )
        for each in found
    ]


@router.get("/duties", response={200: list[DutyOut], **errors.ANSWERS}, operation_id="duties")
def all_duties(request: HttpRequest) -> list[DutyOut]:
    """Which authority has which duty, and how it stands to it."""
    caller(request).check(WORKING)
    return [
        DutyOut(
            duty=standing.duty.key,
            section=standing.duty.section,
            is_power=standing.duty.is_power,
            organisation=each.organisation.key,
            state=each.state.value,
            shown_by=each.record.shown_by if each.record else "",
            next_check_on=each.record.next_check_on if each.record else None,
            in_order=each.in_order,
        )
        for standing in duties.standing(on=clock.today())
        for each in standing.organisations
    ]


@router.get("/objectives", response={200: list[ObjectiveOut], **errors.ANSWERS}, operation_id="objectives")
def objectives(request: HttpRequest) -> list[ObjectiveOut]:
    """Shared objectives: which partners signed for each, and which are unfunded."""
    caller(request).check(WORKING)
    return [
        ObjectiveOut(
            clause=each.key,
            text=each.text,
            signed_by=[partner.key for partner in each.partners],
            partners_wanted=each.lacks_partners,
            money_gbp=float(each.money_gbp),
            full_time_equivalent=float(each.staff),
            unfunded=each.is_unfunded,
            plans=[own.key for own in each.own_plans],
        )
        for each in commitments.shared_objectives(on=clock.today())
    ]


@router.get("/insights", response={200: list[InsightOut], **errors.ANSWERS}, operation_id="insights")
def all_insights(request: HttpRequest) -> list[InsightOut]:
    """The insight register."""
    caller(request).check(WORKING)
    return [
        InsightOut(
            key=each.key,
            found_on=each.found_on,
            finding=each.finding,
            speaks_of=each.speaks_of,
            level=each.level,
            use=each.use,
            decision=each.decision.key if each.decision else None,
            not_used_because=each.not_used_because,
            result=each.result,
        )
        for each in insights.insights()
    ]


def _decision(found: Decision, hidden: Container[str]) -> DecisionOut:
    involved = [each.who for each in found.contributions.all()]
    return DecisionOut(
        key=found.key,
        board=found.board.key,
        decided_on=found.decided_on,
        title=found.title,
        public_words=found.public_words,
        decided=found.decided,
        because=found.because,
        changes=found.changes,
        clauses=list(strategy.told(found.clause_keys, hidden=hidden)),
        evidence=found.evidence_keys,
        involved=involved,
        nobody_was_involved=not involved,
    )


def _contribution(found: Contribution, *, overdue: bool) -> ContributionOut:
    decision = found.decision
    return ContributionOut(
        who=found.who,
        voice=found.voice,
        in_what=found.in_what,
        heard_on=found.heard_on,
        said=found.said if found.may_be_shown else None,
        answer=found.answer,
        answer_words=found.answer_words,
        reply_due_on=found.reply_due_on,
        replied_on=found.replied_on,
        overdue=overdue,
        decision=decision.key if decision and decision.is_public else None,
    )


def _change(found: SystemChange, hidden: Container[str]) -> SystemChangeOut:
    return SystemChangeOut(
        title=found.title,
        kind=found.kind,
        organisation=found.organisation.key,
        changed_on=found.changed_on,
        before=found.before,
        after=found.after,
        shown_by=found.shown_by,
        decided_by=found.decided_by,
        clauses=list(strategy.told(found.clause_keys, hidden=hidden)),
        reversed_on=found.reversed_on,
    )
