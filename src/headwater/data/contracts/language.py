"""The contract language: what a supplied file means, declared once, everything else derived.

A `Contract` is one kind of file that an agency sends; a `Column` is one thing it says of each row. Checks,
the lake's table, the generated county, the schema page and the metadata all come from these declarations.

The language keeps one promise: in a contract about people, nothing that somebody can type freely reaches the
lake. Such a column carries a list of codes or a form that no name has, or else is made a keyed hash, goes
to the vault, or is used to find the place and dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache

from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.identifiers import checked_key
from headwater.vocabulary.problems import Consequence
from headwater.vocabulary.states import Mark

# What a form in a contract about people must refuse: names as people type them.
NAMES = (
    "Jonathan",
    "Jonathan Smith",
    "jonathan smith",
    "SMITH-JONES",
    "O'Brien",
    "Smith, Jonathan",
    "Mrs Smith",
)


class Kind(StrEnum):
    """What a cell holds, and so which type it lands as."""

    TEXT = "text"
    WHOLE = "whole"  # BIGINT
    NUMBER = "number"  # DOUBLE
    DATE = "date"
    TIMESTAMP = "timestamp"  # local time in the contract's zone
    MONTH = "month"  # lands as the first day, and is never shown or used as a day
    YES_NO = "yes_no"
    LONGITUDE = "longitude"  # degrees, WGS 84
    LATITUDE = "latitude"
    GEOMETRY = "geometry"  # GeoJSON text


_DATED = {Kind.DATE, Kind.TIMESTAMP, Kind.MONTH}


class Sensitivity(Enum):
    """What a column may do to a person, and therefore where it may go."""

    OPEN = "open"  # published, or harmless: lands
    PERSONAL = "personal"  # about a person, not identifying alone: lands under an agreement
    PSEUDONYM = "pseudonym"  # a local identifier: lands only as a keyed hash
    IDENTIFIER = "identifier"  # a name, a date of birth, an address: goes to the vault, never to the lake
    FREE_TEXT = "free_text"  # typed words: used to find the place, then dropped

    @property
    def lands(self) -> bool:
        return self in {Sensitivity.OPEN, Sensitivity.PERSONAL, Sensitivity.PSEUDONYM}


class Licence(Enum):
    """Whether the source is open. Anything but open needs a current agreement before it lands."""

    OGL = "Open Government Licence v3.0"
    PARTNERSHIP = "The partnership's own"  # its gazetteer, its lists
    AGREEMENT = "Only under a data-sharing agreement"

    @property
    def needs_agreement(self) -> bool:
        return self is Licence.AGREEMENT


class Precision(StrEnum):
    """How finely the time is known. Month-only data never reach time of week or near repeat."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Marked:
    """What a mark in place of a number means, with the bounds of the number it hides where they are known."""

    mark: Mark
    least: float | None = None
    greatest: float | None = None


@dataclass(frozen=True)
class Column:
    """One thing a row says. `headings` are spellings that mean it, best known first; its name always does."""

    name: str
    kind: Kind
    meaning: str
    headings: tuple[str, ...] = ()
    unit: str = ""
    required: bool = False  # the cell may not be empty
    optional: bool = False  # the whole column may be absent
    least: float | None = None
    greatest: float | None = None
    form: str = ""  # a regular expression for the whole cell
    codes: Mapping[str, str] | None = None  # code -> meaning
    longest: int = 200  # characters
    sensitivity: Sensitivity = Sensitivity.OPEN
    purpose: str = ""  # why the partnership may hold it; the contract's own where empty
    marks: Mapping[str, Marked] = field(default_factory=dict)
    past: bool = False  # a moment that cannot lie after receipt
    example: str = ""

    def __post_init__(self) -> None:
        checked_key(self.name)
        if not self.meaning:
            raise Invalid(f"Column {self.name} says nothing of its meaning.")
        if self.required and self.optional:
            raise Invalid(f"Column {self.name} cannot be both required and optional.")
        if self.marks and self.kind not in {Kind.WHOLE, Kind.NUMBER}:
            raise Invalid(f"Column {self.name}: marks stand only in place of numbers.")
        if self.form and self.codes is not None:
            raise Invalid(f"Column {self.name} has a form and a list of codes; one of them says it all.")

    @property
    def spellings(self) -> tuple[str, ...]:
        return (*self.headings, self.name)

    @property
    def is_typed_freely(self) -> bool:
        """Whether a person's name would pass: text without codes, and without a form that refuses names."""
        if self.kind is not Kind.TEXT or self.codes is not None:
            return False
        return not self.form or any(re.fullmatch(self.form, name) for name in NAMES)


