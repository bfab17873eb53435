"""The area profile: everything that may be shown of a place, gathered for a document."""

from datetime import date

from headwater.insight.charts import queries as charts
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.partnership import partnership
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.reporting.said import Entry, Profile
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain

STEADIEST_FIRST = (Grain.ROLLING_12, Grain.YEAR, Grain.QUARTER, Grain.MONTH)


def profile(area_code: str, *, audience: Audience, on: date) -> Profile:
    area = indicators.get_area(area_code)
    entries: list[Entry] = []
    refused: dict[str, None] = {}
    for indicator in registry.indicators().values():
        try:
            entry = _entry(indicator, area, audience, on)
        except Refused as refusal:
            refused[refusal.says] = None
            continue
        if entry is not None:
            entries.append(entry)
    if not entries and not refused:
        raise NotFound("Nothing has been released for this area yet.")
    return Profile(area, audience, on, partnership().name, tuple(entries), tuple(refused))


def _entry(indicator: Indicator, area: Area, audience: Audience, on: date) -> Entry | None:
    """The newest figure of the steadiest series of this area, with what it says."""
    offered = {o.grain for o in indicators.offers(indicator.key, audience=audience) if not o.breakdown}
    for grain in (grain for grain in STEADIEST_FIRST if grain in offered):
        try:
            figure = release.figure(indicator.key, area.code, grain=grain, audience=audience, on=on)
        except NotFound:
            continue
        chart = charts.find_chart(indicator.key, area.code, audience=audience, grain=grain)
        return Entry(indicator, figure, _says(indicator, area, audience, on), chart)
    return None


def _says(indicator: Indicator, area: Area, audience: Audience, on: date) -> str:
    try:
        return indicators.verdict(indicator.key, area.code, audience=audience, on=on).says
    except NotFound:
        return ""
