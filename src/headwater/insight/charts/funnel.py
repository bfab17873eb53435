"""What a funnel holds: areas by their people and their rate, and the lines between which chance would leave them."""

import textwrap
from dataclasses import dataclass

from headwater.insight.charts import words
from headwater.insight.charts.drawn import Drawn
from headwater.insight.indicators import units
from headwater.insight.indicators.comparison_words import HIGHER, LOWER
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import ComparedArea, ReleasedComparison
from headwater.statistics.funnels import Position

FORM = 1  # raise it when funnel_drawing.py draws differently
USUAL, HIGH, LOW = "No clear difference", "Higher", "Lower"
MOST_NAMED = 12  # names that fit beside their points


@dataclass(frozen=True)
class Dot:
    """One area; its name is written beside it where it stands out, or where there are few."""

    name: str
    people: float
    value: float
    mark: str
    label: str


@dataclass(frozen=True)
class Edge:
    """The lines at one size."""

    people: float
    lower: float
    upper: float
    far_lower: float
    far_upper: float


@dataclass(frozen=True)
class Funnel(Drawn):
    """Everything that is in the drawing, and nothing else: equal funnels draw the same."""

    headline: tuple[str, ...]
    title: tuple[str, ...]
    axis: str
    dots: tuple[Dot, ...]
    edges: tuple[Edge, ...]
    rate: float
    notes: tuple[str, ...]
    alt: str
    caption: str
    form: int = FORM


def of_comparison(found: ReleasedComparison, indicator: Indicator, kind: str) -> Funnel:
    """The newest year's areas of a kind; `kind` in words."""
    compared = [each for each in found.areas if each.position is not Position.TOO_FEW]
    few = len(compared) <= MOST_NAMED
    unit = units.per_words(indicator.key, found.per)
    counts = indicator.counts[:1].upper() + indicator.counts[1:]
    title = f"{counts}, {unit}, by the number of people, {kind.lower()}, {found.period.words()}"
    beyond = ", widened for how much such places differ anyway" if found.widened else ", by chance alone"
    notes = [
        f"Solid line: all of them together. Dashed: where 95 in 100 would lie; dotted: 998 in 1,000{beyond}.",
        words.source(found.provenance),
    ]
    says = f"{indicator.plain_title}, {found.period.words()}. {found.headline}"
    return Funnel(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis=unit.capitalize(),
        dots=tuple(_dot(each, named=few or each.stands_out) for each in compared),
        edges=tuple(Edge(*row) for row in zip(*vars(found.lines).values(), strict=True)),
        rate=round(found.rate, 4),
        notes=tuple(words.wrapped(notes)),
        alt=f"{found.headline} Funnel chart: {title}. {' '.join(found.says)}",
        caption="Each mark is a place. Between the lines it is no news whether a place is high or low: small places scatter more.",
    )


def _dot(each: ComparedArea, *, named: bool) -> Dot:
    figure = each.figure
    mark = HIGH if each.position in HIGHER else LOW if each.position in LOWER else USUAL
    name = figure.area_name
    return Dot(name, figure.people or 0.0, figure.value or 0.0, mark, name if named else "")
