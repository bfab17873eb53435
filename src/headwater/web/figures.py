"""What the pages ask of insight: readings of indicators, for one audience at a time.

Everything here was released; nothing is computed from it but the choice of what to show first. A source whose
agreement has ended gives no figure but the sentence that says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from headwater.governance.audit import clock
from headwater.insight.indicators import partnership, registry, returned
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import in_words
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import Provenance, ReleasedFigure, ReleasedSeries
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState
from headwater.web import context

WHOLE = ""
GRAIN_WORDS = {
    Grain.ROLLING_12: "Twelve months at a time",
    Grain.YEAR: "Year by year",
    Grain.QUARTER: "Quarter by quarter",
    Grain.MONTH: "Month by month",
    Grain.WEEK: "Week by week",
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
INTERVENTIONS = "Interventions"  # what returned figures are of
SMALL = frozenset({"msoa", "lsoa"})  # too many to choose from in a list
ROUND_US = frozenset({"region", "country"})  # what the partnership lies in
INSIDE = "in_"  # before the kind of area, where figures are asked for by areas and not by people
FEWEST = 3  # figures that a trend can be seen in
HAS_A_FIGURE = frozenset({FigureState.VALUE, FigureState.ZERO, FigureState.SUPPRESSED})


@dataclass(frozen=True)
class Offer:
    """What stands released of one indicator: its tables, without their figures."""

    indicator: Indicator
    releases: tuple[Release, ...]

    @property
    def is_returned(self) -> bool:
        """Whether its figures are of interventions, as providers count, and not of areas."""
        return isinstance(self.indicator.of, Returned)

    def kinds(self) -> set[str]:
        return {kind for each in self.releases for kind in each.area_kinds}

    def grains(self, *kinds: str, breakdown: str = WHOLE) -> list[Grain]:
        """Lengths of period released for any of these kinds of area, the steadiest first."""
        wanted = set(kinds)
        found = {
            e.grain for e in self.releases if e.breakdown == breakdown and wanted.intersection(e.area_kinds)
        }
        return [grain for grain in GRAIN_WORDS if grain in found]

    def breakdowns(self, *kinds: str) -> list[tuple[str, str]]:
        """Breakdowns released for any of these kinds of area, with their words."""
        found = {e.breakdown for e in self.releases if set(kinds).intersection(e.area_kinds)}
        return [(each.key, each.title) for each in self.indicator.breakdowns if each.key in found]


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
    breakdown: str = WHOLE
    inside: str = ""  # the kind of area that the parts are, where they are no groups of people

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

    @property
    def has_figure(self) -> bool:
        return self.latest is not None and self.latest.state in HAS_A_FIGURE

    @property
    def has_line(self) -> bool:
        """Whether there are enough figures to see a trend in."""
        return self.whole is not None and sum(state in HAS_A_FIGURE for state in self.whole.states) >= FEWEST

    @property
    def not_collected(self) -> str:
        """The periods that are missing, in words. A window of twelve months is missing with any of its months."""
        absent = [figure.period for figure in self.whole or () if figure.state is FigureState.NOT_COLLECTED]
        if not absent:
            return ""
        rolling = self.grain is Grain.ROLLING_12
        return "some months; a year is shown where all its twelve were" if rolling else in_words(absent)

    @property
    def part_rows(self) -> list[tuple[str, list[ReleasedFigure]]]:
        """Each period in words with the figure of each group, newest first."""
        rows = zip(*self.parts, strict=True) if self.parts else ()
        return [(figures[0].period.words(), list(figures)) for figures in rows][::-1]

    @property
    def groups(self) -> list[str]:
        return [self.group(part) for part in self.parts]

    @property
    def counts_alone(self) -> bool:
        """Whether for some group it is known how many were counted, and not of how many people."""
        latest = (part.latest for part in self.parts)
        return any(f.value is None and f.n is not None for f in latest if f)

    def group(self, part: ReleasedSeries) -> str:
        if self.inside:
            return part.area_name
        breakdown = self.indicator.breakdown(part.breakdown)
        return breakdown.categories.get(part.category, part.category) if breakdown else part.category

    @property
    def url(self) -> str:
        return trend_url(self.indicator.key, self.area.code)


def trend_url(indicator: str, area: str, by: str = WHOLE) -> str:
    asked = {"indicator": indicator, "area": area} | ({"by": by} if by else {})
    return f"{reverse('trends')}?{urlencode(asked)}"


def audience_of(request: HttpRequest) -> Audience:
    """Partners who are signed in and may read their figures see them; everybody else sees the public's."""
    return Audience.PARTNER if "figures.read_partner" in context.held_by(request) else Audience.PUBLIC


class HasProvenance(Protocol):
    @property
    def provenance(self) -> Provenance: ...


def each_source_once(shown: Iterable[HasProvenance]) -> list[HasProvenance]:
    """One for each source as it is told: every source of a page stands there, and none twice."""
    found: dict[tuple[object, ...], HasProvenance] = {}
    for each in shown:
        origin = each.provenance
        found.setdefault((origin.attribution, origin.policy_words, origin.notes), each)
    return list(found.values())


