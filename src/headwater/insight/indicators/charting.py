"""Questions about charts of released series: what was read of one, what its limits say of a target, which weeks were unusual."""

from datetime import date
from typing import Any

from headwater.insight.indicators import charted, registry, weeks
from headwater.insight.indicators.models import Reading
from headwater.insight.indicators.said import (
    ReleasedAssurance,
    ReleasedChart,
    ReleasedLevel,
    ReleasedMoving,
    ReleasedWeeks,
    UnusualWeek,
)
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries
from headwater.statistics import process_control, process_readings
from headwater.statistics.process_control import Assurance, Improvement
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.states import FigureState

LINES = ("mean", "lower", "upper", "segment", "rules", "provisional")
NO_LIMITS = "There is no chart with limits here, so nothing can be said of a target."
NO_GOOD_WAY = "Neither way is good by itself, so that a target says little here."
UNSETTLED = " The newest month is special cause: wait until the level has settled before you count on this."


def chart_of(series: ReleasedSeries) -> ReleasedChart:
    """The chart that was read of a series, or the sentence why there is none."""
    found = Reading.objects.filter(
        release__uuid=series.provenance.release,
        kind__in=("xmr", "runs"),
        area_code=series.area_code,
        category=series.category,
    ).first()
    if found is None or found.kind == "runs":
        return _without_limits(series, found)
    content = found.content
    return ReleasedChart(
        series,
        found.says,
        found.word,
        variations=tuple(content["variations"]),
        breaks=tuple((each["month"], each["says"]) for each in content["breaks"]),
        moving=_moving(content.get("moving")),
        level=_level(series, content.get("level")),
        **_lines(content),
    )


def _without_limits(series: ReleasedSeries, runs: Reading | None) -> ReleasedChart:
    marked = tuple((str(each.month), each.says) for each in charted.breaks_of(series))
    if runs is None:
        says = charted.why_no_limits(series) or charted.NEIGHBOURHOOD
        return ReleasedChart(series, says, "", breaks=marked)
    median, segment = (tuple(runs.content[name]) for name in ("median", "segment"))
    return ReleasedChart(series, runs.says, "", segment=segment, breaks=marked, median=median)


def against(chart: ReleasedChart, target: float) -> ReleasedAssurance:
    """What the newest limits say of a target, in the unit of the chart: so many a month."""
    if not chart.is_charted:
        return ReleasedAssurance(target, "", NO_LIMITS)
    improvement = charted.IMPROVES[registry.get_indicator(chart.series.indicator).direction]
    if improvement is Improvement.NEUTRAL:
        return ReleasedAssurance(target, "", NO_GOOD_WAY)
    found = process_control.assurance(chart.lower[-1], chart.upper[-1], target, improvement)
    assert found is not None
    judged = [rule for rule in chart.rules if rule != Rule.NOT_OBSERVED]
    unsettled = UNSETTLED if Rule(judged[-1]).side else ""
    return ReleasedAssurance(target, str(found), f"{process_readings.ASSURED[Assurance(found)]}{unsettled}")


def unusual_weeks(indicator: str, *, audience: Audience, on: date) -> list[ReleasedWeeks]:
    """The newest weeks of an indicator in each force area, with those that are unusual. Empty for the public, and where none leave."""
    standing = release.standing(weeks.key_of(indicator), audience=audience)
    release.check_readable({source for each in standing for source in each.sources}, on=on)
    return [said for each in standing for said in weeks_of(indicator, each)]


def weeks_of(indicator: str, released: Release) -> list[ReleasedWeeks]:
    """What was read of one release of weeks."""
    readings = {each.area_code: each for each in released.readings.filter(kind="weeks")}
    return [
        _weeks(indicator, series, readings[series.area_code])
        for series in release.of_release(released)
        if series.area_code in readings
    ]


def _weeks(indicator: str, series: ReleasedSeries, found: Reading) -> ReleasedWeeks:
    content = found.content
    judged = zip(content["at"], content["expected"], content["bound"], content["alarm"], strict=True)
    return ReleasedWeeks(
        indicator=indicator,
        area_code=series.area_code,
        area_name=series.area_name,
        method=content["method"],
        says=found.says,
        false_alarms=content["false_alarms"],
        weeks=tuple(
            UnusualWeek(series.figure(at), expected, bound, alarm) for at, expected, bound, alarm in judged
        ),
        hidden=sum(state is FigureState.SUPPRESSED for state in series.states),
        provenance=series.provenance,
    )


def _lines(content: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(content[name]) for name in LINES}


def _moving(content: dict[str, Any] | None) -> ReleasedMoving | None:
    if content is None:
        return None
    lists = {name: tuple(content[name]) for name in ("ranges", "mean", "upper", "wild")}
    return ReleasedMoving(says=content["says"], **lists)


def _level(series: ReleasedSeries, content: dict[str, Any] | None) -> ReleasedLevel | None:
    if content is None:
        return None
    steps = tuple((series.starts[at], before, after) for at, before, after in content["steps"])
    return ReleasedLevel(says=content["says"], steps=steps, **_lines(content))
