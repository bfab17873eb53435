"""Decisions about boards: plain facts in, a refusal or None out."""

from headwater.vocabulary.errors import Refusal


def why_not_seat(*, board_holds: bool, sits_already: bool) -> Refusal | None:
    """Why a person may not take a seat from a day."""
    if not board_holds:
        return Refusal("board_does_not_exist", "The board does not exist on that day.")
    if sits_already:
        return Refusal("sits_already", "This person sits on the board already.")
    return None
