"""Which places of a map stand out from chance, together with those around them: the test that fits the counts.

Squares are alike and are set against one another; areas are set against the people who live in them. Which test was
used is kept with the map, and said beside it.
"""

from dataclasses import dataclass

import numpy as np

from headwater.insight.release.draft import Floats
from headwater.statistics import hotspots, neighbour_chances, smoothing
from headwater.statistics.neighbours import Neighbours

GI_FROM = 1.0  # events a square: below, Gi* alarms in up to 97 of 100 maps of chance alone, and 2 to 6 above
GI_RATES_FROM = 10.0  # events an area of unequal people: below, in up to 15 of 100, and 4 to 6 above
GI_STAR, GI_RATES, EXACT = "gi_star", "gi_star_of_rates", "exact"
AS_ELSEWHERE = "as_elsewhere"
PERMUTATIONS, SEED = 9999, 1995
MOST_WORK = 200_000_000  # additions of exact tails: some third of a second of one core


@dataclass(frozen=True)
class StandOut:
    """For each place how far it and those around it lie from the map's mean, and whether chance would do that."""

    method: str
    z: Floats
    adjusted_p: Floats
    levels: list[str]


def stand_out(counts: Floats, exposure: Floats, near: Neighbours) -> StandOut:
    """Which places stand out, with false discoveries held at 5 % over the whole map.

    Of squares alike: Gi* of counts steadied so that chance has one spread everywhere. Of areas: Gi* of rates, each in
    standard deviations of its own. Where events are too few for either, the exact test of counts takes over; it is not
    used for more, as with many events it marks every place whose rate differs at all.
    """
    alike = bool((exposure == exposure[0]).all())
    if counts.mean() < (GI_FROM if alike else GI_RATES_FROM):
        method, found = EXACT, hotspots.rate_hotspots(np.round(counts), exposure, near)
    elif alike:
        method, found = GI_STAR, hotspots.gi_star(hotspots.steadied(counts), near)
    else:
        rates = smoothing.standardised_rates(np.round(counts), exposure)
        method, found = GI_RATES, hotspots.gi_star(rates, near)
    levels = np.where(~found.significant, AS_ELSEWHERE, np.where(found.z > 0, "high", "low"))
    return StandOut(method, found.z, found.adjusted_p, levels.tolist())


def shuffled_too(counts: Floats, near: Neighbours, levels: list[str]) -> int:
    """Of the squares with more, around how many there is more still when all counts but their own are shuffled over the map.

    A second test, which takes counts as they are, ties and all: each tail counts the value itself, and is exact where that
    is quick.
    """
    if "high" not in levels:
        return 0
    whole = np.round(counts)
    exact = neighbour_chances.exact_work(whole, near) <= MOST_WORK
    found = neighbour_chances.neighbour_chances(
        whole, near, permutations=0 if exact else PERMUTATIONS, seed=SEED
    )
    more = np.where(found.upper < found.lower, 1.0, -1.0)
    again = hotspots.judged(more, found.two_sided, hotspots.FALSE_DISCOVERIES)
    kept = again.significant & (more > 0)
    return sum(level == "high" and bool(at) for level, at in zip(levels, kept, strict=True))
