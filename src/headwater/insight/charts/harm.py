"""Harm beside its count as two small pictures on one scale: neither is drawn without the other."""

import textwrap

from headwater.insight.charts import words
from headwater.insight.charts.panels import Panel, Panels
from headwater.insight.charts.picture import Point
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import HarmYear, ReleasedHarm
from headwater.vocabulary.periods import Month


def of_harm(found: ReleasedHarm, indicator: Indicator) -> Panels:
    """Both as indices of their own first year."""
    base = found.years[0].period.words()
    title = f"Twelve months at a time as an index of each one's own first year ({base} = 100)"
    panels = tuple(
        Panel(name, tuple(_point(each, getattr(each, field)) for each in found.years), f"{last:.0f}")
        for name, field, last in (
            ("Number of offences", "count_index", found.years[-1].count_index),
            ("Harm (weight of offences)", "harm_index", found.years[-1].harm_index),
        )
    )
    says = f"{indicator.plain_title} beside the count, {found.area_name}. {found.says}"
    notes = [*indicator.caveats, words.source(found.provenance)]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis="Index",
        panels=panels,
        notes=tuple(words.wrapped(notes)),
        alt=f"{says} Two small line charts on one scale: the number of offences, and their weight.",
        caption="One grave offence weighs as much as many lesser ones, so harm moves where the count does not.",
        reference=100.0,
    )


def _point(each: HarmYear, value: float) -> Point:
    """Where a window is drawn: its last month."""
    when = (Month.of(each.period.end) + -1).start
    return Point(when.isoformat(), each.period.end.isoformat(), value, 0, "value")
