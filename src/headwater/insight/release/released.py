"""What the faces may show: figures, series and tables that have passed the release. Nothing else is
rendered anywhere.

Only `release.queries` and the rooms above in `insight` make these; a face that holds a bare number has
nothing to show it with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headwater.insight.release.draft import Audience, Method
from headwater.vocabulary.periods import WEEK, Grain, Month, Period
from headwater.vocabulary.states import FigureState

ARRAYS = (
    "value",
    "n",
    "lower",
    "upper",
    "least",
    "greatest",
    "people",
)  # what a series holds for each period
MONTHS = {Grain.WEEK: 0, Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.ROLLING_12: 12}


def period_of(first_day: date, grain: Grain) -> Period:
    """The whole period that begins on this day.

    >>> period_of(date(2024, 4, 1), Grain.QUARTER).words()
    'April 2024 to June 2024'
    """
    if grain is Grain.WEEK:
        return Period(first_day, first_day + WEEK)
    return Period.months(Month.of(first_day), MONTHS[grain])


@dataclass(frozen=True)
class Provenance:
    """What stands with every figure: where it came from, under which policy, and what must be known to read
    it.
    """

    release: UUID
    indicator: str
    indicator_version: int
    sources: tuple[str, ...]
    attribution: str
    extracted_on: date
    audience: Audience
    policy: str
    policy_words: str
    policy_hash: str
    made_from: str
    code_version: str
    located_share: float | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedFigure:
    """One figure: a state always, a value only where the state has one. `n` is the count; `value` the
    count, rate or share.
    """

    indicator: str
    area_code: str
    area_name: str
    area_kind: str
    category: str
    grain: Grain
    period: Period
    state: FigureState
    value: float | None
    n: float | None
    lower: float | None
    upper: float | None
    least: float | None  # what is known of a hidden count
    greatest: float | None
    people: float | None
    method: Method
    per: float
    provenance: Provenance


@dataclass(frozen=True)
class ReleasedSeries:
    """The figures of one area and category, in time order. Every tuple has one entry a period."""

    indicator: str
    area_code: str
    area_name: str
    area_kind: str
    category: str
    breakdown: str
    grain: Grain
    method: Method
    per: float
    starts: tuple[date, ...]
    states: tuple[FigureState, ...]
    values: tuple[float | None, ...]
    n: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    least: tuple[float | None, ...]
    greatest: tuple[float | None, ...]
    people: tuple[float | None, ...]
    provenance: Provenance

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[ReleasedFigure]:
        return (self.figure(at) for at in range(len(self.starts)))

    def figure(self, at: int = -1) -> ReleasedFigure:
        return ReleasedFigure(
            indicator=self.indicator,
            area_code=self.area_code,
            area_name=self.area_name,
            area_kind=self.area_kind,
            category=self.category,
            grain=self.grain,
            period=period_of(self.starts[at], self.grain),
            state=self.states[at],
            value=self.values[at],
            n=self.n[at],
            lower=self.lower[at],
            upper=self.upper[at],
            least=self.least[at],
            greatest=self.greatest[at],
            people=self.people[at],
            method=self.method,
            per=self.per,
            provenance=self.provenance,
        )

    @property
    def latest(self) -> ReleasedFigure | None:
        """The last period that was collected."""
        for at in reversed(range(len(self.starts))):
            if self.states[at] not in {FigureState.NOT_COLLECTED, FigureState.NOT_APPLICABLE}:
                return self.figure(at)
        return None


@dataclass(frozen=True)
class ReleasedTable:
    """Figures of many areas or categories for one period."""

    indicator: str
    grain: Grain
    period: Period
    rows: tuple[ReleasedFigure, ...]
    provenance: Provenance


Released = ReleasedFigure | ReleasedSeries | ReleasedTable
