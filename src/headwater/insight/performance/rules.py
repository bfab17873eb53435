"""Decisions about targets and comparators: plain facts in, a refusal or None out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headwater.vocabulary.errors import Refusal
from headwater.vocabulary.periods import day_words

FEWEST_BESIDE, MOST_BESIDE = 1, 30
FEWEST_WORDS = 3  # of a note on a difference, and of what is to close a gap
OLDEST_YEARS = 90  # the last year of age that populations tell apart: and over
EVEN = 1.0  # a relative index where nothing differs


def why_not_target(
    *, lower: float, baseline: float, upper: float, aim: float, due_on: date, on: date
) -> Refusal | None:
    """Why a target cannot be set on a day."""
    if due_on <= on:
        return Refusal(
            "target_in_the_past",
            f"{day_words(due_on)} is past. Give the target a day that lies ahead.",
        )
    if not lower <= baseline <= upper:
        return Refusal(
            "baseline_outside_range",
            "The baseline lies between its lower and its upper limit. Check the three numbers.",
        )
    if aim < 0:
        return Refusal("aim_below_nought", "A count or a rate cannot be below nought.")
    if lower <= aim <= upper:
        return Refusal(
            "aim_within_range",
            f"The likely range of the baseline ({lower:g} to {upper:g}) holds {aim:g} already: reaching it would show nothing. "
            "Choose a target outside that range, or a baseline of more years.",
        )
    return None


def why_not_move_target(*, reason: str) -> Refusal | None:
    """Why a target cannot be changed: a target that moves in silence is met by moving."""
    if not reason.strip():
        return Refusal("target_moved_without_reason", "Say why the target changes: it stands beside both.")
    return None


def why_not_aim(*, direction: str, baseline: float, aim: float) -> Refusal | None:
    """Why a target cannot point this way. For an ambiguous indicator no way is good by itself."""
    if direction == "ambiguous":
        return Refusal(
            "ambiguous_has_no_target",
            "More or fewer of these is neither good nor bad by itself (more searches find more knives), so it takes no target.",
        )
    wrong = aim > baseline if direction == "lower_is_better" else aim < baseline
    if wrong:
        way = "lower" if direction == "lower_is_better" else "higher"
        return Refusal(
            "aim_points_back", f"Here {way} is better, and this target is worse than the baseline."
        )
    return None


def why_not_beside(
    *, area_code: str, kind: str, kinds: Sequence[str], area_codes: Sequence[str]
) -> Refusal | None:
    """Why an area cannot be set beside these. `kinds` are theirs."""
    if area_code in area_codes:
        return Refusal("beside_itself", "An area is not set beside itself.")
    if not FEWEST_BESIDE <= len(area_codes) <= MOST_BESIDE:
        return Refusal("beside_how_many", f"Choose from {FEWEST_BESIDE} to {MOST_BESIDE} areas.")
    if set(kinds) != {kind}:
        return Refusal(
            "beside_another_kind", "Areas are set beside others of their kind: districts beside districts."
        )
    return None


class Stands(StrEnum):
    """How a target stands. There is no word for nearly: a range that holds the target says nothing yet."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Reached:
    """What is known of the newest released figure of a whole year. `silent` says why it may not be judged by; empty where it may."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    silent: str = ""


def how_it_stands(*, direction: str, aim: float, reached: Reached) -> tuple[Stands, str]:
    """Whether a target is met, by the whole likely range and never by the figure alone.

    >>> how_it_stands(direction="lower_is_better", aim=90, reached=Reached(85, 75, 96))[0].value
    'cannot_tell'
    """
    if reached.silent:
        return Stands.CANNOT_TELL, reached.silent
    if reached.value is None:
        return Stands.CANNOT_TELL, "No figure of a whole year is released yet."
    if direction == "ambiguous":
        return Stands.CANNOT_TELL, "Neither way is good by itself here, so a target would say nothing."
    if reached.lower is None or reached.upper is None:
        return (
            Stands.CANNOT_TELL,
            "The figure has no likely range, so it cannot be told from chance.",
        )
    return _by_range(aim, reached.lower, reached.upper, is_lower_better=direction == "lower_is_better")


def _by_range(aim: float, lower: float, upper: float, *, is_lower_better: bool) -> tuple[Stands, str]:
    ranges = f"the likely range ({lower:,.1f} to {upper:,.1f})"
    if upper <= aim if is_lower_better else lower >= aim:
        return Stands.MET, f"All of {ranges} is as good as {aim:g} or better."
    if lower > aim if is_lower_better else upper < aim:
        return Stands.NOT_MET, f"None of {ranges} is as good as {aim:g} yet."
    return Stands.CANNOT_TELL, f"{aim:g} lies within {ranges}: it may be met or not."


def why_not_note(*, says: str, look_again_on: date, on: date) -> Refusal | None:
    """Why a difference cannot be noted so: a note explains or says what is done, and is looked at again."""
    if len(says.split()) < FEWEST_WORDS:
        return Refusal("note_says_nothing", "Say why the groups differ, or what is done about it.")
    if look_again_on <= on:
        return Refusal(
            "look_again_in_the_past", "Give a day that lies ahead, on which this is looked at again."
        )
    return None


def why_not_gap_target(*, lower: float, aim: float, due_on: date, because: str, on: date) -> Refusal | None:
    """Why a gap cannot be meant to close so. `lower`: the least that the relative index may have been."""
    if due_on <= on:
        return Refusal("gap_target_in_the_past", "That day is past. Give one that lies ahead.")
    if aim < EVEN:
        return Refusal("gap_target_below_even", "At 1 there is no gap. Give 1 or more.")
    if aim >= lower:
        return Refusal(
            "gap_target_within_range",
            f"The gap may be as small as {lower:.2f} already: reaching {aim:g} would show nothing. Choose less than that.",
        )
    if len(because.split()) < FEWEST_WORDS:
        return Refusal("gap_target_without_reason", "Say what is to close the gap.")
    return None


def why_not_population(
    *, youngest_years: int, oldest_years: int, area_codes: Sequence[str], whole_code: str
) -> Refusal | None:
    """Why a population cannot be the one that an intervention is for. `whole_code` is the area that holds all others."""
    if not area_codes:
        return Refusal("population_nowhere", "Say where: choose one area at least.")
    if whole_code in area_codes and len(area_codes) > 1:
        return Refusal(
            "population_counted_twice",
            "The whole area holds the others: choose the whole, or the parts, or people would be counted twice.",
        )
    if len(set(area_codes)) < len(area_codes):
        return Refusal("population_counted_twice", "An area is named twice.")
    if not 0 <= youngest_years <= oldest_years <= OLDEST_YEARS:
        return Refusal(
            "population_ages",
            f"Ages run from a younger one to an older one, up to {OLDEST_YEARS}, which stands for {OLDEST_YEARS} and over.",
        )
    return None


def why_not_sign_for_panel(
    *, panel: str, version: int, newest: int, signed: bool, signed_on: date, on: date
) -> Refusal | None:
    """Why a youth panel's signature cannot be kept. `newest` is the version that stands."""
    if not panel.strip():
        return Refusal("panel_has_no_name", "Say which panel signed. Name the group, and nobody in it.")
    if version != newest:
        return Refusal(
            "panel_read_other_words",
            "The words have changed since the panel read them. Show the panel the new words first.",
        )
    if signed:
        return Refusal("panel_signed_already", "This panel has signed these words already.")
    if signed_on > on:
        return Refusal("panel_signed_later", "The day on which the panel signed lies ahead.")
    return None
