"""Making figures anew from the lake and letting them leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.governance.audit import action as audit
from headwater.governance.audit.action import Actor, action
from headwater.insight.indicators import areas, compute, geography, partnership, published, readings, registry
from headwater.insight.indicators.compute import Table
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.models import Computed, Reading
from headwater.insight.indicators.tables import Tables, stamp_of
from headwater.insight.release import actions as release
from headwater.insight.release import policies, queries
from headwater.insight.release.models import Release
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain

AREAS = "(areas)"  # the row of Computed that stands for areas
CONTENT = ("recording_breaks.toml", "partnership.toml")  # what verdicts and charts also hang on
SMALL = {"lsoa", "msoa", "ward"}


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: indicators computed anew, left alone, and without their source; tables released and withheld."""

    computed: tuple[str, ...]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]
    refused: tuple[str, ...]  # their agreement has ended: what stands is shown to nobody
    released: int
    withheld: int


def refresh(
    tables: Tables, *, by: Actor, only: Iterable[str] | None = None, again: bool = False
) -> Refreshed:
    """Compute every indicator whose tables changed, let it leave, and read what it says. Each indicator in one transaction."""
    frame = geography.frame(tables)
    if frame is not None:
        _fill_areas(tables, frame, by=by, again=again)
    chosen = [registry.get_indicator(key) for key in only] if only else list(registry.indicators().values())
    found: dict[str, list[str]] = {"computed": [], "unchanged": [], "absent": [], "refused": []}
    releases: list[Release] = []
    for indicator in chosen:
        how, made = _refresh_one(indicator, tables, frame, by=by, again=again)
        found[how].append(indicator.key)
        releases += made
    withheld = sum(each.withheld for each in releases)
    lists = {how: tuple(keys) for how, keys in found.items()}
    return Refreshed(**lists, released=len(releases) - withheld, withheld=withheld)


def _refresh_one(
    indicator: Indicator, tables: Tables, frame: Frame | None, *, by: Actor, again: bool
) -> tuple[str, list[Release]]:
    stamp = _stamp(indicator, tables)
    if not again and Computed.objects.filter(indicator=indicator.key, stamp=stamp).exists():
        return "unchanged", []
    try:
        drafts = _drafts(indicator, tables, frame)
    except Refused:
        return "refused", []
    if not drafts:
        return "absent", []
    return "computed", release_indicator(indicator, drafts, stamp=stamp, by=by)


@action
def release_indicator(
    now: datetime, indicator: Indicator, drafts: Sequence[Table], *, stamp: str, by: Actor
) -> list[Release]:
    """Let an indicator's tables leave, in the order of its cuts, and keep what each series says."""
    audit.about("indicator", indicator.key)
    releases: list[Release] = []
    for table in drafts:
        releases += release.publish(table.draft, audience=table.cut.audience, by=by)
    for each in releases:
        if not each.withheld:
            _read(each, indicator)
    Computed.objects.update_or_create(indicator=indicator.key, defaults={"stamp": stamp, "computed_at": now})
    return releases


@action
def fill_areas(now: datetime, tables: Tables, frame: Frame, *, stamp: str, by: Actor) -> int:  # noqa: ARG001  (the audit reads who and why)
    """Write the areas that pages show."""
    audit.about("areas", "all")
    count = areas.fill(tables, frame)
    Computed.objects.update_or_create(indicator=AREAS, defaults={"stamp": stamp, "computed_at": now})
    return count


def _fill_areas(tables: Tables, frame: Frame, *, by: Actor, again: bool) -> None:
    stamp = stamp_of(tables, (geography.PLACES, geography.PEOPLE, areas.OUTLINES))
    if again or not Computed.objects.filter(indicator=AREAS, stamp=stamp).exists():
        fill_areas(tables, frame, stamp=stamp, by=by)


def _stamp(indicator: Indicator, tables: Tables) -> str:
    policy = policies.get_policy(indicator.policy)
    words = [file.read_text() for name in CONTENT for file in partnership.files(name)]
    return stamp_of(tables, (), compute.stamp(indicator, tables), policy.hash, *words)


def _drafts(indicator: Indicator, tables: Tables, frame: Frame | None) -> list[Table]:
    if isinstance(indicator.of, Events):
        return [] if frame is None else compute.compute(indicator, tables, frame)
    return published.compute(indicator, tables, frame)


def _read(each: Release, indicator: Indicator) -> None:
    """Charts and verdicts of a release's series. Small areas have neither: too few events to tell a change from chance."""
    if SMALL & set(each.area_kinds) == set(each.area_kinds):
        return
    if each.grain == Grain.ROLLING_12:
        return  # windows overlap: the months say it, and a chart of rolling sums raises false alarms
    made: list[Reading] = []
    for series in queries.of_release(each):
        if series.area_kind in SMALL:
            continue
        chart = readings.chart(series, indicator)
        judged = readings.verdict(series, indicator, chart.chart)
        place = {"release": each, "area_code": series.area_code, "category": series.category}
        content = readings.verdict_content(series, indicator, judged)
        made.append(Reading(kind="verdict", word=judged.verdict, says=judged.says, content=content, **place))
        if chart.chart is not None:
            word = chart.chart.variation
            made.append(
                Reading(kind="xmr", word=word, says=chart.says, content=readings.as_content(chart), **place)
            )
    Reading.objects.filter(release=each).delete()
    Reading.objects.bulk_create(made, batch_size=500)
