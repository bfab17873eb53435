"""Questions about boards, each on a day that it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.leadership.models import Board, BoardMember, Meeting, Voice
from headwater.governance.partners import lasting
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.searching import having as with_words
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


def boards(*, on: date | None = None, having: str = "") -> QuerySet[Board]:
    """All boards, or those that exist on a day, or that have certain words in their names."""
    found = Board.objects.filter(lasting.holding(on)) if on else Board.objects.all()
    return with_words(found, having, "name")


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
    return all_voice_shares([board], on=on)[board.pk]


def all_voice_shares(among: Iterable[Board], *, on: date) -> dict[int, list[VoiceShare]]:
    """The same of several boards, by their numbers, read together."""
    numbers = [board.pk for board in among]
    seats: dict[int, list[BoardMember]] = {number: [] for number in numbers}
    for seat in BoardMember.objects.filter(lasting.holding(on), board__in=numbers):
        seats[seat.board_id].append(seat)
    brought: dict[int, list[str]] = {number: [] for number in numbers}
    met = Meeting.objects.filter(board__in=numbers).order_by()
    for number, items in met.values_list("board_id", "items"):
        brought[number] += [str(item["voice"]) for item in items]
    return {number: _shares(seats[number], brought[number]) for number in numbers}


def _shares(seats: list[BoardMember], brought: list[str]) -> list[VoiceShare]:
    voting = [each for each in seats if each.votes]
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
