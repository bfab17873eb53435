"""What a picture holds, as plain facts: made from a released series and what was read from it, then hashed
and drawn.
"""

import textwrap
from dataclasses import dataclass, replace
from datetime import date

from headwater.insight.charts import words
from headwater.insight.charts.drawn import Drawn
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import ReleasedChart, ReleasedVerdict
from headwater.insight.release.draft import Method
from headwater.insight.release.released import ReleasedSeries, period_of
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

FORM = 3  # raise it when drawing.py draws differently, so that everything is drawn again
USUAL, HIGH, LOW = "As usual", "Unusually high", "Unusually low"
SHOWN = {FigureState.VALUE, FigureState.ZERO}
ABSENT = {FigureState.NOT_COLLECTED, FigureState.NOT_APPLICABLE}  # not drawn before the first that is there
FEWEST = 3  # points that make a line worth drawing


@dataclass(frozen=True)
class Point:
    """One period. `run` numbers the unbroken stretches, so that no line is drawn over a gap."""

    when: str  # where the period is drawn: its first day, or for a window its last month
    end: str  # the first day after that, for the shading of what was not collected
    value: float | None
    run: int
    state: str
    lower: float | None = None
    upper: float | None = None
    mean: float | None = None
    low_limit: float | None = None
    high_limit: float | None = None
    segment: int = 0
    mark: str = USUAL


@dataclass(frozen=True)
class Picture(Drawn):
    """Everything that is in the drawing, and nothing else: equal pictures draw the same."""

    headline: tuple[str, ...]
    title: tuple[str, ...]
    axis: str
    points: tuple[Point, ...]
    breaks: tuple[str, ...]
    notes: tuple[str, ...]
    alt: str
    caption: str
    has_limits: bool
    form: int = FORM


def is_worth_drawing(series: ReleasedSeries) -> bool:
    return sum(value is not None for value in series.values) >= FEWEST


def compose(
    series: ReleasedSeries,
    indicator: Indicator,
    limits: ReleasedChart | None,
    verdict: ReleasedVerdict | None,
) -> Picture:
    """The picture of a released series; with limits where it has them, else with its interval."""
    if not isinstance(series, ReleasedSeries):
        raise Invalid("Only a released series can be drawn.")
    charted = limits is not None and limits.is_read
    drawn = points(series, limits if charted else None)
    title = words.statistical_title(series, indicator, charted=charted)
    says = words.headline(series, indicator, limits, verdict)
    has_band = any(point.lower is not None for point in drawn if point.state == FigureState.VALUE)
    return Picture(
        headline=tuple(textwrap.wrap(says, words.TITLE_LINE)),
        title=tuple(textwrap.wrap(title, words.LINE - 12)),
        axis=words.unit(series, indicator, charted=charted).removeprefix(", ").capitalize(),
        points=drawn,
        breaks=tuple(f"{month}-01" for month, _ in words.breaks_inside(series, limits)),
        notes=tuple(words.wrapped(words.footnotes(series, indicator, limits, has_band=has_band))),
        alt=words.alt(says, title, series, _plotted(series, drawn)),
        caption=words.caption(limits if charted else None, has_band=has_band),
        has_limits=charted,
    )


def _plotted(series: ReleasedSeries, drawn: tuple[Point, ...]) -> tuple[float | None, ...]:
    """The values drawn, one a period of the series."""
    return (*(None for _ in range(len(series) - len(drawn))), *(point.value for point in drawn))


def points(series: ReleasedSeries, limits: ReleasedChart | None = None) -> tuple[Point, ...]:
    """Each period from the first that is there."""
    found: list[Point] = []
    run = 0
    for at, state in enumerate(series.states):
        segment = limits.segment[at] if limits else 0
        starts_anew = bool(found) and (state not in SHOWN or segment != found[-1].segment)
        run += starts_anew
        found.append(_point(series, limits, at, run))
    first = next((at for at, state in enumerate(series.states) if state not in ABSENT), 0)
    return tuple(found[first:])


def _point(series: ReleasedSeries, limits: ReleasedChart | None, at: int, run: int) -> Point:
    period = period_of(series.starts[at], series.grain)
    rolling = series.grain is Grain.ROLLING_12
    when = _last_month(period.end) if rolling else period.start
    state = series.states[at]
    counted = limits is not None and series.method is not Method.SCORE
    value = (series.n if counted else series.values)[at] if state in SHOWN else None
    point = Point(when.isoformat(), period.end.isoformat(), value, run, str(state))
    if limits is None:
        lower, upper = _range(series, at)
        return replace(point, lower=lower, upper=upper)
    if limits.median:
        return replace(point, mean=limits.median[at], segment=limits.segment[at])
    return replace(
        point,
        mean=limits.mean[at],
        low_limit=max(0.0, limits.lower[at]),
        high_limit=limits.upper[at],
        segment=limits.segment[at],
        mark=mark_of(limits.rules[at]),
    )


def _range(series: ReleasedSeries, at: int) -> tuple[float | None, float | None]:
    """The interval of a value; of a hidden one, what it may be, on the scale of the axis."""
    if series.states[at] is not FigureState.SUPPRESSED:
        return series.lower[at], series.upper[at]
    scale = _scale(series, at)
    low, high = series.least[at], series.greatest[at]
    if low is None or high is None or scale is None:
        return None, None
    return low * scale, high * scale


def _scale(series: ReleasedSeries, at: int) -> float | None:
    """From a count to a value."""
    if series.method is Method.COUNT:
        return 1.0
    people = series.people[at]
    return series.per / people if series.method is Method.RATE and people else None


def _last_month(end: date) -> date:
    return date(end.year - (end.month == 1), (end.month - 2) % 12 + 1, 1)


def mark_of(rule: str) -> str:
    """Which way a point departs that a rule of process control caught."""
    side = Rule(rule).side
    return HIGH if side > 0 else LOW if side < 0 else USUAL
