"""Control charts of counts, of rates and of shares, whose limits follow from chance and from how much was exposed.

For counts with a known population or number of attempts; where there are none, or the counts are large, `process_control.xmr` asks
less. Assumes independent events; where more than chance is at work take the widened (primed) kinds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from headwater.statistics import arrays, process_control, stretches
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.statistics.process_control import ControlChart, Improvement
from headwater.statistics.stretches import Lines
from headwater.vocabulary.errors import Invalid

Kind = Literal["c", "u", "u_prime", "p", "p_prime"]
SHARES = {"p", "p_prime"}
WIDENED = {"u_prime", "p_prime"}
SIGMAS = 3
MOVING_RANGE = 1.128  # mean range of two normal values, in standard deviations


@dataclass(frozen=True)
class CountChart(ControlChart):
    """Values are counts (c), events for each unit of exposure (u), or shares (p)."""

    kind: Kind


def count_chart(
    counts: Numbers | Sequence[float | None],
    exposures: Numbers | None = None,
    *,
    kind: Kind = "u",
    breaks: Sequence[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
    improvement: Improvement = Improvement.NEUTRAL,
    target: float | None = None,
) -> CountChart:
    """The chart of counts, rates or shares, each point against limits of its own size, with the NHS rules.

    Formula: centre m = sum y / sum n; limits m -+ 3 s_i. u: s = sqrt(m/n). p: s = sqrt(m(1 - m)/n). c: n = 1, as u. Primed: s times
        the mean moving range of (y/n - m)/s, screened as in `xmr`, over 1.128 (Laney). A rate's lower limit is not
        below 0, nor a share's upper above 1.
        Rules as `process_control.xmr`.
    Shape and units: one series each of whole counts and of exposures (people, days, attempts; none for c), missing counts as None
        or NaN; values, limits and target per unit of exposure. `breaks`, `baseline` and `exclude` as `xmr`.
    Valid when: events are independent, and some five or more are expected a period. With thousands exposed a period chance
        alone is too small a yardstick: take the primed kinds. The side and trend rules take points as alike, though few people
        scatter more.
    Raises: Invalid for negative or broken counts, exposures of zero or missing where there is a count, shares above the
        whole, and what `xmr` refuses.
    Source: Montgomery D.C. (2013), Introduction to Statistical Quality Control, 7th ed., ch. 7; Laney D.B. (2002), Quality
        Engineering 14, p. 531-537.

    >>> chart = count_chart([14, 15, 7, 11, 8], [1395, 1026, 1206, 1261, 826])
    >>> round(1000 * float(chart.mean[0]), 2), round(1000 * float(chart.upper[4]), 2), bool(chart.provisional[0])
    (9.63, 19.87, True)
    """
    events = stretches.series_of(counts)
    judged = stretches.judged_of(events, exclude)
    size = _sizes(events, exposures, kind)
    rates = events / size
    segment = stretches.segments(events.size, breaks)

    def lines_of(used: Integers, here: Flags) -> Lines:
        mean = float(events[used].sum() / size[used].sum())
        spread = np.sqrt(mean * (1 - mean) if kind in SHARES else mean) / np.sqrt(size)
        if kind in WIDENED:
            spread = spread * _widening(rates[used] - mean, spread[used])
        reach = SIGMAS * spread[here]
        return Lines(mean, mean - reach, mean + reach)

    found = stretches.ruled(rates, judged, segment, lines_of, baseline=baseline)
    most = 1.0 if kind in SHARES else np.inf
    within = found._replace(lower=found.lower.clip(min=0), upper=found.upper.clip(max=most))
    return CountChart(
        stretches.shown(rates),
        within.mean,
        within.lower,
        within.upper,
        segment,
        within.rules,
        process_control.variations(within.rules, improvement),
        within.provisional,
        process_control.assured(within, target, improvement),
        kind,
    )


def _widening(away: Floats, spread: Floats) -> float:
    """How many times as far neighbours lie apart as chance alone would put them; less than one narrows."""
    if away.size < stretches.FEWEST or not spread.all():
        return 1.0
    return process_control.mean_moving_range(away / spread) / MOVING_RANGE


def _sizes(events: Floats, exposures: Numbers | None, kind: Kind) -> Floats:
    """The exposure of each period; 1 where there is no count, so that nothing is divided by a blank."""
    seen = ~np.isnan(events)
    observed = arrays.whole_counts(events[seen], "counts")
    if kind == "c":
        if exposures is not None:
            raise Invalid("A chart of plain counts takes no exposures: choose u for rates or p for shares.")
        return np.ones(events.size)
    if exposures is None:
        raise Invalid("A chart of rates or shares needs an exposure for each period.")
    size = np.ones(events.size)
    size[seen] = arrays.positive(_paired(events, exposures)[seen], "exposures")
    if kind in SHARES and (observed > size[seen]).any():
        raise Invalid("Some counts are above their total: a share cannot be more than the whole.")
    return size


def _paired(events: Floats, exposures: Numbers) -> Floats:
    size = stretches.series_of(exposures)
    arrays.together(events, size, "counts and exposures")
    return size
