"""Making figures anew from the lake and letting them leave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from headwater.data.ingest import queries as ingest
from headwater.governance.audit import action as audit
from headwater.governance.audit.action import Actor, action
from headwater.insight.indicators import (
    area_changes,
    areas,
    compute,
    findings,
    gaps,
    geography,
    grids,
    near_repeats,
    partnership,
    published,
    registry,
    returned,
    surveyed,
    time_of_week,
    weeks,
)
from headwater.insight.indicators.compute import Table
from headwater.insight.indicators.geography import Frame
from headwater.insight.indicators.ground import Ground
from headwater.insight.indicators.language import Events, Indicator, Returned, Survey
from headwater.insight.indicators.models import Computed
from headwater.insight.indicators.tables import Tables, stamp_of
from headwater.insight.release import actions as release
from headwater.insight.release import policies
from headwater.insight.release.draft import Audience, Draft
from headwater.insight.release.models import Release
from headwater.machinery import turns
from headwater.vocabulary.errors import Refused

SOURCE_PURGED = "A file that it was made from was purged, and it cannot be made again without it."
SOURCE_GONE = "Nothing is held any more of the source that it was made from."
AREAS = "(areas)"  # the row of Computed that stands for areas
CONTENT = ("recording_breaks.toml", "partnership.toml")  # what verdicts and charts also hang on


@dataclass(frozen=True)
class Made:
    """What was computed of an indicator: its tables, the days of rare events, near repeats, its weeks, and
    the ground of its maps.
    """

    tables: Sequence[Table]
    dates: Mapping[str, Sequence[date]] = field(default_factory=dict)
    near: near_repeats.Found | None = None
    weeks: Draft | None = None
    ground: Ground | None = None
    hours: Draft | None = None  # by time of week


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did: indicators computed anew, left alone, and without their source; tables released
    and withheld.
    """

    computed: tuple[str, ...]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]
    refused: tuple[str, ...]  # their agreement has ended: what stands is shown to nobody
    released: int
    withheld: int


def refresh(
    tables: Tables, *, by: Actor, only: Iterable[str] | None = None, again: bool = False
) -> Refreshed:
    """Compute every indicator whose tables changed, let it leave, and read what it says. Each indicator in
    one transaction, and one refresh at a time: a slower one would let figures of an older lake leave last.
    """
    with turns.alone("figures"):
        return _refresh(tables, by=by, only=only, again=again)


def _refresh(tables: Tables, *, by: Actor, only: Iterable[str] | None, again: bool) -> Refreshed:
    frame = geography.frame(tables)
    ground = None if frame is None else Ground(tables, frame)
    if frame is not None:
        _fill_areas(tables, frame, by=by, again=again)
    chosen = [registry.get_indicator(key) for key in only] if only else list(registry.indicators().values())
    found: dict[str, list[str]] = {"computed": [], "unchanged": [], "absent": [], "refused": []}
    releases: list[Release] = []
    for indicator in chosen:
        how, made = _refresh_one(indicator, tables, ground, by=by, again=again)
        found[how].append(indicator.key)
        releases += made
    withheld = sum(each.withheld for each in releases)
    lists = {how: tuple(keys) for how, keys in found.items()}
    return Refreshed(**lists, released=len(releases) - withheld, withheld=withheld)


def _refresh_one(
    indicator: Indicator, tables: Tables, ground: Ground | None, *, by: Actor, again: bool
) -> tuple[str, list[Release]]:
    stamp = _stamp(indicator, tables)
    if not again and Computed.objects.filter(indicator=indicator.key, stamp=stamp).exists():
        return "unchanged", []
    try:
        made = _made(indicator, tables, ground)
    except Refused:
        return "refused", []
    if not made.tables:
        if findings.standing(indicator) and (ground is not None or not tables.has(indicator.of.table)):
            retire_indicator(indicator, by=by, reason=SOURCE_GONE)
        return "absent", []
    return "computed", release_indicator(indicator, made, stamp=stamp, by=by)


@action
def release_indicator(
    now: datetime, indicator: Indicator, made: Made, *, stamp: str, by: Actor
) -> list[Release]:
    """Let an indicator's tables leave, in the order of its cuts, and keep what each series says."""
    audit.about("indicator", indicator.key)
    releases: list[Release] = []
    for table in made.tables:
        releases += release.publish(table.draft, audience=table.cut.audience, by=by)
    for each in releases:
        if not each.withheld:
            findings.keep(each, indicator, made.dates, made.ground)
    if made.near is not None:
        releases += _release_near(made.near, by=by)
    if made.hours is not None:
        releases += release.publish(made.hours, audience=Audience.PARTNER, by=by)
    if made.weeks is not None:
        releases += _release_weeks(made.weeks, by=by)
    _withdraw_purged(indicator, releases, by=by)
    findings.sweep(indicator)
    Computed.objects.update_or_create(indicator=indicator.key, defaults={"stamp": stamp, "computed_at": now})
    return releases


