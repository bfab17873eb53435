"""Whom interventions reach, of those they are for; and need, offers and spending of each area side by side.

Read from released figures and published populations only. Kinds of count are never added to each other, nor are people over quarters,
places or interventions: somebody may be in several. Pounds are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Intervention, Tier
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.performance import activities, need, outcome, populations
from headwater.insight.performance.models import TargetPopulation
from headwater.insight.performance.need import Need
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.statistics import proportions
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.states import FigureState

UNIQUE, SPEND = "returned_unique", "returned_spend"
COUNTS = "different people who took part, of those it is for"
TIERS = {
    Tier.UNIVERSAL: "for everybody",
    Tier.TARGETED: "for some",
    Tier.SPECIALIST: "for those most affected",
}
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
class Place:
    """One area: what is known of need, and what is offered there."""

    area: Area
    need: Need
    own: tuple[Programme, ...]  # in this area or in a few
    everywhere: tuple[Programme, ...]  # in the whole
    spend_says: str

    @property
    def deprived_says(self) -> str:
        return "" if self.need.deprived is None else f"{self.need.deprived:.0%}"

    @property
    def lacks_an_offer(self) -> bool:
        """High need, and nothing that is for this area in particular."""
        return self.need.is_high and not self.own


@dataclass(frozen=True)
class Share:
    """What is for everybody, for some, or for those most affected: how many interventions, and their part of the money."""

    tier: Tier
    programmes: tuple[Programme, ...]
    spend_gbp: float
    of_all: float | None  # None where nothing was returned as spent

    @property
    def words(self) -> str:
        return f"{self.tier.label}: {TIERS[self.tier]}"

    @property
    def spend_says(self) -> str:
        return pounds(self.spend_gbp) if self.of_all is not None else "Nothing returned"

    @property
    def part_says(self) -> str:
        return f"{self.of_all:.0%}" if self.of_all is not None else ""


@dataclass(frozen=True)
class Reach:
    """Everything side by side. `refused` says why no return may be read; `quarter` is the one that spending is of."""

    area: Area | None
    programmes: tuple[Programme, ...]
    places: tuple[Place, ...]
    balance: tuple[Share, ...]
    quarter: str
    age_says: str  # how old the figures of need are, where that is more than their source's usual pace
    not_offered: int  # kinds of intervention that are written down and that nobody provides
    refused: str = ""

    @property
    def undeclared(self) -> list[Programme]:
        return [each for each in self.programmes if each.population is None]

    @property
    def declared(self) -> list[Programme]:
        return [each for each in self.programmes if each.population is not None]

    @property
    def without_an_offer(self) -> list[Place]:
        return [each for each in self.places if each.lacks_an_offer]

    @property
    def knows_need(self) -> bool:
        return any(each.need.is_known for each in self.places)

    @property
    def measured(self) -> ReleasedFigure | None:
        """The figure of need of any area, for what it counts and where it comes from."""
        return next((each.need.rate for each in self.places if each.need.rate), None)

    @property
    def measured_title(self) -> str:
        return registry.get_indicator(self.measured.indicator).plain_title if self.measured else ""

    @property
    def newest(self) -> ReleasedFigure | None:
        """Any count that is shown, for where it comes from."""
        return next((each.unique for each in self.programmes if each.unique), None)


def reach(*, audience: Audience, on: date) -> Reach:
    """Who is reached, where the need is, and what is offered there, as it stands on a day."""
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
    programmes = tuple(each for each in every if each.is_offered)
    newest = _newest_quarter(programmes)
    places = _places(programmes, newest, audience, on)
    return Reach(
        area=indicators.top_area(),
        programmes=programmes,
        places=places,
        balance=_balance(programmes, newest),
        quarter=newest.period.words() if newest else "",
        age_says=outcome.age_says(next((each.need.rate for each in places if each.need.rate), None), on=on),
        not_offered=len(every) - len(programmes),
        refused=refused,
    )


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


def _places(
    programmes: Sequence[Programme], newest: ReleasedFigure | None, audience: Audience, on: date
) -> tuple[Place, ...]:
    top, areas = indicators.top_area(), populations.parts()
    needs = need.needs(areas, top, audience=audience, on=on)
    everywhere = tuple(each for each in programmes if top and top in each.areas)
    return tuple(_place(each, needs[each.code], programmes, everywhere, newest) for each in areas)


def _place(
    area: Area,
    found: Need,
    programmes: Sequence[Programme],
    everywhere: tuple[Programme, ...],
    newest: ReleasedFigure | None,
) -> Place:
    here = {area.code, *indicators.same_place(area).values_list("code", flat=True)}
    own = tuple(each for each in programmes if any(place.code in here for place in each.areas))
    alone = [each for each in own if len(each.areas) == 1]
    return Place(area, found, own, everywhere, _spend_says(alone, own, newest))


def _spend_says(alone: Sequence[Programme], own: Sequence[Programme], newest: ReleasedFigure | None) -> str:
    """What was spent on interventions of this area alone. The money of those in several areas cannot be divided."""
    spent = [each for each in alone if _spent(each, newest) is not None]
    shared = len(own) - len(alone)
    parts = []
    if spent:
        parts.append(pounds(sum(_spent(each, newest) or 0.0 for each in spent)))
    if shared:
        parts.append(f"a part of {shared} that {'is' if shared == 1 else 'are'} in several areas")
    return " and ".join(parts)


def _balance(programmes: Sequence[Programme], newest: ReleasedFigure | None) -> tuple[Share, ...]:
    spent = {
        tier: sum(_spent(each, newest) or 0.0 for each in programmes if each.intervention.tier == tier)
        for tier in Tier
    }
    whole = sum(spent.values())
    return tuple(
        Share(
            tier=tier,
            programmes=tuple(each for each in programmes if each.intervention.tier == tier),
            spend_gbp=spent[tier],
            of_all=spent[tier] / whole if whole else None,
        )
        for tier in Tier
    )


def _newest_quarter(programmes: Sequence[Programme]) -> ReleasedFigure | None:
    """A figure of the newest quarter that anybody returned spending of."""
    found = [each.spend for each in programmes if each.spend and each.spend.value is not None]
    return max(found, key=lambda each: each.period.start, default=None)


def _spent(programme: Programme, newest: ReleasedFigure | None) -> float | None:
    """What it cost in that quarter; None where it returned nothing of it."""
    spend = programme.spend
    if spend is None or newest is None or spend.period != newest.period:
        return None
    return spend.value