def offers(audience: Audience, *, with_returns: bool = False) -> dict[str, Offer]:
    """Every indicator of which anything was released to this audience: what the partnership puts first, then by plain title, and
    last, where asked for, what providers returned, which is of interventions and of no area.
    """
    known = registry.indicators()
    tables: dict[str, list[Release]] = {}
    for each in release.standing(audience=audience):
        tables.setdefault(each.indicator, []).append(each)
    wanted = {key: each for key, each in known.items() if with_returns or not isinstance(each.of, Returned)}
    found = [Offer(wanted[key], tuple(each)) for key, each in tables.items() if key in wanted]
    return {offer.indicator.key: offer for offer in sorted(found, key=_place)}


def _place(offer: Offer) -> tuple[int, bool, str]:
    """Where an indicator stands in a list: a headline in the partnership's own order, the others behind them."""
    first = partnership.partnership().headline_indicators
    key = offer.indicator.key
    at = first.index(key) if key in first else len(first)
    return at, offer.is_returned, offer.indicator.plain_title


def read(
    offer: Offer, area: Area, *, audience: Audience, breakdown: str = WHOLE, grain: Grain | None = None
) -> Reading:
    """What may be shown of one indicator in one area; the parts only where a breakdown is asked for.

    Without a length of period asked for, the steadiest that shows a trend: where months were never collected,
    whole years may be too few.
    """
    given = grains_of(offer, area, breakdown)
    if not given:
        return Reading(offer.indicator, area)
    tried = [grain] if grain in given else given
    try:
        readings = (_read(offer, area, each, breakdown, audience) for each in tried)
        first = next(readings)
        best = first if first.has_line else _best([first, *readings])
        return replace(best, verdict=_verdict(offer.indicator.key, area.code, audience))
    except Refused as refused:
        return Reading(offer.indicator, area, tried[0], refused=refused.says)


def _best(readings: Sequence[Reading]) -> Reading:
    """The first in which a trend shows; else the first with any figure."""
    with_figures = [each for each in readings if each.has_figure]
    return next((each for each in readings if each.has_line), next(iter(with_figures or readings)))


def grains_of(offer: Offer, area: Area, breakdown: str = WHOLE) -> list[Grain]:
    """Lengths of period in which an area has figures, by groups where a breakdown is asked for."""
    kind = kind_inside(breakdown)
    if not breakdown or kind:
        inside = offer.grains(kind) if kind else list(Grain)
        return [grain for grain in offer.grains(*area.kinds) if grain in inside]
    return offer.grains(*area.kinds, breakdown=breakdown)


def kind_inside(breakdown: str) -> str:
    """The kind of area of a breakdown by areas; empty where it is by people."""
    return breakdown.removeprefix(INSIDE) if breakdown.startswith(INSIDE) else ""


def _read(offer: Offer, area: Area, grain: Grain, breakdown: str, audience: Audience) -> Reading:
    def found(by: str) -> list[ReleasedSeries]:
        return release.all_series(
            offer.indicator.key, [area.code], grain=grain, audience=audience, on=clock.today(), breakdown=by
        )

    kind = kind_inside(breakdown)
    by_people = "" if kind else breakdown
    series = found(by_people)
    groups = [each for each in series if each.category != release.WHOLE]
    parts = _inside(offer, area, grain, kind, audience) if kind else groups
    return Reading(
        indicator=offer.indicator,
        area=area,
        grain=grain,
        whole=next((each for each in series if each.category == release.WHOLE), None),
        parts=tuple(parts),
        breakdown=breakdown,
        inside=kind,
    )


def _inside(offer: Offer, area: Area, grain: Grain, kind: str, audience: Audience) -> list[ReleasedSeries]:
    """The series of the areas of a kind that lie in this one, by name."""
    names = dict(indicators.areas_inside(area, kind).values_list("code", "name"))
    series = release.all_series(offer.indicator.key, names, grain=grain, audience=audience, on=clock.today())
    return sorted((each for each in series if each.area_kind == kind), key=lambda each: each.area_name)


def _verdict(indicator_key: str, area_code: str, audience: Audience) -> ReleasedVerdict | None:
    try:
        return indicators.verdict(indicator_key, area_code, audience=audience, on=clock.today())
    except NotFound:
        return None


def named(kind: str) -> QuerySet[Area]:
    return plain(indicators.areas(kind))


def plain(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Without their outlines, which are large and which only maps need."""
    return areas.defer("outline", "centre")


def interventions(offer: Offer) -> list[tuple[str, list[Area]]]:
    """What providers returned figures of, to choose from where others have areas: by name, and kept nowhere as an area."""
    names = {each.area_code: each.area_name for table in offer.releases for each in release.of_release(table)}
    found = [Area(code=code, kind=returned.KIND, name=name) for code, name in names.items()]
    return [(INTERVENTIONS, sorted(found, key=lambda each: each.name))] if found else []


def areas_by_kind(kinds: Iterable[str] = KIND_WORDS) -> list[tuple[str, list[Area]]]:
    """Areas that people choose from, largest kind first, without their outlines, which are large."""
    wanted = [kind for kind in KIND_WORDS if kind in set(kinds) - SMALL]
    return [(KIND_WORDS[kind], found) for kind in wanted if (found := list(named(kind)))]
