"""Exact elimination in whole numbers for sparse sums: what follows from equations alone, nothing rounded.

A row is {unknown: coefficient, CONSTANT: c} and means that its terms add up to zero. Rows stay whole by
cross-multiplying and dividing out what is common.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import gcd

from headwater.vocabulary.errors import Invalid

CONSTANT = -1
Row = dict[int, int]


def without(row: Row, unknown: int, pivot: Row) -> Row:
    """The row with an unknown taken out by a pivot row that holds it.

    >>> without({0: 1, 1: 1, CONSTANT: -5}, 0, {0: 1, 2: -1})
    {1: 1, -1: -5, 2: 1}
    """
    share = gcd(row[unknown], pivot[unknown])
    keep, take = pivot[unknown] // share, row[unknown] // share
    left = {at: keep * value for at, value in row.items()}
    for at, value in pivot.items():
        rest = left.get(at, 0) - take * value
        if rest:
            left[at] = rest
        else:
            left.pop(at, None)
    return lowest_terms(left)


def lowest_terms(row: Row) -> Row:
    common = gcd(*row.values())
    return row if common in (0, 1) else {at: value // common for at, value in row.items()}


def reduced(rows: Iterable[Row]) -> dict[int, Row]:
    """Fully reduced rows by the unknown that each solves: an unknown alone in its row is known.

    >>> reduced([{0: 1, 1: 1, CONSTANT: -5}, {0: 1, 1: -1, CONSTANT: -1}])
    {0: {0: 1, -1: -3}, 1: {1: 1, -1: -2}}
    """
    pivots: dict[int, Row] = {}
    holders: defaultdict[int, set[int]] = defaultdict(
        set
    )  # by unknown: the pivot rows that hold it beside their own
    for first in sorted(rows, key=len):
        row = first
        for at in [at for at in first if at in pivots]:
            row = without(row, at, pivots[at])
        unknowns = [at for at in row if at != CONSTANT]
        if not unknowns:
            _nothing_left(row)
            continue
        pivot = min(unknowns, key=lambda at: (len(holders[at]), at))
        for other in sorted(holders.pop(pivot, ())):
            _replace(pivots, holders, other, without(pivots[other], pivot, row))
        _replace(pivots, holders, pivot, row)
    return {at: _positive(row, at) for at, row in pivots.items()}


def remainder(row: Row, pivots: Mapping[int, Row]) -> Row:
    """What pivot rows leave of a row; each pivot row was itself such a remainder when it joined.

    >>> remainder({0: 1, 1: 1, CONSTANT: -5}, {0: {0: 1, 1: 1, CONSTANT: -6}})
    {-1: 1}
    """
    left = row
    while (at := next((at for at in left if at in pivots), None)) is not None:
        left = without(left, at, pivots[at])
    return left


def _nothing_left(row: Row) -> None:
    if row:
        raise Invalid("The sums contradict one another: a total is not the sum of its parts.")


def _replace(pivots: dict[int, Row], holders: defaultdict[int, set[int]], pivot: int, row: Row) -> None:
    for at in pivots.get(pivot, ()):
        if at in holders:
            holders[at].discard(pivot)
    pivots[pivot] = row
    for at in row:
        if at not in (pivot, CONSTANT):
            holders[at].add(pivot)


def _positive(row: Row, pivot: int) -> Row:
    return row if row[pivot] > 0 else {at: -value for at, value in row.items()}
