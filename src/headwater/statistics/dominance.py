"""The checks that output checkers make of a table of amounts: few contributors, one that dominates, one that can be worked out.

Each cell by itself. What follows by subtraction is for `secondary_suppression`, with these cells as primary.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Floats, Integers, Numbers
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class Checks:
    """What makes a cell unsafe. The standing values are ACRO's."""

    threshold: int = 10  # contributors
    largest: int = 2  # the n of the (n, k) rule
    share: float = 0.90  # its k
    within: float = 0.10  # p: how closely a contributor may be worked out
    zeros_are_disclosive: bool = True
    degrees_of_freedom: int = 10  # of a model's residuals

    def __post_init__(self) -> None:
        arrays.share(self.share, "share of the largest contributors")
        arrays.share(self.within, "closeness of a working-out")
        if min(self.threshold, self.largest, self.degrees_of_freedom) < 1:
            raise Invalid("A threshold, a number of contributors and degrees of freedom are 1 or more.")

    def allows_model(self, residual_degrees_of_freedom: int) -> bool:
        """Whether a model's coefficients may leave: a saturated one gives its rows back."""
        return residual_degrees_of_freedom >= self.degrees_of_freedom


ACRO = Checks()  # github.com/AI-SDC/ACRO, acro/default.yaml


@dataclass(frozen=True)
class Checked:
    """Each cell's contributors and total, and which check it fails."""

    contributors: Integers
    totals: Floats
    too_few: Flags
    dominated: Flags
    worked_out: Flags
    all_alike: Flags
    nothing_there: Flags  # nobody, or only zeros, where zeros are disclosive

    @property
    def unsafe(self) -> Flags:
        return self.too_few | self.dominated | self.worked_out | self.all_alike | self.nothing_there


def check_amounts(cells: Numbers, amounts: Numbers, checks: Checks = ACRO, *, size: int) -> Checked:
    """Which cells of a table of summed amounts are unsafe by themselves.

    Formula: with contributions x1 >= x2 >= ... and X their sum: too few where 0 < contributors < threshold;
        dominated where x1 + ... + xn > k X; worked out where X - x1 - x2 < p x1, so that the second largest
        knows the largest to within p; all alike where several contributions are one number.
    Shape and units: each contribution's cell as a number from 0 to size - 1, and its amount (hours, pounds).
    Valid when: contributions are zero or more, one for each contributor; others are to be summed first.
    Raises: Invalid for amounts below zero or missing, cells outside the size, lengths that differ.
    Source: Hundepool A. et al., Handbook on Statistical Disclosure Control, section 4.2 (dominance and p %);
        Ritchie F., Green E. & Smith J. (2021), Automatic Checking of Research Outputs (ACRO): a tool for dynamic
        disclosure checks, Eurostat Statistical Working Papers.

    >>> checks = Checks(threshold=3)
    >>> found = check_amounts([0, 0, 0, 1, 1, 1], [50, 40, 30, 90, 5, 4], checks, size=3)
    >>> found.dominated.tolist(), found.worked_out.tolist()
    ([False, True, False], [False, True, False])
    >>> found.unsafe.tolist()
    [False, True, True]
    """
    at, amount = arrays.whole_counts(cells, "cells"), arrays.not_negative(amounts, "amounts")
    arrays.together(at, amount, "cells and amounts")
    if at.max() >= size:
        raise Invalid(f"Cells are numbered from 0 to {size - 1}.")
    contributors = np.bincount(at, minlength=size)
    totals = _summed(at, amount, size)
    ranked = _Ranked(at, amount, contributors)
    rest = totals - ranked.top(2)
    first = ranked.top(1)
    return Checked(
        contributors,
        totals,
        too_few=(contributors > 0) & (contributors < checks.threshold),
        dominated=ranked.top(checks.largest) > checks.share * totals,
        worked_out=rest < checks.within * first,
        all_alike=(contributors > 1) & (first == ranked.least()),
        nothing_there=(totals == 0) & checks.zeros_are_disclosive,
    )


class _Ranked:
    """Contributions of each cell from the greatest down."""

    def __init__(self, at: Integers, amount: Floats, contributors: Integers) -> None:
        order = np.lexsort((-amount, at))
        self._amount, self._at = amount[order], at[order]
        self._contributors = contributors
        first = np.cumsum(contributors) - contributors
        self._rank = np.arange(order.size) - first[self._at]

    def top(self, many: int) -> Floats:
        """What the greatest few contribute together."""
        kept = self._rank < many
        return _summed(self._at[kept], self._amount[kept], self._contributors.size)

    def least(self) -> Floats:
        last = self._rank == self._contributors[self._at] - 1
        return _summed(self._at[last], self._amount[last], self._contributors.size)


def _summed(at: Integers, amount: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(at, weights=amount, minlength=size), dtype=np.float64)
