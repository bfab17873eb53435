"""Questions about what was released: series, figures, tables. Each asks first whether the source may still
be read.

`on` is today, as the face knows it. Partners see what was released to them, and else what the public sees.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headwater.data.contracts import registry
from headwater.governance.partners import queries as partners
from headwater.insight.release import policies, reach, store
from headwater.insight.release.draft import STATE_OF, Audience, Method
from headwater.insight.release.models import Inferred, Release, Series
from headwater.insight.release.reach import Reach
from headwater.insight.release.released import (
    ARRAYS,
    Provenance,
    ReleasedFigure,
    ReleasedSeries,
    ReleasedTable,
    period_of,
)
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

WHOLE = "all"


@dataclass(frozen=True)
class SourceReach:
    """How narrowly anybody who kept every release of these sources can tell what is hidden today."""

    sources: tuple[str, ...]
    reach: Reach
    told: int  # small counts that nobody showed and that follow exactly: there should be none


def standing(indicator: str | None = None, *, audience: Audience) -> list[Release]:
    """Releases that this audience sees now, newest first; for each slot the partners' own before the public
    one.
    """
    return standing_of(None if indicator is None else (indicator,), audience=audience)


def standing_of(indicators: Collection[str] | None, *, audience: Audience) -> list[Release]:
    """The same of several indicators at once; of every one where none is named."""
    found = Release.objects.filter(
        superseded_by=None, withdrawn_at=None, withheld=False, audience__in=_seen_by(audience)
    )
    if indicators is not None:
        found = found.filter(indicator__in=list(indicators))
    by_slot: dict[str, Release] = {}
    for release in found.defer("contents").order_by("audience", "-id"):  # "partner" sorts before "public"
        by_slot.setdefault(release.slot, release)
    return list(by_slot.values())


def withheld(*, audience: Audience) -> list[Release]:
    """Tables that were not let out, newest first, with the reason."""
    return list(
        Release.objects.filter(withheld=True, audience__in=_seen_by(audience))
        .defer("contents")
        .order_by("-id")
    )


def series(
    indicator: str,
    area_code: str,
    *,
    grain: Grain,
    audience: Audience,
    on: date,
    breakdown: str = "",
    category: str = WHOLE,
) -> ReleasedSeries:
    """One area's series. Refused where the agreement for its source has ended; NotFound where nothing such
    was released.
    """
    for each in all_series(
        indicator, (area_code,), grain=grain, audience=audience, on=on, breakdown=breakdown
    ):
        if each.category == category:
            return each
    raise NotFound("Nothing has been released for this indicator, area and length of period.")


def all_series(
    indicator: str,
    area_codes: Iterable[str],
    *,
    grain: Grain,
    audience: Audience,
    on: date,
    breakdown: str = "",
) -> list[ReleasedSeries]:
    """The series of these areas, every category of the breakdown, in the order they were released."""
    releases = _releases(indicator, grain, breakdown, audience, on)
    rows = Series.objects.filter(release__in=releases, area_code__in=list(area_codes)).order_by("id")
    return _assembled(rows, releases)


def series_of_kind(
    indicator: str, area_kind: str, *, grain: Grain, audience: Audience, on: date, breakdown: str = ""
) -> list[ReleasedSeries]:
    """The series of every area of a kind."""
    releases = _releases(indicator, grain, breakdown, audience, on)
    return _assembled(
        Series.objects.filter(release__in=releases, area_kind=area_kind).order_by("id"), releases
    )


def figure(
    indicator: str,
    area_code: str,
    *,
    grain: Grain,
    audience: Audience,
    on: date,
    start: date | None = None,
    breakdown: str = "",
    category: str = WHOLE,
) -> ReleasedFigure:
    """One figure: the period that begins on `start`, or else the last collected."""
    found = series(
        indicator, area_code, grain=grain, audience=audience, on=on, breakdown=breakdown, category=category
    )
    if start is None:
        latest = found.latest
        if latest is None:
            raise NotFound("No period of this series was collected.")
        return latest
    if start not in found.starts:
        raise NotFound("This series has no such period.")
    return found.figure(found.starts.index(start))


def table(
    indicator: str,
    area_kind: str,
    *,
    grain: Grain,
    audience: Audience,
    on: date,
    start: date | None = None,
    breakdown: str = "",
    category: str = WHOLE,
) -> ReleasedTable:
    """Every area of a kind for one period (the last collected by any of them, unless `start` is given)."""
    found = [
        each
        for each in series_of_kind(
            indicator, area_kind, grain=grain, audience=audience, on=on, breakdown=breakdown
        )
        if each.category == category
    ]
    latest = [each.latest.period.start for each in found if each.latest]
    if not latest:
        raise NotFound("Nothing has been released for this indicator, kind of area and length of period.")
    chosen = start or max(latest)
    rows = tuple(each.figure(each.starts.index(chosen)) for each in found if chosen in each.starts)
    if not rows:
        raise NotFound("This table has no such period.")
    return ReleasedTable(indicator, grain, period_of(chosen, grain), rows, rows[0].provenance)


def get_release(uuid: UUID, *, audience: Audience) -> Release:
    """One release that this audience was given, though it may have been replaced since."""
    given = Release.objects.filter(uuid=uuid, withheld=False, audience__in=_seen_by(audience))
    found = given.select_related("superseded_by").defer("contents", "superseded_by__contents").first()
    if found is None:
        raise NotFound("No figures were released under this address.")
    return found


def area_names(releases: Iterable[int], area_code: str) -> dict[int, str]:
    """What an area was called in each of these releases, by the release's number."""
    named = Series.objects.filter(release__in=list(releases), area_code=area_code).order_by("-id")
    return dict(named.values_list("release_id", "area_name"))


