"""What the demonstration's boards met about, decided, promised and changed. A second run does nothing twice.

All of it is made up, and all of it comes in by the actions that people use. Days are counted back from today, so that some
things are always overdue and some always still to come.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from headwater.cli import demo_leadership_papers as papers
from headwater.cli import demo_leadership_words as words
from headwater.cli import demo_people, demo_priorities
from headwater.governance.leadership import (
    actions,
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
)
from headwater.governance.leadership.actions import Seat
from headwater.governance.leadership.models import (
    Commitment,
    Contribution,
    Decision,
    DutyRecord,
    Insight,
    Meeting,
    SystemChange,
    Task,
    Voice,
)
from headwater.governance.leadership.pulse import actions as pulse
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.governance.strategy import queries as strategy
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area

LOCAL_BOARDS = 2  # community safety partnerships that get a board


@dataclass(frozen=True)
class Stage:
    """Who acts, what day it is, and the strategy that everything serves."""

    by: Person
    today: date
    plan: str

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def clauses(self, keys: list[str]) -> list[str]:
        return [f"{self.plan}/{key}" for key in keys] if self.plan else []


def seed(*, by: Person, today: date) -> None:
    """Boards, what they record, two pulses and a vote, if no board is there yet."""
    if queries.boards().exists():
        return
    plan = strategy.the_strategy(today)
    stage = Stage(by, today, plan.key if plan else "")
    seated = _boards(stage)
    _meetings(stage)
    made = _decisions(stage)
    _heard(stage, made)
    _tasks(stage, made)
    _papers(stage, made)
    _pulse(stage, "first", seated, 400)
    _pulse(stage, "second", seated, 30)
    demo_priorities.seed(seated, by=stage.by, today=stage.today)


def _boards(stage: Stage) -> list[Person]:
    """The boards with their seats, and everybody who has one."""
    for key, (name, kind, terms) in words.BOARDS.items():
        board = actions.register_board(
            key=key, name=name, kind=kind, starts_on=demo_people.STARTS_ON, by=stage.by
        )
        actions.describe_board(board, kind=kind, terms=terms, by=stage.by)
    local = [_local_board(stage, area) for area in indicators.areas("csp")[:LOCAL_BOARDS]]
    seats = [(key, *seat) for key in local for seat in words.LOCAL_SEATS]
    return [_seat(stage, *each) for each in (*words.SEATS, *seats)]


def _local_board(stage: Stage, area: Area) -> str:
    """The board of one community safety partnership, by its key."""
    board = actions.register_board(
        key=f"csp-{area.code.lower()}",
        name=f"{area.name} Community Safety Partnership board",
        kind="community_safety",
        area_code=area.code,
        starts_on=demo_people.STARTS_ON,
        by=stage.by,
    )
    return board.key


def _seat(stage: Stage, board: str, name: str, organisation: str, voice: str, votes: bool) -> Person:
    of = partners.get_organisation(organisation)
    person = _person(stage, name, of)
    seat = Seat(Voice(voice), votes=votes)
    starts_on = demo_people.STARTS_ON
    actions.seat_member(
        queries.get_board(board), person=person, organisation=of, starts_on=starts_on, seat=seat, by=stage.by
    )
    return person


def _person(stage: Stage, name: str, of: Organisation) -> Person:
    """Somebody with a seat and no sign-in."""
    email = f"{name.lower().replace(' ', '-')}@{demo_people.ADDRESS}"
    return partners.find_person(email) or partner_actions.register_person(
        email=email, display_name=name, organisation=of, by=stage.by
    )


def _meetings(stage: Stage) -> None:
    for board, ago, items, absent in words.MEETINGS:
        brought = [{"voice": voice, "item": item} for voice, item in items]
        text = Meeting(
            board=queries.get_board(board), held_on=stage.ago(ago), items=brought, place="County Hall"
        )
        meeting = meetings.record_meeting(text, by=stage.by)
        seated = queries.seated_organisations(meeting.board, on=meeting.held_on)
        meetings.note_attendance(meeting, came={each: each.key not in absent for each in seated}, by=stage.by)


def _decisions(stage: Stage) -> dict[str, Decision]:
    return {
        key: decisions.record_decision(_decision(stage, key, **facts), by=stage.by)
        for key, facts in words.DECISIONS.items()
    }


def _decision(stage: Stage, key: str, *, ago: int, board: str, clauses: list[str], **text: Any) -> Decision:
    return Decision(
        key=key,
        board=queries.get_board(board),
        decided_on=stage.ago(ago),
        clause_keys=stage.clauses(clauses),
        **text,
    )


def _heard(stage: Stage, made: dict[str, Decision]) -> None:
    for facts in words.HEARD:
        ago, replied = facts["ago"], facts["replied_after"]
        text = Contribution(
            heard_on=stage.ago(ago),
            reply_due_on=stage.ago(ago - facts["due_after"]),
            replied_on=stage.ago(ago - replied) if replied else None,
            decision=made.get(facts["decision"]),
            **facts["text"],
        )
        decisions.record_contribution(text, by=stage.by)


def _tasks(stage: Stage, made: dict[str, Decision]) -> None:
    for board, decision, what, owner, due_after, done in papers.TASKS:
        of = made[decision]
        due_on = of.decided_on + timedelta(days=due_after)
        text = Task(
            board=queries.get_board(board),
            decision=of,
            what=what,
            owner=partners.get_organisation(owner),
            due_on=due_on,
        )
        task = meetings.set_task(text, by=stage.by)
        if done:
            meetings.change_task(task, {"done_on": min(due_on, stage.today)}, seen=task.version, by=stage.by)


def _papers(stage: Stage, made: dict[str, Decision]) -> None:
    _changes(stage)
    _commitments(stage)
    _insights(stage, made)
    _duties(stage)


def _changes(stage: Stage) -> None:
    for organisation, ago, clauses, text in papers.CHANGES:
        change = SystemChange(
            organisation=partners.get_organisation(organisation),
            changed_on=stage.ago(ago),
            clause_keys=stage.clauses(clauses),
            **text,
        )
        system_changes.record_system_change(change, by=stage.by)


def _commitments(stage: Stage) -> None:
    for objective, organisation, kind, says, amount, signed in papers.COMMITMENTS if stage.plan else ():
        promise = Commitment(
            clause_key=f"{stage.plan}/{objective}",
            organisation=partners.get_organisation(organisation),
            kind=kind,
            says=says,
            amount_gbp=Decimal(amount) if kind == "money" else None,
            full_time_equivalent=Decimal(amount) if kind == "staff" else None,
            starts_on=stage.ago(200),
            signed_by_role=signed,
            signed_on=stage.ago(200) if signed else None,
        )
        commitments.make_commitment(promise, by=stage.by)


def _insights(stage: Stage, made: dict[str, Decision]) -> None:
    for key, ago, clauses, decision, told in papers.INSIGHTS:
        insight = Insight(
            key=key,
            found_on=stage.ago(ago),
            clause_keys=stage.clauses(clauses),
            decision=made.get(decision),
            **told,
        )
        insights.record_insight(insight, by=stage.by)


def _duties(stage: Stage) -> None:
    for key, organisation, state, shown_by, check_in in papers.DUTIES:
        record = DutyRecord(
            duty_key=key,
            organisation=partners.get_organisation(organisation),
            state=state,
            shown_by=shown_by,
            checked_on=stage.ago(90),
            next_check_on=stage.today + timedelta(days=check_in),
        )
        duties.state_duty(record, by=stage.by)


def _pulse(stage: Stage, which: str, seated: list[Person], ago: int) -> None:
    """A pulse that has closed. What each person answered is made up here and kept nowhere."""
    opened = pulse.open_pulse(opens_on=stage.ago(ago), closes_on=stage.today + timedelta(days=1), by=stage.by)
    people = list({person.pk: person for person in seated}.values())
    for at, person in enumerate(people):
        answers = {question: scores[at % len(scores)] for question, scores in papers.PULSES[which].items()}
        pulse.answer_pulse(opened, answers=answers, by=person)
    pulse.close_pulse(opened, closes_on=stage.ago(max(ago - 21, 0)), by=stage.by)
