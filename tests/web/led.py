"""A board that has met, decided, heard and promised, for the tests of pages."""

from collections.abc import Iterator
from datetime import date, timedelta

from web import town

from headwater.governance.audit import clock
from headwater.governance.leadership import (
    actions,
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    system_changes,
)
from headwater.governance.leadership.models import (
    Board,
    BoardMember,
    Commitment,
    Contribution,
    Decision,
    DutyRecord,
    Insight,
    Meeting,
    SystemChange,
    Task,
)
from headwater.governance.leadership.pulse import actions as pulse
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.governance.strategy import actions as strategy_actions
from headwater.governance.strategy import queries as strategy

DECIDED_ON = date(2026, 3, 2)
PLAIN = "Two youth workers now meet young people in hospital."
SAID = "Nobody talks to us in hospital."


def make_board(key: str = "main-board") -> Board:
    return actions.register_board(
        key=key,
        name=key.replace("-", " ").capitalize(),
        kind="violence_reduction",
        starts_on=town.SINCE,
        by=partners.operator(),
    )


def make_seat(board: Board, person: Person, organisation: Organisation | None = None) -> BoardMember:
    return actions.seat_member(
        board,
        person=person,
        organisation=organisation or town.make_organisation(),
        starts_on=town.SINCE,
        by=partners.operator(),
    )


def make_meeting(board: Board) -> Meeting:
    items = [{"item": "Lighting", "voice": "young"}]
    papers = [{"title": "Budget", "link": "https://example.org/budget"}, {"title": "Minutes", "link": ""}]
    text = Meeting(board=board, held_on=DECIDED_ON, items=items, papers=papers, minutes="All agreed.")
    return meetings.record_meeting(text, by=partners.operator())


def make_decision(board: Board, *, key: str = "youth-workers", is_public: bool = True) -> Decision:
    text = Decision(
        key=key,
        board=board,
        decided_on=DECIDED_ON,
        title=f"Youth workers: {key}",
        decided="Fund two posts.",
        public_words=PLAIN,
        is_public=is_public,
    )
    return decisions.record_decision(text, by=partners.operator())


def make_contribution(
    *, decision: Decision | None = None, shown: bool = True, due_in: int = -5
) -> Contribution:
    today = clock.today()
    text = Contribution(
        who="Northgate youth club",
        voice="young",
        in_what="An evening",
        heard_on=today - timedelta(days=60),
        said=SAID,
        may_be_shown=shown,
        reply_due_on=today + timedelta(days=due_in),
        decision=decision,
    )
    return decisions.record_contribution(text, by=partners.operator())


def make_task(board: Board, decision: Decision, *, due_on: date = date(2026, 4, 1)) -> Task:
    text = Task(
        board=board, decision=decision, what="Find a room", owner=town.make_organisation(), due_on=due_on
    )
    return meetings.set_task(text, by=partners.operator())


def make_system_change() -> SystemChange:
    text = SystemChange(
        title="Leaving hospital",
        kind="practice",
        organisation=town.make_organisation(),
        changed_on=DECIDED_ON,
        before="A leaflet was given.",
        after="Every young person is now offered a youth worker.",
        shown_by="Procedure 4",
        decided_by="The safeguarding committee",
    )
    return system_changes.record_system_change(text, by=partners.operator())


def make_insight() -> Insight:
    text = Insight(
        key="after-school",
        finding="Injuries gather after school.",
        speaks_of="nature",
        level="operational",
        found_on=DECIDED_ON,
    )
    return insights.record_insight(text, by=partners.operator())


def make_strategy() -> str:
    """The shipped framework; the address of one of its objectives."""
    strategy_actions.seed(by=partners.operator())
    plan = strategy.the_strategy(clock.today())
    assert plan
    return f"{plan.key}/O1.3"


def make_commitment(objective: str) -> Commitment:
    text = Commitment(
        clause_key=objective,
        organisation=town.make_organisation(),
        kind="staff",
        says="Half a post.",
        starts_on=town.SINCE,
    )
    return commitments.make_commitment(text, by=partners.operator())


def make_duty_record() -> DutyRecord:
    police = town.make_organisation("police", kind="police")
    text = DutyRecord(duty_key="collaborate", organisation=police, state="met", shown_by="Terms")
    return duties.state_duty(text, by=partners.operator())


def make_pulse() -> pulse.Pulse:
    today = clock.today()
    opens_on, closes_on = today - timedelta(days=3), today + timedelta(days=9)
    return pulse.open_pulse(opens_on=opens_on, closes_on=closes_on, by=partners.operator())


def pages() -> Iterator[str]:
    """Every page of leadership with something on it."""
    board, objective = make_board(), make_strategy()
    seat = make_seat(board, town.make_person())
    meeting, decision = make_meeting(board), make_decision(board)
    came = {seat.organisation: True}
    meetings.note_attendance(meeting, came=came, by=partners.operator())
    heard, task = make_contribution(decision=decision), make_task(board, decision)
    change, insight, promise = make_system_change(), make_insight(), make_commitment(objective)
    duty, pulse_open = make_duty_record(), make_pulse()
    yield f"/boards/{board.key}/"
    yield from (f"/boards/{board.key}/{kind}/add/" for kind in ("meetings", "tasks", "decisions"))
    yield f"/boards/{board.key}/describe/"
    yield from (f"/meetings/{meeting.uuid}/{what}/" for what in ("change", "attendance"))
    yield from ("/leadership/", "/tasks/", "/duties/", "/commitments/", "/insights/", "/pulse/", "/desk/")
    yield from ("/you-said/", "/decisions/", "/system-change/", "/system-map/")
    yield from (f"/decisions/{decision.key}/", f"/decisions/{decision.key}/change/")
    papers = {"tasks": task, "you-said": heard, "system-change": change}
    papers |= {"insights": insight, "commitments": promise}
    yield from (f"/{where}/{paper.uuid}/change/" for where, paper in papers.items())
    yield f"/duties/{duty.duty_key}/{duty.organisation.uuid}/"
    yield f"/leadership/history/{decision.uuid}/"
    yield f"/pulse/{pulse_open.uuid}/close/"
