"""Cell-key perturbation: small noise on every count, always the same for a cell made of the same records.

Against differencing: what lies between two tables is noise beside a small count. It does not hide a count for
certain and totals do not add up. The table of noise is the secret; the keys of records must never be redrawn.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Integers, Numbers
from headwater.vocabulary.errors import Invalid

ROWS = 750  # counts with a row of their own
CYCLE = 250  # larger counts use the last rows again in turn


@dataclass(frozen=True)
class Noise:
    """What is added, by row (a count up to 750) and cell key."""

    values: Integers  # (751, keys)

    @property
    def keys(self) -> int:
        return int(self.values.shape[1])


@dataclass(frozen=True)
class Perturbed:
    """Each cell before and after; `hidden` where what came out is under the threshold (`values` is 0 there)."""

    counts: Integers
    cell_keys: Integers
    noise: Integers
    values: Integers
    hidden: Flags


def noise_table(rows: Numbers, keys: Numbers, noise: Numbers) -> Noise:
    """The table from its lines; what is not named adds nothing."""
    row, key = arrays.whole_counts(rows, "rows of the noise table"), arrays.whole_counts(keys, "cell keys")
    added = arrays.finite(noise, "values of the noise table")
    arrays.together(row, key, "rows and cell keys")
    arrays.together(row, added, "rows and values")
    if row.max() > ROWS or (added != np.floor(added)).any() or (row + added < 0).any():
        raise Invalid(f"A noise table has rows up to {ROWS} and whole noise that takes no count below zero.")
    values = np.zeros((ROWS + 1, int(key.max()) + 1), dtype=np.int64)
    values[row, key] = added.astype(np.int64)
    return Noise(values)


def ten_five_rule(*, keys: int = 256) -> Noise:
    """No noise but a rule: counts under 10 to zero, others to the nearest 5, whatever their key."""
    counts = np.arange(ROWS + 1)
    shown = np.where(counts < 10, 0, (counts + 2) // 5 * 5)  # noqa: PLR2004  (the ten of the rule)
    return Noise(np.repeat((shown - counts)[:, np.newaxis], keys, axis=1))


def perturb(
    cells: Numbers, record_keys: Numbers, noise: Noise, *, size: int, threshold: int = 10
) -> Perturbed:
    """The counts of records by cell, with the noise that belongs to each cell's records.

    Formula: n = records of the cell, key = sum of record keys mod keys; row n, or (n - 1) mod 250 + 501 above
        750; n + noise[row, key], hidden where that is under the threshold. A cell without records has none.
    Shape and units: each record's cell as a number from 0 to size - 1 and its key; counts by cell.
    Valid when: a record keeps its key for good, keys are drawn evenly from 0 to keys - 1 by chance, and each
        table is made from records, never from perturbed counts.
    Raises: Invalid for cells outside the size, keys outside the table, lengths that differ, a threshold under 0.
    Source: Fraser B. & Wooton J. (2005), A proposed method for confidentialising tabular output to protect
        against differencing, UNECE/Eurostat work session on statistical data confidentiality; Thompson G.,
        Broadfoot S. & Elazar D. (2013), the same work session; ONS, cell_key_perturbation 3.1 (rows above 750).

    >>> found = perturb([0, 0, 1] + [2] * 13, [3, 5, 7] + [0] * 13, ten_five_rule(), size=4)
    >>> found.counts.tolist(), found.cell_keys.tolist()
    ([2, 1, 13, 0], [8, 7, 0, 0])
    >>> found.values.tolist(), found.hidden.tolist()
    ([0, 0, 15, 0], [True, True, False, True])
    """
    at, keys = arrays.whole_counts(cells, "cells"), arrays.whole_counts(record_keys, "record keys")
    arrays.together(at, keys, "cells and record keys")
    if at.max() >= size or keys.max() >= noise.keys:
        raise Invalid(f"Cells are numbered from 0 to {size - 1}, record keys from 0 to {noise.keys - 1}.")
    if threshold < 0:
        raise Invalid("A threshold is zero or more.")
    counts = np.bincount(at, minlength=size)
    total_keys = np.zeros(size, dtype=np.int64)
    np.add.at(total_keys, at, keys)
    cell_keys = total_keys % noise.keys
    added = noise.values[_row(counts), cell_keys]
    hidden = counts + added < threshold
    return Perturbed(counts, cell_keys, added, np.where(hidden, 0, counts + added), hidden)


def _row(counts: Integers) -> Integers:
    return np.asarray(np.where(counts > ROWS, (counts - 1) % CYCLE + ROWS - CYCLE + 1, counts))
