"""What a profile of an area says, before it is written as PDF or Word."""

import base64
from dataclasses import dataclass
from datetime import date

from headwater.insight.charts.models import Chart
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.insight.reporting import words
from headwater.vocabulary.periods import day_words


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
        lines = (f"{o.attribution} Taken on {day_words(o.extracted_on)}. {o.policy_words}" for o in origins)
        return list(dict.fromkeys(lines))
