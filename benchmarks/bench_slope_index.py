"""Slope and relative index of inequality with limits, 150 areas of ten groups: closed form beside simulation.

The peer draws the same percentiles 100,000 times an area, as PHEindicatormethods does, in NumPy; both must agree
to half a percent of the width on average. PHEindicatormethods 2.1.0 itself, under R 4.5.0 on two cores, is recorded
at 42 s and not run here. Life expectancies, seed 1. Bar: 0.01 s.
"""

import argparse
import sys

import numpy as np
from measured import Measured, in_turns, tell

from headwater.statistics import slope_index
from headwater.statistics.slope_index import Ladder

AREAS, GROUPS, DRAWS = 150, 10, 100_000
SECONDS_AT_MOST = 0.01
AGREE = 0.02  # of the width of an area's limits: what so many draws can tell


def ladder() -> Ladder:
    chance = np.random.default_rng(1)
    people = chance.integers(4000, 16_000, (AREAS, GROUPS))
    values = 72 + np.linspace(0, 8, GROUPS) + chance.normal(0, 0.6, (AREAS, GROUPS))
    return Ladder(people, values, chance.uniform(0.3, 0.8, (AREAS, GROUPS)))


def simulated(of: Ladder) -> np.ndarray:
    """Lower and upper limits of slope and ratio of each area, by drawing."""
    chance, found = np.random.default_rng(2), []
    for people, values, errors in zip(of.populations, of.values, of.standard_errors, strict=True):
        share = people / people.sum()
        away = np.cumsum(share) - share / 2 - 0.5
        rise = share * away / (share @ away**2)
        drawn = values + errors * chance.standard_normal((DRAWS, GROUPS))
        slope, foot = drawn @ rise, drawn @ (share - rise / 2)
        found.append([np.quantile(each, (0.025, 0.975)) for each in (slope, 1 + slope / foot)])
    return np.array(found)


def _agree(of: Ladder) -> None:
    found, drawn = slope_index.slope_index(of), simulated(of)
    limits = (found.slope_lower, found.slope_upper, found.relative_lower, found.relative_upper)
    ours = np.stack(limits, axis=-1).reshape(AREAS, 2, 2)
    away = np.abs(ours - drawn) / (drawn[..., 1:] - drawn[..., :1])
    if away.mean() > 0.005 or away.max() > AGREE:
        sys.exit("The closed form and the simulation disagree.")


def main() -> list[Measured]:
    of = ladder()
    _agree(of)
    ours, peer = in_turns(lambda: slope_index.slope_index(of), lambda: simulated(of), rounds=3)
    what = f"Slope and relative index with limits, {AREAS} areas of {GROUPS} groups"
    beside = f"{DRAWS:,} draws an area in NumPy (R's PHEindicatormethods: 42 s, recorded)"
    return [Measured(what, ours, "s", at_most=SECONDS_AT_MOST, peer=peer, of_peer=beside)]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.parse_args()
    tell(main())
