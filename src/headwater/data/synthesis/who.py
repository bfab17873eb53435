"""Whom violence finds and who does it: chosen among the people by age, sex, group, place and each one's own
risk.

The ages of those found do not drift as the county's people grow older: each year's weights are scaled so
that every band of age keeps its share. The planted burden multiplies the weight of one ethnic group,
wherever its people live.
"""

import numpy as np

from headwater.data.synthesis import plants
from headwater.data.synthesis.chance import Flags, Floats, Ints, flip, picks_within
from headwater.data.synthesis.intensity import gradient
from headwater.data.synthesis.people import MALE, People
from headwater.data.synthesis.places import Places

BANDS = np.array([0, 10, 14, 18, 25, 35, 50, 65, 120])
GENERAL = np.array([0.15, 0.6, 1.3, 1.8, 1.5, 1.1, 0.6, 0.2])  # victims, by band
YOUNG = np.array([0.02, 0.7, 2.6, 3.2, 1.6, 0.8, 0.3, 0.05])
SUSPECTS = np.array([0.0, 0.6, 2.0, 2.6, 1.8, 1.1, 0.4, 0.05])
HALF_A_YEAR = 182
AT_HOME = 0.5  # share of those found who live in the cell where it happened


def _year_weights(people: People, day: int, by_band: Floats, male: float) -> Floats:
    """Weight of each person in the year around this day, by band, sex and own risk; 0 for the unborn."""
    ages = people.age_on(day)
    band = np.clip(np.searchsorted(BANDS, ages, side="right") - 1, 0, len(by_band) - 1)
    weights = by_band[band] * people.risk * np.where(people.sex == MALE, male, 1 - male)
    weights[people.born > day - HALF_A_YEAR] = 0
    now = np.bincount(band, weights=weights, minlength=len(by_band))
    at_start = np.clip(np.searchsorted(BANDS, people.age_on(0), side="right") - 1, 0, len(by_band) - 1)
    living = np.bincount(at_start[people.alive], minlength=len(by_band)) / len(people.alive)
    target = by_band * living
    return np.asarray(weights * (target / np.where(now > 0, now, 1))[band])


def burdened(people: People, ratio: float) -> Floats:
    """The planted ratio for the group that carries more, 1 for everybody else."""
    return np.where(people.broad == plants.BURDEN_GROUP, ratio, 1.0)


def choose(
    people: People,
    places: Places,
    *,
    cell: Ints,
    day: Ints,
    by_band: Floats,
    male: float,
    extra: Floats | None,
    rng: np.random.Generator,
) -> Ints:
    """A person for each incident: half of them from the cell itself, the rest from anywhere, sooner
    where it is poor.
    """
    found = np.zeros(len(cell), dtype=np.int64)
    year = day // 365
    away = gradient(places)[people.cell]
    for each in np.unique(year):
        rows = np.flatnonzero(year == each)
        weights = _year_weights(people, int(each) * 365 + HALF_A_YEAR, by_band, male)
        if extra is not None:
            weights = weights * extra
        found[rows] = _drawn(people, weights, weights * away, cell[rows], rng)
    return found


def _drawn(people: People, weights: Floats, anywhere: Floats, cell: Ints, rng: np.random.Generator) -> Ints:
    near_steps = np.concatenate([[0.0], np.cumsum(weights)])
    far_steps = np.concatenate([[0.0], np.cumsum(anywhere)])
    start, end = people.starts[cell], people.starts[cell + 1]
    local: Flags = (flip(rng, AT_HOME, len(cell))) & (near_steps[end] > near_steps[start])
    near = picks_within(rng, near_steps, start, end)
    far = picks_within(rng, far_steps, np.zeros_like(start), np.full_like(end, len(people)))
    return np.where(local, near, far)
