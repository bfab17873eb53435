"""The words in and around a picture: headline, statistical title, footnotes, and the text for those who
cannot see it.
"""

import textwrap

from headwater.insight.indicators import units
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import ReleasedChart, ReleasedVerdict
from headwater.insight.release.draft import Method
from headwater.insight.release.released import (
    MONTHS,
    Provenance,
    ReleasedFigure,
    ReleasedSeries,
    period_of,
)
from headwater.vocabulary.periods import Grain, Month, day_words
from headwater.vocabulary.states import FigureState

EVERY = {
    Grain.MONTH: "month by month",
    Grain.QUARTER: "quarter by quarter",
    Grain.YEAR: "year by year",
    Grain.ROLLING_12: "twelve months at a time",
}
LINE = 118  # letters across the picture, at the size of a footnote
TITLE_LINE = 78
MEDIAN = "Solid grey line: the median. Half of the months lie above it and half below."
LIMITS = "Dashed lines: limits of the usual variation. Solid grey line: the mean."


def headline(
    series: ReleasedSeries,
    indicator: Indicator,
    limits: ReleasedChart | None,
    verdict: ReleasedVerdict | None,
) -> str:
    """What the picture shows, in a sentence with a date in it: a drawing may be looked at much later."""
    subject = f"{indicator.plain_title}, {series.area_name}"
    if limits is not None and limits.is_read:
        return f"{subject}. {_plain(limits.says)}"
    if verdict is not None and verdict.up_to is not None:
        newest = (Month.of(verdict.up_to) + -1).words()
        return f"{subject}, year to {newest}. {verdict.says}"
    return f"{subject}: {EVERY[series.grain]}."


def _plain(says: str) -> str:
    """The statistician's opening words, as people would say them."""
    return (
        says.replace("Common cause: ", "Within the usual variation: ", 1)
        .replace("is within the usual variation", "is no surprise", 1)
        .replace("Special cause: ", "More than chance: ", 1)
    )


def statistical_title(series: ReleasedSeries, indicator: Indicator, *, charted: bool) -> str:
    first = period_of(series.starts[0], series.grain).start
    last = period_of(series.starts[-1], series.grain).end
    months = f"{Month.of(first).words()} to {(Month.of(last) + -1).words()}"
    counts = indicator.counts[:1].upper() + indicator.counts[1:]
    return f"{counts}{unit(series, indicator, charted=charted)}, {EVERY[series.grain]}, {months}"


def unit(series: ReleasedSeries, indicator: Indicator, *, charted: bool) -> str:
    """What the axis counts, after a comma; a control chart of a rate is of its counts."""
    bare = series.method is Method.COUNT and indicator.method is not Method.COUNT
    if bare or (charted and series.method is not Method.SCORE):
        return ", number"
    if series.method is Method.RATE:
        return f", {units.per_words(series.indicator, series.per, category=series.category)}"
    if series.method is Method.SHARE:
        return ", per cent"
    return f", {indicator.unit}" if indicator.unit else ", number"


def footnotes(
    series: ReleasedSeries, indicator: Indicator, limits: ReleasedChart | None, *, has_band: bool
) -> list[str]:
    """Source, reading, caveats: everything that must travel with the picture when it is copied."""
    notes = [] if limits is None or not limits.is_read else [LIMITS if limits.is_charted else MEDIAN]
    if has_band:
        notes.append("Shaded: the likely range (95% interval).")
    notes += _absent(series)
    notes += [f"Dotted upright: {says}" for _, says in breaks_inside(series, limits)]
    notes += [*indicator.caveats[:1]]
    notes.append(source(series.provenance))
    return notes


def breaks_inside(series: ReleasedSeries, limits: ReleasedChart | None) -> list[tuple[str, str]]:
    """Changes of recording after the first period began and before the last ends; windows of twelve months
    hold both ways for a year.
    """
    first, after = Month.of(series.starts[0]), Month.of(period_of(series.starts[-1], series.grain).end)
    found = limits.breaks if limits else ()
    return [(month, says) for month, says in found if first < Month.parse(month) < after]


def source(origin: Provenance) -> str:
    """Where the figures come from, when they were taken, and how small numbers are treated."""
    return f"Source: {origin.attribution.rstrip('.')}. Taken on {day_words(origin.extracted_on)}. {origin.policy_words}".strip()


def _absent(series: ReleasedSeries) -> list[str]:
    notes = []
    if FigureState.NOT_COLLECTED in series.states:
        notes.append("Grey: not collected (this is not nought).")
    if FigureState.SUPPRESSED in series.states:
        notes.append("Hollow squares and upright bars: hidden small numbers, and what they may be.")
    return notes


def caption(limits: ReleasedChart | None, *, has_band: bool) -> str:
    """What stands below the picture on a page: how to read it."""
    if limits is not None and limits.median:
        return (
            "Chance alone moves the points to and fro across the grey line. Many in a row on one side of it, or a line that is "
            "seldom crossed, are worth asking about; one high or low point is not."
        )
    if limits is not None:
        return (
            "Between the dashed lines is what chance alone would bring. A point inside them is no news; "
            "a marked point, or marked points in a row, are worth asking about."
        )
    if has_band:
        return (
            "The shaded band is where the true figure is likely to be. "
            "Between two points whose bands overlap, the difference may be chance."
        )
    return "The points are as the source gave them, without a range."


def wrapped(notes: list[str]) -> list[str]:
    """Each kind of note begins a line; one line where two fit."""
    return [line for note in notes for line in textwrap.wrap(note, LINE)]


def alt(headline: str, title: str, series: ReleasedSeries, plotted: tuple[float | None, ...]) -> str:
    """The picture in words: its message, how it runs, and that a table follows."""
    found = [(value, at) for at, value in enumerate(plotted) if value is not None]
    if not found:
        return f"{headline} {title}."
    (low, at_low), (high, at_high) = min(found), max(found)
    last, at_last = found[-1]
    return (
        f"{headline} Line chart: {title}. Lowest {said(low)} ({_when(series, at_low)}), "
        f"highest {said(high)} ({_when(series, at_high)}), newest {said(last)} ({_when(series, at_last)})."
    )


def said(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _when(series: ReleasedSeries, at: int) -> str:
    figure: ReleasedFigure = series.figure(at)
    return figure.period.words() if MONTHS[series.grain] > 1 else Month.of(series.starts[at]).words()
