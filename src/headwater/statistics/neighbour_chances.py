"""How likely chance alone is to give a place's neighbours as much in all as they have, or as little.

Under conditional permutation a place keeps its value and its k neighbours are any k of the others, without return. Counts
are full of ties, so both tails count the value itself. The tails are exact where values are whole numbers of a
modest size, and drawn otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np
from scipy import sparse

from headwater.statistics import arrays, neighbours
from headwater.statistics.arrays import Floats, Integers
from headwater.statistics.neighbours import Neighbours
from headwater.vocabulary.errors import Invalid

MOST_WORK = 1_500_000_000  # additions of the exact tails: some two seconds of one core
NEAR = 1e-10  # of the largest sum: two sums nearer than that are one sum, added in another order


@dataclass(frozen=True)
class Chances:
    """Of each place, the chance of neighbours with as little or less, and with as much or more."""

    lower: Floats
    upper: Floats
    permutations: int  # 0 where the tails are exact

    @property
    def two_sided(self) -> Floats:
        """Twice the smaller tail, and not above 1."""
        return np.asarray(np.minimum(2 * np.minimum(self.lower, self.upper), 1.0))

    @property
    def exact(self) -> bool:
        return self.permutations == 0


def neighbour_chances(
    values: arrays.Numbers, around: Neighbours, *, permutations: int = 0, seed: int = 1
) -> Chances:
    """Both tails of the sum of each place's neighbours when all values but its own are shuffled.

    Formula: P(S <= s) and P(S >= s), S the sum of k values drawn without return from the n - 1 others. Exact: the number of
        k-subsets with each sum, from the product of (1 + t q^v) over the other values, one table for each value that
        a place can hold. Drawn: (draws as extreme + 1)/(permutations + 1).
    Shape and units: one value a place, its neighbours (itself is left out); `permutations` 0 asks for exact tails.
    Valid when: under chance any place could have had any value: not where places differ in people (see `smoothing`). All
        places share the same draws, so that their p values lean together; each by itself is right.
    Raises: Invalid for missing values, places too few, permutations below zero, and for exact tails of values that
        are not whole numbers or too large (`exact_work` above two seconds).
    Source: Anselin L. (1995), Geographical Analysis 27, p. 93-115 (conditional permutation); Phipson B., Smyth G.K. (2010),
        Statistical Applications in Genetics and Molecular Biology 9, art. 39 (the + 1).
    Differs from esda 2.9, whose default p counts a tie with the value itself on one side alone: on sparse counts twice as many
        places lie below 0.05 as the exact tails allow.

    >>> neighbour_chances([2, 0, 0, 1], [[1], [0], [3], [2]]).upper.round(3).tolist()
    [1.0, 0.333, 0.667, 1.0]
    """
    numbers = arrays.finite(values, "values")
    arrays.one_row(numbers, "values")
    if permutations < 0:
        raise Invalid("The number of permutations must be zero (exact tails) or above.")
    table = neighbours.table(around, numbers.size, itself=False)
    if permutations:
        return _drawn(numbers, table, permutations, seed)
    if exact_work(numbers, around) > MOST_WORK:
        raise Invalid(
            "Exact tails need whole numbers of a modest size here: ask for permutations, such as 9999."
        )
    return _exact(numbers, table)


def exact_work(values: arrays.Numbers, around: Neighbours) -> float:
    """About how many additions the exact tails would take; infinite where values are not whole numbers.

    Formula: D log2(D + 1) k (k + 1)/2 S: D distinct values, k most neighbours, S the largest sum of k.
    Shape and units: as `neighbour_chances`; additions.
    Valid when: an estimate only.
    Raises: Invalid for missing values and places too few.
    Source: definition.

    >>> exact_work([2, 0, 0, 1], [[1], [0], [3], [2]]), exact_work([0.5, 0.25], [[1], [0]])
    (18.0, inf)
    """
    numbers = arrays.finite(values, "values")
    most = int(neighbours.sizes(neighbours.table(around, numbers.size, itself=False)).max())
    if (numbers != np.floor(numbers)).any() or np.abs(numbers).max() > 2**53:
        return float("inf")
    steps, _ = _on_a_lattice(numbers)
    distinct = np.unique(steps).size
    longest = float(np.sort(steps)[steps.size - most :].sum()) + 1
    return float(distinct * np.log2(distinct + 1) * most * (most + 1) / 2 * longest)


def _on_a_lattice(numbers: Floats) -> tuple[Integers, int]:
    """Whole values as steps above the least, as small as they can be, and the size of a step."""
    above = (numbers - numbers.min()).astype(np.int64)
    step = max(int(np.gcd.reduce(above)), 1)
    return above // step, step


def _exact(numbers: Floats, table: sparse.csr_array) -> Chances:
    steps, _ = _on_a_lattice(numbers)
    size = neighbours.sizes(table)
    seen = np.rint(neighbours.sums(table, steps.astype(np.float64))).astype(np.int64)
    lower, upper = np.ones(steps.size), np.ones(steps.size)
    distinct, kind, many = np.unique(steps, return_inverse=True, return_counts=True)
    order = np.argsort(kind, kind="stable")
    starts = np.searchsorted(kind[order], np.arange(distinct.size + 1))
    for at, ways in _without_each(distinct, many, int(size.max()), steps):
        places = order[starts[at] : starts[at + 1]]
        below = np.cumsum(ways, axis=1)
        above = np.cumsum(ways[:, ::-1], axis=1)[:, ::-1]
        row, column = size[places], seen[places]
        whole = below[row, -1]
        lower[places], upper[places] = below[row, column] / whole, above[row, column] / whole
    return Chances(np.minimum(lower, 1.0), np.minimum(upper, 1.0), 0)


def _without_each(
    distinct: Integers, many: Integers, most: int, steps: Integers
) -> Iterator[tuple[int, Floats]]:
    """For each distinct value, the weighted number of j-subsets with each sum once one of that value is taken away.

    By halves: the left half is done on a table that holds the right, and the other way. Nothing is ever subtracted, so
    that even the far tails keep their digits.
    """
    empty = np.zeros((most + 1, int(np.sort(steps)[steps.size - most :].sum()) + 1))
    empty[0, 0] = 1.0
    share = max(most, 1) / steps.size  # keeps the numbers of subsets near one; it cancels, row by row
    waiting = [(0, distinct.size, empty)]
    while waiting:
        low, high, held = waiting.pop()
        if high - low == 1:
            yield low, _with_value(held, int(distinct[low]), int(many[low]) - 1, share)
            continue
        middle = (low + high) // 2
        for keep, add in (((low, middle), (middle, high)), ((middle, high), (low, middle))):
            ways = held
            for at in range(*add):
                ways = _with_value(ways, int(distinct[at]), int(many[at]), share)
            waiting.append((*keep, ways))


def _with_value(ways: Floats, value: int, many: int, share: float) -> Floats:
    """The subsets once `many` more of one value may be in them."""
    made = ways.copy()
    width = ways.shape[1]
    for taken in range(1, min(many, ways.shape[0] - 1) + 1):
        shift = taken * value  # within the width, which holds the largest sum
        made[taken:, shift:] += comb(many, taken) * share**taken * ways[:-taken, : width - shift]
    return made


def _drawn(numbers: Floats, table: sparse.csr_array, permutations: int, seed: int) -> Chances:
    """One draw of k + 1 places serves every place: who is drawn among its own neighbours gives way to the last."""
    size = neighbours.sizes(table)
    seen = neighbours.sums(table, numbers)
    drawn = _draws(numbers.size, int(size.max()) + 1, permutations, np.random.default_rng(seed))
    values = numbers[drawn]
    slack = NEAR * float(np.abs(numbers).max()) * drawn.shape[1]
    reached = np.zeros((2, numbers.size), dtype=np.int64)
    for many in np.unique(size):
        at = np.flatnonzero(size == many)
        sums = values[:, :many].sum(axis=1)
        ranked = np.sort(sums)
        low, high = seen[at] + slack, seen[at] - slack
        reached[0, at] = np.searchsorted(ranked, low, side="right")
        reached[1, at] = permutations - np.searchsorted(ranked, high, side="left")
        _put_right(reached, drawn[:, :many], (sums, values[:, many]), numbers, (seen, size == many, slack))
    lower, upper = (reached + 1) / (permutations + 1)
    return Chances(lower, upper, permutations)


def _put_right(
    reached: Integers,
    drawn: Integers,
    sums: tuple[Floats, Floats],
    numbers: Floats,
    held: tuple[Floats, arrays.Flags, float],
) -> None:
    """Recount the few draws that hold the very place they are for."""
    seen, of_this_size, slack = held
    draw, column = np.nonzero(of_this_size[drawn])
    place = drawn[draw, column]
    before = sums[0][draw]
    after = before - numbers[place] + sums[1][draw]
    low, high = seen[place] + slack, seen[place] - slack
    np.add.at(reached[0], place, (after <= low).astype(np.int64) - (before <= low))
    np.add.at(reached[1], place, (after >= high).astype(np.int64) - (before >= high))


def _draws(places: int, many: int, permutations: int, chance: np.random.Generator) -> Integers:
    """Rows of `many` different places, each order as likely as any; the few rows with a place twice are drawn anew."""
    if many**2 > places:
        return np.array([chance.permutation(places)[:many] for _ in range(permutations)])
    drawn = chance.integers(0, places, (permutations, many))
    again = np.arange(permutations)
    while again.size:
        ranked = np.sort(drawn[again], axis=1)
        again = again[(ranked[:, 1:] == ranked[:, :-1]).any(axis=1)]
        drawn[again] = chance.integers(0, places, (again.size, many))
    return drawn
