"""The Knox test of 45,000 events, 20 bands and 999 permutations, beside the same in plain NumPy.

Events over two years, half in forty towns (1,200 m) and half anywhere in 50 by 37.5 km, seed 1; five bands of 200 m to a kilometre
by four of seven days. The peer has the same pairs from the same tree, and is run for 99 permutations and its loop told
tenfold. Recorded and not run here, two cores: pointpats 85 s for one band and 99 permutations, with 3.9 GB; R's
NearRepeat would need 55 GB. Bars: 15 s, 1,000 MB.
"""

import argparse
import resource
import sys

import numpy as np
from measured import Measured, seconds, tell

from headwater.statistics import near_repeat

EVENTS, DAYS, PERMUTATIONS, FEWER = 45_000, 730, 999, 99
METRES, SPANS = [0, 200, 400, 600, 800, 1000], [0, 7, 14, 21, 28]
SECONDS_AT_MOST, MEGABYTES_AT_MOST = 15, 1000


def events() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(1)
    low, high = np.array([400_000, 300_000]), np.array([450_000, 337_500])
    towns = chance.uniform(low, high, (40, 2))[chance.integers(0, 40, EVENTS // 2)]
    places = np.vstack(
        [towns + chance.normal(0, 1200, (EVENTS // 2, 2)), chance.uniform(low, high, (EVENTS // 2, 2))]
    )
    return places, chance.integers(0, DAYS, EVENTS)


def plainly(near: near_repeat.Pairs, days: np.ndarray, permutations: int) -> np.ndarray:
    """The table of the days as they are, after as many of shuffled ones."""
    distance, chance = np.repeat(np.arange(5), np.diff(near.starts)), np.random.default_rng(1)
    for at in range(permutations + 1):
        day = chance.permutation(days) if at < permutations else days
        span = np.minimum(np.abs(day[near.first] - day[near.second]) // 7, 4)
        table = np.bincount(distance * 5 + span, minlength=25).reshape(5, 5)[:, :4]
    return table


def main() -> list[Measured]:
    places, days = events()
    bands = {"distance_bands_m": METRES, "day_bands": SPANS}
    found: list[near_repeat.Knox] = []
    ours = seconds(
        lambda: found.append(near_repeat.knox(places, days, permutations=PERMUTATIONS, seed=1, **bands))
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    near = near_repeat.near_pairs(places, np.array(METRES, dtype=float))
    if (plainly(near, days, 0) != found[0].observed).any():
        sys.exit("The test and plain NumPy disagree.")
    peer = seconds(lambda: plainly(near, days, FEWER)) * PERMUTATIONS / FEWER
    what = f"Knox, {EVENTS:,} events, 20 bands, {PERMUTATIONS} permutations ({near.first.size / 1e6:.1f} million pairs)"
    return [
        Measured(what, ours, "s", at_most=SECONDS_AT_MOST, peer=peer, of_peer="plain NumPy, from a tenth"),
        Measured("Memory of that, pairs and all", memory, "MB", at_most=MEGABYTES_AT_MOST),
    ]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.parse_args()
    tell(main())
