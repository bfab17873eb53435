"""The indicator language: what is counted, of whom, cut how, released how, and what may be said of it.
Declared once.

An indicator takes its events from one contract's rows (`Events`), or figures that a source has already made
(`Published`). Its `cuts` are the tables that leave: for a protected source each small area has one grain
and one nesting, whichever indicator it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import ibis

from headwater.insight.release.draft import Audience, Method
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.identifiers import checked_key
from headwater.vocabulary.periods import Grain

Rows = Callable[[ibis.Table], ibis.Table]
Sort = Callable[[ibis.Table], ibis.Value]


class Direction(StrEnum):
    """Which way is good. AMBIGUOUS: a change is neither by itself (more searches find more knives)."""

    LOWER_IS_BETTER = "lower_is_better"
    HIGHER_IS_BETTER = "higher_is_better"
    AMBIGUOUS = "ambiguous"


class Speaks(StrEnum):
    """What an indicator speaks of: the nature of violence, or its causes."""

    NATURE = "nature"
    CAUSES = "causes"


@dataclass(frozen=True)
class Ages:
    """Completed years, both included. 90 stands for 90 and over."""

    youngest: int = 0
    oldest: int = 90


@dataclass(frozen=True)
class Breakdown:
    """A way of sorting rows. `sort` gives one of the categories' keys for each row; categories fill the
    whole unless said otherwise.
    """

    key: str
    title: str
    categories: Mapping[str, str]  # key -> words
    sort: Sort
    ages: Mapping[str, Ages] = field(default_factory=dict)  # categories that have a denominator
    census_groups: Mapping[str, str] = field(
        default_factory=dict
    )  # the same, by the census: how a group begins
    sexes: Mapping[str, str] = field(
        default_factory=dict
    )  # categories of one sex: "female" or "male" of those ages
    exhaustive: bool = True
    of_places: bool = False  # sorts neighbourhoods, not rows: `sort` says nothing
    joins: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # categories of another breakdown ("age:under_25") that are sums of these: nobody may subtract one from the other


@dataclass(frozen=True)
class Cut:
    """One table that leaves: kinds of area that nest (widest first), a grain, an audience, perhaps a
    breakdown.
    """

    kinds: tuple[str, ...]
    grain: Grain
    audience: Audience = Audience.PUBLIC
    breakdown: str = ""
    year_from: int = 4  # the month that years begin in: April, or September for schools


@dataclass(frozen=True)
class Events:
    """Rows of one contract that count, and the column that dates them."""

    contract: str
    keep: Rows
    when: str
    collected: str = ""  # the column that says which months the source covered, where `when` may stray
    covers_months: int = 1  # how many months the last row speaks for
    among: Rows | None = None  # for a share: the rows that could have counted
    weigh: Sort | None = None  # for a score: how much each row counts

    @property
    def table(self) -> str:
        return f"{self.contract}_located"


@dataclass(frozen=True)
class Published:
    """Figures as a source made them.

    `rows` gives area_name, start (first day), category, n, value, mark (what stands in place of a number,
    or "value"), least, greatest.
    """

    contract: str
    rows: Callable[[ibis.Table, str], ibis.Table]  # the breakdown's key, or empty

    @property
    def table(self) -> str:
        return self.contract


@dataclass(frozen=True)
class Survey:
    """What people answered to one question: `says` are the codes of those who say so, `told` of all who said either."""

    contract: str
    question: str  # the column
    says: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"{self.contract}_located"


@dataclass(frozen=True)
class Returned:
    """One kind of count of providers' returns, or of their money. `adds`: whether places and quarters of one intervention may be
    added.
    """

    contract: str
    column: str
    adds: bool
    is_money: bool = False

    @property
    def table(self) -> str:
        return self.contract


@dataclass(frozen=True)
class Indicator:
    """One measure. `plain_title` and `question` are for people without an account."""

    key: str
    version: int
    title: str
    plain_title: str
    question: str
    of: Events | Published | Survey | Returned
    counts: str  # what the number counts, in words: "offences recorded by the police"
    cuts: tuple[Cut, ...]
    policy: str
    direction: Direction
    outcome: str  # key of the outcome it speaks to
    owner: str
    caveats: tuple[str, ...]
    speaks_of: Speaks = Speaks.NATURE
    method: Method = Method.RATE
    per: float = 100_000
    unit: str = ""
    not_by_chance: str = ""  # why no test can tell a change from chance, where that is so: then there is no range, and no map of patterns
    ages: Ages = Ages()  # of the denominator
    breakdowns: tuple[Breakdown, ...] = ()
    codelists: tuple[str, ...] = ()
    part_of: str | None = None
    measure: str = ""
    not_below: str = ""  # the smallest kind of area that the source publishes
    gaps: tuple[
        str, ...
    ] = ()  # breakdowns (empty: none) whose days between events partners see, by force area
    weekly: bool = False  # whether partners see which weeks were unusual, of the whole force area
    near_repeat: str = (
        ""  # the breakdown of whose every category partners see whether one event brings others
    )

    time_of_week: bool = False  # whether partners see when in the week events happen

    @property
    def for_partners_alone(self) -> bool:
        return all(cut.audience is Audience.PARTNER for cut in self.cuts)

    def __post_init__(self) -> None:
        checked_key(self.key)
        known = {"", *(each.key for each in self.breakdowns)}
        for cut in self.cuts:
            if cut.breakdown not in known:
                raise Invalid(f"Indicator {self.key} cuts by {cut.breakdown}, which it does not declare.")
            if cut.grain is Grain.WEEK:
                raise Invalid(
                    f"Indicator {self.key}: weeks leave by themselves, for whole force areas: say `weekly`."
                )
            if cut.grain is Grain.ROLLING_12:
                raise Invalid(
                    f"Indicator {self.key}: rolling twelve months follow from the months by themselves."
                )
        if self.near_repeat not in known:
            raise Invalid(
                f"Indicator {self.key} seeks near repeats by {self.near_repeat}, which it does not declare."
            )
        if not self.cuts:
            raise Invalid(f"Indicator {self.key} releases nothing: give it a cut.")
        if not self.question.endswith("?"):
            raise Invalid(f"Indicator {self.key} answers no question.")

    def breakdown(self, key: str) -> Breakdown | None:
        return next((each for each in self.breakdowns if each.key == key), None)

    @property
    def contracts(self) -> tuple[str, ...]:
        return (self.of.contract,)
