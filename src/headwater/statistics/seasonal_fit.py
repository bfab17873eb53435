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
    """The same for every week under test, whose own place is 0 and own season the first. Weeks stand season by season."""

    weeks_back: Integers
    years_back: Floats  # as time: -1.0 is a year ago
    season: Integers
    starts: Integers  # where each season begins

    def by_season(self, weekly: Floats) -> Floats:
        """The sums of each row by season: no matrix product, whose threads would cost more than the sums."""
        return np.asarray(np.add.reduceat(weekly, self.starts, axis=1))


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
    >>> made.weeks_back.size, int(made.weeks_back.min()), np.bincount(made.season).tolist()
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
    order = np.argsort(season, kind="stable")
    starts = np.searchsorted(season[order], np.arange(plan.seasons))
    return Design(weeks_back[order], -weeks_back[order] / WEEKS_A_YEAR, season[order], starts)


def fit(made: Design, counts: Floats, weights: Floats, *, trend: bool) -> Fit:
    """Levels and trend of each row of counts; a weight of zero leaves a week out.

    Quasi-Poisson with a logarithmic link: ln mu = level(season) + slope * years. Weights multiply the likelihood.
    """
    years, events = made.years_back, made.by_season(weights * counts)
    pulled = (weights * counts * years).sum(axis=1)
    slope = _slopes(made, events, pulled, weights) if trend else np.zeros(len(counts))
    curve = np.exp(slope[:, None] * years)
    grown = weights * curve
    mass = made.by_season(grown)
    level, centre = events / mass, made.by_season(grown * years) / mass
    fitted = level[:, made.season] * curve * (weights > 0)
    share = grown / mass[:, made.season]  # of the season's fitted events
    pull = weights * fitted * (years - centre[:, made.season]) ** 2
    information = pull.sum(axis=1)
    per_slope = np.divide(1.0, information, out=np.zeros(len(counts)), where=trend & (information > TINY))
    leverage = share + pull * per_slope[:, None]
    spread = _dispersion(counts, fitted, weights, parameters=mass.shape[1] + trend)
    own = events[:, 0]
    own_variance = np.divide(1.0, own, out=np.zeros(len(counts)), where=own > TINY)
    variance = spread * (own_variance + centre[:, 0] ** 2 * per_slope)
    return Fit(level[:, 0], spread, variance, fitted, leverage)


def _slopes(made: Design, events: Floats, pulled: Floats, weights: Floats) -> Floats:
    """The trend of each row: where the profile likelihood is flat. Rows that are done are left alone."""
    slope, years = np.zeros(len(events)), made.years_back
    active = np.flatnonzero(events.any(axis=1))
    for _ in range(ROUNDS):
        grown = weights[active] * np.exp(slope[active, None] * years)
        mass, lean = made.by_season(grown), grown * years
        mean, square = made.by_season(lean) / mass, made.by_season(lean * years) / mass
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
