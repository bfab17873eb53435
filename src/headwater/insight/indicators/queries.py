"""Questions about areas and about what released series say. Each passes through `release.queries`, and so
asks for agreements first.

Staleness is judged on the day somebody looks: a verdict given in spring is not shown in autumn as if it
were news.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from headwater.insight.indicators import charting, near_repeats, registry, said_of_years
from headwater.insight.indicators import verdicts as standing_verdicts
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area, AreaAges, Reading
from headwater.insight.indicators.partnership import partnership
from headwater.insight.indicators.said import (
    Indexed,
    MapCell,
    NearBand,
    Offer,
    ReleasedChart,
    ReleasedGaps,
    ReleasedMap,
    ReleasedNearRepeat,
    ReleasedTriangulation,
    ReleasedVerdict,
)
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries, period_of
from headwater.places.kinds import AreaKind
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.sentences import listed

# a unitary council is kept once, as the district that it is too
UNITARY = "^({})".format("|".join(sorted({*AreaKind.LTLA.prefixes} & {*AreaKind.UTLA.prefixes})))
ROUND_IT = ("region", "country")
WIDE = (AreaKind.PFA.key, AreaKind.CSP.key, AreaKind.UTLA.key, AreaKind.LTLA.key)
MAPPED = {Audience.PUBLIC: ("msoa", "grid"), Audience.PARTNER: ("lsoa", "msoa", "grid")}
TRIANGLE = ("serious_violence", "ed_assaults", "ambulance_assaults")


def areas(kind: str) -> QuerySet[Area]:
    """The partnership's areas of a kind, by name, and every region and country, which lie round it."""
    of_kind = Q(kind=kind)
    if kind == AreaKind.UTLA.key:
        of_kind |= Q(kind=AreaKind.LTLA.key, code__regex=UNITARY)
    return Area.objects.filter(of_kind, Q(in_partnership=True) | Q(kind__in=ROUND_IT)).order_by("name")


def wide_areas() -> dict[str, str]:
    """The names, by code, of the areas that have plans and boards: those no smaller than a district; by name."""
    named = {area.code: area.name for kind in WIDE for area in areas(kind)}
    return dict(sorted(named.items(), key=lambda each: each[1]))


def areas_inside(area: Area, kind: str) -> QuerySet[Area]:
    """The areas of a kind that lie in this one, as far as their parents tell; all of them in a whole force area."""
    found = areas(kind)
    above = Area.objects.filter(parent_code=area.code).values("code")
    inside = found.filter(Q(parent_code=area.code) | Q(parent_code__in=above))
    return found if area.kind == "pfa" else inside.exclude(code=area.code)


def has_areas() -> bool:
    """Whether any place is known that figures could be shown for."""
    return Area.objects.exists()


def same_place(area: Area) -> QuerySet[Area]:
    """The same place as another kind of area: a district is often a community safety partnership too. Known by its
    name and its people.
    """
    known = Area.objects.filter(in_partnership=True, people__isnull=False)
    return known.filter(name=area.name, people=area.people).exclude(code=area.code)


def find_area(code: str) -> Area | None:
    return Area.objects.filter(code=code).first()


def get_area(code: str) -> Area:
    found = find_area(code)
    if found is None:
        raise NotFound("There is no such area.")
    return found


def find_people(code: str, *, youngest_years: int, oldest_years: int) -> float | None:
    """How many people of these ages, both included, live in an area; None where that is not known. 90 stands for 90 and over."""
    found = AreaAges.objects.filter(area_code=code).first()
    return None if found is None else float(sum(found.people[youngest_years : oldest_years + 1]))


def successors(area: Area) -> list[Area]:
    """The areas that took the place of one that ended, each followed to what stands today."""
    found: dict[str, Area] = {}
    waiting, seen = list(area.successor_codes), {area.code}
    while waiting:
        code = waiting.pop(0)
        each = Area.objects.filter(code=code).first()
        if each is None or code in seen:
            continue
        seen.add(code)
        if each.ends_on is None:
            found[code] = each
        waiting += each.successor_codes
    return list(found.values())


def top_area() -> Area | None:
    """The widest area of the partnership: what the public home speaks of."""
    for kind in ("pfa", "utla", "csp", "ltla"):
        found = list(areas(kind)[:2])
        if len(found) == 1:
            return found[0]
    return None


def opening_area(indicator: str, *, audience: Audience) -> Area | None:
    """The widest area of the partnership; where an indicator's figures do not reach it, the region and then the country that it lies
    in.
    """
    reach = {kind for offer in offers(indicator, audience=audience) for kind in offer.area_kinds}
    top = top_area()
    if top is not None and reach.intersection(top.kinds):
        return top
    region = partnership().region_code
    around = Area.objects.filter(kind__in=reach.intersection(ROUND_IT))
    return around.filter(code=region).first() or around.filter(kind="country").first() or top


