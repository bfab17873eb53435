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


@register.filter
def ratio_of(found: object) -> str:
    """A ratio with its likely range.

    >>> ratio_of(Estimate(1.42, 1.3, 1.551, 0.95, "exact", "events"))
    '1.42 (likely 1.30 to 1.55)'
    """
    shown = _estimate(found)
    return f"{shown.value:.2f} (likely {shown.lower:.2f} to {shown.upper:.2f})"


@register.filter
def difference_of(found: object) -> str:
    """A difference of rates with its likely range."""
    shown = _estimate(found)
    form = ",.0f" if abs(shown.value) >= FEW else ",.1f"
    return f"{shown.value:{form}} (likely {shown.lower:{form}} to {shown.upper:{form}})"


@register.filter
def share_of(found: object) -> str:
    """A share as per cent with its likely range."""
    shown = _estimate(found)
    return f"{shown.value:.0%} (likely {shown.lower:.0%} to {shown.upper:.0%})"


@register.filter
def position_words(position: Position) -> str:
    """Where an area lies, in words; its shape only repeats them."""
    return WORDS[position]


@register.filter
def position_shape(position: Position) -> str:
    return POSITION_SHAPES.get(position, "")