@dataclass(frozen=True)
class RowRule:
    """A rule across columns. `broken` is SQL over the contract's columns, true where the row breaks it."""

    code: str
    column: str
    broken: str
    detail: str = ""


@dataclass(frozen=True)
class Geography:
    """Where a row happened, best first: a code, a point, a place written as text. Names of columns."""

    code: str | None = None
    vintage: str = ""  # "lsoa11,lsoa21": the kinds and years that the code may be of
    longitude: str | None = None
    latitude: str | None = None
    easting: str | None = None
    northing: str | None = None
    place_text: tuple[str, ...] = ()
    is_home: bool = False  # where the person lives, not where something happened


@dataclass(frozen=True)
class Freshness:
    """How often a file should come and how late it usually is, in months."""

    every_months: int
    lag_months: int


@dataclass(frozen=True)
class Contract:
    """One kind of supplied file."""

    key: str
    title: str
    supplier: str  # who sends it, in words
    one_row_is: str
    columns: tuple[Column, ...]
    licence: Licence
    attribution: str
    purpose: str  # the lawful purpose
    version: int = 1
    about_people: bool = False  # rows about single people or events that happened to them
    row_key: tuple[str, ...] = ()  # empty where identical rows are genuine
    slice_by: tuple[str, ...] = ()  # a later file that holds the whole of a slice supersedes it
    period: str | None = None  # the column that dates a row: a date, a moment or a month
    happened: tuple[str, ...] = ()  # (from, to) or (at): when the event itself was, if that is not the period
    precision: Precision = Precision.DAY
    zone: str = "Europe/London"
    geography: Geography = field(default_factory=Geography)
    freshness: Freshness | None = None
    retention_months: int | None = None  # None: kept as long as the source is published
    bad_row: Consequence = Consequence.QUARANTINED
    rules: tuple[RowRule, ...] = ()
    formats: tuple[str, ...] = ("csv", "xlsx", "parquet")
    lawful_basis: str = ""
    special_category: bool = False
    subject: str | None = None  # the pseudonym column that stands for the person; the vault's key
    notes: str = ""  # known faults of the source, in plain words

    def __post_init__(self) -> None:
        checked_key(self.key)
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise Invalid(f"Contract {self.key} names a column twice.")
        self._check_references(set(names))
        if self.about_people:
            self._check_people()

    def _check_references(self, names: set[str]) -> None:
        place = self.geography
        if self.period in names and self.column(self.period).kind not in _DATED:
            raise Invalid(
                f"Contract {self.key}: the period {self.period} is not a date, a moment or a month."
            )
        wanted = {
            *self.row_key,
            *self.slice_by,
            *self.happened,
            *(rule.column for rule in self.rules),
            *place.place_text,
            *(n for n in (self.period, self.subject, place.code, place.longitude, place.latitude) if n),
            *(n for n in (place.easting, place.northing) if n),
        }
        if wanted - names:
            raise Invalid(
                f"Contract {self.key} speaks of columns it does not have: {sorted(wanted - names)}."
            )

    def _check_people(self) -> None:
        may_name = {Sensitivity.OPEN, Sensitivity.PERSONAL}
        loose = [c.name for c in self.columns if c.is_typed_freely and c.sensitivity in may_name]
        if loose:
            raise Invalid(
                f"Contract {self.key} is about people, and these columns could carry a name into the lake: "
                f"{loose}. Give each a list of codes or a form that no name has, or make it a pseudonym, "
                "an identifier or free text."
            )
        if self.retention_months is None:
            raise Invalid(f"Contract {self.key} is about people and says nothing of retention.")
        if any(c.sensitivity is Sensitivity.IDENTIFIER for c in self.columns) and not self.subject:
            raise Invalid(
                f"Contract {self.key} holds identifiers and names no subject column to file them under."
            )
        if self.subject and self.column(self.subject).sensitivity is not Sensitivity.PSEUDONYM:
            raise Invalid(f"Contract {self.key}: the subject {self.subject} must be a pseudonym.")

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def landed_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.sensitivity.lands)


@lru_cache(maxsize=10_000)  # every heading of a file is compared with every spelling of every contract
def same_heading(text: str) -> str:
    """Headings are compared by their letters and digits only, in lower case.

    >>> same_heading(" Crime ID "), same_heading("crime_id")
    ('crimeid', 'crimeid')
    """
    return re.sub(r"[^0-9a-z+]", "", text.casefold())
