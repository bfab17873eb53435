"""Decisions about boxes and arrows: plain facts in, a refusal or None out. Being incomplete is never a refusal: see `graph`."""

from collections.abc import Collection

from headwater.governance.strategy.rules import is_clause_key
from headwater.vocabulary.errors import Refusal

MOST_BOXES = 500  # of one picture; nobody reads a tenth of that
MOST_ARROWS = 3_000


def why_not_box(*, key: str, title: str, taken: Collection[str]) -> Refusal | None:
    """Why a picture cannot have this box."""
    if len(taken) >= MOST_BOXES:
        return Refusal(
            "too_many_boxes",
            f"A picture has at most {MOST_BOXES} boxes. Make a plan of its own for a part of it.",
        )
    if not is_clause_key(key):
        return Refusal(
            "not_a_box_key",
            f"{key!r} cannot be a key: use letters and digits with hyphens between them, like safe-places.",
        )
    if key.casefold() in {each.casefold() for each in taken}:
        return Refusal("box_key_taken", f"There is a box with the key {key} already.")
    return why_not_title(title)


def why_not_title(title: str) -> Refusal | None:
    return None if title.strip() else Refusal("box_without_title", "Give the box a title.")


def why_not_arrow(*, source: str, target: str, same_plan: bool, drawn: bool, arrows: int) -> Refusal | None:
    """Why an arrow cannot be drawn from one box to another."""
    if not same_plan:
        return Refusal("boxes_of_two_plans", "An arrow joins two boxes of one picture.")
    if source == target:
        return Refusal("arrow_to_itself", "An arrow leads from one box to another.")
    if drawn:
        return Refusal("arrow_drawn_already", "There is an arrow between these two already.")
    if arrows >= MOST_ARROWS:
        return Refusal("too_many_arrows", f"A picture has at most {MOST_ARROWS:,} arrows.")
    return None
