"""Groups of children whom adults should look out for: in care, missing, exploited, excluded, out of school and work.

Counts of a year, never a list and never a score of a child. What no source holds is said, and so is what it would take.
"""

from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.performance import queries, standing
from headwater.insight.performance.standing import Measure
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain


@dataclass(frozen=True)
class Asked:
    """One group, the indicator that counts it, and what nobody holds; without an indicator nobody counts it here."""

    key: str
    title: str
    indicator: str = ""
    not_held: str = ""


COHORTS = (
    Asked("in-care", "Children in care", "children_starting_care", "How many are in care on one day."),
    Asked("missing", "Children who go missing", "children_missing"),
    Asked(
        "exploited", "Children who are exploited", "children_exploited", "Children nobody has asked about."
    ),
    Asked(
        "excluded",
        "Children kept out of school",
        "suspensions",
        "What happens to a child after an exclusion, and children taught at home.",
    ),
    Asked(
        "absent",
        "Children who miss much of school",
        "persistent_absence",
    ),
    Asked(
        "neet",
        "Young people not in education, work or training",
        not_held="No source of the partnership holds it. The council's return of what people of 16 and 17 do (the client "
        "caseload information system) would, under an agreement.",
    ),
)
NOT_LINKED = (
    "How many of a group were also hurt, or were also in another group, is not shown: that needs records of several services "
    "to be matched, for a purpose that its agreements name."
)
ROWS_BY = ("sex", "ethnicity")


@dataclass(frozen=True)
class Makeup:
    """Who is in a group, by one breakdown."""

    key: str
    title: str
    rows: tuple[tuple[str, ReleasedFigure], ...]


@dataclass(frozen=True)
class Cohort:
    """One group: its newest figure of a year, whether it changed, and who is in it; or why nothing is shown."""

    asked: Asked
    indicator: Indicator | None
    measure: Measure | None
    figure: ReleasedFigure | None
    makeup: tuple[Makeup, ...]
    why_none: str = ""


@dataclass(frozen=True)
class Cohorts:
    """Every group, of the widest area of the partnership."""

    area: Area | None
    cohorts: tuple[Cohort, ...]


def cohorts(*, audience: Audience, on: date) -> Cohorts:
    area = indicators.top_area()
    return Cohorts(area, tuple(_cohort(each, area, audience, on) for each in COHORTS))


def _cohort(asked: Asked, area: Area | None, audience: Audience, on: date) -> Cohort:
    if not asked.indicator:
        return Cohort(asked, None, None, None, (), asked.not_held)
    indicator = registry.get_indicator(asked.indicator)
    measure = standing.measure(asked.indicator, area, audience=audience, on=on)
    try:
        figure = queries.steadiest(asked.indicator, area.code, audience=audience, on=on) if area else None
        makeup = _makeup(indicator, area, audience, on)
    except Refused as refused:
        return Cohort(asked, indicator, None, None, (), refused.says)
    why = "" if figure else measure.why_none or "Nothing is released yet."
    return Cohort(asked, indicator, measure, figure, makeup, why)


def _makeup(indicator: Indicator, area: Area | None, audience: Audience, on: date) -> tuple[Makeup, ...]:
    found = []
    for key in ROWS_BY if area else ():
        breakdown = indicator.breakdown(key)
        assert area is not None
        series = release.all_series(
            indicator.key, (area.code,), grain=Grain.YEAR, audience=audience, on=on, breakdown=key
        )
        newest = {each.category: each.latest for each in series}
        rows = tuple(
            (words, figure)
            for category, words in (breakdown.categories.items() if breakdown else ())
            if (figure := newest.get(category)) is not None
        )
        if breakdown and rows:
            found.append(Makeup(breakdown.key, breakdown.title, rows))
    return tuple(found)
