"""How a released monthly series is charted: limits of usual variation, the jumps between months, levels that a stated rule finds;
or a run chart where there are too few for limits. Reads released figures only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.insight.indicators import breaks
from headwater.insight.indicators.breaks import Break
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Floats, Method
from headwater.insight.release.released import ReleasedSeries
from headwater.statistics import moving_ranges, process_control, process_readings, rebasing, run_charts
from headwater.statistics.moving_ranges import MovingRanges
from headwater.statistics.process_control import Improvement, XmR
from headwater.statistics.rebasing import Step
from headwater.statistics.run_charts import Runs
from headwater.vocabulary.periods import Grain, Month
from headwater.vocabulary.states import FigureState

LEAST_MEAN = 5  # events a period; below, a chart of counts sees nothing
TOO_FEW = "Too few to chart: on average fewer than 5 a month."
NOT_MONTHLY = "Too few to chart: limits of usual variation are worked out from months."
HIDDEN = (
    "Too few to chart: some months are hidden because they are small, and a chart without them would mislead."
)
NEIGHBOURHOOD = "Too few to chart: one neighbourhood's events cannot tell a change from chance."
IMPROVES = {
    Direction.LOWER_IS_BETTER: Improvement.DECREASE,
    Direction.HIGHER_IS_BETTER: Improvement.INCREASE,
    Direction.AMBIGUOUS: Improvement.NEUTRAL,
}


@dataclass(frozen=True)
class Level:
    """The second reading of a chart: limits made anew wherever the stated rule finds that the level moved and stayed."""

    chart: XmR
    steps: tuple[Step, ...]
    says: str


@dataclass(frozen=True)
class RunsRead:
    """A series about its median, in its newest stretch, where there are too few for limits."""

    median: tuple[float, ...]
    segment: tuple[int, ...]
    runs: Runs
    says: str

    @property
    def word(self) -> str:
        return "moved" if self.runs.signal else "mixed"


@dataclass(frozen=True)
class Chart:
    """A process-control chart of a monthly series; `chart` is None where there is too little to chart, and `runs` too where there
    is too little for that.
    """

    chart: XmR | None
    says: str
    breaks: tuple[Break, ...]
    moving: MovingRanges | None = None
    moving_says: str = ""
    level: Level | None = None
    runs: RunsRead | None = None


def chart(series: ReleasedSeries, indicator: Indicator) -> Chart:
    """The chart of a monthly series of counts (of scores, where rows are weighed)."""
    found, why_not = breaks_of(series), why_no_limits(series)
    labels = [Month.of(start).words() for start in series.starts]
    values = values_of(series)
    places = _beginnings(breaks.positions(found, series.starts), values)
    if why_not:
        runs = _runs(values, places) if why_not == TOO_FEW else None
        return Chart(None, why_not, found, runs=runs)
    drawn = process_control.xmr(values, breaks=places, improvement=IMPROVES[indicator.direction])
    moving = moving_ranges.moving_ranges(values, breaks=places)
    return Chart(
        drawn,
        process_readings.reading(drawn, labels),
        found,
        moving=moving,
        moving_says=moving.says(labels),
        level=_level(values, places, labels, indicator),
    )


def values_of(series: ReleasedSeries) -> tuple[float | None, ...]:
    """What is charted: counts, or scores where rows are weighed. The people of an area are the same in all months, so that a chart
    of rates would say the same.
    """
    return series.values if series.method is Method.SCORE else series.n


def breaks_of(series: ReleasedSeries) -> tuple[Break, ...]:
    """The declared changes of recording that touch a series."""
    sources = series.provenance.sources
    return tuple(
        b
        for b in breaks.declared()
        if b.touches(sources=sources, indicator=series.indicator, area=series.area_code)
    )


def why_no_limits(series: ReleasedSeries) -> str:
    """Why a series has no limits of usual variation, in words; empty where it has. The hidden months are the small ones, and a chart
    without them would lie.
    """
    if series.grain is not Grain.MONTH:
        return NOT_MONTHLY
    if FigureState.SUPPRESSED in series.states:
        return HIDDEN
    shown = [n for n in series.n if n is not None]
    is_enough = len(shown) >= process_control.FEWEST and float(np.mean(shown)) >= LEAST_MEAN
    return "" if is_enough else TOO_FEW


def _beginnings(places: Sequence[int], values: Sequence[float | None]) -> list[int]:
    """Where new stretches begin, so that each holds a month that was collected."""
    kept: list[int] = []
    for at in places:
        before = values[kept[-1] if kept else 0 : at]
        if any(value is not None for value in before) and any(value is not None for value in values[at:]):
            kept.append(at)
    return kept


def _level(
    values: Sequence[float | None], places: Sequence[int], labels: Sequence[str], indicator: Indicator
) -> Level | None:
    """Never in place of the chart, only beside it: whether the level truly moved is for people to say."""
    steps = rebasing.steps(values, breaks=places)
    if not steps:
        return None
    parts = sorted({*places, *(step.at for step in steps)})
    drawn = process_control.xmr(values, breaks=parts, improvement=IMPROVES[indicator.direction])
    newest = steps[-1].at
    before, since = float(drawn.mean[newest - 1]), float(drawn.mean[newest])
    says = (
        f"The level since {labels[newest]} is about {_number(since)} a month; before, it was about {_number(before)}. "
        f"Beside limits made anew from there: {process_readings.reading(drawn, labels)}"
    )
    return Level(drawn, steps, says)


def _runs(values: Sequence[float | None], places: Sequence[int]) -> RunsRead | None:
    """The run chart, where enough months of the newest stretch stand off the median, and on both sides of it."""
    if sum(value is not None for value in values) < process_control.FEWEST:
        return None
    drawn = run_charts.run_chart(values, breaks=places)
    runs = drawn.runs[-1]
    if runs.provisional or not runs.is_even:
        return None
    says = f"Too few for limits, enough for a run chart. {process_readings.runs_reading(runs)}"
    return RunsRead(tuple(drawn.median.tolist()), tuple(drawn.segment.tolist()), runs, says)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"  # noqa: PLR2004  (two figures)


def as_content(found: Chart) -> dict[str, Any]:
    """A chart as plain lists, to be stored and drawn."""
    drawn, moving, level = found.chart, found.moving, found.level
    if drawn is None:
        return {}
    content = _lines(drawn) | {
        "variations": [str(each) for each in drawn.variations],
        "breaks": [{"month": str(b.month), "says": b.says} for b in found.breaks],
    }
    if moving is not None:
        content["moving"] = {
            "says": found.moving_says,
            "ranges": moving.ranges,
            "mean": _rounded(moving.mean),
            "upper": _rounded(moving.upper),
            "wild": moving.wild.tolist(),
        }
    if level is not None:
        steps = [[step.at, round(step.mean_before, 3), round(step.mean_after, 3)] for step in level.steps]
        content["level"] = _lines(level.chart) | {"steps": steps, "says": level.says}
    return content


def runs_content(found: RunsRead) -> dict[str, Any]:
    """A run chart as plain lists."""
    return {
        "median": [round(value, 3) for value in found.median],
        "segment": list(found.segment),
        "runs": vars(found.runs),
    }


def _lines(drawn: XmR) -> dict[str, Any]:
    return {
        "mean": _rounded(drawn.mean),
        "lower": _rounded(drawn.lower),
        "upper": _rounded(drawn.upper),
        "segment": drawn.segment.tolist(),
        "rules": [str(rule) for rule in drawn.rules],
        "provisional": drawn.provisional.tolist(),
    }


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 3) for value in values]