def offers(indicator: str, *, audience: Audience) -> list[Offer]:
    """What was released of an indicator, finest grain first."""
    found = release.standing(indicator, audience=audience)
    made = [Offer(indicator, Grain(r.grain), r.breakdown, tuple(r.area_kinds)) for r in found]
    return sorted(made, key=lambda each: (each.breakdown, list(Grain).index(each.grain)))


def why_not_available(indicator: str, area_kind: str) -> str:
    """Why an indicator has nothing for a kind of area, in words; empty where it may have."""
    declared = registry.get_indicator(indicator)
    order = ("lsoa", "msoa", "ward", "ltla", "csp", "utla", "pfa", "region", "country")
    if declared.not_below and order.index(area_kind) < order.index(declared.not_below):
        words = "region" if declared.not_below == "region" else "council area"
        return f"The source does not publish this below {words} level."
    return _why_not_counted(declared, area_kind)


def _why_not_counted(declared: Indicator, area_kind: str) -> str:
    counted = {kind for cut in declared.cuts for kind in cut.kinds}
    shown = counted.intersection((*WIDE, *ROUND_IT))
    wide = [f"by {kind.plain_name}" for kind in AreaKind if kind.key in shown]
    asked = next((kind.plain_name for kind in AreaKind if kind.key == area_kind), "")
    if not (wide and asked) or area_kind in counted:
        return ""
    return f"This is counted {listed(wide)}, and not by {asked}."


def verdict(
    indicator: str,
    area_code: str,
    *,
    audience: Audience,
    on: date,
    breakdown: str = "",
    category: str = "all",
) -> ReleasedVerdict:
    """The verdict from the finest series of the area. NotFound where none was released."""
    found = standing_verdicts.of_area(
        (indicator,), area_code, audience=audience, on=on, breakdown=breakdown, category=category
    ).get(indicator)
    if found is None:
        raise NotFound("There is no verdict for this indicator and area.")
    if isinstance(found, Refused):
        raise found
    return found


def verdicts(
    area_code: str, *, audience: Audience, on: date, only: Sequence[str] = ()
) -> list[ReleasedVerdict]:
    """One verdict an indicator for an area, in the order asked or of the registry. Those that may not be
    read are left out.
    """
    wanted = only or tuple(registry.indicators())
    found = standing_verdicts.of_area(wanted, area_code, audience=audience, on=on)
    return [each for key in wanted if isinstance(each := found.get(key), ReleasedVerdict)]


def chart(
    indicator: str,
    area_code: str,
    *,
    audience: Audience,
    on: date,
    breakdown: str = "",
    category: str = "all",
) -> ReleasedChart:
    """The monthly series with its process-control limits, or the sentence why there are none."""
    series = release.series(
        indicator,
        area_code,
        grain=Grain.MONTH,
        audience=audience,
        on=on,
        breakdown=breakdown,
        category=category,
    )
    return chart_of(series)


def chart_of(series: ReleasedSeries) -> ReleasedChart:
    """What was read of a series that is at hand."""
    return charting.chart_of(series)


def days_between(
    indicator: str, area_code: str, *, audience: Audience, on: date, category: str = "all"
) -> ReleasedGaps:
    """The chart of days between rare events. NotFound for the public, and where there are fewer than three
    events.
    """
    for released in _with_breakdown(indicator, "", audience, on):
        found = Reading.objects.filter(
            release=released, kind="gaps", area_code=area_code, category=category
        ).first()
        if found is not None:
            return _gaps(found, released)
    raise NotFound("There is no chart of days between events for this indicator and area.")


def violence_map(indicator: str, *, audience: Audience, on: date, kind: str = "lsoa") -> ReleasedMap:
    """Where an indicator's events are recorded, by neighbourhood or by grid cell: `kind` is `lsoa`, `msoa` or
    `grid`.
    """
    for released in release.standing(indicator, audience=audience):
        if released.area_kinds[-1].split("_")[0] == kind:
            release.check_readable(released.sources, on=on)
            found = Reading.objects.filter(release=released, kind="map").first()
            if found is not None:
                return _map(found, released)
    raise NotFound("There is no map of this indicator.")