@action
def retire_indicator(now: datetime, indicator: Indicator, *, by: Actor, reason: str) -> int:  # noqa: ARG001  (the audit reads when)
    """Stop serving everything of an indicator that nobody could make again. Returns how many releases stood."""
    audit.about("indicator", indicator.key)
    standing = findings.standing(indicator)
    for each in standing:
        release.withdraw(each, by=by, reason=reason)
    findings.sweep(indicator)
    Computed.objects.filter(indicator=indicator.key).delete()
    return len(standing)


@action
def fill_areas(now: datetime, tables: Tables, frame: Frame, *, stamp: str, by: Actor) -> int:  # noqa: ARG001  (the audit reads who and why)
    """Write the areas that pages show."""
    audit.about("areas", "all")
    count = areas.fill(tables, frame, on=now.date())
    Computed.objects.update_or_create(indicator=AREAS, defaults={"stamp": stamp, "computed_at": now})
    return count


def _fill_areas(tables: Tables, frame: Frame, *, by: Actor, again: bool) -> None:
    inputs = (geography.PLACES, geography.PEOPLE, areas.OUTLINES)
    stamp = stamp_of(tables, inputs, *area_changes.words(), *areas.BY_AGE)
    if again or not Computed.objects.filter(indicator=AREAS, stamp=stamp).exists():
        fill_areas(tables, frame, stamp=stamp, by=by)


def _stamp(indicator: Indicator, tables: Tables) -> str:
    policy = policies.get_policy(indicator.policy)
    words = [file.read_text() for name in CONTENT for file in partnership.files(name)]
    outlines = tables.stamp(areas.OUTLINES)
    return stamp_of(
        tables, (), compute.stamp(indicator, tables), policy.hash, outlines, findings.METHODS, *words
    )


def _release_near(found: near_repeats.Found, *, by: Actor) -> list[Release]:
    """Let a table of near repeats leave to partners, and keep what it says."""
    made = release.publish(found.draft, audience=Audience.PARTNER, by=by)
    for each in made:
        if not each.withheld:
            findings.keep_near(each, found)
    return made


def _release_weeks(draft: Draft, *, by: Actor) -> list[Release]:
    """Let weeks leave to partners after the months, so that whatever may not be told beside them is hidden among the weeks."""
    made = release.publish(draft, audience=Audience.PARTNER, by=by)
    for each in made:
        if not each.withheld:
            findings.keep_weeks(each)
    return made


def _withdraw_purged(indicator: Indicator, releases: list[Release], *, by: Actor) -> None:
    """What stood before keeps standing where its successor is withheld, or no longer made: but not what a file
    that was purged since is in.
    """
    made = {each.id for each in releases}
    for each in findings.standing(indicator):
        if each.id not in made and ingest.purged_since(each.sources, at=each.released_at):
            release.withdraw(each, by=by, reason=SOURCE_PURGED)


def _made(indicator: Indicator, tables: Tables, ground: Ground | None) -> Made:
    """Everything that is read from the lake, before the transaction."""
    if isinstance(indicator.of, Survey):
        return Made(surveyed.compute(indicator, tables, ground.frame) if ground else [])
    if isinstance(indicator.of, Returned):
        return Made(returned.compute(indicator, tables))
    if not isinstance(indicator.of, Events):
        return Made(published.compute(indicator, tables, ground.frame if ground else None))
    found = compute.compute(indicator, tables, ground.frame) if ground else []
    if ground is None or not found:
        return Made([])
    dates = gaps.dates(indicator, tables) if indicator.gaps else {}
    return Made(
        [*found, *_grids(indicator, tables, ground)],
        dates,
        near=near_repeats.compute(indicator, tables, ground.frame),
        weeks=weeks.compute(indicator, tables, ground.frame),
        ground=None if indicator.not_by_chance else ground,
        hours=time_of_week.compute(indicator, tables, ground.frame),
    )


def _grids(indicator: Indicator, tables: Tables, ground: Ground) -> Iterator[Table]:
    """A coarse grid for everybody and a finer one for partners, where the source is open and gives points."""
    outlines = ground.outlines
    found = (
        grids.points(indicator, tables, ground.frame) if outlines and grids.has_points(indicator) else None
    )
    if found is None or outlines is None:
        return
    ours = partnership.partnership()
    if ours.public_map:
        yield grids.table(
            indicator, tables, found, outlines, cell_m=ours.public_grid_m, audience=Audience.PUBLIC
        )
    yield grids.table(
        indicator, tables, found, outlines, cell_m=ours.partner_grid_m, audience=Audience.PARTNER
    )
