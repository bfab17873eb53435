"""Many weekly baselines fitted at once: a level for each season and one trend, counts that scatter more than Poisson.

Given the trend, the season levels have a closed form, so that only the trend is searched for (Newton on a concave
profile likelihood). A season without any event has the level 0 and harms nothing. Used by `farrington`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from headwater.statistics.arrays import Floats, Integers

WEEKS_A_YEAR = 52
ROUNDS, CLOSE = 40, 1e-10
LONGEST_STEP = 1.0  # of the trend's logarithm a year, in one round
TINY = 1e-12


@dataclass(frozen=True)
class Plan:
    """Which past weeks make the baseline of a week, as `farrington.Settings` say."""

    years: int
    half_window: int
    seasons: int
    left_out: int


class Design(NamedTuple):
    """The same for every week under test, whose own place is 0 and own season the first."""

    weeks_back: Integers
    years_back: Floats  # as time: -1.0 is a year ago
    season: Integers
    in_season: Floats  # a row for each week, a column for each season, 1 where it belongs


class Fit(NamedTuple):
    """One row a baseline."""

    expected: Floats  # at the week under test
    dispersion: Floats  # at least 1
    log_variance: Floats  # of ln(expected), dispersion taken in
    fitted: Floats
    leverage: Floats


@lru_cache(maxsize=32)
def design(plan: Plan) -> Design:
    """Which past weeks make the baseline, and the season that each belongs to.

    The window around the week under test is a season; the rest of the year is cut into seasons as equal as can be.

    >>> made = design(Plan(years=5, half_window=3, seasons=10, left_out=26))
    >>> made.weeks_back.size, int(made.weeks_back[-1]), np.bincount(made.season).tolist()
    (237, 27, [35, 25, 25, 25, 25, 22, 20, 20, 20, 20])
    """
    longest = plan.years * WEEKS_A_YEAR + plan.half_window
    weeks_back = np.arange(longest, plan.left_out, -1)
    in_year = -weeks_back % WEEKS_A_YEAR
    rest = np.arange(plan.half_window + 1, WEEKS_A_YEAR - plan.half_window)
    of_week = np.zeros(WEEKS_A_YEAR, dtype=np.int64)
    for number, weeks in enumerate(np.array_split(rest, plan.seasons - 1), start=1):
        of_week[weeks] = number
    season = of_week[in_year]
    return Design(weeks_back, -weeks_back / WEEKS_A_YEAR, season, np.eye(plan.seasons)[season])


def fit(made: Design, counts: Floats, weights: Floats, *, trend: bool) -> Fit:
    """Levels and trend of each row of counts; a weight of zero leaves a week out.

    Quasi-Poisson with a logarithmic link: ln mu = level(season) + slope * years. Weights multiply the likelihood.
    """
    slope = _slopes(made, counts, weights) if trend else np.zeros(len(counts))
    by_season, years = made.in_season, made.years_back
    curve = np.exp(slope[:, None] * years)
    grown = weights * curve
    mass = grown @ by_season
    level = ((weights * counts) @ by_season) / mass
    fitted = level[:, made.season] * curve * (weights > 0)
    share = grown / mass[:, made.season]  # of the season's fitted events
    centre = (grown * years) @ by_season / mass
    away = years - centre[:, made.season]
    information = (weights * fitted * away**2).sum(axis=1)
    known = trend & (information > TINY)
    per_slope = np.divide(1.0, information, out=np.zeros(len(counts)), where=known)
    leverage = share + weights * fitted * away**2 * per_slope[:, None]
    spread = _dispersion(counts, fitted, weights, parameters=by_season.shape[1] + trend)
    own = (weights * fitted) @ by_season[:, 0]
    own_variance = np.divide(1.0, own, out=np.zeros(len(counts)), where=own > TINY)
    variance = spread * (own_variance + centre[:, 0] ** 2 * per_slope)
    return Fit(level[:, 0], spread, variance, fitted, leverage)


def _slopes(made: Design, counts: Floats, weights: Floats) -> Floats:
    """The trend of each row: where the profile likelihood is flat. Rows that are done are left alone."""
    slope = np.zeros(len(counts))
    events = (weights * counts) @ made.in_season
    pulled = (weights * counts) @ made.years_back
    active = np.flatnonzero(events.sum(axis=1) > 0)
    for _ in range(ROUNDS):
        grown = weights[active] * np.exp(slope[active, None] * made.years_back)
        mass = grown @ made.in_season
        mean = (grown * made.years_back) @ made.in_season / mass
        square = (grown * made.years_back**2) @ made.in_season / mass
        score = pulled[active] - (events[active] * mean).sum(axis=1)
        bend = (events[active] * (square - mean**2)).sum(axis=1)
        step = np.divide(score, bend, out=np.zeros(active.size), where=bend > TINY)
        slope[active] += step.clip(-LONGEST_STEP, LONGEST_STEP)
        active = active[np.abs(step) > CLOSE]
        if not active.size:
            break
    return slope


def _dispersion(counts: Floats, fitted: Floats, weights: Floats, *, parameters: int) -> Floats:
    """Pearson's chi-square over its degrees of freedom, at least 1: counts scatter no less than Poisson."""
    off = np.divide(weights * (counts - fitted) ** 2, fitted, out=np.zeros_like(fitted), where=fitted > TINY)
    freedom = ((weights > 0).sum(axis=1) - parameters).clip(1)
    return np.asarray(np.maximum(off.sum(axis=1) / freedom, 1.0))
