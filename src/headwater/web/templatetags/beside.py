"""How an estimate that was read from released figures is written: never without its range."""

from django import template

from headwater.insight.indicators.comparison_words import WORDS
from headwater.statistics.funnels import Position
from headwater.vocabulary.estimates import Estimate

register = template.Library()
FEW = 10  # below, a tenth matters
POSITION_SHAPES = {
    Position.FAR_ABOVE: "▲▲",
    Position.ABOVE: "▲",
    Position.BELOW: "▼",
    Position.FAR_BELOW: "▼▼",
}


def _estimate(found: object) -> Estimate:
    if not isinstance(found, Estimate):
        raise TypeError(f"Only an estimate with its limits can be shown, not a {type(found).__name__}.")
    return found


def _cell(value: str, lower: str, upper: str) -> dict[str, str]:
    return {"value": value, "likely": f"{lower} to {upper}"}


@register.inclusion_tag("parts/estimate_cell.html")
def ratio_cell(found: object) -> dict[str, str]:
    """A ratio as a cell of a table, its likely range beneath it; a dash where there is none."""
    if found is None:
        return {}
    shown = _estimate(found)
    return _cell(*(f"{each:.2f}" for each in (shown.value, shown.lower, shown.upper)))


@register.inclusion_tag("parts/estimate_cell.html")
def difference_cell(found: object) -> dict[str, str]:
    """A difference of rates, alike."""
    if found is None:
        return {}
    shown = _estimate(found)
    form = ",.0f" if abs(shown.value) >= FEW else ",.1f"
    return _cell(*(f"{each:{form}}" for each in (shown.value, shown.lower, shown.upper)))


@register.inclusion_tag("parts/estimate_cell.html")
def share_cell(found: object) -> dict[str, str]:
    """A share as per cent, alike."""
    if found is None:
        return {}
    shown = _estimate(found)
    return _cell(*(f"{each:.0%}" for each in (shown.value, shown.lower, shown.upper)))


@register.inclusion_tag("parts/covered.html")
def covered(found: object) -> dict[str, str]:
    """A percentage as a headline, with its likely range."""
    shown = _estimate(found)
    return {
        "value": f"{shown.value:.1f}%",
        "likely": f"{shown.lower:.1f}% to {shown.upper:.1f}%",
        "counts": shown.counts,
    }


@register.filter
def position_words(position: Position) -> str:
    """Where an area lies, in words; its shape only repeats them."""
    return WORDS[position]


@register.filter
def position_shape(position: Position) -> str:
    return POSITION_SHAPES.get(position, "")
