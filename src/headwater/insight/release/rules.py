"""Why a table may not leave, before anybody looks at its cells. Pure: facts in, refusal or None out."""

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.vocabulary.errors import Refusal
from headwater.vocabulary.periods import Grain


@dataclass(frozen=True)
class Shape:
    """How a table cuts time and place: `nesting` is the chain of kinds of area, widest first."""

    grain: Grain
    nesting: tuple[str, ...]


def why_not_release(
    wanted: Shape, *, protects: bool, small_areas: frozenset[str], earlier: Iterable[Shape]
) -> Refusal | None:
    """For a protected source: no overlapping windows, one way of cutting the map, and for each kind of small area one
    grain, for ever.
    """
    if not protects:
        return None
    if wanted.grain is Grain.ROLLING_12:
        return Refusal(
            "overlapping_windows",
            "Rolling twelve months of a protected source are worked out from released months only: "
            "two of them differ by two single months.",
        )
    for before in earlier:
        if _has_small(wanted, small_areas) and _has_small(before, small_areas):
            refusal = _why_not_beside(wanted, before)
            if refusal:
                return refusal
        elif _cuts_across(wanted.nesting, before.nesting):
            return Refusal(
                "second_nesting",
                f"Areas of this source are released as {', '.join(before.nesting)}. These are cut otherwise, and nothing says how "
                "the two add up: what lies in one and not in the other could be worked out.",
            )
    return None


def _has_small(shape: Shape, small_areas: frozenset[str]) -> bool:
    """Every grid is a grid, whatever its side: `grid_250m` is small where `grid` is."""
    return any(kind.split("_")[0] in small_areas for kind in shape.nesting)


def _cuts_across(wanted: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether two chains from one area part on the way down: districts and safety partnerships of one county, for one."""
    short, long = sorted((wanted, before), key=len)
    return wanted[0] == before[0] and long[: len(short)] != short


def _why_not_beside(wanted: Shape, before: Shape) -> Refusal | None:
    if before.grain is not wanted.grain:
        return Refusal(
            "second_grain",
            f"Small areas of this source are released by {before.grain.value}. "
            "A second length of period would let hidden counts be worked out.",
        )
    short, long = sorted((wanted.nesting, before.nesting), key=len)
    if long[: len(short)] != short:
        return Refusal(
            "second_nesting",
            f"Small areas of this source are released as {', '.join(before.nesting)}. "
            "Another way of cutting the map would let hidden counts be worked out.",
        )
    return None
