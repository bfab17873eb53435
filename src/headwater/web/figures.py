"""What the pages ask of insight: readings of indicators, for one audience at a time.

Everything here was released; nothing is computed from it but the choice of what to show first. A source whose
agreement has ended gives no figure but the sentence that says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.web import context

WHOLE = ""
GRAIN_WORDS = {
    Grain.ROLLING_12: "Twelve months at a time",
    Grain.YEAR: "Year by year",
    Grain.QUARTER: "Quarter by quarter",
    Grain.MONTH: "Month by month",
}
KIND_WORDS = {
    "pfa": "Police force areas",
    "utla": "Counties and unitary councils",
    "csp": "Community safety partnerships",
    "ltla": "Districts",
    "region": "Regions",
    "country": "Countries",
    "ward": "Wards",
    "msoa": "Neighbourhoods",
    "lsoa": "Small neighbourhoods",
}
ON_MAPS_ALONE = {"msoa", "lsoa"}  # too many to choose from in a list


@dataclass(frozen=True)
class Offer:
    """What stands released of one indicator: its tables, without their figures."""

    indicator: Indicator
    releases: tuple[Release, ...]

    def kinds(self) -> set[str]:
        return {kind for each in self.releases for kind in each.area_kinds}

    def grains(self, kind: str, breakdown: str = WHOLE) -> list[Grain]:
        """Lengths of period released for a kind of area, the steadiest first."""
        found = {e.grain for e in self.releases if kind in e.area_kinds and e.breakdown == breakdown}
        return [grain for grain in GRAIN_WORDS if grain in found]

    def breakdowns(self, kind: str) -> list[tuple[str, str]]:
        """Breakdowns released for a kind of area, with their words; everybody together first."""
        found = {e.breakdown for e in self.releases if kind in e.area_kinds}
        parts = [(each.key, each.title) for each in self.indicator.breakdowns if each.key in found]
        return [(WHOLE, "Everybody"), *parts]


@dataclass(frozen=True)
class Reading:
    """One indicator in one area: the series of the whole, those of its parts, and what they say together."""

    indicator: Indicator
    area: Area
    grain: Grain | None = None
    whole: ReleasedSeries | None = None
    parts: tuple[ReleasedSeries, ...] = ()
    verdict: ReleasedVerdict | None = None
    refused: str = ""

    @cached_property
    def latest(self) -> ReleasedFigure | None:
        return self.whole.latest if self.whole else None

    @property
    def newest_first(self) -> list[ReleasedFigure]:
        return list(self.whole)[::-1] if self.whole else []

    @property
    def latest_parts(self) -> list[tuple[str, ReleasedFigure]]:
        """Each group in words, with its newest figure."""
        return [(self.group(part), part.latest) for part in self.parts if part.latest]

    def group(self, part: ReleasedSeries) -> str:
        breakdown = self.indicator.breakdown(part.breakdown)
        return breakdown.categories.get(part.category, part.category) if breakdown else part.category

    @property
    def url(self) -> str:
        return f"{reverse('trends')}?{urlencode({'indicator': self.indicator.key, 'area': self.area.code})}"


def audience_of(request: HttpRequest) -> Audience:
    """Partners who are signed in and may read their figures see them; everybody else sees the public's."""
    return Audience.PARTNER if "figures.read_partner" in context.held_by(request) else Audience.PUBLIC


def offers(audience: Audience) -> dict[str, Offer]:
    """Every indicator of which anything was released to this audience, in the order of their plain titles."""
    known = registry.indicators()
    tables: dict[str, list[Release]] = {}
    for each in release.standing(audience=audience):
        tables.setdefault(each.indicator, []).append(each)
    found = [Offer(known[key], tuple(each)) for key, each in tables.items() if key in known]
    return {offer.indicator.key: offer for offer in sorted(found, key=lambda o: o.indicator.plain_title)}


def read(
    offer: Offer, area: Area, *, audience: Audience, breakdown: str = WHOLE, grain: Grain | None = None
) -> Reading:
    """What may be shown of one indicator in one area; the parts only where a breakdown is asked for."""
    given = offer.grains(area.kind)
    if not given:
        return Reading(offer.indicator, area)
    shown = grain if grain in given else given[0]
    try:
        return _read(offer, area, shown, breakdown, audience)
    except Refused as refused:
        return Reading(offer.indicator, area, shown, refused=refused.says)


def _read(offer: Offer, area: Area, grain: Grain, breakdown: str, audience: Audience) -> Reading:
    def found(by: str) -> list[ReleasedSeries]:
        return release.all_series(
            offer.indicator.key,
            [area.code],
            grain=grain,
            audience=audience,
            on=clock.today(),
            breakdown=by,
        )

    return Reading(
        indicator=offer.indicator,
        area=area,
        grain=grain,
        whole=next((each for each in found(WHOLE) if each.category == release.WHOLE), None),
        parts=tuple(e for e in found(breakdown) if e.category != release.WHOLE) if breakdown else (),
        verdict=_verdict(offer.indicator.key, area.code, audience),
    )


def _verdict(indicator_key: str, area_code: str, audience: Audience) -> ReleasedVerdict | None:
    try:
        return indicators.verdict(indicator_key, area_code, audience=audience, on=clock.today())
    except NotFound:
        return None


def named(kind: str) -> QuerySet[Area]:
    return indicators.areas(kind).defer("outline", "centre")


def areas_by_kind(kinds: Iterable[str] = KIND_WORDS) -> list[tuple[str, list[Area]]]:
    """Areas that people choose from, largest kind first, without their outlines, which are large."""
    wanted = [kind for kind in KIND_WORDS if kind in set(kinds) - ON_MAPS_ALONE]
    return [(KIND_WORDS[kind], found) for kind in wanted if (found := list(named(kind)))]
