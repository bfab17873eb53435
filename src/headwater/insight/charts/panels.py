"""Several small pictures side by side on one scale: the groups of a breakdown, sources beside one another,
or the days between rare events. Plain facts, as in picture.py; nothing in one panel is ever added to another.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headwater.insight.charts import picture, words
from headwater.insight.charts.drawn import Drawn
from headwater.insight.charts.picture import Point, mark_of
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import Indexed, ReleasedGaps, ReleasedTriangulation
from headwater.insight.release.draft import Method
from headwater.insight.release.released import MONTHS, ReleasedSeries, period_of
from headwater.statistics import intervals
from headwater.vocabulary.periods import Month

FORM = 1  # raise it when panel_drawing.py draws differently
MOST = 6  # panels that an eye can compare
FEWEST = 2
FARTHEST = 3  # times the longest gap: a limit beyond that would squeeze the points into a corner
BAND = "Shaded: the likely range (95% interval)."
SQUARES = "Hollow squares and upright bars: hidden small numbers, and what they may be."


@dataclass(frozen=True)
class Panel:
    """One small picture, with its newest value written at its end."""

    title: str
    points: tuple[Point, ...]
    newest: str


@dataclass(frozen=True)
class Panels(Drawn):
    """Everything that is in the drawing, and nothing else: equal panels draw the same."""

    headline: tuple[str, ...]
    title: tuple[str, ...]
    axis: str
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]
    alt: str
    caption: str
    reference: float | None = None  # a level drawn across every panel
    form: int = FORM


def of_groups(parts: Sequence[ReleasedSeries], indicator: Indicator) -> Panels | None:
    """The groups of one breakdown in one area. None where fewer than two have anything to draw."""
    shown, left_out = _comparable(parts)
    if len(shown) < FEWEST:
        return None
    first = shown[0]
    breakdown = indicator.breakdown(first.breakdown)
    assert breakdown is not None
    panels = tuple(_panel(breakdown.categories[each.category], each) for each in shown)
    by = breakdown.title.lower()
    says = f"{indicator.plain_title}, {first.area_name}, by {by}; {_newest(first, panels)}"
    title = words.statistical_title(first, indicator, charted=False) + f", by {by}"
    notes = [BAND, *_hidden(panels), *_not_drawn(breakdown.categories, left_out), *indicator.caveats[:1]]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis=words.unit(first, indicator, charted=False).removeprefix(", ").capitalize(),
        panels=panels,
        notes=tuple(words.wrapped([*notes, words.source(first.provenance)])),
        alt=f"{says} {len(panels)} small line charts on one scale: {title}.",
        caption="Every panel has the same scale. Where two shaded bands overlap, the difference may be chance.",
    )


def of_sources(beside: ReleasedTriangulation, titles: Mapping[str, str], area_name: str) -> Panels:
    """Police, hospital and ambulance, each as an index of its own first year. They are never added up: one
    assault may be in all three.
    """
    panels = tuple(_indexed(titles[each.series.indicator], each, beside.base) for each in beside.sources)
    base = period_of(beside.base, beside.sources[0].series.grain).words()
    ends = "; ".join(f"{panel.title} {panel.newest}" for panel in panels)
    says = f"Do the sources tell the same story? {area_name}, where the year {base} is 100: {ends}."
    title = f"Twelve months at a time as an index of each source's own first year ({base} = 100)"
    notes = [
        f"{BAND} The year that is 100 has a range of its own.",
        "The sources are not added up: one assault may be in all of them.",
        *(words.source(each.series.provenance) for each in beside.sources),
    ]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis="Index",
        panels=panels,
        notes=tuple(words.wrapped(list(dict.fromkeys(notes)))),
        alt=f"{says} {len(panels)} small line charts on one scale, one for each source.",
        caption="Where all go the same way, a change is likely to be real. Where only the police line moves, "
        "look first at whether the way of recording changed.",
        reference=100.0,
    )


def of_gaps(gaps: ReleasedGaps, indicator: Indicator, area_name: str, group: str = "") -> Panels:
    """The days between one rare event and the next, with the limits that chance alone would keep to."""
    whom = f" ({group.lower()})" if group else ""
    says = f"{indicator.plain_title}{whom}, {area_name}: {gaps.says}"
    upper = gaps.upper_days if gaps.upper_days <= FARTHEST * max(gaps.gaps_days) else None
    points = tuple(
        Point(
            when=f"{at:03}|{Month.parse(end).start:%b %Y}",  # two gaps may end in one month
            end=end,
            value=float(days),
            run=0,
            state="value",
            mean=gaps.centre_days,
            low_limit=gaps.lower_days,
            high_limit=upper,
            mark=mark_of(rule),
        )
        for at, (days, end, rule) in enumerate(zip(gaps.gaps_days, gaps.ends, gaps.rules, strict=True))
    )
    title = f"Days between one and the next: {indicator.counts}{whom}; each point is one gap, oldest first"
    notes = [
        "Solid grey line: the usual gap. Dashed lines: where chance alone would keep it. Longer gaps are better.",
        *(
            []
            if upper
            else ["So few gaps that even a very long one could be chance: no upper limit is drawn."]
        ),
        words.source(gaps.provenance),
    ]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis="Days",
        panels=(Panel("", points, ""),),
        notes=tuple(words.wrapped(notes)),
        alt=f"{says} Chart of {len(points)} gaps, from {min(gaps.gaps_days)} to {max(gaps.gaps_days)} days.",
        caption="A long gap is good news. A gap inside the dashed lines is no surprise, however short or long.",
    )


def _comparable(
    parts: Sequence[ReleasedSeries],
) -> tuple[list[ReleasedSeries], list[ReleasedSeries]]:
    """The groups to draw, all in rates or all in counts, and those left out: groups of which nobody knows how
    many people are in them have counts alone.
    """
    rated = [each for each in parts if picture.is_worth_drawing(each)]
    shown = (
        rated
        if len(rated) >= FEWEST
        else [c for each in parts if picture.is_worth_drawing(c := _counts(each))]
    )
    taken = {each.category for each in shown[:MOST]}
    return shown[:MOST], [each for each in parts if each.category not in taken]


def _counts(series: ReleasedSeries) -> ReleasedSeries:
    """The same series as counts, with the limits of a count."""
    if series.method is Method.COUNT:
        return series
    limits = [None if n is None else intervals.poisson_limits(n) for n in series.n]
    lower, upper = (tuple(None if e is None else float(e[side]) for e in limits) for side in (0, 1))
    return replace(series, method=Method.COUNT, per=1.0, values=series.n, lower=lower, upper=upper)


def _panel(title: str, series: ReleasedSeries) -> Panel:
    points = picture.points(series)
    return Panel(title, points, _last(points))


def _indexed(title: str, each: Indexed, base_start: date) -> Panel:
    """One source's panel: its own series, with its range, on the scale of its index."""
    series = each.series
    at = series.starts.index(base_start)
    base = series.values[at]
    assert base
    values, lower, upper = (_scaled(each, 100 / base) for each in (series.values, series.lower, series.upper))
    drawn = picture.points(replace(series, values=values, lower=lower, upper=upper))
    points = drawn[len(drawn) - (len(series) - at) :]
    return Panel(title, points, _last(points))


def _scaled(values: Sequence[float | None], by: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value * by, 1) for value in values)


def _last(points: Sequence[Point]) -> str:
    value = next((point.value for point in reversed(points) if point.value is not None), None)
    return "" if value is None else words.said(value)


def _newest(series: ReleasedSeries, panels: Sequence[Panel]) -> str:
    latest = series.latest
    when = "" if latest is None else f", {_when(series)}"
    return (
        f"newest{when}: " + ", ".join(f"{panel.title} {panel.newest or 'hidden'}" for panel in panels) + "."
    )


def _when(series: ReleasedSeries) -> str:
    latest = series.latest
    assert latest is not None
    months = MONTHS[series.grain]
    return latest.period.words() if months > 1 else Month.of(latest.period.start).words()


def _hidden(panels: Sequence[Panel]) -> list[str]:
    return [SQUARES] if any(point.state == "suppressed" for panel in panels for point in panel.points) else []


def _not_drawn(titles: Mapping[str, str], left_out: Sequence[ReleasedSeries]) -> list[str]:
    named = [titles[each.category] for each in left_out]
    return [f"Not drawn, but in the table: {', '.join(named)}."] if named else []
