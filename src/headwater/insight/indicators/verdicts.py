"""Verdicts as they may be read on a day: of several indicators in one area, with as many questions to the store as of one.

Staleness is judged on the day somebody looks. Where the agreement for a source has ended, its refusal stands in place of the verdict.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from headwater.insight.indicators.models import Reading
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict, grown_stale
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain, Month

FINEST_FIRST = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)


def of_area(
    indicators: Collection[str],
    area_code: str,
    *,
    audience: Audience,
    on: date,
    breakdown: str = "",
    category: str = release.WHOLE,
) -> dict[str, ReleasedVerdict | Refused]:
    """Each indicator's verdict from its finest series that has one, or why it may not be read; left out where there is none."""
    standing: dict[str, list[Release]] = defaultdict(list)
    for each in release.standing_of(indicators, audience=audience):
        if each.breakdown == breakdown:
            standing[each.indicator].append(each)
    sources = {source for releases in standing.values() for each in releases for source in each.sources}
    refusals = {source: _refusal(source, on) for source in sorted(sources)}
    readings = _readings(standing.values(), area_code, category)
    names = release.area_names(readings, area_code)
    found: dict[str, ReleasedVerdict | Refused] = {}
    for key, releases in standing.items():
        refused = next((refusals[s] for each in releases for s in each.sources if refusals[s]), None)
        finest = min((each for each in releases if each.pk in readings), key=_fineness, default=None)
        if refused:
            found[key] = refused
        elif finest:
            found[key] = _verdict(readings[finest.pk], finest, names.get(finest.pk, area_code), on)
    return found


def _refusal(source: str, on: date) -> Refused | None:
    try:
        release.check_readable([source], on=on)
    except Refused as refused:
        return refused
    return None


def _fineness(released: Release) -> int:
    return FINEST_FIRST.index(Grain(released.grain))


def _readings(standing: Iterable[list[Release]], area_code: str, category: str) -> dict[int, Reading]:
    """The verdicts of these releases, by release."""
    wanted = [each.pk for releases in standing for each in releases if each.grain in FINEST_FIRST]
    found = Reading.objects.filter(release__in=wanted, kind="verdict", area_code=area_code, category=category)
    return {each.release_id: each for each in found}


def _verdict(found: Reading, released: Release, area_name: str, on: date) -> ReleasedVerdict:
    content = found.content
    up_to = Month.parse(content["last_end"]).start if "last_end" in content else None
    age = Month.of(on) - Month.of(up_to) if up_to else 0
    old = grown_stale(age, stale_after=content["stale_after"])
    ratio = content.get("ratio")
    return ReleasedVerdict(
        indicator=released.indicator,
        area_code=found.area_code,
        area_name=area_name,
        category=found.category,
        verdict=old.verdict if old else Verdict(found.word),
        says=old.says if old else found.says,
        grain=Grain(released.grain),
        ratio=None if ratio is None else (ratio[0], ratio[1], ratio[2]),
        p=content.get("p"),
        smallest_fall=content.get("smallest_fall"),
        up_to=up_to,
        provenance=release.provenance(released),
    )
