"""Charts of the days between rare events, such as homicides: a long quiet stretch is news, a short one too.

Use where a period holds fewer than about 5 events, when a chart of counts sees nothing. A longer gap
means fewer events.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np

from headwater.statistics import arrays, process_control, process_rules
from headwater.statistics.arrays import Floats, Integers, Numbers
from headwater.statistics.process_rules import Rule
from headwater.vocabulary.errors import Invalid

Method = Literal["t", "g"]
POWER = 3.6  # days between Poisson events, to the power 1/3.6, are nearly normal
SIGMAS = 3 / 1.128  # three sigma, from the mean moving range, unrounded
FEWEST_EVENTS = 3


@dataclass(frozen=True)
class GapChart:
    """Gaps between events in days. `open_gap_days` runs from the last event; it is judged by `open_rule`."""

    gaps_days: Integers
    centre_days: float
    lower_days: float
    upper_days: float
    rules: tuple[Rule, ...]
    provisional: bool
    method: Method
    open_gap_days: int | None = None
    open_rule: Rule = Rule.NOT_OBSERVED


def days_between(events_on: Sequence[date], *, until: date | None = None, method: Method = "t") -> GapChart:
    """The chart of the days from each event to the next.

    Formula: gaps g_i = d_(i+1) - d_i, then `t_limits` (default) or `g_limits`; rules of `process_rules`
        (t) or outside and seven on one side of the median (g). `until` adds the gap still open on that
        day, special once above the limit.
    Shape and units: dates in any order, events on one day are 0 days apart; days.
    Valid when: each event is its own (count an incident once, not each victim). Fewer than 13 gaps are
        provisional.
    Raises: Invalid for fewer than three events, for all events on one day, for `until` before the last event.
    Source: Nelson L.S. (1994), Journal of Quality Technology 26, p. 239-240; Benneyan J.C. (2001), Health
        Care Management Science 4, p. 305-318.

    >>> homicides_on = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 21)]
    >>> chart = days_between(homicides_on, until=date(2024, 12, 31))
    >>> chart.gaps_days.tolist(), chart.open_gap_days
    ([31, 20], 314)
    """
    ordered = sorted(events_on)
    if len(ordered) < FEWEST_EVENTS:
        raise Invalid("A chart of days between events needs at least three events.")
    gaps = _whole_gaps(ordered)
    centre, lower, upper = (t_limits if method == "t" else g_limits)(gaps)
    rules = _rules(gaps, centre, lower, upper, method)
    still_open = None if until is None else (until - ordered[-1]).days
    if still_open is not None and still_open < 0:
        raise Invalid("The chart cannot end before its last event.")
    over = still_open is not None and still_open > upper
    open_rule = Rule.ABOVE_LIMITS if over else Rule.NOT_OBSERVED
    provisional = gaps.size < process_control.STEADY_AFTER
    return GapChart(gaps, centre, lower, upper, rules, provisional, method, still_open, open_rule)


def t_limits(gaps_days: Numbers) -> tuple[float, float, float]:
    """Centre and limits for times between events.

    Formula: XmR limits of g^(1/3.6), raised to 3.6 again; a lower limit below zero is zero.
    Shape and units: one series of gaps of zero or more; the gaps' own unit.
    Valid when: events come at a steady rate, one by one. Many gaps of zero call for `g_limits`.
    Raises: Invalid for negative or missing gaps and where all are zero.
    Source: Nelson L.S. (1994), Journal of Quality Technology 26, p. 239-240.

    >>> [round(days, 1) for days in t_limits([46.8, 4.48, 12.42, 17.89, 5.83, 30.26])]
    [15.6, 0.0, 158.9]
    """
    rooted = _gaps(gaps_days) ** (1 / POWER)
    centre, lower, upper = process_control.limits(rooted, factor=SIGMAS)
    return centre**POWER, max(lower, 0.0) ** POWER, upper**POWER


def g_limits(gaps_days: Numbers) -> tuple[float, float, float]:
    """Centre and limits for whole days (or cases) between events.

    Formula: centre the median; limits m -+ 3 sqrt(m(m+1)) around the mean m, a lower limit below zero is
        zero.
    Shape and units: one series of whole gaps of zero or more; the gaps' own unit.
    Valid when: each day carries the same small chance of an event. The lower limit is nearly always zero.
    Raises: Invalid for negative or missing gaps and where all are zero.
    Source: Benneyan J.C. (2001), Health Care Management Science 4, p. 305-318.

    >>> [round(days, 1) for days in g_limits([5, 17, 4, 22, 36, 17])]
    [17.0, 0.0, 68.8]
    """
    gaps = _gaps(gaps_days)
    mean = float(gaps.mean())
    spread = 3 * float(np.sqrt(mean * (mean + 1)))
    return float(np.median(gaps)), max(mean - spread, 0.0), mean + spread


def _rules(gaps: Integers, centre: float, lower: float, upper: float, method: Method) -> tuple[Rule, ...]:
    if method == "t":
        root = 1 / POWER
        return tuple(
            process_rules.rules_of(np.power(_floats(gaps), root), centre**root, lower**root, upper**root)
        )
    found = process_rules.rules_of(_floats(gaps), centre, lower, upper)
    skewed = {Rule.RISING, Rule.FALLING, Rule.TWO_OF_THREE_HIGH, Rule.TWO_OF_THREE_LOW}
    return tuple(Rule.COMMON_CAUSE if rule in skewed else rule for rule in found)


def _whole_gaps(ordered: list[date]) -> Integers:
    days = [day.toordinal() for day in ordered]
    return np.array([later - earlier for earlier, later in pairwise(days)], dtype=np.int64)


def _floats(gaps: Integers) -> Floats:
    return np.asarray(gaps, dtype=np.float64)


def _gaps(gaps_days: Numbers) -> Floats:
    gaps = arrays.not_negative(gaps_days, "gaps")
    arrays.one_row(gaps, "gaps")
    if not gaps.any():
        raise Invalid("All events fall on one day: there are no gaps to chart.")
    return gaps
