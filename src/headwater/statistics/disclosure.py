"""Small counts: which are hidden, how the rest is rounded, and what an outsider then knows of each.

Primary suppression only. A hidden cell may still follow from totals (`secondary_suppression`) or from what
was released before (`differencing`): nothing is safe to publish on this module's word alone.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics.arrays import Flags, Integers, Numbers
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class Policy:
    """Counts from `hide_from` to `hide_to` (0 too with `hide_zero`) are hidden, others rounded."""

    hide_from: int = 1
    hide_to: int = 7
    round_base: int = 5  # 1: exact
    hide_zero: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.hide_from <= self.hide_to:
            raise Invalid("A policy hides counts from 1 or more up to a number no smaller.")
        if self.hide_zero and self.hide_from != 1:
            raise Invalid(
                "A policy that hides zero hides from 1 on too, or zero would be the only one hidden."
            )
        if self.round_base < 1:
            raise Invalid("A rounding base is 1 (exact) or more.")

    @property
    def least_hidden(self) -> int:
        return 0 if self.hide_zero else self.hide_from

    def hides(self, counts: Integers) -> Flags:
        return (counts >= self.least_hidden) & (counts <= self.hide_to)


HES_ECDS = Policy(hide_from=1, hide_to=7, round_base=5)  # NHS England, from September 2018
ONS_TEN_FIVE = Policy(hide_from=1, hide_to=9, round_base=5)  # ONS, the 10-5 rule of cell_key_perturbation 3.1
ACRO = Policy(
    hide_from=1, hide_to=9, round_base=1, hide_zero=True
)  # acro/default.yaml: threshold 10, no zeros


@dataclass(frozen=True)
class Shown:
    """What leaves: the value shown (0 where hidden), and the range in which an outsider knows each count."""

    values: Integers
    hidden: Flags
    least: Integers
    greatest: Integers


def suppress(counts: Numbers, policy: Policy) -> Shown:
    """Hide small counts and round the rest, by a named policy.

    Formula: hidden where hide_from <= n <= hide_to (or n = 0 with hide_zero); else `round_to_base`. The
        range of a shown value is every count that would show as it.
    Shape and units: any shape of whole counts; counts.
    Valid when: totals are counted first and rounded after, so that rounded parts need not add up.
    Raises: Invalid for negative, broken or missing counts.
    Source: NHS Digital (2018), Change to disclosure control methodology for HES and ECDS from September
        2018, p. 1.

    >>> shown = suppress([0, 3, 8, 13], HES_ECDS)
    >>> shown.values.tolist(), shown.hidden.tolist()
    ([0, 0, 10, 15], [False, True, False, False])
    >>> shown.least.tolist(), shown.greatest.tolist()
    ([0, 1, 8, 13], [0, 7, 12, 17])
    """
    whole = arrays.whole_counts(counts, "counts")
    hidden = policy.hides(whole)
    values = np.where(hidden, 0, round_to_base(whole, policy.round_base))
    least = np.maximum(values - policy.round_base // 2, 0)
    greatest = values + (policy.round_base - 1) // 2
    least = np.where(policy.hides(least), policy.hide_to + 1, least)
    greatest = np.where(policy.hides(greatest), policy.least_hidden - 1, greatest)
    return Shown(
        values,
        hidden,
        np.where(hidden, policy.least_hidden, least),
        np.where(hidden, policy.hide_to, greatest),
    )


def round_to_base(counts: Numbers, base: int) -> Integers:
    """Each count to the nearest multiple of a base, halves up.

    Formula: b floor((n + floor(b/2)) / b).
    Shape and units: any shape of whole counts; counts.
    Valid when: always; with an even base the half goes up, which adds a little on average.
    Raises: Invalid for negative, broken or missing counts and a base under 1.
    Source: NHS Digital (2018), Change to disclosure control methodology for HES and ECDS from September
        2018, p. 1.

    >>> round_to_base([7, 8, 12, 13], 5).tolist()
    [5, 10, 10, 15]
    """
    if base < 1:
        raise Invalid("A rounding base is 1 (exact) or more.")
    whole = arrays.whole_counts(counts, "counts")
    return np.asarray((whole + base // 2) // base * base, dtype=np.int64)
