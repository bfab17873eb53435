"""Is this week's count more than its own past years explain? The weekly early warning that UKHSA runs.

It allows for season, for trend and for past outbreaks (they are weighed down). It says that a count is unusual, not why.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from headwater.statistics import arrays, seasonal_fit
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid

Bound = Literal["negative_binomial", "two_thirds_power"]
QUIET_WEEKS, QUIET_BELOW = 4, 5  # fewer events than these in the last four weeks: silent
FEWEST_YEARS = 3  # for a trend
FEWEST_SEASONS = 2
AT_ONCE = 256  # baselines fitted together


@dataclass(frozen=True)
class Settings:
    """How the baseline is made. The defaults are those of Noufaily et al. (2013)."""

    years: int = 5
    half_window: int = 3  # weeks each side of the same week in past years
    seasons: int = 10
    left_out: int = 26  # newest weeks, so that an outbreak under way does not explain itself
    outlier_from: float = 2.58  # Anscombe residuals above are weighed down
    tail: float = 0.005  # chance of an alarm in a quiet week, were the baseline known without error
    bound: Bound = "negative_binomial"

    @property
    def plan(self) -> seasonal_fit.Plan:
        """Which past weeks make the baseline."""
        return seasonal_fit.Plan(self.years, self.half_window, self.seasons, self.left_out)

    @property
    def weeks_needed(self) -> int:
        """Weeks of history before the first week that can be judged."""
        return self.years * seasonal_fit.WEEKS_A_YEAR + self.half_window


@dataclass(frozen=True)
class Exceedances:
    """The newest weeks of a series (or of each of many, a row each), beside what was to be expected."""

    counts: Floats  # NaN is not used: a missing week counts 0 and is marked so
    expected: Floats
    bound: Floats
    dispersion: Floats
    alarm: Flags
    silent: Flags  # fewer than five events in four weeks: no alarm whatever the bound
    missing: Flags
    settings: Settings

    @property
    def score(self) -> Floats:
        """How far a count lies towards its bound: 0 as expected, 1 at the bound."""
        reach = self.bound - self.expected
        return np.divide(self.counts - self.expected, reach, out=np.zeros_like(reach), where=reach > 0)


class _Baseline(NamedTuple):
    expected: Floats
    dispersion: Floats
    log_variance: Floats


_DEFAULT = Settings()


def farrington(
    counts: Numbers | Sequence[float | None], *, newest: int = 1, settings: Settings = _DEFAULT
) -> Exceedances:
    """The newest weeks of a weekly series against an upper bound made from its past years.

    Formula: quasi-Poisson fit ln mu = level(season) + slope * time to the weeks from `years` years and `half_window`
        weeks ago until `left_out` weeks ago; the weeks around the same week of the year are one season, the rest of
        the year makes the others. Anscombe residuals s = 3/2 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - h)) above
        2.58 weigh s^-2, others 1 (scaled to sum to their number), and the fit is made again. The trend is left
        out where it would expect more than any week of the baseline saw. Bound: the 1 - tail quantile of the negative
        binomial of mean mu and variance phi mu (Poisson where phi = 1); or, with `two_thirds_power`,
        mu (1 + 2/3 z sqrt(phi (1/mu + v)))^(3/2), phi v the variance of ln mu. Alarm above the bound, with five events
        or more in the last four weeks.
    Shape and units: whole counts a week in time order, or many series as rows; weeks not collected as None or NaN,
        left out. A year is 52 weeks: five years drift by six days against the calendar, less than the window.
    Valid when: the way of counting did not change in the years of the baseline. The negative-binomial bound takes
        the baseline as known, so that where counts scatter widely chance raises up to twice as many alarms as `tail` says
        (0.4 to 0.9 weeks in a hundred by default: `quiet_weeks` measures it).
    Raises: Invalid for too short a history, a season without one collected week, counts negative or broken, and
        settings that make no baseline.
    Source: Noufaily A. et al. (2013), Statistics in Medicine 32, p. 1206-1222; Farrington C.P. et al. (1996), Journal
        of the Royal Statistical Society A 159, p. 547-563.
    Differs from R's surveillance 1.24 in the 2/3-power bound: there the error of the fit has the wrong dispersion, and the
        bound is too low.

    >>> weekly = [20, 23, 19, 21, 25, 18, 22] * 45
    >>> found = farrington([*weekly, 41])
    >>> float(found.bound[0]), bool(found.alarm[0])
    (34.0, True)
    """
    _check(settings)
    table, shape = _table(counts)
    last = table.shape[1]
    if not 1 <= newest <= last - settings.weeks_needed:
        raise Invalid(
            f"Judging {newest} weeks needs {settings.weeks_needed + newest} weeks of counts, and there are {last}."
        )
    missing = np.isnan(table)
    filled, judged = np.where(missing, 0.0, table), np.arange(last - newest, last)
    base = _baselines(filled, ~missing, judged, settings)
    bound = _BOUNDS[settings.bound](base, settings.tail).reshape(-1, newest)
    now, absent, silent = filled[:, judged], missing[:, judged], _few_lately(filled, judged)
    alarm = (now > bound) & ~silent & ~absent
    shape = (*shape, newest)
    return Exceedances(
        counts=now.reshape(shape),
        expected=base.expected.reshape(shape),
        bound=bound.reshape(shape),
        dispersion=base.dispersion.reshape(shape),
        alarm=alarm.reshape(shape),
        silent=silent.reshape(shape),
        missing=absent.reshape(shape),
        settings=settings,
    )


def reading(found: Exceedances, label: str) -> str:
    """The newest week of a series alone, in words.

    Formula: the count, what was to be expected, and the bound, told.
    Shape and units: one series; `label` names its newest week.
    Valid when: as `farrington`.
    Raises: Invalid where several series were judged together.
    Source: as `farrington`.

    >>> reading(farrington([*[20, 23, 19, 21, 25, 18, 22] * 45, 41]), "week 12")
    'Unusual: 41 in week 12, where 21 were to be expected and more than 34 seldom come by chance.'
    """
    if found.counts.ndim > 1:
        raise Invalid("A reading tells of one series: judge it alone.")
    count, expected, bound = (round(float(part[-1])) for part in (found.counts, found.expected, found.bound))
    if found.missing[-1]:
        return f"There is no count for {label}."
    if found.alarm[-1]:
        return f"Unusual: {count} in {label}, where {expected} were to be expected and more than {bound} seldom come by chance."
    few = (
        f", and fewer than {QUIET_BELOW} in {QUIET_WEEKS} weeks are too few for an alarm"
        if found.silent[-1]
        else ""
    )
    return f"As usual: {count} in {label}, where {expected} were to be expected{few}."


def _few_lately(filled: Floats, judged: Integers) -> Flags:
    running = np.cumsum(filled, axis=1)
    return np.asarray(running[:, judged] - running[:, judged - QUIET_WEEKS] < QUIET_BELOW)


def _baselines(filled: Floats, seen: Flags, judged: Integers, settings: Settings) -> _Baseline:
    """A row for each judged week of each series, some thousands at a time."""
    made = seasonal_fit.design(settings.plan)
    series = np.repeat(np.arange(len(filled)), judged.size)
    weeks = np.tile(judged, len(filled))[:, None] - made.weeks_back
    found = []
    for start in range(0, series.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        rows = series[part, None], weeks[part]
        found.append(_expected(made, filled[rows], seen[rows].astype(np.float64), settings.outlier_from))
    return _Baseline(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _expected(made: seasonal_fit.Design, counts: Floats, seen: Floats, outlier_from: float) -> _Baseline:
    if not made.by_season(seen).all():
        raise Invalid("A season of the baseline has no week that was collected: give more history.")
    fit = _twice(made, counts, seen, outlier_from, trend=True)
    astray = np.flatnonzero(fit.expected > counts.max(axis=1))
    if astray.size:
        level = _twice(made, counts[astray], seen[astray], outlier_from, trend=False)
        for whole, part in zip(fit, level, strict=True):
            whole[astray] = part
    return _Baseline(fit.expected, fit.dispersion, fit.log_variance)


def _twice(
    made: seasonal_fit.Design, counts: Floats, seen: Floats, outlier_from: float, *, trend: bool
) -> seasonal_fit.Fit:
    first = seasonal_fit.fit(made, counts, seen, trend=trend)
    return seasonal_fit.fit(made, counts, _weights(first, counts, seen, outlier_from), trend=trend)


def _weights(fit: seasonal_fit.Fit, counts: Floats, seen: Floats, outlier_from: float) -> Floats:
    """Past outbreaks count for less: s^-2 for Anscombe residuals s above the threshold."""
    mean = fit.fitted.clip(seasonal_fit.TINY)
    room = (fit.dispersion[:, None] * (1 - fit.leverage)).clip(seasonal_fit.TINY)
    residual = 1.5 * (np.cbrt(counts) ** 2 * mean ** (-1 / 6) - np.sqrt(mean)) / np.sqrt(room)
    weight = seen * np.where(residual > outlier_from, residual.clip(outlier_from) ** -2.0, 1.0)
    return np.asarray(weight * (seen.sum(axis=1) / weight.sum(axis=1))[:, None])


def _negative_binomial(base: _Baseline, tail: float) -> Floats:
    each = [_quantile(mean, phi, 1 - tail) for mean, phi in zip(base.expected, base.dispersion, strict=True)]
    return np.array(each, dtype=np.float64)


def _quantile(mean: float, phi: float, chance: float) -> int:
    """The least count that is not exceeded with the chance given."""

    def at_most(count: int) -> float:
        if phi == 1:
            return float(special.gammaincc(count + 1, mean))
        return float(special.betainc(mean / (phi - 1), count + 1, 1 / phi))

    if mean <= 0:
        return 0
    top = 1 + int(2 * mean)
    while at_most(top) < chance:
        top *= 2
    return bisect_left(range(top), chance, key=at_most)


def _two_thirds_power(base: _Baseline, tail: float) -> Floats:
    mean = base.expected.clip(seasonal_fit.TINY)
    spread = np.sqrt(base.dispersion / mean + base.log_variance)
    return np.asarray(mean * (1 + 2 / 3 * special.ndtri(1 - tail) * spread) ** 1.5)


_BOUNDS = {"negative_binomial": _negative_binomial, "two_thirds_power": _two_thirds_power}


def _table(counts: Numbers | Sequence[float | None]) -> tuple[Floats, tuple[int, ...]]:
    """The series as rows, and the shape of their own (nothing for a series alone)."""
    try:
        given = np.asarray(counts, dtype=np.float64)
    except (TypeError, ValueError) as why:
        raise Invalid("Some counts are not numbers, or the series differ in length.") from why
    if given.ndim not in (1, 2):
        raise Invalid("Give one series of weekly counts, or many as rows.")
    arrays.whole_counts(given[~np.isnan(given)], "counts")
    return np.atleast_2d(given), given.shape[:-1]


def _check(settings: Settings) -> None:
    arrays.share(settings.tail, "tail")
    arrays.positive(settings.outlier_from, "outlier thresholds")
    if settings.years < FEWEST_YEARS:
        raise Invalid("A trend needs a baseline of at least three years.")
    if not 0 <= settings.left_out <= seasonal_fit.WEEKS_A_YEAR:
        raise Invalid("The newest weeks left out are between none and a year's 52.")
    rest = seasonal_fit.WEEKS_A_YEAR - 2 * settings.half_window - 1
    if settings.half_window < 0 or not FEWEST_SEASONS <= settings.seasons <= rest + 1:
        raise Invalid("The window and the seasons do not fit into a year of 52 weeks.")
