"""Decisions about boards: plain facts in, a refusal or None out."""

from collections.abc import Collection
from datetime import date

from headwater.vocabulary.errors import Refusal


def why_not_end_board(
    *,
    starts_on: date,
    ends_already_on: date | None,
    ends_on: date,
    successor_lineage: Collection[str],
    key: str,
) -> Refusal | None:
    """Why a board may not end; `successor_lineage` is the successor's key and those that follow it."""
    if ends_already_on is not None:
        return Refusal("already_ended", f"The board ended already, on {ends_already_on:%d/%m/%Y}.")
    if ends_on <= starts_on:
        return Refusal("ends_before_it_starts", "A board ends after it starts.")
    if key in successor_lineage:
        return Refusal("succeeds_itself", "A board cannot succeed itself, not even by way of others.")
    return None


def why_not_seat(*, board_holds: bool, sits_already: bool) -> Refusal | None:
    """Why a person may not take a seat from a day."""
    if not board_holds:
        return Refusal("board_does_not_exist", "The board does not exist on that day.")
    if sits_already:
        return Refusal("sits_already", "This person sits on the board already.")
    return None
