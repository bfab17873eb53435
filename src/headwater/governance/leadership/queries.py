"""Questions about boards, each on a day that it is told."""

from datetime import date

from django.db.models import QuerySet

from headwater.governance.leadership.models import Board, BoardMember
from headwater.governance.partners import lasting
from headwater.vocabulary.errors import NotFound


def boards(*, on: date | None = None) -> QuerySet[Board]:
    """All boards, or those that exist on a day."""
    return Board.objects.filter(lasting.holding(on)) if on else Board.objects.all()


def get_board(key: str) -> Board:
    found = Board.objects.filter(key=key).first()
    if found is None:
        raise NotFound("There is no such board.")
    return found


def members(board: Board, *, on: date) -> QuerySet[BoardMember]:
    """Who sits on the board on a day."""
    return board.members.select_related("person", "organisation").filter(lasting.holding(on))


def current_successor(board: Board, *, on: date) -> Board:
    """The board that holds this one's duties on a day."""
    return lasting.current_successor(board, on=on)
