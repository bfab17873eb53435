"""Changing boards and their seats. What boards record stands in a module for each kind of paper."""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import queries, rules
from headwater.governance.leadership.models import Board, BoardKind, BoardMember, Voice
from headwater.governance.partners import lasting
from headwater.governance.partners.models import Organisation, Person
from headwater.vocabulary.errors import Conflict, Invalid, obey
from headwater.vocabulary.identifiers import checked_key, is_gss_code


@dataclass(frozen=True)
class Seat:
    """For whom a seat speaks, and whether it votes."""

    voice: Voice = Voice.STATUTORY
    votes: bool = True


@action
def register_board(
    now: datetime,
    *,
    key: str,
    name: str,
    starts_on: date,
    by: Actor,
    area_code: str = "",
    kind: str = BoardKind.OTHER,
) -> Board:
    """Add a board; its area is a GSS code where it has one."""
    if area_code and not is_gss_code(area_code):
        raise Invalid(f"{area_code!r} is not a GSS code such as E10000024.")
    board = Board(
        key=checked_key(key), name=name, starts_on=starts_on, area_code=area_code, kind=BoardKind(kind)
    )
    try:
        with transaction.atomic():
            board.save(force_insert=True)
    except IntegrityError:
        raise Conflict(f"There is a board with the key {key} already.", code="already_there") from None
    return board


@action
def describe_board(now: datetime, board: Board, *, kind: str, terms: str, by: Actor) -> Board:
    """Say what a board is for, and on which terms it meets."""
    board.kind, board.terms = BoardKind(kind), terms.strip()
    board.save(update_fields=["kind", "terms"])
    return board


@action
def end_board(
    now: datetime, board: Board, *, ends_on: date, by: Actor, successor: Board | None = None, reason: str = ""
) -> Board:
    """End a board; from that day its successor holds its duties. Its seats end with it."""
    lasting.end(board, ends_on=ends_on, successor=successor)
    board.members.filter(ends_on=None, starts_on__lt=ends_on).update(ends_on=ends_on)
    return board


@action
def seat_member(
    now: datetime,
    board: Board,
    *,
    person: Person,
    organisation: Organisation,
    starts_on: date,
    by: Actor,
    seat: Seat = Seat(),
) -> BoardMember:
    """Give a person a seat from a day, for an organisation."""
    obey(
        rules.why_not_seat(
            board_holds=queries.holds(board, on=starts_on),
            sits_already=queries.members(board, on=starts_on).filter(person=person).exists(),
        )
    )
    return BoardMember.objects.create(
        board=board,
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        voice=seat.voice,
        votes=seat.votes,
    )


@action
def unseat_member(
    now: datetime, member: BoardMember, *, ends_on: date, by: Actor, reason: str = ""
) -> BoardMember:
    """End a seat on a day after it began."""
    if ends_on <= member.starts_on:
        raise Invalid("A seat ends after it starts.")
    member.ends_on = ends_on
    member.save(update_fields=["ends_on"])
    return member
