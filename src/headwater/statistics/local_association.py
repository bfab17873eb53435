"""Places that stand out with their neighbours, judged by permutation: Gi* and the local Moran statistic.

Both ask the same of chance: would the neighbours, drawn from all other places, hold so much? False discoveries are held over
the whole map.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, hotspots, neighbour_chances, neighbours
from headwater.statistics.arrays import Flags, Floats, Numbers
from headwater.statistics.hotspots import FALSE_DISCOVERIES, Local
from headwater.statistics.neighbour_chances import MOST_WORK, Chances
from headwater.statistics.neighbours import Neighbours
from headwater.vocabulary.errors import Invalid

DRAWN = 99_999  # permutations where the tails cannot be had exactly: p down to 0.00002 before adjustment


@dataclass(frozen=True)
class LocalMoran:
    """How alike each place and its neighbours are, and in which way."""

    statistic: Floats  # above zero: alike; below: an outlier among its neighbours
    kind: tuple[str, ...]  # "high among high", "low among high", "low among low", "high among low", "alone"
    p: Floats  # two-sided
    adjusted_p: Floats
    significant: Flags
    permutations: int  # 0 where p is exact


def gi_star_permuted(
    values: Numbers,
    around: Neighbours,
    *,
    permutations: int | None = None,
    seed: int = 1,
    level: float = FALSE_DISCOVERIES,
) -> Local:
    """Gi* with p by conditional permutation, right for sparse counts where the normal p is not.

    Formula: z as `gi_star`; p twice the smaller tail of the neighbours' sum (`neighbour_chances`), adjusted by Benjamini and
        Hochberg over all places.
    Shape and units: as `gi_star`. Permutations: None takes exact tails where they can be had in about two seconds and draws
        99,999 elsewhere; 0 insists on exact ones.
    Valid when: under chance any place could have had any value. With R draws no p is under 2/(R + 1): on a map of N
        places fewer than N/level draws can hide a lone hotspot.
    Raises: Invalid as `gi_star` and `neighbour_chances`.
    Source: Ord J.K., Getis A. (1995), Geographical Analysis 27, p. 286-306; Anselin L. (1995), Geographical
        Analysis 27, p. 93-115.
    Differs from esda 2.9 under ties: see `neighbour_chances`.

    >>> found = gi_star_permuted([9, 8, 1, 1, 0, 2], [[1], [0], [3], [2], [5], [4]])
    >>> found.p.round(2).tolist()
    [0.4, 0.4, 0.8, 0.8, 1.0, 0.4]
    """
    table = neighbours.table(around, np.size(values), itself=False)
    plain = hotspots.gi_star(values, table, level=level)
    return hotspots.judged(plain.z, _chances(values, table, permutations, seed).two_sided, level)


def local_moran(
    values: Numbers,
    around: Neighbours,
    *,
    permutations: int | None = None,
    seed: int = 1,
    level: float = FALSE_DISCOVERIES,
) -> LocalMoran:
    """The local indicator of association: clusters of high and of low, and outliers among their neighbours.

    Formula: I_i = (d_i / m2) mean_j d_j over the neighbours j of i, d the difference from the mean, m2 = sum d^2 / n; p twice the
        smaller tail of the neighbours' sum, adjusted by Benjamini and Hochberg. The mean of I_i is Moran's I.
    Shape and units: one value a place, its neighbours (itself is left out), permutations as `gi_star_permuted`; no unit.
    Valid when: as `gi_star_permuted`. A place without neighbours is "alone", with I 0 and p 1. esda divides by n - 1 in m2.
    Raises: Invalid as `neighbour_chances`, and where all values are the same.
    Source: Anselin L. (1995), Geographical Analysis 27, p. 93-115 (equations 12 and 13).

    >>> found = local_moran([9, 8, 1, 1], [[1], [0], [3], [2]])
    >>> found.statistic.round(2).tolist(), found.kind[0], found.kind[2]
    ([0.97, 0.97, 0.99, 0.99], 'high among high', 'low among low')
    """
    numbers = arrays.finite(values, "values")
    table = neighbours.table(around, numbers.size, itself=False)
    if numbers.min() == numbers.max():
        raise Invalid("All values are the same: nothing can stand out.")
    away = numbers - numbers.mean()
    size = neighbours.sizes(table)
    beside = neighbours.sums(table, away) / np.maximum(size, 1)
    p = _chances(numbers, table, permutations, seed)
    found = hotspots.judged(away, p.two_sided, level)
    statistic = away * beside / float((away**2).mean())
    kind = tuple(
        _kind(one, other, many)
        for one, other, many in zip(away.tolist(), beside.tolist(), size.tolist(), strict=True)
    )
    return LocalMoran(statistic, kind, found.p, found.adjusted_p, found.significant, p.permutations)


def _chances(values: Numbers, around: Neighbours, permutations: int | None, seed: int) -> Chances:
    if permutations is None:
        permutations = 0 if neighbour_chances.exact_work(values, around) <= MOST_WORK else DRAWN
    return neighbour_chances.neighbour_chances(values, around, permutations=permutations, seed=seed)


def _kind(away: float, beside: float, neighbours_named: int) -> str:
    if not neighbours_named:
        return "alone"
    return f"{'high' if away > 0 else 'low'} among {'high' if beside > 0 else 'low'}"