def is_any_withdrawn(releases: Iterable[str]) -> bool:
    """Whether one of these releases, by its address, was taken back."""
    return Release.objects.filter(uuid__in=set(releases), withdrawn_at__isnull=False).exists()


def of_release(release: Release) -> list[ReleasedSeries]:
    """Every series of one release, for the rooms above that read what it says."""
    return _assembled(Series.objects.filter(release=release).order_by("id"), [release])


def check_readable(sources: Iterable[str], *, on: date) -> None:
    """The one sentence for page, API and export when an agreement has ended."""
    for key in sources:
        contract = registry.get_contract(key)
        if contract.licence.needs_agreement:
            partners.check_read(key, on=on)


def find_inferred(release: Release) -> Inferred | None:
    """How narrowly the hidden counts of a release could be told when it left; None where nothing had to be hidden by a policy."""
    return Inferred.objects.filter(release=release).first()


def standing_inferred(source: str) -> list[Inferred]:
    """The same for every release of a source that stands now."""
    standing = Inferred.objects.filter(release__superseded_by=None, release__withdrawn_at=None)
    found = standing.select_related("release").defer("release__contents", "ranges")
    return [each for each in found.order_by("release_id") if source in each.release.sources]


def reaches() -> list[SourceReach]:
    """For each protected source: how narrowly its hidden counts can be told today, from all that ever left. Takes seconds."""
    return [_source_reach(sources) for sources in _protected_sources()]


def _source_reach(sources: tuple[str, ...]) -> SourceReach:
    releases = store.earlier(sources)
    found = reach.of_everything([store.contents(each.uuid) for each in releases])
    small = {policies.get_policy(key) for key in {each.policy for each in releases}}
    told = sum(
        least == greatest and any(policy.hide_from <= least <= policy.hide_to for policy in small)
        for least, greatest in found.ranges
    )
    return SourceReach(sources, found, told)


def _protected_sources() -> list[tuple[str, ...]]:
    """Sources of protected releases; those that were ever counted together stand together."""
    groups: list[set[str]] = []
    for named in Release.objects.filter(protects=True, withheld=False).values_list("sources", flat=True):
        apart = [group for group in groups if group.isdisjoint(named)]
        joined = set(named).union(*(group for group in groups if not group.isdisjoint(named)))
        groups = [*apart, joined]
    return sorted(tuple(sorted(group)) for group in groups)


def _releases(indicator: str, grain: Grain, breakdown: str, audience: Audience, on: date) -> list[Release]:
    found = [
        r for r in standing(indicator, audience=audience) if r.grain == grain and r.breakdown == breakdown
    ]
    check_readable({source for release in found for source in release.sources}, on=on)
    return found


def _seen_by(audience: Audience) -> tuple[Audience, ...]:
    return (Audience.PUBLIC,) if audience is Audience.PUBLIC else (Audience.PARTNER, Audience.PUBLIC)


def _assembled(rows: Iterable[Series], releases: list[Release]) -> list[ReleasedSeries]:
    by_id = {release.id: release for release in releases}
    origins = {release.id: provenance(release) for release in releases}
    starts = {release.id: tuple(map(date.fromisoformat, release.periods)) for release in releases}
    return [
        _series(row, by_id[row.release_id], origins[row.release_id], starts[row.release_id]) for row in rows
    ]


def _series(row: Series, release: Release, origin: Provenance, starts: tuple[date, ...]) -> ReleasedSeries:
    nothing = (None,) * len(starts)
    figures = {name: tuple(row.figures.get(name, nothing)) for name in ARRAYS}
    return ReleasedSeries(
        indicator=release.indicator,
        area_code=row.area_code,
        area_name=row.area_name,
        area_kind=row.area_kind,
        category=row.category,
        breakdown=release.breakdown,
        grain=Grain(release.grain),
        method=Method(release.method),
        per=release.per,
        starts=starts,
        states=tuple(STATE_OF[int(code)] for code in row.figures["state"]),
        values=figures.pop("value"),
        provenance=origin,
        **figures,
    )


def provenance(release: Release) -> Provenance:
    return Provenance(
        release=release.uuid,
        indicator=release.indicator,
        indicator_version=release.indicator_version,
        sources=tuple(release.sources),
        attribution=release.attribution,
        extracted_on=release.extracted_on,
        audience=Audience(release.audience),
        policy=release.policy,
        policy_words=release.policy_words,
        policy_hash=release.policy_hash,
        made_from=release.made_from,
        code_version=release.code_version,
        located_share=release.located_share,
        notes=tuple(release.notes),
    )
