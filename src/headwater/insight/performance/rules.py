"""Decisions about targets and comparators: plain facts in, a refusal or None out."""

from collections.abc import Sequence
from datetime import date

from headwater.vocabulary.errors import Refusal

FEWEST_BESIDE, MOST_BESIDE = 1, 30


def why_not_target(
    *, lower: float, baseline: float, upper: float, aim: float, due_on: date, on: date
) -> Refusal | None:
    """Why a target cannot be set on a day."""
    if due_on <= on:
        return Refusal(
            "target_in_the_past",
            f"{due_on.day} {due_on:%B %Y} is past. Give the target a day that lies ahead.",
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
