"""Questions about boards, each on a day that it is told."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.leadership.models import Board, BoardMember, Meeting, Voice
from headwater.governance.partners import lasting
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.vocabulary.errors import NotFound


@dataclass(frozen=True)
class VoiceShare:
    """What part one voice has in a board: of its seats, of its votes, and of the items of its meetings."""

    voice: Voice
    seats: int
    of_seats: int
    votes: int
    of_votes: int
    items: int
    of_items: int


def boards(*, on: date | None = None) -> QuerySet[Board]:
    """All boards, or those that exist on a day."""
    return Board.objects.filter(lasting.holding(on)) if on else Board.objects.all()


def get_board(key: str) -> Board:
    found = Board.objects.filter(key=key).first()
    if found is None:
        raise NotFound("There is no such board.")
    return found


def holds(board: Board, *, on: date) -> bool:
    """Whether the board exists on a day."""
    return boards(on=on).filter(pk=board.pk).exists()


def members(board: Board, *, on: date) -> QuerySet[BoardMember]:
    """Who sits on the board on a day."""
    return board.members.select_related("person", "organisation").filter(lasting.holding(on))


def has_a_seat(person_uuid: UUID, *, on: date) -> bool:
    """Whether a person sits on any board on a day."""
    seats = BoardMember.objects.filter(lasting.holding(on), person__uuid=person_uuid)
    return seats.filter(board__in=boards(on=on)).exists()


def seated_organisations(board: Board, *, on: date) -> QuerySet[Organisation]:
    """The organisations that have a seat on the board on a day."""
    seats = members(board, on=on).values("organisation")
    return partners.organisations().filter(pk__in=seats)


def current_successor(board: Board, *, on: date) -> Board:
    """The board that holds this one's duties on a day."""
    return lasting.current_successor(board, on=on)


def meetings(board: Board) -> QuerySet[Meeting]:
    """The board's meetings, newest first."""
    return board.meetings.prefetch_related("attendance__organisation")


def get_meeting(meeting_uuid: UUID) -> Meeting:
    found = Meeting.objects.select_related("board").filter(uuid=meeting_uuid).first()
    if found is None:
        raise NotFound("There is no such meeting.")
    return found


def voice_shares(board: Board, *, on: date) -> list[VoiceShare]:
    """Each voice's part in a board: its seats and votes on a day, and the items that it brought to all meetings so far."""
    seats = list(members(board, on=on))
    voting = [each for each in seats if each.votes]
    brought = [str(item["voice"]) for meeting in board.meetings.all() for item in meeting.items]
    return [
        VoiceShare(
            voice=voice,
            seats=sum(each.voice == voice for each in seats),
            of_seats=len(seats),
            votes=sum(each.voice == voice for each in voting),
            of_votes=len(voting),
            items=brought.count(voice.value),
            of_items=len(brought),
        )
        for voice in Voice
    ]
