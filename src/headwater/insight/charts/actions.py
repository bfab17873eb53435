"""Drawing what was released: only what changed, and only series that are worth a chart."""

# ruff: noqa: ARG001  (an action takes `by` for its audit entry)

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.governance.audit.action import Actor, about, action
from headwater.insight.charts import drawing, picture
from headwater.insight.charts.models import Chart
from headwater.insight.charts.picture import Picture
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries
from headwater.machinery import turns
from headwater.vocabulary.errors import NotFound, Refused

DRAWN_KINDS = frozenset({"country", "region", "pfa", "utla", "csp", "ltla"})  # below, too few to chart


@dataclass(frozen=True)
class Drawn:
    """What a drawing round did."""

    drawn: int
    kept: int
    removed: int


def draw_all(*, by: Actor) -> Drawn:
    """Bring the drawings up to what stands released; each release in one transaction."""
    with turns.alone("drawing"):
        return _draw_all(by)


def _draw_all(by: Actor) -> Drawn:
    standing = {each.id: each for audience in Audience for each in release.standing(audience=audience)}
    found = [draw_release(each, by=by) for each in standing.values() if _is_drawn(each)]
    removed, _each = Chart.objects.exclude(release__in=standing).delete()
    drawn, kept = (sum(pair[at] for pair in found) for at in (0, 1))
    return Drawn(drawn, kept, removed)


@action
def draw_release(now: datetime, released: Release, *, by: Actor) -> tuple[int, int]:
    """Draw the series of one release. Returns how many were drawn, and how many were kept as they are."""
    about("release", str(released.uuid))
    before = {
        (chart.area_code, chart.category): chart.content_hash
        for chart in Chart.objects.filter(release=released).defer("packed")
    }
    drawn = kept = 0
    for series, made in _pictures(released):
        if before.get((series.area_code, series.category)) == made.content_hash:
            kept += 1
        else:
            drawn += _keep(released, series, made, now)
    return drawn, kept


def _is_drawn(released: Release) -> bool:
    return not released.breakdown and bool(DRAWN_KINDS.intersection(released.area_kinds))


def _pictures(released: Release) -> Iterator[tuple[ReleasedSeries, Picture]]:
    indicator = registry.indicators().get(released.indicator)
    if indicator is None:
        return
    for series in release.of_release(released):
        if series.area_kind in DRAWN_KINDS and picture.is_worth_drawing(series):
            limits = indicators.chart_of(series)
            yield series, picture.compose(series, indicator, limits, _verdict(series))


def _verdict(series: ReleasedSeries) -> ReleasedVerdict | None:
    """As it was when its figures were new: a headline names its period, so it cannot grow stale."""
    latest = series.latest
    if latest is None:
        return None
    audience, on = series.provenance.audience, latest.period.end
    try:
        return indicators.verdict(series.indicator, series.area_code, audience=audience, on=on)
    except (NotFound, Refused):
        return None


def _keep(released: Release, series: ReleasedSeries, made: Picture, now: datetime) -> int:
    """Write a drawing; the same one made for an earlier release is taken over. Returns how many
    were drawn.
    """
    same = Chart.objects.filter(content_hash=made.content_hash).first()
    packed = same.packed if same else zlib.compress(drawing.svg(made).encode())
    facts: dict[str, Any] = {
        "content_hash": made.content_hash,
        "packed": packed,
        "alt": made.alt,
        "caption": made.caption,
        "drawn_at": now,
    }
    Chart.objects.update_or_create(
        release=released, area_code=series.area_code, category=series.category, defaults=facts
    )
    return 0 if same else 1
