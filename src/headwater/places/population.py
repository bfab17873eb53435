"""Population by single year of age, gathered into bands.

The estimates come as one column a year of age, the last one open (90 and over). A band that would have to
cut the open column is refused rather than guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.vocabulary import errors

OLDEST_SINGLE_YEAR = 90  # the last column of ONS estimates holds everybody of this age and over

_CLOSED = re.compile(r"(\d{1,3})\s*(?:-|\u2013|to)\s*(\d{1,3})")
_OPEN = re.compile(r"(\d{1,3})\s*(?:\+|and over|or over|and above)")
_UNDER = re.compile(r"(?:under|<)[\s-]*(\d{1,3})")
_SINGLE = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class AgeBand:
    """Completed years of age, both ends included; `oldest_years` None means and over."""

    youngest_years: int
    oldest_years: int | None = None

    def __post_init__(self) -> None:
        if self.youngest_years < 0 or (
            self.oldest_years is not None and self.oldest_years < self.youngest_years
        ):
            raise errors.Invalid(
                "An age band runs from a younger age to an older one, and ages are not negative."
            )

    @property
    def label(self) -> str:
        """As pages and tables write it: `0-9`, `25+`; a single year is its number."""
        if self.oldest_years is None:
            return f"{self.youngest_years}+"
        if self.oldest_years == self.youngest_years:
            return str(self.youngest_years)
        return f"{self.youngest_years}-{self.oldest_years}"

    def holds(self, age_years: int) -> bool:
        return age_years >= self.youngest_years and (
            self.oldest_years is None or age_years <= self.oldest_years
        )


UNDER_25 = AgeBand(0, 24)
ALL_AGES = AgeBand(0)
# The bands that the serious violence measures are read by; they touch and cover every age.
STANDARD_BANDS = (AgeBand(0, 9), AgeBand(10, 17), AgeBand(18, 24), AgeBand(25))


def find_band(label: str) -> AgeBand | None:
    """The band that a label names (`10-17`, `18 to 24`, `65 and over`, `under-25`, `all ages`), or None."""
    text = label.strip().lower()
    if text in {"all", "all ages"}:
        return ALL_AGES
    if closed := _CLOSED.fullmatch(text):
        youngest, oldest = int(closed[1]), int(closed[2])
        return AgeBand(youngest, oldest) if youngest <= oldest else None
    if opened := _OPEN.fullmatch(text):
        return AgeBand(int(opened[1]))
    if under := _UNDER.fullmatch(text):
        return AgeBand(0, int(under[1]) - 1) if int(under[1]) else None
    return AgeBand(int(text), int(text)) if _SINGLE.fullmatch(text) else None


def collapse(single_years: ArrayLike, bands: Sequence[AgeBand]) -> NDArray[np.float64]:
    """People in each band, from people in each single year of age.

    Shape and units: (..., 91) people, the last column 90 and over -> (..., number of bands) people.
    Raises: Invalid if there are not 91 columns, or a band begins or ends inside the open last column.
    """
    people = np.asarray(single_years, dtype=np.float64)
    if people.ndim == 0 or people.shape[-1] != OLDEST_SINGLE_YEAR + 1:
        raise errors.Invalid(
            f"Population by single year needs {OLDEST_SINGLE_YEAR + 1} columns, ages 0 to 90 and over."
        )
    return np.stack([_people_in(people, band) for band in bands], axis=-1)


def _people_in(people: NDArray[np.float64], band: AgeBand) -> NDArray[np.float64]:
    cuts_open_end = band.oldest_years is not None and band.oldest_years >= OLDEST_SINGLE_YEAR
    if cuts_open_end or band.youngest_years > OLDEST_SINGLE_YEAR:
        raise errors.Invalid(
            f"Ages {band.label} cannot be told apart: everybody of 90 and over stands in one column."
        )
    stop = None if band.oldest_years is None else band.oldest_years + 1
    total: NDArray[np.float64] = people[..., band.youngest_years : stop].sum(axis=-1)
    return total
