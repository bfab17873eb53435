"""Questions about boards, each on a day that it is told."""

from datetime import date

from django.db.models import Q, QuerySet

from headwater.governance.leadership.models import Board, BoardMember
from headwater.vocabulary.errors import NotFound


def boards(*, on: date | None = None) -> QuerySet[Board]:
    """All boards, or those that exist on a day."""
    return Board.objects.filter(_holding(on)) if on else Board.objects.all()


def get_board(key: str) -> Board:
    found = Board.objects.filter(key=key).first()
    if found is None:
        raise NotFound("There is no such board.")
    return found


def members(board: Board, *, on: date) -> QuerySet[BoardMember]:
    """Who sits on the board on a day."""
    return board.members.select_related("person", "organisation").filter(_holding(on))


def lineage(board: Board) -> list[Board]:
    """The board and all its successors, in order, whatever the day."""
    found = [board]
    while (successor := found[-1].successor) is not None:
        found.append(successor)
    return found


def current_successor(board: Board, *, on: date) -> Board:
    """The board that holds this one's duties on a day."""
    return next(
        (each for each in lineage(board) if each.ends_on is None or each.ends_on > on), lineage(board)[-1]
    )


def _holding(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
