"""Makers of boards and of what they record: plain functions with defaults."""

from datetime import date
from itertools import count

from governance.partnership_makers import START, make_organisation, make_person
from headwater.governance.leadership import actions, decisions
from headwater.governance.leadership.actions import Seat
from headwater.governance.leadership.models import (
    Answer,
    Board,
    BoardMember,
    Contribution,
    Decision,
    Insight,
    SystemChange,
    Task,
    Voice,
)
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.queries import operator

_numbers = count(1)


def make_board(key: str = "", *, starts_on: date = START, **more: str) -> Board:
    key = key or f"board-{next(_numbers)}"
    return actions.register_board(key=key, name=key.title(), starts_on=starts_on, by=operator(), **more)


def make_seat(
    board: Board,
    *,
    organisation: Organisation | None = None,
    voice: Voice = Voice.STATUTORY,
    votes: bool = True,
) -> BoardMember:
    organisation = organisation or make_organisation()
    return actions.seat_member(
        board,
        person=make_person(organisation=organisation),
        organisation=organisation,
        starts_on=START,
        seat=Seat(voice, votes),
        by=operator(),
    )


def make_decision(
    *, board: Board | None = None, decided_on: date = date(2026, 3, 1), is_public: bool = True
) -> Decision:
    text = Decision(
        key=f"decision-{next(_numbers)}",
        board=board or make_board(),
        decided_on=decided_on,
        title="Youth workers in the emergency department",
        decided="Fund two posts for two years.",
        public_words="Two youth workers now meet young people in hospital." if is_public else "",
        is_public=is_public,
    )
    return decisions.record_decision(text, by=operator())


def make_contribution(
    *,
    heard_on: date = date(2026, 2, 1),
    reply_due_on: date = date(2026, 3, 1),
    answer: Answer = Answer.NOT_YET,
    may_be_shown: bool = True,
    decision: Decision | None = None,
) -> Contribution:
    answered = answer != Answer.NOT_YET
    text = Contribution(
        who="Young people of the Northgate youth club",
        voice=Voice.YOUNG,
        in_what="An evening at the club",
        heard_on=heard_on,
        said="Nobody talks to us in the hospital.",
        may_be_shown=may_be_shown,
        decision=decision,
        answer=answer,
        answer_words="Two youth workers started in April." if answered else "",
        reply_due_on=reply_due_on,
        replied_on=reply_due_on if answered else None,
    )
    return decisions.record_contribution(text, by=operator())


def a_task(board: Board, owner: Organisation, *, due_on: date, decision: Decision | None = None) -> Task:
    """Not kept yet."""
    return Task(board=board, owner=owner, due_on=due_on, decision=decision, what="Write the job description")


def a_change(
    after: str, *, before: str = "Young people left hospital with a leaflet.", **more: date
) -> SystemChange:
    """Not kept yet."""
    return SystemChange(
        title="Hospital discharge",
        kind="practice",
        organisation=make_organisation(kind="health"),
        changed_on=date(2026, 4, 1),
        before=before,
        after=after,
        shown_by="Discharge procedure, version 4",
        decided_by="The hospital's safeguarding committee",
        **more,
    )


def an_insight(**more: object) -> Insight:
    """Not kept yet."""
    given = {
        "key": f"insight-{next(_numbers)}",
        "finding": "Injuries gather between four and six o'clock.",
        "speaks_of": "nature",
        "level": "operational",
        "found_on": date(2026, 1, 10),
    }
    return Insight(**{**given, **more})
