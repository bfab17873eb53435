"""Decisions of the pulse: who may answer when, and what may be said of the answers. Counts and shares are never said.

What is said of a question is its band (`bands`); and nothing is said while answers still come in, so that nobody's can be found by
looking before and after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from headwater.governance.leadership.bands import HALF, band_of
from headwater.vocabulary.errors import Refusal

FEWEST = 5  # answers under which nothing is said
SCALE = (1, 2, 3, 4, 5)  # from "not at all" to "very much"
AGREE = 4  # this and above
BANDS = (
    "Few agree: 2 in 10 or fewer",
    "Fewer agree than not: 2 to 4 in 10",
    "About half agree: 4 to 6 in 10",
    "More agree than not: 6 to 8 in 10",
    "Most people agree: 8 in 10 or more",
)
BANDS_OF_FEW = {
    0: "Fewer agree than not: 4 in 10 or fewer",
    HALF: "About half agree: 4 to 6 in 10",
    4: "More agree than not: 6 in 10 or more",
}


@dataclass(frozen=True)
class Said:
    """What may be said of one question: its band's words, and the band from 0 (few) to 4 (most) to compare with another pulse."""

    says: str
    band: int | None = None
    of_few: bool = False  # the outer bands reach to the middle

    @property
    def side(self) -> int | None:
        """Less than half, about half, more: what pulses that few and many answered can be compared by."""
        return None if self.band is None else (self.band > HALF) - (self.band < HALF)


def said_of(counts: Mapping[int, int], *, closed: bool) -> Said:
    """What may be said of how often each answer was given.

    >>> said_of({1: 0, 2: 0, 3: 0, 4: 3, 5: 2}, closed=True)
    Said(says='More agree than not: 6 in 10 or more', band=4, of_few=True)
    >>> said_of({1: 2, 4: 8}, closed=True).says
    'Most people agree: 8 in 10 or more'
    >>> said_of({4: 4}, closed=True).says
    'Fewer than 5 answers, so nothing is shown.'
    >>> said_of({4: 40}, closed=False).says
    'It is still open. What people said is shown once it has closed.'
    """
    if not closed:
        return Said("It is still open. What people said is shown once it has closed.")
    total = sum(counts.values())
    if total < FEWEST:
        return Said(f"Fewer than {FEWEST} answers, so nothing is shown.")
    share = Fraction(sum(count for answer, count in counts.items() if answer >= AGREE), total)
    band = band_of(share, answers=total)
    words = BANDS_OF_FEW[band.at] if band.of_few else BANDS[band.at]
    return Said(words, band.at, band.of_few)


def why_not_open(*, opens_on: date, closes_on: date, questions: int, one_is_open: bool) -> Refusal | None:
    """Why a pulse may not open. Two at a time could be set beside each other."""
    if not questions:
        return Refusal("no_questions", "Ask at least one question.")
    if closes_on <= opens_on:
        return Refusal("closes_before_it_opens", "A pulse closes after it opens.")
    if one_is_open:
        return Refusal("one_is_open", "A pulse is open already. Close that one first.")
    return None


def why_not_answer(
    *, is_open: bool, has_a_seat: bool, answered_already: bool, answers: Mapping[str, int], asked: set[str]
) -> Refusal | None:
    """Why somebody may not answer, or not like this."""
    if not is_open:
        return Refusal("not_open", "This pulse is not open today.")
    if not has_a_seat:
        return Refusal("no_seat", "The pulse asks the people who sit on a board.")
    if answered_already:
        return Refusal(
            "answered_already", "You have answered. Your answers are not kept with your name, so they stand."
        )
    if set(answers) - asked or not set(answers.values()) <= set(SCALE):
        return Refusal("unknown_answer", "Answer the questions that are asked, from 1 to 5.")
    if set(answers) != asked:
        return Refusal("not_all_answered", "Answer every question.")
    return None


def why_not_close(*, opens_on: date, closes_on: date, today: date, is_closed: bool) -> Refusal | None:
    """Why a pulse may not be closed early."""
    if is_closed:
        return Refusal("closed_already", "This pulse is closed already.")
    if not opens_on < closes_on <= today:
        return Refusal("wrong_day", "It closes on a day after it opened that has come.")
    return None
