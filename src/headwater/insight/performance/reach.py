"""Whom interventions reach, of those they are for; and need, offers and spending of each area side by side.

Read from released figures and published populations only. Kinds of count are never added to each other, nor are people over quarters,
places or interventions: somebody may be in several. Pounds are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence.models import Tier
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.models import Area
from headwater.insight.performance import need, outcome, populations, programmes
from headwater.insight.performance.need import Need
from headwater.insight.performance.programmes import Programme
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure

TIERS = {
    Tier.UNIVERSAL: "for everybody",
    Tier.TARGETED: "for some",
    Tier.SPECIALIST: "for those most affected",
}


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
        return programmes.pounds(self.spend_gbp) if self.of_all is not None else "Nothing returned"

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
    found = programmes.programmes(audience=audience, on=on)
    newest = _newest_quarter(found.offered)
    places = _places(found.offered, newest, audience, on)
    return Reach(
        area=indicators.top_area(),
        programmes=found.offered,
        places=places,
        balance=_balance(found.offered, newest),
        quarter=newest.period.words() if newest else "",
        age_says=outcome.age_says(next((each.need.rate for each in places if each.need.rate), None), on=on),
        not_offered=found.not_offered,
        refused=found.refused,
    )


def _places(
    offered: Sequence[Programme], newest: ReleasedFigure | None, audience: Audience, on: date
) -> tuple[Place, ...]:
    top, areas = indicators.top_area(), populations.parts()
    needs = need.needs(areas, top, audience=audience, on=on)
    everywhere = tuple(each for each in offered if top and top in each.areas)
    return tuple(_place(each, needs[each.code], offered, everywhere, newest) for each in areas)


def _place(
    area: Area,
    found: Need,
    offered: Sequence[Programme],
    everywhere: tuple[Programme, ...],
    newest: ReleasedFigure | None,
) -> Place:
    here = {area.code, *indicators.same_place(area).values_list("code", flat=True)}
    own = tuple(each for each in offered if any(place.code in here for place in each.areas))
    alone = [each for each in own if len(each.areas) == 1]
    return Place(area, found, own, everywhere, _spend_says(alone, own, newest))


def _spend_says(alone: Sequence[Programme], own: Sequence[Programme], newest: ReleasedFigure | None) -> str:
    """What was spent on interventions of this area alone. The money of those in several areas cannot be divided."""
    spent = [each for each in alone if _spent(each, newest) is not None]
    shared = len(own) - len(alone)
    parts = []
    if spent:
        parts.append(programmes.pounds(sum(_spent(each, newest) or 0.0 for each in spent)))
    if shared:
        parts.append(f"a part of {shared} that {'is' if shared == 1 else 'are'} in several areas")
    return " and ".join(parts)


def _balance(offered: Sequence[Programme], newest: ReleasedFigure | None) -> tuple[Share, ...]:
    spent = {
        tier: sum(_spent(each, newest) or 0.0 for each in offered if each.intervention.tier == tier)
        for tier in Tier
    }
    whole = sum(spent.values())
    return tuple(
        Share(
            tier=tier,
            programmes=tuple(each for each in offered if each.intervention.tier == tier),
            spend_gbp=spent[tier],
            of_all=spent[tier] / whole if whole else None,
        )
        for tier in Tier
    )


def _newest_quarter(offered: Sequence[Programme]) -> ReleasedFigure | None:
    """A figure of the newest quarter that anybody returned spending of."""
    found = [each.spend for each in offered if each.spend and each.spend.value is not None]
    return max(found, key=lambda each: each.period.start, default=None)


def _spent(programme: Programme, newest: ReleasedFigure | None) -> float | None:
    """What it cost in that quarter; None where it returned nothing of it."""
    spend = programme.spend
    if spend is None or newest is None or spend.period != newest.period:
        return None
    return spend.value
