"""Decisions of a vote on what to find out first: who may vote when, and who must be among those who can."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from headwater.vocabulary.errors import Refusal

FEWEST, MOST = 3, 8  # questions in one vote
HEAVIEST = 5  # for so many may one voter count
LIVED = {"young": "young people", "community": "residents and people with lived experience"}


def why_not_open(
    *,
    opens_on: date,
    closes_on: date,
    asked: Sequence[str],
    gaps: Collection[str],
    voices: Collection[str],
    one_is_open: bool,
) -> Refusal | None:
    """Why a vote may not open. What is known, or is being asked already, needs no vote."""
    if closes_on <= opens_on:
        return Refusal("closes_before_it_opens", "A vote closes after it opens.")
    if one_is_open:
        return Refusal("one_is_open", "A vote is open already. Close that one first.")
    if len(set(asked)) < len(asked):
        return Refusal("twice", "A question stands there twice. Choose each once.")
    if not FEWEST <= len(asked) <= MOST:
        return Refusal("how_many", f"Put {FEWEST} to {MOST} questions to the vote.")
    if set(asked) - set(gaps):
        return Refusal(
            "no_gap", "One of these is no gap: something is known of it, or somebody is asking it."
        )
    if silent := [words for voice, words in LIVED.items() if voice not in voices]:
        return Refusal(
            "nobody_lived_it", f"No seat speaks for {' or for '.join(silent)}. Give them a seat first."
        )
    return None


def why_not_vote(
    *,
    is_open: bool,
    has_a_seat: bool,
    voted_already: bool,
    chosen: Sequence[str],
    asked: Collection[str],
    choose: int,
) -> Refusal | None:
    """Why somebody may not vote, or not like this."""
    if not is_open:
        return Refusal("not_open", "This vote is not open today.")
    if not has_a_seat:
        return Refusal("no_seat", "The vote asks the people who sit on a board.")
    if voted_already:
        return Refusal(
            "voted_already", "You have voted. What you chose is not kept with your name, so it stands."
        )
    if set(chosen) - set(asked) or len(set(chosen)) < len(chosen):
        return Refusal("unknown_question", "Choose among the questions that are asked, each once.")
    if not 1 <= len(chosen) <= choose:
        return Refusal("how_many", f"Choose at least one question, and at most {choose}.")
    return None


def why_not_close(*, opens_on: date, closes_on: date, today: date, is_closed: bool) -> Refusal | None:
    """Why a vote may not be closed early."""
    if is_closed:
        return Refusal("closed_already", "This vote is closed already.")
    if not opens_on < closes_on <= today:
        return Refusal("wrong_day", "It closes on a day after it opened that has come.")
    return None


def why_not_weigh(
    weights: Mapping[str, float], *, voices: Collection[str], choose: int = 1
) -> Refusal | None:
    """What a partnership may declare: every voice counts, and none for more than five; each voter chooses something."""
    if choose < 1:
        return Refusal("choose", "A voter may choose at least one question.")
    if set(weights) != set(voices):
        return Refusal("voices", f"Declare a weight for each of {', '.join(voices)}, and for nobody else.")
    if not all(0 < weight <= HEAVIEST for weight in weights.values()):
        return Refusal("weight", f"A weight is more than 0 and at most {HEAVIEST}.")
    return None
