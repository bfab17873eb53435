"""The plain-words reading of a chart, and how often such a chart speaks when nothing has happened.

A reading says what the newest value shows; it never says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, process_control, run_charts
from headwater.statistics.process_control import Assurance, ControlChart
from headwater.statistics.process_rules import Rule
from headwater.statistics.run_charts import Runs
from headwater.vocabulary.errors import Invalid

_OUTSIDE = {
    Rule.ABOVE_LIMITS: "{label} is above the upper limit",
    Rule.BELOW_LIMITS: "{label} is below the lower limit",
}
_STRETCH = {
    Rule.RISING: "{n} points rising since {label}",
    Rule.FALLING: "{n} points falling since {label}",
    Rule.TWO_OF_THREE_HIGH: "two of three points close to the upper limit since {label}",
    Rule.TWO_OF_THREE_LOW: "two of three points close to the lower limit since {label}",
    Rule.RUN_ABOVE: "{n} points above the mean since {label}",
    Rule.RUN_BELOW: "{n} points below the mean since {label}",
}
ASSURED = {
    Assurance.PASS: "As it stands, the target will be met every time.",
    Assurance.FAIL: "As it stands, the target will be missed every time: only a change of the process can meet it.",
    Assurance.INCONSISTENT: "As it stands, the target will be met or missed by chance.",
}


@dataclass(frozen=True)
class FalseAlarms:
    """How often charts of chance alone raise a special cause."""

    per_point: float  # share of points marked
    per_series: float  # share of charts with any mark
    latest: float  # share of charts whose newest point is marked: what a page's verdict rests on
    length: int
    series: int


def reading(chart: ControlChart, labels: Sequence[str]) -> str:
    """What the newest value of a chart shows, in words.

    Formula: the rule of the last observed value, told with the first value of its stretch.
    Shape and units: one label a period, in the chart's order.
    Valid when: labels name the chart's own periods.
    Raises: Invalid where labels and periods differ in number.
    Source: NHS England (2022), Making Data Count: Strengthening your decisions, p. 14-21.

    >>> chart = process_control.xmr([4, 6, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 15])
    >>> reading(chart, [f"week {n}" for n in range(1, 14)])
    'Special cause: week 13 is above the upper limit.'
    """
    if len(labels) != len(chart.values):
        raise Invalid(f"There are {len(labels)} labels for {len(chart.values)} periods: give one each.")
    return _says(chart, labels) + _trial(chart)


def assurance_reading(chart: ControlChart) -> str:
    """What a chart says of its target, in words; nothing where it has none.

    Formula: the assurance of the chart, told.
    Shape and units: one chart.
    Valid when: no special cause stands in the last segment.
    Raises: nothing.
    Source: NHS England (2022), Making Data Count: Strengthening your decisions, p. 20-21.

    >>> chart = process_control.xmr([4, 6, 5, 4, 6], improvement=process_control.Improvement.DECREASE, target=12)
    >>> assurance_reading(chart)
    'As it stands, the target will be met every time.'
    """
    return "" if chart.assurance is None else ASSURED[chart.assurance]


def runs_reading(runs: Runs) -> str:
    """What the tests of a run chart say of a stretch, in words.

    Formula: the test of Anhoej that gives a signal, with its number and what chance allows.
    Shape and units: one stretch.
    Valid when: as `run_charts.anhoej`.
    Raises: nothing.
    Source: Anhoej J., Olesen A.V. (2014), PLoS ONE 9(11), e113825.

    >>> runs_reading(run_charts.anhoej([3, 5, 6, 7, 5, 8, 9, 6, 7, 5, 6], 4))
    'Special cause: 10 points in a row on one side of the middle, where chance makes up to 6.'
    """
    trial = (
        f" Provisional: {runs.useful} of {run_charts.ENOUGH} values off the middle."
        if runs.provisional
        else ""
    )
    if runs.longest > runs.longest_by_chance:
        told = f"{runs.longest} points in a row on one side of the middle, where chance makes up to {runs.longest_by_chance}"
        return f"Special cause: {told}.{trial}"
    if runs.signal:
        told = f"the middle is crossed {runs.crossings} times, where chance makes {runs.crossings_by_chance} or more"
        return f"Special cause: {told}.{trial}"
    return f"Common cause: the values mix around the middle as chance would have it.{trial}"


def false_alarms(*, length: int = 24, series: int = 1000, seed: int = 2024) -> FalseAlarms:
    """The false-alarm rate of the XmR chart with all four rules, measured on chance alone.

    Formula: the share of points, charts and newest points marked in independent normal series.
    Shape and units: `series` charts of `length` values; shares.
    Valid when: values are independent and near normal. Values that lean on their neighbours (rolling
        sums!) raise far more: never chart a rolling 12-month figure.
    Raises: Invalid for fewer than two values or no series.
    Source: simulation, seeded; compare Champ C.W., Woodall W.H. (1987), Technometrics 29, p. 393-399.

    >>> false_alarms(length=24, series=200).latest < 0.1
    True
    """
    arrays.positive(series, "numbers of series")
    chance = np.random.default_rng(seed)
    marked = np.zeros((series, length), dtype=np.bool_)
    for row in range(series):
        rules = process_control.xmr(chance.normal(size=length)).rules
        marked[row] = [rule is not Rule.COMMON_CAUSE for rule in rules]
    per_point, per_series = float(marked.mean()), float(marked.any(axis=1).mean())
    return FalseAlarms(per_point, per_series, float(marked[:, -1].mean()), length, series)


def _says(chart: ControlChart, labels: Sequence[str]) -> str:
    at, rule = chart.latest, chart.rules[chart.latest]
    if rule is Rule.COMMON_CAUSE:
        return f"Common cause: {labels[at]} is within the usual variation."
    if rule in _OUTSIDE:
        return f"Special cause: {_OUTSIDE[rule].format(label=labels[at])}."
    stretch = _stretch(chart, rule)
    words = _STRETCH[rule].format(n=len(stretch), label=labels[stretch[0]])
    return f"Special cause: {words}."


def _stretch(chart: ControlChart, rule: Rule) -> list[int]:
    """The observed points, in order, that make up the newest signal."""
    last = chart.latest
    seen = [at for at in range(last + 1) if _in_last_segment(chart, at)]
    if rule in (Rule.TWO_OF_THREE_HIGH, Rule.TWO_OF_THREE_LOW):
        return [at for at in seen[-3:] if chart.rules[at].side == rule.side]
    values = np.array([chart.values[at] for at in seen], dtype=np.float64)
    if rule in (Rule.RISING, Rule.FALLING):
        holds = np.concatenate(([True], np.sign(np.diff(values)) == rule.side))
        first = int(np.flatnonzero(~holds)[-1]) if not holds.all() else 0
        return seen[first:]
    other = np.flatnonzero(np.sign(values - chart.mean[last]) != rule.side)
    return seen[int(other[-1]) + 1 if other.size else 0 :]


def _in_last_segment(chart: ControlChart, at: int) -> bool:
    judged = chart.rules[at] is not Rule.NOT_OBSERVED
    return judged and chart.segment[at] == chart.segment[chart.latest]


def _trial(chart: ControlChart) -> str:
    if not chart.provisional[chart.latest]:
        return ""
    n = sum(_in_last_segment(chart, at) for at in range(len(chart.values)))
    return f" The limits are provisional: {n} of {process_control.STEADY_AFTER} values."
