"""The area profile: everything that may be shown of a place, as a document. One source, two forms: PDF to
read and print, DOCX to edit.
"""

import base64
from dataclasses import dataclass
from datetime import date

from headwater.governance.audit import clock
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.partnership import partnership
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.insight.reporting import document, pages, words
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain

STEADIEST_FIRST = (Grain.ROLLING_12, Grain.YEAR, Grain.QUARTER, Grain.MONTH)


@dataclass(frozen=True)
class Entry:
    """One indicator of the area."""

    indicator: Indicator
    figure: ReleasedFigure
    says: str  # its verdict in a sentence; empty where there is none
    chart: Chart | None

    @property
    def value(self) -> str:
        return words.value(self.figure)

    @property
    def likely_range(self) -> str:
        return words.likely_range(self.figure)

    @property
    def picture(self) -> str:
        """The chart as an address that holds it."""
        assert self.chart is not None
        return "data:image/svg+xml;base64," + base64.b64encode(self.chart.svg.encode()).decode()


@dataclass(frozen=True)
class Profile:
    area: Area
    audience: Audience
    made_on: date
    partnership: str
    entries: tuple[Entry, ...]
    refused: tuple[str, ...]  # sentences that stand in place of figures whose agreement has ended

    @property
    def title(self) -> str:
        return f"{self.area.name}: violence and what lies behind it"

    @property
    def for_whom(self) -> str:
        if self.audience is Audience.PARTNER:
            return "For partners who have signed the agreements. Not for publication."
        return "For everybody."

    @property
    def sources(self) -> list[str]:
        """Each source once, with the day it was read and how small numbers are treated."""
        origins = [entry.figure.provenance for entry in self.entries]
        lines = (
            f"{o.attribution} Taken on {o.extracted_on.day} {o.extracted_on:%B %Y}. {o.policy_words}"
            for o in origins
        )
        return list(dict.fromkeys(lines))


def profile_document(area_code: str, form: str, *, audience: Audience) -> bytes:
    """The profile of an area as `pdf` or `docx`. NotFound where nothing may be shown of it."""
    found = profile(area_code, audience=audience, on=clock.today())
    if form == "pdf":
        return pages.pdf(pages.html("profile.html", {"profile": found}))
    if form == "docx":
        return document.of_profile(found)
    raise NotFound("A profile is made as pdf or docx.")


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