def mapped(*, audience: Audience) -> dict[str, list[str]]:
    """Each indicator with a map for this audience, and the kinds of place that stand out or not on it.

    The public's maps are coarse, and there are none where the partnership publishes none.
    """
    if audience is Audience.PUBLIC and not partnership().public_map:
        return {}
    standing = release.standing(audience=audience)
    found = Reading.objects.filter(release__in=standing, kind="map").values_list(
        "release__indicator", "release__area_kinds"
    )
    kinds: dict[str, set[str]] = {}
    for indicator, area_kinds in found:
        kinds.setdefault(indicator, set()).add(area_kinds[-1].split("_")[0])
    shown = {key: [kind for kind in MAPPED[audience] if kind in seen] for key, seen in kinds.items()}
    return {key: listed for key, listed in shown.items() if listed}


def near_repeat(indicator: str, *, audience: Audience, on: date) -> list[ReleasedNearRepeat]:
    """Whether one event brings others nearby, for each kind of event that was tested. Empty for the public."""
    standing = release.standing(near_repeats.key_of(indicator), audience=audience)
    release.check_readable({source for each in standing for source in each.sources}, on=on)
    return [
        _near(reading, released)
        for released in standing
        for reading in released.readings.filter(kind="near").order_by("id")
    ]


def triangulation(
    area_code: str, *, audience: Audience, on: date, of: Sequence[str] = TRIANGLE
) -> ReleasedTriangulation:
    """Several sources' rolling twelve months, each as an index of its own first common window (100)."""
    found = []
    for key in of:
        try:
            found.append(release.series(key, area_code, grain=Grain.ROLLING_12, audience=audience, on=on))
        except NotFound:
            continue
    shared = _shared_starts(found)
    if len(found) < 2 or not shared:  # noqa: PLR2004  (one source alone has nothing beside it)
        raise NotFound("There are no two sources with a common year for this area.")
    indexed = tuple(Indexed(series, _index(series, shared)) for series in found)
    return ReleasedTriangulation(area_code, shared, shared[0], indexed)


def _shared_starts(found: Iterable[ReleasedSeries]) -> tuple[date, ...]:
    """Windows from the first that every source shows."""
    shown = [{start for start, n in zip(s.starts, s.n, strict=True) if n} for s in found]
    common = sorted(set.intersection(*shown)) if shown else []
    every = sorted({start for starts in shown for start in starts})
    return tuple(start for start in every if common and start >= common[0])


def _index(series: ReleasedSeries, starts: Sequence[date]) -> tuple[float | None, ...]:
    n = dict(zip(series.starts, series.n, strict=True))
    base = n[starts[0]]
    assert base
    return tuple(
        None if (value := n.get(start)) is None else round(100 * value / base, 1) for start in starts
    )


def _gaps(found: Reading, released: Release) -> ReleasedGaps:
    content = found.content
    return ReleasedGaps(
        indicator=released.indicator,
        area_code=found.area_code,
        category=found.category,
        says=found.says,
        gaps_days=tuple(content["gaps_days"]),
        ends=tuple(content["ends"]),
        centre_days=content["centre_days"],
        lower_days=content["lower_days"],
        upper_days=content["upper_days"],
        rules=tuple(content["rules"]),
        provisional=content["provisional"],
        open_gap_days=content["open_gap_days"],
        provenance=release.provenance(released),
    )


def _near(found: Reading, released: Release) -> ReleasedNearRepeat:
    figures = {each.category: each.figure() for each in release.of_release(released)}
    bands = zip(near_repeats.BANDS, found.content["p"], strict=True)
    return ReleasedNearRepeat(
        indicator=released.indicator,
        of=found.category,
        says=found.says,
        word=found.word,
        bands=tuple(
            NearBand(b.from_m, b.to_m, b.from_day, b.to_day, figures[b.key_of(found.category)], p)
            for b, p in bands
        ),
        provenance=release.provenance(released),
    )


def _map(found: Reading, released: Release) -> ReleasedMap:
    content = found.content
    return ReleasedMap(
        indicator=released.indicator,
        kind=released.area_kinds[-1],
        period=period_of(date.fromisoformat(content["start"]), Grain(released.grain)),
        says=found.says,
        cells=tuple(MapCell(*cell) for cell in content["cells"]),
        bandwidth_m=content.get("bandwidth_m"),
        provenance=release.provenance(released),
        method=content.get("method", ""),
        places=content.get("places", len(content["cells"])),
        history=said_of_years.read(content.get("history"), released.area_kinds[-1]),
        shuffled_too=content.get("shuffled_too"),
    )


def _with_breakdown(indicator: str, breakdown: str, audience: Audience, on: date) -> list[Release]:
    found = [r for r in release.standing(indicator, audience=audience) if r.breakdown == breakdown]
    release.check_readable({source for each in found for source in each.sources}, on=on)
    return sorted(
        (r for r in found if r.grain in standing_verdicts.FINEST_FIRST),
        key=lambda r: standing_verdicts.FINEST_FIRST.index(Grain(r.grain)),
    )
