"""What a reader of the trends page picked: an indicator, an area, which groups, how long; checked against what there is.

Where nothing, or something without figures, was picked, it is the nearest choice that shows some, and says so.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest

from headwater.insight.indicators import partnership
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain, day_words
from headwater.web import figures

Areas = list[tuple[str, list[Area]]]  # in groups, as a list to choose from has them


@dataclass(frozen=True)
class Choice:
    """What the reader picked, checked against what there is."""

    offers: list[figures.Offer]
    areas: Areas
    offer: figures.Offer
    area: Area | None  # none where only small neighbourhoods, which nobody picks from a list, have figures
    breakdown: str
    grain: Grain | None
    instead: str = ""  # why this is not the area that was asked for

    @cached_property
    def breakdowns(self) -> list[tuple[str, str]]:
        """By which groups of people, and by which areas inside this one, there are figures."""
        if self.area is None:
            return []
        own, held = figures.KIND_WORDS, self.offer.kinds() - figures.SMALL - set(self.area.kinds)
        inside = [
            (figures.INSIDE + kind, f"Compare {own[kind].lower()}")
            for kind in own
            if kind in held and indicators.areas_inside(self.area, kind).exists()
        ]
        return [(figures.WHOLE, "Everybody"), *self.offer.breakdowns(*self.area.kinds), *inside]

    @property
    def grains(self) -> list[tuple[Grain, str]]:
        given = figures.grains_of(self.offer, self.area, self.breakdown) if self.area else []
        return [(grain, figures.GRAIN_WORDS[grain]) for grain in given]

    @property
    def on_maps(self) -> bool:
        return bool(self.offer.kinds() & figures.SMALL)

    def address(self, reading: figures.Reading) -> str:
        """The choice as the end of an address, so that what is downloaded is what is shown."""
        return urlencode(
            {
                "indicator": self.offer.indicator.key,
                "area": reading.area.code,
                "by": self.breakdown,
                "grain": reading.grain or "",
            }
        )


def chosen(request: HttpRequest, audience: Audience) -> Choice | None:
    """The choice in the address; one that shows figures where nothing was picked; None where none was released."""
    offers = figures.offers(audience, with_returns=True)
    if not offers:
        return None
    key = request.GET.get("indicator") or _opening(offers, audience)
    if key not in offers:
        raise NotFound("There are no figures of that name. Choose from the list.")
    areas = _areas(offers[key])
    asked = _asked_for(request.GET.get("area", ""), offers[key], areas)
    today = _standing(asked)
    area = today if today and offers[key].kinds().intersection(today.kinds) else _widest(areas)
    grain = request.GET.get("grain", "")
    choice = Choice(
        offers=list(offers.values()),
        areas=areas,
        offer=offers[key],
        area=area,
        breakdown=figures.WHOLE,
        grain=Grain(grain) if grain in list(Grain) else None,
        instead=_why_instead(offers[key], asked, area),
    )
    wanted = request.GET.get("by", figures.WHOLE)
    return replace(choice, breakdown=wanted) if wanted in dict(choice.breakdowns) else choice


def _opening(offers: dict[str, figures.Offer], audience: Audience) -> str:
    """What the page opens on: the first that shows a figure."""
    return next((key for key in offers if _shows(offers[key], audience)), next(iter(offers)))


def _areas(offer: figures.Offer) -> Areas:
    """What has figures: areas by kind, or the interventions that providers returned figures of."""
    if offer.is_returned:
        return figures.interventions(offer)
    return figures.areas_by_kind(offer.kinds())


def _shows(offer: figures.Offer, audience: Audience) -> bool:
    area = _widest(_areas(offer))
    return area is not None and figures.read(offer, area, audience=audience).has_figure


def _asked_for(code: str, offer: figures.Offer, areas: Areas) -> Area | None:
    """The area in the address. One that is in no list stands in one of its own, so that it can be seen to be chosen."""
    listed = next((area for _, found in areas for area in found if area.code == code), None)
    if listed or not code:
        return listed
    try:
        found = indicators.get_area(code)
    except NotFound:
        return None
    if offer.kinds().intersection(found.kinds) and found.ends_on is None:
        areas.append((figures.KIND_WORDS.get(found.kind, "Areas"), [found]))
    return found


def _standing(asked: Area | None) -> Area | None:
    """The area itself, or of one that ended the first that took its place."""
    if asked is None or asked.ends_on is None:
        return asked
    return next(iter(indicators.successors(asked)), None)


def _widest(areas: Areas) -> Area | None:
    """The partnership's widest area; where its own have no figures, the region or else the country that it is in."""
    every = [area for _, found in areas for area in found]
    region = partnership.partnership().region_code

    def farness(area: Area) -> int:
        if area.kind not in figures.ROUND_US:
            return 0
        return 1 if area.code == region else 2 if area.kind == "country" else 3

    return min(every, key=farness, default=None)


def _why_instead(offer: figures.Offer, asked: Area | None, area: Area | None) -> str:
    if asked is None or area is None or asked.code == area.code:
        return ""
    if asked.ends_on:
        last = asked.ends_on - timedelta(days=1)
        return f"{asked.name} ended on {day_words(last)}. Here is {area.name} instead."
    why = indicators.why_not_available(offer.indicator.key, asked.kind)
    return f"{why or f'There are no figures of this for {asked.name}.'} Here is {area.name} instead."
