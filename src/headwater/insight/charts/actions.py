"""Drawing what was released: only what changed, and only series that are worth a chart."""

# ruff: noqa: ARG001  (an action takes `by` for its audit entry)

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from headwater.governance.audit.action import Actor, about, action
from headwater.insight.charts import (
    beside,
    funnel_drawing,
    ladder_drawing,
    line_drawing,
    of_areas,
    of_months,
    panel_drawing,
    panels,
    picture,
)
from headwater.insight.charts.funnel import Funnel
from headwater.insight.charts.ladder import Ladder
from headwater.insight.charts.models import Chart
from headwater.insight.charts.queries import GROUPS, WHOLE
from headwater.insight.indicators import charting, forms, registry, returned
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain

AREA_KINDS = frozenset({"country", "region", "pfa", "utla", "csp", "ltla"})  # below, too few to chart
DRAWN_KINDS = AREA_KINDS | {returned.KIND}
COMPARED_KINDS = DRAWN_KINDS | {"ward"}  # but enough side by side


@dataclass(frozen=True)
class Drawn:
    """What a drawing round did."""

    drawn: int
    kept: int
    removed: int


@dataclass(frozen=True)
class Wanted:
    """One drawing that should stand: of what, and how it is drawn if it is not there yet."""

    area_code: str
    category: str
    made: picture.Picture | panels.Panels | Funnel | Ladder
    draw: Callable[[], str]


def draw_all(*, by: Actor) -> Drawn:
    """Bring the drawings up to what stands released; each release in one transaction."""
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
    for wanted in _wanted(released):
        if before.get((wanted.area_code, wanted.category)) == wanted.made.content_hash:
            kept += 1
        else:
            drawn += _keep(released, wanted, now)
    return drawn, kept


def _is_drawn(released: Release) -> bool:
    return bool(COMPARED_KINDS.intersection(released.area_kinds))


def _wanted(released: Release) -> Iterator[Wanted]:
    if released.grain == Grain.WEEK:
        yield from _weeks(released)
    indicator = registry.indicators().get(released.indicator)
    if indicator is None:
        return
    every = release.of_release(released)
    yield from _of_areas(of_areas.made(released, every, indicator))
    series = [each for each in every if each.area_kind in DRAWN_KINDS]
    if released.breakdown:
        yield from _groups(series, indicator)
        return
    for each in series:
        if picture.is_worth_drawing(each):
            yield from _lines(each, indicator)
    if released.grain == Grain.ROLLING_12:
        yield from _beside(released, series)
    if indicator.gaps and released.grain == Grain.MONTH:
        yield from _gaps(released, indicator, series)


def _lines(series: ReleasedSeries, indicator: Indicator) -> Iterator[Wanted]:
    """The series, and of months what is drawn beside them."""
    limits = indicators.chart_of(series)
    whole = picture.compose(series, indicator, limits, _verdict(series))
    for which, made in ((WHOLE, whole), *of_months.made(series, indicator, limits)):
        yield Wanted(series.area_code, which, made, partial(_svg, made))


def _weeks(released: Release) -> Iterator[Wanted]:
    """The newest weeks, kept with the partners' own release of them."""
    indicator = forms.indicator_of(released.indicator)
    for each in charting.weeks_of(indicator.key, released):
        yield _panels(each.area_code, of_months.WEEKS, of_months.of_weeks(each, indicator))


def _groups(series: list[ReleasedSeries], indicator: Indicator) -> Iterator[Wanted]:
    """The groups of each area in one drawing."""
    for code, found in groupby(series, key=lambda each: each.area_code):
        made = panels.of_groups([each for each in found if each.category != release.WHOLE], indicator)
        if made is not None:
            yield _panels(code, GROUPS, made)


def _of_areas(found: Iterator[of_areas.Made]) -> Iterator[Wanted]:
    """Areas and groups beside one another."""
    for place, which, made in found:
        yield Wanted(place, which, made, partial(_svg, made))


def _svg(made: picture.Picture | Funnel | Ladder | panels.Panels) -> str:
    if isinstance(made, picture.Picture):
        return line_drawing.svg(made)
    if isinstance(made, Funnel):
        return funnel_drawing.svg(made)
    return ladder_drawing.svg(made) if isinstance(made, Ladder) else panel_drawing.svg(made)


def _beside(released: Release, series: list[ReleasedSeries]) -> Iterator[Wanted]:
    """Several sources side by side, kept with the first of them."""
    if released.indicator != indicators.TRIANGLE[0]:
        return
    for each in series:
        made = beside.sources(each.area_code, audience=Audience(released.audience))
        if made is not None:
            yield _panels(each.area_code, beside.SOURCES, made)


def _gaps(released: Release, indicator: Indicator, series: list[ReleasedSeries]) -> Iterator[Wanted]:
    for each in series:
        for category in beside.gap_groups(indicator):
            made = beside.gaps(indicator, each.area_code, category, audience=Audience(released.audience))
            if made is not None:
                yield _panels(each.area_code, f"{beside.GAPS}{category}", made)


def _panels(area_code: str, category: str, made: panels.Panels) -> Wanted:
    return Wanted(area_code, category, made, lambda: panel_drawing.svg(made))


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


def _keep(released: Release, wanted: Wanted, now: datetime) -> int:
    """Write a drawing; the same one made for an earlier release is taken over. Returns how many
    were drawn.
    """
    made = wanted.made
    same = Chart.objects.filter(content_hash=made.content_hash).first()
    packed = same.packed if same else zlib.compress(wanted.draw().encode())
    facts: dict[str, Any] = {
        "content_hash": made.content_hash,
        "packed": packed,
        "alt": made.alt,
        "caption": made.caption,
        "drawn_at": now,
    }
    Chart.objects.update_or_create(
        release=released, area_code=wanted.area_code, category=wanted.category, defaults=facts
    )
    return 0 if same else 1
