"""How often the weekly warnings speak when nothing has happened, and how often they see an outbreak: by simulation.

The weeks are made up: a season, a steady rise, and scatter beyond Poisson. A rate told beside a warning comes from here, not
from its nominal tail.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, ears, farrington, intervals
from headwater.statistics.arrays import Flags, Floats
from headwater.statistics.seasonal_fit import WEEKS_A_YEAR
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

EARS_WEEKS = 20  # enough for any method's baseline
_FARRINGTON = farrington.Settings()


@dataclass(frozen=True)
class Quiet:
    """Weekly counts in which nothing happens but season, rise and chance."""

    mean: float = 20.0
    dispersion: float = 1.5  # variance over mean; 1 is Poisson
    season: float = 0.3  # of the logarithm, each way
    rise: float = 0.05  # of the logarithm a year

    def draw(self, *, series: int, weeks: int, seed: int) -> Floats:
        """So many series as rows, the newest week last and at the mean but for its season."""
        arrays.positive([self.mean, series], "means and numbers of series")
        if self.dispersion < 1:
            raise Invalid("Counts scatter no less than Poisson: a dispersion of 1 or more.")
        chance = np.random.default_rng(seed)
        years = np.arange(1 - weeks, 1) / WEEKS_A_YEAR
        phase = chance.uniform(0, 1, (series, 1))
        mean = self.mean * np.exp(self.rise * years + self.season * np.cos(2 * np.pi * (years + phase)))
        if self.dispersion == 1:
            return np.asarray(chance.poisson(mean), dtype=np.float64)
        size = mean / (self.dispersion - 1)
        return np.asarray(chance.negative_binomial(size, 1 / self.dispersion), dtype=np.float64)


_QUIET = Quiet()


def farrington_alarms(
    *,
    quiet: Quiet = _QUIET,
    settings: farrington.Settings = _FARRINGTON,
    times: float = 1,
    series: int = 1000,
    seed: int = 2024,
) -> Estimate:
    """The share of series whose newest week raises an alarm with `farrington`.

    Formula: alarms over series, with Wilson's limits; one week of each series, so that they are independent. With `times` above 1
        the newest week's count is so many times as large (an outbreak), and the share is the power.
    Shape and units: a share of weeks.
    Valid when: the weeks in question are like those made up: try the mean and dispersion of your own.
    Raises: Invalid for no series, a mean of zero, a dispersion under 1 and settings that make no baseline.
    Source: simulation, seeded, after Noufaily A. et al. (2013), Statistics in Medicine 32, p. 1206-1222.

    >>> found = farrington_alarms(series=300)
    >>> found.lower < 0.02
    True
    """
    drawn = quiet.draw(series=series, weeks=settings.weeks_needed + 1, seed=seed)
    raised = farrington.farrington(_with_outbreak(drawn, times), settings=settings).alarm
    return _share(raised, "weeks with an alarm")


def ears_alarms(
    *,
    method: ears.Method = "C2",
    quiet: Quiet = _QUIET,
    times: float = 1,
    series: int = 1000,
    seed: int = 2024,
) -> Estimate:
    """The share of series whose newest week raises an alarm with `ears.early_warning` as it stands.

    Formula: as `farrington_alarms`.
    Shape and units: a share of weeks.
    Valid when: as `farrington_alarms`. A season of its own raises alarms where it climbs.
    Raises: Invalid for no series, a mean of zero and a dispersion under 1.
    Source: simulation, seeded; compare `ears.chance_of_alarm`.

    >>> ears_alarms(series=300).lower < 0.03
    True
    """
    drawn = _with_outbreak(quiet.draw(series=series, weeks=EARS_WEEKS, seed=seed), times)
    raised = [ears.early_warning(row, method=method).alarm[-1] for row in drawn]
    return _share(np.array(raised), "weeks with an alarm")


def _with_outbreak(drawn: Floats, times: float) -> Floats:
    """The newest week times so many, as a whole count."""
    arrays.positive(times, "sizes of an outbreak")
    drawn[:, -1] = np.round(drawn[:, -1] * times)
    return drawn


def _share(raised: Flags, counts: str) -> Estimate:
    limits = intervals.wilson(int(raised.sum()), raised.size)
    return Estimate(float(raised.mean()), float(limits.lower), float(limits.upper), 0.95, "Wilson", counts)
