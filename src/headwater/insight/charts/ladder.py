"""What a picture of the ladder of deprivation holds: the rate of each fifth with its range, and the line that fits them."""

import textwrap
from dataclasses import dataclass

from headwater.insight.charts import words
from headwater.insight.charts.drawn import Drawn
from headwater.insight.indicators import units
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import ReleasedGradient

FORM = 1  # raise it when ladder_drawing.py draws differently


@dataclass(frozen=True)
class Step:
    """One fifth."""

    name: str
    value: float
    lower: float | None
    upper: float | None
    line: float | None
    says: str


@dataclass(frozen=True)
class Ladder(Drawn):
    """Everything that is in the drawing, and nothing else: equal ladders draw the same."""

    headline: tuple[str, ...]
    title: tuple[str, ...]
    axis: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    alt: str
    caption: str
    form: int = FORM


def of_gradient(found: ReleasedGradient, indicator: Indicator) -> Ladder:
    """The newest year."""
    gap = found.newest
    lines = gap.line or (None,) * len(gap.fifths)
    steps = tuple(
        Step(
            each.title,
            each.figure.value or 0.0,
            each.figure.lower,
            each.figure.upper,
            line,
            words.said(round(each.figure.value or 0.0, 1)),
        )
        for each, line in zip(gap.fifths, lines, strict=True)
    )
    unit = units.per_words(indicator.key, indicator.per)
    counts = indicator.counts[:1].upper() + indicator.counts[1:]
    title = f"{counts}, {unit}, by deprivation of the neighbourhood, {found.area_name}, {gap.period.words()}"
    notes = ["Upright lines: the likely range (95% interval). Fifths are of all neighbourhoods in England."]
    if gap.line:
        notes.append("Dashed: the line that fits best.")
    notes += [*found.provenance.notes[-1:], words.source(found.provenance)]
    told = "; ".join(f"{each.name} {each.says}" for each in steps)
    return Ladder(
        headline=tuple(textwrap.wrap(f"{found.area_name}. {found.headline}", words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis=unit.capitalize(),
        steps=steps,
        notes=tuple(words.wrapped(notes)),
        alt=f"{found.headline} Bar chart: {title}. {told}.",
        caption="If deprivation made no difference, the bars would be as high as one another, give or take their ranges.",
    )
