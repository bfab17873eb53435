"""How one indicator differs between groups of people, and what is said of each difference: explain it, or act on it.

A ratio says that burdens differ, never why, and never of whom the harm is made. A group too small to show stays hidden here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.leadership import decisions
from headwater.governance.leadership.models import Contribution, Voice
from headwater.insight.indicators import disparities, registry, survey_readings
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Breakdown, Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said_of_areas import GroupBeside
from headwater.insight.performance import crossings
from headwater.insight.performance.crossings import Crossing
from headwater.insight.performance.models import DifferenceNote
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import ReleasedFigure
from headwater.statistics import rates, survey_estimates
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

REFERENCES = {  # the group that the others of a breakdown are set beside
    "sex": "male",
    "age": "25_and_over",
    "ages": "25_to_44",
    "asked_age": "25_to_44",
    "ethnicity": "white",
    "age_and_sex": "25_to_44-male",
    "deprivation": "least_deprived",
}
GRAINS = (Grain.YEAR, Grain.QUARTER)
COMPARED = (Method.RATE, Method.ESTIMATE)
VOICES, MOST_VOICES = (Voice.YOUNG, Voice.COMMUNITY), 6


@dataclass(frozen=True)
class Row:
    """One group: its figure, how it stands beside the reference, and what is said of it."""

    key: str
    title: str
    figure: ReleasedFigure
    times: Estimate | None  # of a rate: so many times the reference's
    points: Estimate | None  # of a survey: so many percentage points more
    beside: GroupBeside | None  # with what those of no known group could change
    note: DifferenceNote | None
    is_reference: bool = False

    @property
    def stands_out(self) -> bool:
        """Whether it differs beyond chance and, where some are of no known group, whoever they were."""
        if self.beside is not None:
            return self.beside.least.lower > 1 or self.beside.most.upper < 1
        if self.times is not None:
            return self.times.lower > 1 or self.times.upper < 1
        return self.points is not None and (self.points.lower > 0 or self.points.upper < 0)

    @property
    def wants_a_note(self) -> bool:
        return self.stands_out and self.note is None


@dataclass(frozen=True)
class Table:
    """The groups of one breakdown."""

    breakdown: Breakdown
    reference: str  # in words
    rows: tuple[Row, ...]
    missing_share: float | None

    @property
    def has_bounds(self) -> bool:
        return any(row.beside for row in self.rows)

    @property
    def is_survey(self) -> bool:
        return any(row.points for row in self.rows)

    @property
    def has_notes(self) -> bool:
        return any(row.note for row in self.rows)

    @property
    def without_a_note(self) -> list[Row]:
        return [row for row in self.rows if row.wants_a_note]


@dataclass(frozen=True)
class Lens:
    """Every breakdown of one indicator in one area."""

    indicator: Indicator
    area: Area
    tables: tuple[Table, ...]
    crossings: tuple[Crossing, ...] = ()  # the groups within districts

    @property
    def standing_out(self) -> int:
        return sum(row.stands_out for table in self.tables for row in table.rows)

    @property
    def without_a_note(self) -> int:
        return sum(len(table.without_a_note) for table in self.tables)


def offered(*, audience: Audience) -> list[Indicator]:
    """Indicators of which groups can be set beside one another, by plain title."""
    known = registry.indicators()
    keys = {
        each.indicator
        for each in release.standing(audience=audience)
        if each.breakdown in REFERENCES and each.method in COMPARED and each.indicator in known
    }
    return sorted((known[key] for key in keys), key=lambda each: each.plain_title)


def lens(indicator: Indicator, area: Area, *, audience: Audience, on: date) -> Lens:
    """Refused where the source's agreement has ended."""
    notes = {
        (each.breakdown, each.category): each
        for each in DifferenceNote.objects.filter(indicator=indicator.key, area_code=area.code)
    }
    tables = (
        _table(indicator, area, each, notes, (audience, on))
        for each in indicator.breakdowns
        if each.key in REFERENCES
    )
    return Lens(
        indicator,
        area,
        tuple(each for each in tables if each is not None),
        crossings.crossings(indicator, area, audience=audience, on=on),
    )


def find_note(indicator: str, area_code: str, breakdown: str, category: str) -> DifferenceNote | None:
    return DifferenceNote.objects.filter(
        indicator=indicator, area_code=area_code, breakdown=breakdown, category=category
    ).first()


def voices() -> list[Contribution]:
    """The newest words of young people and residents that may be shown."""
    found = decisions.contributions().filter(may_be_shown=True, voice__in=VOICES)
    return list(found.order_by("-heard_on", "-id")[:MOST_VOICES])


def whole_area() -> Area | None:
    return indicators.top_area()


def _table(
    indicator: Indicator,
    area: Area,
    breakdown: Breakdown,
    notes: Mapping[tuple[str, str], DifferenceNote],
    seen: tuple[Audience, date],
) -> Table | None:
    """None where the groups were not released, or the reference is not shown."""
    figures = _newest(indicator.key, area, breakdown.key, seen)
    reference = figures.get(REFERENCES[breakdown.key])
    if reference is None or reference.value is None:
        return None
    bounds, missing = _bounds(indicator, area, breakdown, seen)
    rows = tuple(
        Row(
            key=key,
            title=title,
            figure=figures[key],
            times=times(figures[key], reference),
            points=points(figures[key], reference),
            beside=bounds.get(key),
            note=notes.get((breakdown.key, key)),
            is_reference=figures[key] is reference,
        )
        for key, title in breakdown.categories.items()
        if key in figures
    )
    return Table(breakdown, breakdown.categories[REFERENCES[breakdown.key]], rows, missing)


def _newest(key: str, area: Area, breakdown: str, seen: tuple[Audience, date]) -> dict[str, ReleasedFigure]:
    audience, on = seen
    for grain in GRAINS:
        series = release.all_series(
            key, (area.code,), grain=grain, audience=audience, on=on, breakdown=breakdown
        )
        found = {each.category: each.latest for each in series if each.category != release.WHOLE}
        if found:
            return {category: figure for category, figure in found.items() if figure is not None}
    return {}


def times(figure: ReleasedFigure, reference: ReleasedFigure) -> Estimate | None:
    """A rate as so many times another; None where either is hidden or has no people to be a rate of."""
    if figure is reference or figure.method is not Method.RATE:
        return None
    if figure.n is None or reference.n is None or not figure.people or not reference.people:
        return None
    try:
        return rates.rate_ratio(
            round(figure.n),
            round(reference.n),
            exposure=figure.people,
            reference_exposure=reference.people,
        )
    except Invalid:
        return None


def points(figure: ReleasedFigure, reference: ReleasedFigure) -> Estimate | None:
    """A survey's share as so many points above another; None where either is hidden."""
    if figure is reference or figure.method is not Method.ESTIMATE:
        return None
    one, other = survey_readings.estimate(figure), survey_readings.estimate(reference)
    if one is None or other is None:
        return None
    return survey_estimates.difference(one, other, counts="percentage points")


def _bounds(
    indicator: Indicator, area: Area, breakdown: Breakdown, seen: tuple[Audience, date]
) -> tuple[dict[str, GroupBeside], float | None]:
    """By ethnic group: what those of no known group could make of each ratio, and how many they are."""
    if breakdown.key != disparities.BREAKDOWN or not breakdown.census_groups:
        return {}, None
    try:
        found = disparities.disparities(indicator.key, area.code, audience=seen[0], on=seen[1])
    except NotFound:
        return {}, None
    return {each.key: each for each in found.groups}, found.missing_share
