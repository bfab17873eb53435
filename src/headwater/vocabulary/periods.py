"""Periods of time. Half-open: `start` is in, `end` is not. A month is never turned into a day.

`Month` is the grain that most of the field's data come in; quarters, years and rolling windows are made of months.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from headwater.vocabulary.errors import Invalid

MONTHS_IN_YEAR = 12
WEEK = timedelta(days=7)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(-[0-9]{2})?")


class Grain(StrEnum):
    """The length and step of the periods of a series."""

    WEEK = "week"  # from Monday; not made of months, nor months of weeks
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"  # twelve months that do not overlap the year before
    ROLLING_12 = "rolling_12"  # twelve months, stepping by one


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month. `str(Month(2024, 3))` is `2024-03`; `Month(2024, 12) + 1` is January 2025.

    >>> str(Month(2024, 12) + 1), Month(2024, 3) - Month(2023, 12)
    ('2025-01', 3)
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_IN_YEAR:
            raise Invalid(f"A month has a number from 1 to 12, not {self.number}.")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month of `2024-03`, or of a day in it."""
        found = _MONTH.fullmatch(text.strip())
        if not found:
            raise Invalid(f"{text!r} is not a month. Write months as 2024-03.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def index(self) -> int:
        """Months since year 0: consecutive months have consecutive indexes."""
        return self.year * MONTHS_IN_YEAR + self.number - 1

    @property
    def start(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        return (self + 1).start

    def __add__(self, months: int) -> "Month":
        year, zero_based = divmod(self.index + months, MONTHS_IN_YEAR)
        return Month(year, zero_based + 1)

    def __sub__(self, other: "Month") -> int:
        return self.index - other.index

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def words(self) -> str:
        return f"{self.start:%B %Y}"


@dataclass(frozen=True, order=True)
class Period:
    """From `start` up to, not including, `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Invalid("A period ends after it starts.")

    @classmethod
    def months(cls, first: Month, count: int) -> "Period":
        return cls(first.start, (first + count).start)

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def words(self) -> str:
        """The period as people say it.

        >>> Period(date(2024, 4, 1), date(2024, 4, 8)).words(), Period(date(2024, 4, 1), date(2024, 7, 1)).words()
        ('the week from 1 April 2024', 'April 2024 to June 2024')
        """
        if self.end - self.start == WEEK:
            return f"the week from {day_words(self.start)}"
        first, last = Month.of(self.start), Month.of(self.end) + (-1 if self.end.day == 1 else 0)
        return first.words() if first == last else f"{first.words()} to {last.words()}"


def day_words(day: date) -> str:
    """A day as people write it.

    >>> day_words(date(2024, 4, 1))
    '1 April 2024'
    """
    return f"{day.day} {day:%B %Y}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from `first` to `last`, both included."""
    for step in range(last - first + 1):
        yield first + step
