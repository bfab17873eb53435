"""Which places are neighbours: lists or a table of them, checked, and the sums over each neighbourhood.

Every neighbour counts the same. A table made once serves every method on the same map, which is most of their time.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from headwater.statistics.arrays import Floats, Integers
from headwater.vocabulary.errors import Invalid

Neighbours = Sequence[npt.ArrayLike] | sparse.csr_array
FEWEST = 2  # one place has nothing to stand out from


def table(neighbours: Neighbours, count: int, *, itself: bool) -> sparse.csr_array:
    """The neighbours of each place as a row of ones, with the place itself or without it.

    Formula: w_ij = 1 where j is named among the neighbours of i, else 0; w_ii = 1 with `itself`, else 0.
    Shape and units: for each of `count` places the positions of its neighbours, or a square sparse table whose stored
        entries name them.
    Valid when: who is a neighbour was decided without looking at the values.
    Raises: Invalid for fewer than two places, another number of lists than places, a neighbour that is not a place.
    Source: definition.

    >>> table([[1], [0, 2], [1]], 3, itself=True).toarray().astype(int).tolist()
    [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
    """
    if _length(neighbours) != count or count < FEWEST:
        raise Invalid("Give two places or more, and one list of neighbours for each.")
    rows, columns = _entries(neighbours)
    if columns.size and not 0 <= columns.min() <= columns.max() < count:
        raise Invalid("A neighbour is named that is not a place of the map.")
    if itself:
        rows = np.concatenate([rows, np.arange(count)])
        columns = np.concatenate([columns, np.arange(count)])
    else:
        rows, columns = rows[rows != columns], columns[rows != columns]
    made = sparse.csr_array((np.ones(rows.size), (rows, columns)), shape=(count, count))
    made.sum_duplicates()
    made.data[:] = 1.0  # a neighbour named twice counts once
    return made


def sizes(around: sparse.csr_array) -> Integers:
    """How many neighbours each place has."""
    return np.diff(around.indptr).astype(np.int64)


def sums(around: sparse.csr_array, values: Floats) -> Floats:
    """The values of each place's neighbours, added up."""
    return np.asarray(around @ values, dtype=np.float64)


def _length(neighbours: Neighbours) -> int:
    return int(neighbours.shape[0]) if isinstance(neighbours, sparse.csr_array) else len(neighbours)


def _entries(neighbours: Neighbours) -> tuple[Integers, Integers]:
    if isinstance(neighbours, sparse.csr_array):
        many, columns = np.diff(neighbours.indptr), neighbours.indices.astype(np.int64)
    else:
        lists = [np.asarray(each, dtype=np.int64).ravel() for each in neighbours]
        many, columns = np.array([each.size for each in lists]), np.concatenate(lists)
    return np.repeat(np.arange(many.size), many), columns
