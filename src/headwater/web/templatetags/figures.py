"""How a figure is written on a page. Only released figures can be: anything else raises, and the page fails.

A figure is never a bare number: its state, its range of likely values and its unit go with it.
"""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from headwater.insight.indicators import figure_words, units
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.periods import Month
from headwater.vocabulary.states import FigureState

register = template.Library()


def _released(figure: object) -> ReleasedFigure:
    if not isinstance(figure, ReleasedFigure):
        raise TypeError(f"Only a released figure can be shown, not a {type(figure).__name__}.")
    return figure


@register.filter
def unit_of(figure: object) -> str:
    """What the number is of, in words."""
    return units.unit_words(_released(figure))


@register.filter
def value_of(figure: object) -> str:
    """The value in words: a number where there is one, else its state."""
    shown = _released(figure)
    if shown.value is None or shown.state is not FigureState.VALUE:
        counted = shown.state is FigureState.VALUE and shown.n is not None
        return "No rate" if counted else figure_words.state(shown)
    return figure_words.number(shown.value, shown.method)


@register.filter
def count_of(figure: object) -> str:
    """The number counted, or why there is none."""
    return figure_words.count(_released(figure))


@register.filter
def range_of(figure: object) -> str:
    """The range of likely values, or what is known of a hidden number, or nothing."""
    return figure_words.likely_range(_released(figure))


@register.filter
def when_of(figure: object) -> str:
    """Its period in words. People are asked in some weeks of a year, which may not be over."""
    shown = _released(figure)
    if shown.method is Method.ESTIMATE:
        return f"Asked in the year from {Month.of(shown.period.start).words()}"
    return shown.period.words()


@register.inclusion_tag("parts/figure.html")
def figure(released: object, unit: str = "") -> dict[str, Any]:
    """A figure as a headline: the number, its unit, its likely range, its period."""
    shown = _released(released)
    return {
        "figure": shown,
        "has_value": shown.state in figure_words.COUNTED,
        "unit": " ".join(part for part in (unit, unit_of(shown)) if part),
        "when": when_of(shown),
    }


@register.inclusion_tag("parts/figure_cells.html")
def figure_cells(released: object) -> dict[str, Any]:
    """A figure as three cells of a table: value, likely range, number counted."""
    shown = _released(released)
    n = "" if shown.n is None or shown.state is FigureState.SUPPRESSED else f"{shown.n:,.0f}"
    return {"figure": shown, "n": n}


@register.inclusion_tag("parts/near_cells.html")
def near_cells(released: object) -> dict[str, Any]:
    """Pairs of events as two cells: how many times what chance would bring, and how many pairs."""
    shown = _released(released)
    told = shown.state in figure_words.COUNTED and shown.value is not None
    return {
        "times": f"{shown.value:.1f}" if told else figure_words.state(shown),
        "pairs": f"{shown.n:,.0f}" if told else "",
    }


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """A chart that `insight.charts` drew and stored. Inline, so that it prints sharp and needs no script."""
    start = svg.find("<svg")
    if start < 0 or "<script" in svg.lower():
        raise TypeError("Only a stored drawing can be shown.")
    return mark_safe(svg[start:])  # noqa: S308  (our own drawing from the store, checked above)


VERDICT_SHAPES: dict[str, tuple[str, str]] = {
    "improving": ("improving", "M2 8l4 4 8-9"),
    "worsening": ("worsening", "M8 2v8M8 12.5v1.5"),
    "no_clear_change": ("unchanged", "M2 6h12M2 11h12"),
    "changed": ("unchanged", "M3 5l5-3 5 3M3 11l5 3 5-3"),
}


@register.filter
def verdict_mark(word: str) -> SafeString:
    """The shape that goes with the words of a verdict, so that no meaning hangs on colour."""
    path = VERDICT_SHAPES.get(word, ("", "M4 8h2M7 8h2M10 8h2"))[1]
    return format_html(
        '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="2.4"/></svg>',
        path,
    )


@register.filter
def verdict_class(word: str) -> str:
    return "hw-verdict--" + VERDICT_SHAPES.get(word, ("unknown", ""))[0]


VERDICT_WORDS: dict[str, str] = {
    "improving": "Getting better",
    "worsening": "Getting worse",
    "no_clear_change": "No clear change",
    "changed": "Changed",
    "not_comparable": "Cannot be compared",
    "stale": "Too old to say",
    "suppressed": "Too few to show",
    "no_data": "No figures",
}


@register.filter
def verdict_words(word: str) -> str:
    return VERDICT_WORDS[word]
