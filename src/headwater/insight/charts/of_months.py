"""Pictures beside a chart of months: the jumps between them, the chart with limits made anew, and for partners the newest weeks.

Plain facts, as in picture.py.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from headwater.insight.charts import picture, words
from headwater.insight.charts.panels import Panel, Panels
from headwater.insight.charts.picture import HIGH, USUAL, Picture, Point
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import ReleasedChart, ReleasedLevel, ReleasedMoving, ReleasedWeeks
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.periods import Month

MOVING, LEVEL, WEEKS = "moving", "level", "weeks"  # in place of a category of people
SECOND = "A second reading, by a stated rule: where the level moved and stayed, the limits are made anew. The first reading stands beside it."


def made(
    series: ReleasedSeries, indicator: Indicator, limits: ReleasedChart
) -> Iterator[tuple[str, Panels | Picture]]:
    """What is drawn beside the chart of these months, and under which name it is kept."""
    if limits.moving is not None:
        yield MOVING, of_moving(limits.moving, series, indicator)
    if limits.level is not None:
        yield LEVEL, of_level(limits.level, series, indicator, limits)


def of_moving(moving: ReleasedMoving, series: ReleasedSeries, indicator: Indicator) -> Panels:
    """How far each month lies from the one before, with the limit that such jumps keep to."""
    points = tuple(
        Point(
            when=f"{at:03}|{start:%b %Y}",
            end="",
            value=jump,
            run=0,
            state="value",
            mean=moving.mean[at],
            high_limit=moving.upper[at],
            segment=_segment(moving, at),
            mark=HIGH if moving.wild[at] else USUAL,
        )
        for at, (start, jump) in enumerate(zip(series.starts, moving.ranges, strict=True))
    )
    says = f"{indicator.plain_title}, {series.area_name}. {moving.says}"
    title = f"Moving ranges: how far each month's count of {indicator.counts} lies from the month before"
    notes = [
        "Solid grey line: the usual jump. Dashed line: the limit that chance keeps jumps to. Larger ones are left out of the limits above.",
        words.source(series.provenance),
    ]
    shown = [jump for jump in moving.ranges if jump is not None]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis="Difference",
        panels=(Panel("", points, ""),),
        notes=tuple(words.wrapped(notes)),
        alt=f"{says} Chart of {len(shown)} jumps, the largest of {words.said(max(shown))}."
        if shown
        else says,
        caption="Each point is a jump from one month to the next, up or down. A point above the dashed line is a larger jump than usual.",
    )


def _segment(moving: ReleasedMoving, at: int) -> int:
    """Which stretch a month is of: each has a usual jump of its own."""
    return sum(moving.mean[place] != moving.mean[place - 1] for place in range(1, at + 1))


def of_level(
    level: ReleasedLevel, series: ReleasedSeries, indicator: Indicator, first: ReleasedChart
) -> Picture:
    """The chart with limits made anew where the level moved and stayed."""
    lists = {
        name: getattr(level, name) for name in ("mean", "lower", "upper", "segment", "rules", "provisional")
    }
    anew = ReleasedChart(series, level.says, first.variation, breaks=first.breaks, **lists)
    drawn = picture.compose(series, indicator, anew, None)
    return replace(drawn, notes=(*words.wrapped([SECOND]), *drawn.notes))


def of_weeks(weeks: ReleasedWeeks, indicator: Indicator) -> Panels:
    """The newest weeks beside what their own past makes usual."""
    points = tuple(
        Point(
            when=f"{at:03}|{each.figure.period.start:%-d %b}",
            end="",
            value=each.figure.n,
            run=0,
            state=str(each.figure.state),
            mean=each.expected,
            high_limit=each.bound,
            mark=HIGH if each.is_unusual else USUAL,
        )
        for at, each in enumerate(weeks.weeks)
    )
    says = f"{indicator.plain_title}, {weeks.area_name}. {weeks.says}"
    first, last = (Month.of(weeks.weeks[at].figure.period.start).words() for at in (0, -1))
    title = f"{indicator.counts[:1].upper()}{indicator.counts[1:]} week by week, {first} to {last}"
    notes = [
        "Solid grey line: what was to be expected of the week. Dashed line: more than this seldom comes by chance.",
        weeks.false_alarms,
        words.source(weeks.provenance),
    ]
    return Panels(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis="Number",
        panels=(Panel("", points, ""),),
        notes=tuple(words.wrapped(notes)),
        alt=f"{says} Chart of {len(points)} weeks.",
        caption="A marked week is one to ask about. It may still be chance, and the chart does not say why.",
    )
