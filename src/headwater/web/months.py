"""Beside a trend: what its months say. The control chart in words, the jumps between months, the level that a stated rule finds,
what the limits say of a target, and for partners which weeks were unusual.
"""

import math
from dataclasses import dataclass

from django.http import HttpRequest

from headwater.governance.audit import clock
from headwater.insight.charts import of_months
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import charting
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import weeks as weekly
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedAssurance, ReleasedChart, ReleasedWeeks, UnusualWeek
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain, Month

NOT_A_TARGET = "Write the target as a number of nought or more, such as 40."
MOST = 1e9
WHICH = (of_months.MOVING, of_months.LEVEL, of_months.WEEKS)


@dataclass(frozen=True)
class Target:
    """What the reader typed as a target, and what the limits say of it; or why it is none."""

    typed: str
    said: ReleasedAssurance | None = None
    problem: str = ""


@dataclass(frozen=True)
class Months:
    """Everything said of an area's months."""

    read: ReleasedChart
    target: Target
    moving: Chart | None
    level: Chart | None

    @property
    def jumps(self) -> list[tuple[str, float | None, float, bool]]:
        """Each month with the jump to it, its limit, and whether it is larger than usual; newest first."""
        moving = self.read.moving
        if moving is None:
            return []
        names = [Month.of(start).words() for start in self.read.series.starts]
        return list(zip(names, moving.ranges, moving.upper, moving.wild, strict=True))[::-1]

    @property
    def steps(self) -> list[tuple[str, float, float]]:
        """The month from which on each level holds, and the mean before and since."""
        level = self.read.level
        return (
            [(Month.of(start).words(), before, since) for start, before, since in level.steps]
            if level
            else []
        )


@dataclass(frozen=True)
class Weeks:
    """The newest weeks, drawn and in words."""

    said: ReleasedWeeks
    chart: Chart | None

    @property
    def rows(self) -> list[UnusualWeek]:
        return list(self.said.weeks)[::-1]


def of_area(request: HttpRequest, indicator: Indicator, area: Area, audience: Audience) -> Months | None:
    """What the months of an area say; None where no months of it were released."""
    try:
        read = indicators.chart(indicator.key, area.code, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None
    typed = request.GET.get("target", "").strip()[:20]
    drawn = {
        which: charts.find_chart(
            indicator.key, area.code, audience=audience, grain=Grain.MONTH, category=which
        )
        for which in (of_months.MOVING, of_months.LEVEL)
    }
    return Months(read, _target(typed, read), *drawn.values())


def _target(typed: str, read: ReleasedChart) -> Target:
    if not typed:
        return Target("")
    try:
        target = float(typed.replace(",", ""))
    except ValueError:
        return Target(typed, problem=NOT_A_TARGET)
    if not (math.isfinite(target) and 0 <= target <= MOST):
        return Target(typed, problem=NOT_A_TARGET)
    return Target(typed, said=charting.against(read, target))


def weeks_of(indicator: Indicator, area: Area, audience: Audience) -> Weeks | None:
    """The newest weeks of a whole force area, for partners; None for the public and for every other area."""
    try:
        found = charting.unusual_weeks(indicator.key, audience=audience, on=clock.today())
    except Refused:
        return None
    said = next((each for each in found if each.area_code == area.code), None)
    return Weeks(said, picture_of_weeks(indicator, area, audience)) if said else None


def picture_of_weeks(indicator: Indicator, area: Area, audience: Audience) -> Chart | None:
    key = weekly.key_of(indicator.key)
    return charts.find_chart(key, area.code, audience=audience, grain=Grain.WEEK, category=of_months.WEEKS)


def picture(indicator: Indicator, area: Area, which: str, audience: Audience) -> Chart | None:
    """The drawing of jumps, of the level or of weeks, to be kept as a file."""
    if which == of_months.WEEKS:
        return picture_of_weeks(indicator, area, audience)
    return charts.find_chart(indicator.key, area.code, audience=audience, grain=Grain.MONTH, category=which)
