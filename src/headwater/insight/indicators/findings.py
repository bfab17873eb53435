"""Keeps what each series of a release says: its verdict, its chart, and for a rare event the days between.

Neighbourhoods have neither verdict nor chart: too few events to tell a change from chance. Nor have rolling
windows: they overlap, so that a chart of them raises false alarms.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from headwater.insight.indicators import charted, forms, gaps, maps, near_repeats, readings, weeks
from headwater.insight.indicators.ground import MAPPED_KINDS, Ground
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Reading
from headwater.insight.release import queries
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries, period_of
from headwater.vocabulary.periods import Grain

METHODS = "9"  # raise it when a reading comes to be made another way, so that the next refresh makes all anew
SMALL = frozenset({"lsoa", "msoa"})
YEARLONG = (Grain.YEAR, Grain.ROLLING_12)


def keep(
    release: Release,
    indicator: Indicator,
    dates: Mapping[str, Sequence[date]],
    ground: Ground | None,
) -> None:
    """Write the readings of a release anew. Without `ground` there are no maps."""
    Reading.objects.filter(release=release).delete()
    made = list(_of_map(release, ground)) if ground else []
    if release.grain != Grain.ROLLING_12 and not SMALL.issuperset(release.area_kinds):
        made += _of_all_series(release, indicator, dates)
    Reading.objects.bulk_create(made, batch_size=500)


def standing(indicator: Indicator) -> list[Release]:
    """Every release of an indicator that anybody sees."""
    keys = forms.keys(indicator)
    found = {each.id: each for key in keys for to in Audience for each in queries.standing(key, audience=to)}
    return list(found.values())


def sweep(indicator: Indicator) -> None:
    """Take away what was read from releases that gave way or were withdrawn."""
    keys = forms.keys(indicator)
    Reading.objects.filter(release__indicator__in=keys).exclude(release__in=standing(indicator)).delete()


def keep_weeks(release: Release) -> None:
    """Write what a released table of weeks says."""
    Reading.objects.filter(release=release).delete()
    for series in queries.of_release(release):
        found = weeks.read(series)
        if found is not None:
            word, says, content = found
            _reading(release, series, "weeks", word=word, says=says, content=content).save()


def keep_near(release: Release, found: near_repeats.Found) -> None:
    """Write what a released table of near repeats says."""
    Reading.objects.filter(release=release).delete()
    Reading.objects.bulk_create(near_repeats.readings(release, found))


def _of_map(release: Release, ground: Ground) -> Iterator[Reading]:
    """The map of a release by grid, or of the last year of one by neighbourhood."""
    kind = release.area_kinds[-1]
    if kind.startswith("grid"):
        found = maps.of_grid(release, ground)
    elif kind in MAPPED_KINDS and release.grain in YEARLONG and ground.beside and not release.breakdown:
        found = maps.of_areas([s for s in queries.of_release(release) if s.area_kind == kind], ground.beside)
    else:
        return
    if found is not None:
        facts = {"area_code": "", "category": "all", "says": found.says, "content": found.content()}
        yield Reading(release=release, kind="map", **facts)


def _of_all_series(
    release: Release, indicator: Indicator, dates: Mapping[str, Sequence[date]]
) -> Iterator[Reading]:
    for series in queries.of_release(release):
        if series.area_kind not in SMALL:
            yield from _of_series(release, indicator, series)
            yield from _of_gaps(release, series, dates)


def _of_series(release: Release, indicator: Indicator, series: ReleasedSeries) -> Iterator[Reading]:
    drawn = charted.chart(series, indicator)
    judged = readings.verdict(series, indicator, drawn.chart)
    content = readings.verdict_content(series, indicator, judged)
    yield _reading(
        release,
        series,
        "verdict",
        word=judged.verdict,
        says=readings.verdict_says(series.method, judged),
        content=content,
    )
    if drawn.chart is not None:
        content = charted.as_content(drawn)
        yield _reading(release, series, "xmr", word=drawn.chart.variation, says=drawn.says, content=content)
    elif drawn.runs is not None:
        word, content = drawn.runs.word, charted.runs_content(drawn.runs)
        yield _reading(release, series, "runs", word=word, says=drawn.runs.says, content=content)


def _of_gaps(
    release: Release, series: ReleasedSeries, dates: Mapping[str, Sequence[date]]
) -> Iterator[Reading]:
    """Only beside the partners' months of a whole force area, which the days are the days of."""
    latest = series.latest
    if not dates or release.audience != Audience.PARTNER or release.grain != Grain.MONTH or latest is None:
        return
    for category, days in dates.items():
        found = gaps.chart(days, until=period_of(latest.period.start, Grain.MONTH).end)
        if found is not None:
            word, says, content = found
            made = _reading(release, series, "gaps", word=word, says=says, content=content)
            made.category = category
            yield made


def _reading(
    release: Release, series: ReleasedSeries, kind: str, *, word: str, says: str, content: dict[str, object]
) -> Reading:
    place = {"area_code": series.area_code, "category": series.category}
    return Reading(release=release, kind=kind, word=word, says=says, content=content, **place)
