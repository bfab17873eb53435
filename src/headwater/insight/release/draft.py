"""A draft: a table before release, which nobody outside this floor has seen.

Counts stand in one cube (area x category x period), so that suppression, rounding and rates are array
arithmetic. Not a number means that the source has no count there; `states` says why.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]


class Audience(StrEnum):
    """Who a release is for. Partners see what the public sees, and their own."""

    PUBLIC = "public"
    PARTNER = "partner"


class Method(StrEnum):
    """How a value and its limits follow from the count."""

    COUNT = "count"  # exact or Byar limits of the count
    RATE = "rate"  # the same for every so many people
    SHARE = "share"  # Wilson limits of a percentage
    SCORE = "score"  # a weighted sum, shown beside its count; no limits
    AS_PUBLISHED = "as_published"  # the source's own figure, unchanged
    ESTIMATE = "estimate"  # a survey's weighted percentage, with the limits that its design gives


class Cell(IntEnum):
    """The five states as small numbers, for arrays."""

    VALUE = 0
    ZERO = 1
    SUPPRESSED = 2
    NOT_COLLECTED = 3
    NOT_APPLICABLE = 4

    @property
    def state(self) -> FigureState:
        return FigureState[self.name]


STATE_OF = {cell.value: cell.state for cell in Cell}


@dataclass(frozen=True)
class Place:
    """One row of a draft. `parent` is the place in the same draft that this one is a part of."""

    code: str
    name: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True)
class Origin:
    """Where a table came from, so that it can be traced and made again."""

    sources: tuple[str, ...]  # contract keys
    attribution: str
    made_from: str  # hash of the tables read
    extracted_on: date
    located_share: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Total:
    """One cell (place, category) that is the sum of others, of whatever table they left in: the fifths of a county
    are sums of its neighbourhoods, and narrow bands of age make up wide ones.
    """

    whole: tuple[str, str]
    parts: tuple[tuple[str, str], ...]
    outside: tuple[
        float, ...
    ] = ()  # by period, what the whole holds beyond its parts: everybody knows it (none: nothing)


@dataclass(frozen=True)
class Draft:
    """An unreleased table of one indicator, at one period grain, for places that nest in one way.

    The first category is the whole; the others are its parts, and where `exhaustive` they add up to it.
    `outside` is what a place's count holds beyond its parts in the draft (rows that could not be located):
    an outsider is assumed to know it.
    """

    indicator: str
    version: int
    policy: str
    grain: Grain
    breakdown: str  # empty where the only category is the whole
    places: tuple[Place, ...]
    categories: tuple[str, ...]
    periods: tuple[date, ...]  # first days
    counts: Floats  # (place, category, period)
    states: Codes
    origin: Origin
    method: Method = Method.COUNT
    per: float = 1.0
    people: Floats | None = None  # denominators, same shape
    scores: Floats | None = None  # for SCORE, AS_PUBLISHED and ESTIMATE, same shape
    lower: Floats | None = None  # for ESTIMATE, whose counts are of answers: its limits,
    upper: Floats | None = None
    said: Floats | None = None  # and how many answers, unweighted, said so
    least: Floats | None = None  # bounds that the source's own marks give
    greatest: Floats | None = None
    by_chance: bool = (
        True  # whether chance has a part in the counts; what is decided, such as contacts made, has no limits
    )
    exhaustive: bool = True
    part_of: str | None = None  # the indicator of the same source that this one's events are a part of
    measure: str = ""  # indicators with one measure count the same events
    sums: tuple[Total, ...] = ()  # with cells of other tables of the same events
    weights: tuple[float, ...] = ()  # what one event may add to a score that is a sum over events

    def __post_init__(self) -> None:
        shape = (len(self.places), len(self.categories), len(self.periods))
        for name in ("counts", "states", "people", "scores", "lower", "upper", "said", "least", "greatest"):
            array = getattr(self, name)
            if array is not None and array.shape != shape:
                raise Invalid(
                    f"The draft of {self.indicator} has {name} of shape {array.shape}, not {shape}."
                )
        codes = [place.code for place in self.places]
        if len(set(codes)) != len(codes):
            raise Invalid(f"The draft of {self.indicator} names a place twice.")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of area, in order of first appearance."""
        return tuple(dict.fromkeys(place.kind for place in self.places))

    @property
    def slot(self) -> str:
        """What a later release replaces."""
        return "/".join((self.indicator, "+".join(self.kinds), self.grain.value, self.breakdown or "all"))


@dataclass(frozen=True)
class Cells:
    """What may leave of a draft: the same cube after the policy."""

    states: Codes
    n: Floats
    value: Floats
    lower: Floats
    upper: Floats
    least: Floats  # what a reader knows of a hidden count
    greatest: Floats
    hidden: Flags = field(repr=False)  # hidden by this policy (not by the source)
