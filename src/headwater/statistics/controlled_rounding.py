"""Rounding that still adds up: every count to a multiple of a base, every total the sum of its rounded parts.

Rounding each count by itself (`disclosure.round_to_base`) lies nearer to the counts; this is for tables whose
readers add up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from headwater.statistics import arrays, leeway
from headwater.statistics.arrays import Integers
from headwater.statistics.differencing import Cell, Range, Sum
from headwater.vocabulary.errors import Invalid, Refused

MOST_NODES = 2_000  # of the search tree: tables with two ways of adding up need one
BEYOND = 100  # what a base further away costs, in bases: only where nothing nearer adds up


@dataclass(frozen=True)
class Rounded:
    """Multiples of the base that add up. `beyond`: those not next to their count, where nothing nearer did."""

    values: dict[Cell, int]
    base: int
    beyond: frozenset[Cell]

    def range_of(self, cell: Cell) -> Range:
        """What an outsider knows of a count: it is less than a base away (not to be said of `beyond`)."""
        value = self.values[cell]
        return Range(max(0, value - self.base + 1), value + self.base - 1)


def round_tables(sums: Sequence[Sum], counts: Mapping[Cell, int], *, base: int) -> Rounded:
    """Every count to a multiple of the base next to it, so that all sums hold and least is moved in all.

    Formula: min sum |r - n| over r = b (floor(n / b) + u), u of 0 or 1 (0 where n is a multiple), with
        r_whole = sum r_parts; where no such r exists, cells may go a base further at a high price.
    Shape and units: a whole count for each cell of the sums, and any others; counts.
    Valid when: all sums that a reader could form are given. Small counts are rounded too, to 0 or the base.
    Raises: Invalid for a base under 2, a cell without a count, counts that are not whole or do not add up;
        Refused (rounding_undecided) where the search does not end within its budget.
    Source: Cox L. H. (1987), A constructive procedure for unbiased controlled rounding, JASA 82(398),
        p. 520-524; Salazar-Gonzalez J. J. (2006), Controlled rounding and cell perturbation, Mathematical
        Programming 105, p. 583-603.

    >>> sums = [Sum("all", ("north", "east", "west"))]
    >>> round_tables(sums, {"all": 29, "north": 7, "east": 11, "west": 11}, base=5).values
    {'all': 30, 'north': 10, 'east': 10, 'west': 10}
    """
    cells, whole = _checked(sums, counts, base)
    floor_of, left = np.divmod(whole, base)
    matrix = leeway.sums_matrix(sums, {cell: place for place, cell in enumerate(cells)})
    up, further, back = _steps(matrix, floor_of, left, base)
    values = base * (floor_of + up + further - back)
    return Rounded(
        dict(zip(cells, values.tolist(), strict=True)),
        base,
        frozenset(cells[at] for at in np.flatnonzero(np.abs(values - whole) >= base)),
    )


def _checked(sums: Sequence[Sum], counts: Mapping[Cell, int], base: int) -> tuple[list[Cell], Integers]:
    if base < 2:  # noqa: PLR2004  (1 rounds nothing)
        raise Invalid("A rounding base is 2 or more.")
    if {cell for each in sums for cell in (each.whole, *each.parts)} - set(counts):
        raise Invalid("Some cells of the sums have no count.")
    whole = arrays.whole_counts(list(counts.values()), "counts")
    if any(counts[each.whole] != sum(counts[part] for part in each.parts) for each in sums):
        raise Invalid("Some counts do not add up to their total: give exact counts, before rounding.")
    return list(counts), whole


def _steps(matrix: sparse.csc_array, floor_of: Integers, left: Integers, base: int) -> list[Integers]:
    """By how many bases each cell goes up from below its count, further up, and down."""
    count = left.size
    price = (base - 2 * left) / base  # of going up, over staying below
    beyond = np.full(count, float(BEYOND))
    right = -(matrix @ floor_of)
    found = optimize.milp(
        np.r_[price, beyond, beyond],
        integrality=np.ones(3 * count, dtype=np.int64),
        constraints=optimize.LinearConstraint(
            sparse.hstack([matrix, matrix, -matrix], format="csc"), right, right
        ),
        bounds=optimize.Bounds(
            np.zeros(3 * count), np.r_[(left > 0).astype(np.float64), np.full(count, np.inf), floor_of]
        ),
        options={"node_limit": MOST_NODES},
    )
    if found.x is None:
        raise Refused(
            "No rounding of this table that adds up was found within the budget: publish less detail, or "
            "round each count by itself and say so.",
            code="rounding_undecided",
        )
    return list(np.round(found.x).astype(np.int64).reshape(3, count))
