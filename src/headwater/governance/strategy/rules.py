"""Decisions about plans, clauses and their steps: plain facts in, a refusal or None out.

`PLAN_STATES` is the life of a plan as a table: from a state, what may be done, and where it leads.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from headwater.vocabulary.errors import Refusal
from headwater.vocabulary.periods import day_words

PLAN_STATES: dict[str, dict[str, str]] = {
    "draft": {"open_consultation": "consultation", "adopt": "adopted", "roll_over": "draft"},
    "consultation": {"close_consultation": "draft", "open_consultation": "consultation"},
    "adopted": {"roll_over": "adopted", "follow": "superseded"},
    "superseded": {},
}
MOST_CLAUSES = 1_000  # of one plan: the longest published ones have a few hundred
LONGEST_KEY = 100
LONGEST_LINE = 6  # keys of a line of clauses that a sentence names
_STATES = {
    "draft": "is a draft",
    "consultation": "is out for consultation",
    "adopted": "is adopted",
    "superseded": "was followed by another plan",
}


def why_not_step(*, status: str, step: str) -> Refusal | None:
    """Why a plan in this state cannot take this step."""
    if step in PLAN_STATES[status]:
        return None
    wanted = step.replace("_", " ")
    return Refusal(f"cannot_{step}", f"This plan {_STATES[status]}, so “{wanted}” is not open to it.")


def why_not_change(*, status: str, reason: str) -> Refusal | None:
    """Why the words of a plan cannot be changed now. An adopted text is amended, and an amendment says why."""
    if refusal := why_not_add(status=status):
        return refusal
    if status == "adopted" and not reason.strip():
        says = (
            "This text is adopted. You can amend it, if you say why: the reason is kept with the new version."
        )
        return Refusal("amendment_without_reason", says)
    return None


def why_not_add(*, status: str) -> Refusal | None:
    """Why a link or a step cannot be added to a plan's clause; an adopted plan takes them without an amendment."""
    if status != "superseded":
        return None
    says = "This plan was followed by another. Change the plan that follows it; this one stays as it was."
    return Refusal("plan_is_past", says)


def why_not_clause_key(*, key: str, taken: Collection[str], clauses: int) -> Refusal | None:
    """Why a plan cannot have a clause with this key."""
    if clauses >= MOST_CLAUSES:
        return Refusal("too_many_clauses", f"A plan has at most {MOST_CLAUSES:,} clauses.")
    if not is_clause_key(key):
        says = "A clause's key is letters and digits of any language, with dots, hyphens or underscores between them: O1.2."
        return Refusal("not_a_clause_key", says)
    if key.casefold() in {each.casefold() for each in taken}:
        says = f"There is a clause {key} in this plan already. Keys are read without regard to capitals."
        return Refusal("clause_key_taken", says)
    return None


def is_clause_key(key: str) -> bool:
    """Letters and digits of any script, joined by single dots, hyphens or underscores; not longer than its column."""
    parts = re.split("[._-]", key)
    return len(key) <= LONGEST_KEY and all(part and all(map(_is_letter, part)) for part in parts)


def _is_letter(mark: str) -> bool:
    """A letter or digit, or a sign that stands on one, as vowels do in Hindi."""
    return mark.isalnum() or unicodedata.category(mark).startswith("M")


def why_not_parent(*, key: str, parent_line: Sequence[str]) -> Refusal | None:
    """Why a clause cannot stand under this parent; `parent_line` is the parent and what stands above it."""
    if key not in parent_line:
        return None
    if parent_line[0] == key:
        return Refusal("own_parent", f"{key} cannot stand under itself.")
    loop = in_line((key, *parent_line[: parent_line.index(key) + 1]))
    return Refusal(
        "parents_in_a_circle", f"These clauses would stand in a circle: {loop}. Choose another parent."
    )


def in_line(keys: Sequence[str]) -> str:
    """Keys from one clause upwards, in words; of a long line its two ends.

    >>> in_line(("A", "B", "A")), in_line("ABCDEFGA")
    ('A under B under A', 'A under B under C under … under G under A')
    """
    shown = keys if len(keys) <= LONGEST_LINE else (*keys[:3], "…", *keys[-2:])
    return " under ".join(shown)


def why_not_roll_up(*, plan: str, above: Sequence[str]) -> Refusal | None:
    """Why a plan cannot roll up to a clause; `above` are the plans from that clause's own upwards."""
    if plan not in above:
        return None
    return Refusal("plans_in_a_circle", "This plan would roll up to itself. Choose a clause of another plan.")


def why_not_own(*, name: str, ends_on: date | None, successor: str, on: date) -> Refusal | None:
    """Why an organisation cannot be given something to answer for on a day."""
    if ends_on is None or on < ends_on:
        return None
    instead = f" {successor} has taken over: choose it instead." if successor else " Choose another."
    return Refusal("owner_has_ended", f"{name} ended on {day_words(ends_on)}.{instead}")


def why_not_milestone(*, due_on: date, done_on: date | None, today: date) -> Refusal | None:
    """Why a step cannot have these days: a new one lies ahead, unless it is done."""
    if done_on is not None and done_on > today:
        return Refusal(
            "done_in_the_future", f"{day_words(done_on)} has not come yet. Say that it is done when it is."
        )
    if done_on is None and due_on < today:
        says = f"{day_words(due_on)} is past. Give the step a day that lies ahead, or say on which day it was done."
        return Refusal("due_in_the_past", says)
    return None


def why_not_close_consultation(*, heard: str, changed: str) -> Refusal | None:
    """Why a consultation cannot be closed: people are told what was heard and what came of it."""
    if not heard.strip():
        return Refusal("nothing_heard", "Write what you heard. If nobody answered, write that.")
    if not changed.strip():
        return Refusal("nothing_said_of_change", "Write what you changed. If nothing changed, write why.")
    return None


def why_not_adopt(*, status: str, clauses: int, open_consultations: int) -> Refusal | None:
    """Why a plan cannot be adopted."""
    if open_consultations:
        return Refusal(
            "consultation_open", "A consultation is open. Close it with what you heard and what changed."
        )
    if refusal := why_not_step(status=status, step="adopt"):
        return refusal
    if not clauses:
        return Refusal("no_clauses", "This plan says nothing yet. Write or import its clauses first.")
    return None


def why_not_roll_over(*, status: str, follower: str, starts_on: date, old_starts_on: date) -> Refusal | None:
    """Why a plan cannot be rolled over into a period that starts on a day."""
    if follower:
        return Refusal("followed_already", f"{follower} follows this plan already. Change that one.")
    if refusal := why_not_step(status=status, step="roll_over"):
        return refusal
    if starts_on <= old_starts_on:
        return Refusal("not_a_later_period", "The next period starts later than this plan does.")
    return None


def is_overdue(*, due_on: date, done_on: date | None, on: date) -> bool:
    """A step is overdue from the day after its day."""
    return done_on is None and due_on < on
