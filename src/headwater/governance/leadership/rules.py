"""Decisions about boards and what they record: plain facts in, a refusal or None out."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from headwater.vocabulary.errors import Refusal


def why_not_seat(*, board_holds: bool, sits_already: bool) -> Refusal | None:
    """Why a person may not take a seat from a day."""
    if not board_holds:
        return Refusal("board_does_not_exist", "The board does not exist on that day.")
    if sits_already:
        return Refusal("sits_already", "This person sits on the board already.")
    return None


def why_not_meet(*, held_on: date, today: date, board_holds: bool) -> Refusal | None:
    """Why a meeting may not be recorded."""
    if not board_holds:
        return Refusal("board_does_not_exist", "The board does not exist on that day.")
    return _why_not_later(held_on, today, "A meeting is recorded once it was held.")


def why_not_note_attendance(*, seated: Collection[str], named: Collection[str]) -> Refusal | None:
    """Why attendance may not be noted: only organisations with a seat on the day are expected."""
    strangers = sorted(set(named) - set(seated))
    if strangers:
        return Refusal("no_seat", f"No seat on that day: {', '.join(strangers)}. Give the seat first.")
    return None


def why_not_decide(
    *, decided_on: date, today: date, board_holds: bool, is_public: bool, public_words: str
) -> Refusal | None:
    """Why a decision may not stand in the ledger like this."""
    if not board_holds:
        return Refusal("board_does_not_exist", "The board does not exist on that day.")
    if is_public and not public_words.strip():
        says = "Say the decision in plain words, as the public page shows it, or mark it as not public."
        return Refusal("no_public_words", says)
    return _why_not_later(decided_on, today, "A decision is recorded once it was taken.")


def why_not_answer(
    *, answered: bool, words: str, heard_on: date, due_on: date, replied_on: date | None
) -> Refusal | None:
    """Why what the partnership was told may not stand with this answer."""
    if due_on < heard_on:
        return Refusal("due_before_heard", "The reply is due on or after the day on which it was heard.")
    if not answered:
        if replied_on is None:
            return None
        return Refusal("reply_without_answer", "There is a day of reply but no answer. Say what was done.")
    if not words.strip():
        return Refusal(
            "no_answer_words", "Say what was done, or why it was not. People asked to be answered."
        )
    if replied_on is None:
        return Refusal("no_day_of_reply", "Say on which day the group was told.")
    if replied_on < heard_on:
        return Refusal("reply_before_heard", "The reply came on or after the day on which it was heard.")
    return None


def why_not_set_task(*, due_on: date, given_on: date, owner_takes_part: bool) -> Refusal | None:
    """Why a task may not be given; `given_on` is the day of its decision, else today."""
    if not owner_takes_part:
        says = "That organisation no longer takes part. Give the task to whoever took over from it."
        return Refusal("owner_ended", says)
    if due_on < given_on:
        return Refusal(
            "due_in_the_past", "Its day is before the day on which it was given. Give a later one."
        )
    return None


def why_not_close_task(*, done_on: date | None, dropped_because: str, today: date) -> Refusal | None:
    """Why a task may not be closed like this. Dropping one needs a reason; one that was done cannot be dropped too."""
    if done_on is not None and dropped_because.strip():
        return Refusal("done_and_dropped", "A task is done or dropped, not both.")
    if done_on is not None:
        return _why_not_later(done_on, today, "A task is done on a day that has come.")
    return None


def why_not_state_duty(*, binds: bool, is_met: bool, shown_by: str) -> Refusal | None:
    """Why an organisation may not be said to stand to a duty like this."""
    if not binds:
        return Refusal("not_bound", "That duty does not bind an organisation of this kind.")
    if is_met and not shown_by.strip():
        return Refusal("nothing_shows_it", "Name what shows it: a paper, a minute, a published page.")
    return None


# what was done, which by itself changes nothing
ACTIVITY = re.compile(
    r"\b(attend(ed|ance)?|took part|participated|met\b|meetings?\b|workshops?\b|conference|seminar|webinar|briefed|briefings?|"
    r"trained|training was|sessions? (was|were) (held|delivered)|presented|presentation|discussed|circulated|"
    r"raised awareness|awareness|networked|visited|consulted with|launched|signed up|newsletters?)",
    re.IGNORECASE,
)
# what is otherwise now: a rule, a way of working, money or people, or who decides
DIFFERENT = re.compile(
    r"\b(now|no longer|instead|must|always|every|each|from \d|since \d|permanent|in the budget|budget of|funds?|funded|"
    r"may decide|decides?|has a vote|have a vote|vetoe?s?|policy (says|requires|states)|requires?|required|rota|"
    r"is the default|was ended|stopped|replaced)\b",
    re.IGNORECASE,
)


def is_activity_only(after: str) -> bool:
    """Whether words tell of something that was done or attended, and of nothing that is otherwise since."""
    return bool(ACTIVITY.search(after)) and not DIFFERENT.search(after)


def why_not_a_change(
    *, before: str, after: str, changed_on: date, today: date, reversed_on: date | None
) -> Refusal | None:
    """Why something is not a change of the system: it was done, but nothing is otherwise."""
    if _same(before, after):
        return Refusal("nothing_changed", "Before and after read the same. Say what is otherwise now.")
    if is_activity_only(after):
        says = (
            "That is something that was done. It may matter a great deal, but this ledger keeps what is different since: a "
            "rule, a way of working, money or people, or who decides. Say what now happens that did not happen before."
        )
        return Refusal("activity", says)
    if reversed_on is not None and reversed_on < changed_on:
        return Refusal("reversed_before", "It cannot be reversed before it was changed.")
    return _why_not_later(changed_on, today, "A change is recorded once it has happened.")


def why_not_commit(
    *, is_money: bool, amount_gbp: Decimal | None, signed_on: date | None, signed_by_role: str, today: date
) -> Refusal | None:
    """Why a partner's commitment may not stand like this."""
    if is_money and (amount_gbp is None or amount_gbp <= 0):
        return Refusal("no_amount", "A commitment of money says how much.")
    if signed_on is None:
        return None
    if not signed_by_role.strip():
        return Refusal("no_signatory", "Say which post signed it. No name is needed.")
    return _why_not_later(signed_on, today, "A commitment is signed on a day that has come.")


def why_not_use(*, is_used: bool, is_not_used: bool, has_decision: bool, because: str) -> Refusal | None:
    """Why an insight may not end like this: each ends in a decision, or in the reason why nothing was decided."""
    if is_used and not has_decision:
        return Refusal("no_decision", "Name the decision in which it was used.")
    if is_not_used and not because.strip():
        return Refusal("no_reason", "Say why it was not used. That is worth knowing too.")
    return None


def why_not_items(items: Collection[Mapping[str, object]], *, voices: Collection[str]) -> Refusal | None:
    """Why the items of a meeting may not read like this: each has its words and for whom it was brought."""
    for each in items:
        if not str(each.get("item", "")).strip() or each.get("voice") not in voices:
            return Refusal("bad_item", "Each item has its words and says who brought it.")
    return None


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())


def _why_not_later(day: date, today: date, says: str) -> Refusal | None:
    return Refusal("in_the_future", f"{says} That day is still to come.") if day > today else None
