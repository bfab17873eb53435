"""Shares of answers told as one of five bands, or of three where few answered. Neither a count nor a share is ever said.

The outer bands are wide enough that answers which were all alike are never told as such, not even to one who knows how many answered
and takes the own answer away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MANY = 10  # answers from which on the outer bands may be as narrow as two in ten
HALF = 2  # the band in the middle


@dataclass(frozen=True)
class Band:
    """From 0 (few) to 4 (most). Of few answers only 0, 2 and 4 are told, and the outer ones reach to the middle."""

    at: int
    of_few: bool = False


def band_of(share: Fraction, *, answers: int) -> Band:
    """The band of a share of so many answers.

    >>> band_of(Fraction(8, 10), answers=10), band_of(Fraction(3, 5), answers=5)
    (Band(at=4, of_few=False), Band(at=4, of_few=True))
    """
    if answers >= MANY:
        return Band(_above(share, (2, 4, 6, 8)))
    return Band(2 * _above(share, (4, 6)), of_few=True)


def _above(share: Fraction, tenths: Sequence[int]) -> int:
    """How many of these edges a share has passed; on an edge it is on the outer side."""
    edges = [Fraction(each, 10) for each in tenths]
    return sum(share >= edge if edge > Fraction(1, 2) else share > edge for edge in edges)
