"""How safe people feel by day and after dark, for whom that differs, and whether fear goes with what is recorded.

Fear and risk are set beside each other and never made one number: they are of different people and different years, and fear has
reasons of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headwater.insight.indicators import comparison, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance import queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

BY_DAY, AFTER_DARK, FEAR, RISK = (
    "survey_safe_by_day",
    "survey_safe_after_dark",
    "survey_worried",
    "serious_violence",
)
GROUPINGS = ("sex", "asked_age", "ethnicity", "deprivation")
DISTRICTS = "csp"


class Beside(StrEnum):
    """Where an area lies beside the others, as far as can be told."""

    MORE = "more"
    NO_OTHER = "no_other"
    LESS = "less"
    UNKNOWN = "unknown"


SAYS = {
    (Beside.MORE, Beside.MORE): "People worry more here, and more violence is recorded here than elsewhere.",
    (
        Beside.MORE,
        Beside.NO_OTHER,
    ): "People worry more here, and recorded violence is not clearly unlike elsewhere.",
    (Beside.MORE, Beside.LESS): "People worry more here, though less violence is recorded than elsewhere.",
    (
        Beside.NO_OTHER,
        Beside.MORE,
    ): "Worry is not clearly unlike elsewhere, though more violence is recorded here.",
    (Beside.NO_OTHER, Beside.NO_OTHER): "Neither worry nor recorded violence is clearly unlike elsewhere.",
    (
        Beside.NO_OTHER,
        Beside.LESS,
    ): "Worry is not clearly unlike elsewhere, though less violence is recorded here.",
    (Beside.LESS, Beside.MORE): "People worry less here, though more violence is recorded than elsewhere.",
    (
        Beside.LESS,
        Beside.NO_OTHER,
    ): "People worry less here, and recorded violence is not clearly unlike elsewhere.",
    (Beside.LESS, Beside.LESS): "People worry less here, and less violence is recorded than elsewhere.",
}
NOT_KNOWN = "Too little is shown to set the two beside each other."


@dataclass(frozen=True)
class GroupRow:
    """One group, by day and after dark."""

    title: str
    by_day: ReleasedFigure | None
    after_dark: ReleasedFigure | None


@dataclass(frozen=True)
class Grouping:
    """The groups of one breakdown."""

    key: str
    title: str
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True)
class FearAndRisk:
    """One district: how many worry, how much is recorded, and what the two say together."""

    fear: ReleasedFigure
    risk: ReleasedFigure | None
    times: Estimate | None  # recorded here, as so many times elsewhere
    says: str


@dataclass(frozen=True)
class Perception:
    """The page of one area. A figure is None where none is released."""

    area: Area
    by_day: ReleasedFigure | None
    after_dark: ReleasedFigure | None
    worried: ReleasedFigure | None
    groupings: tuple[Grouping, ...]
    districts: tuple[FearAndRisk, ...]
    says: str

    @property
    def is_empty(self) -> bool:
        return self.by_day is None and self.after_dark is None


def perception(*, audience: Audience, on: date) -> Perception | None:
    """Of the widest area of the partnership; None where no area is loaded. Refused where the survey's agreement has ended."""
    area = indicators.top_area()
    if area is None:
        return None
    day, dark, worried = (
        queries.steadiest(key, area.code, audience=audience, on=on) for key in (BY_DAY, AFTER_DARK, FEAR)
    )
    return Perception(
        area=area,
        by_day=day,
        after_dark=dark,
        worried=worried,
        groupings=tuple(
            found for key in GROUPINGS if (found := _grouping(key, area, audience, on)) is not None
        ),
        districts=_districts(worried, audience, on),
        says=says(day, dark),
    )


def says(day: ReleasedFigure | None, dark: ReleasedFigure | None) -> str:
    """The two in one sentence; empty where one of them is not shown."""
    if day is None or dark is None or day.value is None or dark.value is None:
        return ""
    return (
        f"By day about {day.value:.0f} in every 100 people feel safe walking alone near home. "
        f"After dark it is about {dark.value:.0f}."
    )


def fear_beside(fear: ReleasedFigure, whole: ReleasedFigure | None) -> Beside:
    """Whether more or fewer worry here than in the whole area, beyond the range of the survey."""
    if fear.lower is None or fear.upper is None or whole is None or whole.value is None:
        return Beside.UNKNOWN
    return _beside(fear.lower, fear.upper, whole.value)


def risk_beside(times: Estimate | None) -> Beside:
    """Whether more or less is recorded here than in the other districts, beyond chance."""
    return Beside.UNKNOWN if times is None else _beside(times.lower, times.upper, 1.0)


def _beside(lower: float, upper: float, level: float) -> Beside:
    if lower > level:
        return Beside.MORE
    return Beside.LESS if upper < level else Beside.NO_OTHER


def _districts(whole: ReleasedFigure | None, audience: Audience, on: date) -> tuple[FearAndRisk, ...]:
    fears = _table(FEAR, audience, on)
    risks = _table(RISK, audience, on)
    return tuple(_district(fear, risks, whole) for fear in sorted(fears, key=lambda each: each.area_name))


def _district(
    fear: ReleasedFigure, risks: Sequence[ReleasedFigure], whole: ReleasedFigure | None
) -> FearAndRisk:
    risk = next((each for each in risks if each.area_code == fear.area_code), None)
    shown = [each for each in risks if each.n is not None and each.people]
    times = comparison.beside_others(risk, shown) if risk is not None else None
    return FearAndRisk(fear, risk, times, SAYS.get((fear_beside(fear, whole), risk_beside(times)), NOT_KNOWN))


def _table(key: str, audience: Audience, on: date) -> tuple[ReleasedFigure, ...]:
    """The districts' figures of the newest year; none where none is released."""
    for grain in (Grain.ROLLING_12, Grain.YEAR):
        try:
            return release.table(key, DISTRICTS, grain=grain, audience=audience, on=on).rows
        except NotFound:
            continue
    return ()


def _grouping(key: str, area: Area, audience: Audience, on: date) -> Grouping | None:
    breakdown = registry.get_indicator(BY_DAY).breakdown(key)
    assert breakdown is not None
    day, dark = (_by_group(each, key, area, audience, on) for each in (BY_DAY, AFTER_DARK))
    rows = tuple(
        GroupRow(title, day.get(category), dark.get(category))
        for category, title in breakdown.categories.items()
        if category in day or category in dark
    )
    return Grouping(key, breakdown.title, rows) if rows else None


def _by_group(
    key: str, breakdown: str, area: Area, audience: Audience, on: date
) -> dict[str, ReleasedFigure]:
    series = release.all_series(
        key, (area.code,), grain=Grain.YEAR, audience=audience, on=on, breakdown=breakdown
    )
    newest = {each.category: each.latest for each in series if each.category != release.WHOLE}
    return {category: figure for category, figure in newest.items() if figure is not None}
