"""What is provided, one by one: for whom it is, how many of them took part in the newest quarter, and what it cost.

Read from released figures and published populations only; a share is silent where its count is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.performance import activities, populations
from headwater.insight.performance.models import TargetPopulation
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.statistics import proportions
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.states import FigureState

UNIQUE, SPEND = "returned_unique", "returned_spend"
COUNTS = "different people who took part, of those it is for"
Returns = Mapping[str, Mapping[str, ReleasedFigure]]


@dataclass(frozen=True)
class Programme:
    """One intervention: for whom it is, how many of them took part in the newest quarter, and what it cost."""

    intervention: Intervention
    population: TargetPopulation | None
    areas: tuple[Area, ...]
    people: float | None
    unique: ReleasedFigure | None
    spend: ReleasedFigure | None
    coverage: Estimate | None
    why_none: str  # why there is no coverage; empty where there is

    @property
    def is_offered(self) -> bool:
        """Whether somebody provides it, or returned something of it, or said for whom it is: else it is only a kind of thing to do."""
        return bool(self.intervention.provider_id or self.population or self.unique or self.spend)

    @property
    def for_whom(self) -> str:
        """Ages and areas in words."""
        if self.population is None:
            return "Not said yet"
        places = ", ".join(each.name for each in self.areas)
        return f"{populations.ages_in_words(self.population).capitalize()}, {places}"

    @property
    def spend_says(self) -> str:
        """What it cost and when; empty where nobody returned it."""
        if self.spend is None or self.spend.value is None:
            return ""
        return f"{pounds(self.spend.value)}, {self.spend.period.words()}"

    @property
    def people_about(self) -> int | None:
        """To the nearest ten: a census is a few years old."""
        return None if self.people is None else 10 * round(self.people / 10)


@dataclass(frozen=True)
class Programmes:
    """What is provided, how many kinds of thing nobody provides, and why no return may be read."""

    offered: tuple[Programme, ...]
    not_offered: int
    refused: str = ""


def programmes(*, audience: Audience, on: date) -> Programmes:
    """Everything that runs on a day but for the partnership's own functions."""
    running = [each for each in evidence.acting(on=on) if not each.own_function]
    try:
        returns, refused = _returns(running, audience, on), ""
    except Refused as refusal:
        returns, refused = {}, refusal.says
    said = populations.by_intervention()
    named = {each.code: each for each in populations.offered()}
    every = [
        _programme(each, said.get(each.key), named, returns.get(each.key, {}), audience) for each in running
    ]
    offered = tuple(each for each in every if each.is_offered)
    return Programmes(offered, len(every) - len(offered), refused)


def coverage(unique: ReleasedFigure | None, people: float | None) -> Estimate | None:
    """The share of a population that took part, with Wilson's limits; None where either is not known or they contradict."""
    if unique is None or unique.n is None or not people or unique.n > people:
        return None
    if unique.state not in (FigureState.VALUE, FigureState.ZERO):
        return None
    return proportions.proportion(unique.n, people, counts=COUNTS, per=100)


def pounds(amount: float) -> str:
    """An amount in whole pounds.

    >>> pounds(18250.4)
    '£18,250'
    """
    return f"£{amount:,.0f}"


def _returns(running: list[Intervention], audience: Audience, on: date) -> Returns:
    asked: tuple[Indicator, ...] = tuple(registry.get_indicator(key) for key in (UNIQUE, SPEND))
    return activities.returned_by(asked, running, audience=audience, on=on)


def _programme(
    intervention: Intervention,
    population: TargetPopulation | None,
    named: Mapping[str, Area],
    returned: Mapping[str, ReleasedFigure],
    audience: Audience,
) -> Programme:
    people = populations.people_of(population) if population else None
    unique = returned.get(UNIQUE)
    found = coverage(unique, people)
    areas = tuple(
        area
        for code in (population.area_codes if population else ())
        if (area := named.get(code) or indicators.find_area(code))
    )
    return Programme(
        intervention=intervention,
        population=population,
        areas=areas,
        people=people,
        unique=unique,
        spend=returned.get(SPEND),
        coverage=found,
        why_none="" if found else _why_none(population, people, unique, audience),
    )


def _why_none(
    population: TargetPopulation | None,
    people: float | None,
    unique: ReleasedFigure | None,
    audience: Audience,
) -> str:
    if population is None:
        return "Nobody has said yet for whom it is."
    if not people:
        return "How many people of these ages live there is not loaded."
    if unique is None:
        if audience is Audience.PUBLIC:
            return "Partners who sign in see how many took part."
        return "No return says how many different people took part."
    if unique.state is FigureState.NOT_APPLICABLE:
        return "Returned for several places: the same people may be in each, so they cannot be added."
    if unique.n is None:
        return "Too few took part to show a share."
    return (
        "More people took part than live there at these ages. Check for whom it is, or where they come from."
    )
