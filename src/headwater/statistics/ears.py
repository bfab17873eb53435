"""Early warning from the last few weeks alone, for series without years of history.

Seven weeks say little about what is usual: a bound of three standard deviations is passed by chance in about one week in
sixty, not one in a thousand (`chance_of_alarm`). Where there are five years of weeks, use `farrington`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import special

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Floats, Numbers
from headwater.vocabulary.errors import Invalid

Method = Literal["C1", "C2", "C3"]
LAG = {"C1": 0, "C2": 2, "C3": 2}  # newest weeks left out of the baseline
REMEMBERED = 2  # weeks before whose excess C3 adds
FEWEST = 3  # weeks of a baseline


@dataclass(frozen=True)
class EarlyWarning:
    """Every week of a series. Where there is no baseline yet, or no count, nothing is judged and the bound is infinite."""

    counts: tuple[int | None, ...]
    expected: Floats
    bound: Floats
    alarm: Flags
    judged: Flags
    method: Method

    def says(self, label: str) -> str:
        """The newest week in words, which `label` names. A hint to look, never a finding."""
        count, expected, bound = self.counts[-1], self.expected[-1], self.bound[-1]
        if not self.judged[-1]:
            return f"There is no count for {label}."
        if self.alarm[-1]:
            return f"Worth a look: {count} in {label}, where the weeks before make {expected:.0f} usual and up to {bound:.0f} no surprise."
        return f"As usual: {count} in {label}, where the weeks before make {expected:.0f} usual."


class _Baseline(NamedTuple):
    mean: Floats
    spread: Floats


def early_warning(
    counts: Numbers | Sequence[float | None],
    *,
    method: Method = "C2",
    baseline: int = 7,
    z: float = 3.0,
    least_spread: float = 0.5,
) -> EarlyWarning:
    """Each week against the mean and spread of the weeks just before it.

    Formula: bound = m + z s; m and s (divisor n - 1) of the `baseline` weeks that end just before the week (C1) or two weeks
        before it (C2, C3). C3 counts on: with c the standing (y - m)/s, its bound is
        m + s max(1, z - sum max(0, c - 1)) over the two weeks before. Alarm above the bound.
    Shape and units: one series of whole counts in time order; weeks not collected as None or NaN are skipped (their neighbours
        become neighbours).
    Valid when: there is no season or trend to speak of within some ten weeks. s is at least `least_spread`, so that one event
        after seven quiet weeks is no alarm. When nothing happens, C1 and C2 raise one in some 15 to 65 weeks and C3 one
        in some 6 to 15 (`quiet_weeks` measures it): a hint to look, never a finding.
    Raises: Invalid for counts negative, broken or fewer than the method needs, a baseline under three weeks, a z or spread
        that is not a positive number.
    Source: Hutwagner L. et al. (2003), Journal of Urban Health 80, p. i89-i96; Fricker R.D., Hegler B.L., Dunfee D.A.
        (2008), Statistics in Medicine 27, p. 3407-3429.
    Differs from R's surveillance 1.24 in C3: there the bound is made around the count under test, which it can never
        exceed unless the two weeks before did, so that the week itself is not judged. Here a week alarms only by its own
        count, and never by memory alone.

    >>> found = early_warning([4, 6, 5, 4, 6, 5, 5, 4, 6, 14])
    >>> round(float(found.bound[-1]), 2), bool(found.alarm[-1])
    (7.45, True)
    """
    series = _series(counts)
    arrays.positive(z, "numbers of standard deviations")
    arrays.positive(least_spread, "least spreads")
    if baseline < FEWEST:
        raise Invalid("A baseline needs at least three weeks.")
    places = np.flatnonzero(~np.isnan(series))
    first = baseline + LAG[method] + (REMEMBERED if method == "C3" else 0)
    if places.size <= first:
        raise Invalid(f"{method} needs {first + 1} weeks of counts, and there are {places.size}.")
    seen = series[places]
    before = _before(seen, baseline, LAG[method], least_spread)
    reach = _lowered(seen, before, z) if method == "C3" else np.full(before.mean.size, z)
    bounds = (before.mean + before.spread * reach)[-(seen.size - first) :]
    expected, bound = np.zeros(series.size), np.full(series.size, np.inf)
    at = places[first:]
    expected[at], bound[at] = before.mean[-at.size :], bounds
    alarm, judged = np.zeros(series.size, dtype=np.bool_), np.zeros(series.size, dtype=np.bool_)
    alarm[at], judged[at] = seen[first:] > bounds, True
    kept = tuple(None if np.isnan(count) else int(count) for count in series)
    return EarlyWarning(kept, expected, bound, alarm, judged, method)


def chance_of_alarm(*, baseline: int = 7, z: float = 3.0) -> float:
    """How often C1 and C2 raise an alarm when nothing has changed, a week.

    Formula: P(T > z / sqrt(1 + 1/n)), T Student's t with n - 1 degrees of freedom: the baseline's own mean and spread vary too.
    Shape and units: a share of weeks.
    Valid when: counts are near normal (a mean of about ten or more) and independent; small counts lean to the high side and alarm
        somewhat more often.
    Raises: Invalid for a baseline under three weeks and a z that is not a positive number.
    Source: Hahn G.J., Meeker W.Q. (1991), Statistical Intervals, ch. 4 (prediction of one further value).

    >>> round(chance_of_alarm(), 4), round(chance_of_alarm(baseline=28), 4)
    (0.0155, 0.0033)
    """
    arrays.positive(z, "numbers of standard deviations")
    if baseline < FEWEST:
        raise Invalid("A baseline needs at least three weeks.")
    return float(special.stdtr(baseline - 1, -z / np.sqrt(1 + 1 / baseline)))


def _before(seen: Floats, baseline: int, lag: int, least_spread: float) -> _Baseline:
    """Of each week that has a baseline, the first of them at place baseline + lag."""
    windows = sliding_window_view(seen[: seen.size - 1 - lag], baseline)
    return _Baseline(windows.mean(axis=1), np.maximum(windows.std(axis=1, ddof=1), least_spread))


def _lowered(seen: Floats, before: _Baseline, z: float) -> Floats:
    """What C3 asks of a week, less what the two weeks before had in excess; the first two have no two before."""
    standing = (seen[-before.mean.size :] - before.mean) / before.spread
    excess = np.maximum(standing - 1, 0.0)
    reach = np.full(standing.size, z)
    reach[REMEMBERED:] -= excess[1:-1] + excess[:-REMEMBERED]
    return np.asarray(np.maximum(reach, 1.0))


def _series(counts: Numbers | Sequence[float | None]) -> Floats:
    try:
        series = np.asarray(counts, dtype=np.float64)
    except (TypeError, ValueError) as why:
        raise Invalid("Some counts are not numbers.") from why
    arrays.one_row(series, "weekly counts")
    arrays.whole_counts(series[~np.isnan(series)], "counts")
    return series
