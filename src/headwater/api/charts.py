"""What the months of a series say, and which weeks were unusual: limits, rules and readings as the pages tell them."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.indicators import charting, queries, registry
from headwater.insight.indicators.said import (
    ReleasedAssurance,
    ReleasedChart,
    ReleasedLevel,
    ReleasedWeeks,
    UnusualWeek,
)
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.states import FigureState

router = Router(tags=["charts"])
PERMISSION = "figures.read_partner"


class Month(Schema):
    """One month beside its limits. Where there are no limits, perhaps a median; the jump is from the month before."""

    period: date
    n: float | None
    status: FigureState
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    rule: Annotated[str, Field(description="Which rule marks it; common_cause where none does")] = ""
    median: float | None = None
    jump: float | None = None
    jump_limit: float | None = None


class Step(Schema):
    """A month from which on the level is another, by the stated rule."""

    since: date
    mean_before: float
    mean_since: float


class Level(Schema):
    """The second reading, with limits made anew where the level moved and stayed. Never show it without the first."""

    says: str
    steps: list[Step]


class Target(Schema):
    """What the newest limits say of a target."""

    target: float
    assurance: str = Field(
        description="consistently_pass, consistently_fail or inconsistent; empty where it cannot be said"
    )
    says: str


class Chart(Schema):
    """A monthly series as its control chart reads it."""

    indicator: str
    area: str
    area_name: str
    audience: Audience
    says: str
    variation: str = Field(description="What the newest month shows; empty where there are no limits")
    jumps_say: str
    level: Level | None
    target: Target | None
    breaks: list[str] = Field(description="Changes of recording, where limits begin anew")
    source: str
    extracted_on: date
    disclosure: str
    months: list[Month]


class Week(Schema):
    """One week beside what was to be expected of it."""

    period: date = Field(description="The Monday that it begins on")
    n: float | None
    status: FigureState
    expected: float
    bound: float = Field(description="More than this seldom comes by chance")
    unusual: bool


class Weeks(Schema):
    """The newest weeks of a force area."""

    indicator: str
    area: str
    area_name: str
    method: str = Field(description="farrington, or ears where the history is short")
    says: str
    false_alarms: str
    hidden: int = Field(description="Weeks of the whole series that are not shown")
    source: str
    extracted_on: date
    disclosure: str
    weeks: list[Week]


class Wanted(Schema):
    """Which series. Without an area: the whole partnership."""

    area: Annotated[str, Field(max_length=40)] = ""
    target: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] | None = None
    audience: Audience | None = None


@router.get("/{indicator}", response={200: Chart, **errors.ANSWERS}, operation_id="chart")
def chart(request: HttpRequest, indicator: str, wanted: Query[Wanted]) -> Chart:
    """The months of one indicator and area: is the newest more than chance? No token is needed for public figures."""
    registry.get_indicator(indicator)
    audience = caller(request).audience(wanted.audience)
    area = wanted.area or _opening_area(indicator, audience)
    read = queries.chart(indicator, area, audience=audience, on=clock.today())
    said = None if wanted.target is None else charting.against(read, wanted.target)
    return _chart(read, said, audience)


@router.get("/{indicator}/weeks", response={200: list[Weeks], **errors.ANSWERS}, operation_id="weeks")
def weeks(request: HttpRequest, indicator: str) -> list[Weeks]:
    """Which of the newest weeks were unusual? For partners."""
    caller(request).check(PERMISSION)
    registry.get_indicator(indicator)
    found = charting.unusual_weeks(indicator, audience=Audience.PARTNER, on=clock.today())
    return [_weeks(each) for each in found]


def _opening_area(indicator: str, audience: Audience) -> str:
    found = queries.opening_area(indicator, audience=audience)
    if found is None:
        raise NotFound("No areas have been loaded here yet.")
    return found.code


def _chart(read: ReleasedChart, said: ReleasedAssurance | None, audience: Audience) -> Chart:
    origin = read.series.provenance
    return Chart(
        indicator=read.series.indicator,
        area=read.series.area_code,
        area_name=read.series.area_name,
        audience=audience,
        says=read.says,
        variation=read.variation,
        jumps_say=read.moving.says if read.moving else "",
        level=_level(read.level) if read.level else None,
        target=Target(target=said.target, assurance=said.word, says=said.says) if said else None,
        breaks=[f"{month}: {words}" for month, words in read.breaks],
        source=origin.attribution,
        extracted_on=origin.extracted_on,
        disclosure=origin.policy_words,
        months=[_month(read, at) for at in range(len(read.series))],
    )


def _level(level: ReleasedLevel) -> Level:
    steps = [Step(since=month, mean_before=before, mean_since=since) for month, before, since in level.steps]
    return Level(says=level.says, steps=steps)


def _month(read: ReleasedChart, at: int) -> Month:
    month = Month(period=read.series.starts[at], n=read.series.n[at], status=read.series.states[at])
    if read.median:
        month.median = read.median[at]
    if read.is_charted:
        month.mean, month.lower, month.upper = read.mean[at], read.lower[at], read.upper[at]
        month.rule = read.rules[at]
    if read.moving:
        month.jump, month.jump_limit = read.moving.ranges[at], read.moving.upper[at]
    return month


def _weeks(found: ReleasedWeeks) -> Weeks:
    origin = found.provenance
    return Weeks(
        indicator=found.indicator,
        area=found.area_code,
        area_name=found.area_name,
        method=found.method,
        says=found.says,
        false_alarms=found.false_alarms,
        hidden=found.hidden,
        source=origin.attribution,
        extracted_on=origin.extracted_on,
        disclosure=origin.policy_words,
        weeks=[_week(each) for each in found.weeks],
    )


def _week(each: UnusualWeek) -> Week:
    return Week(
        period=each.figure.period.start,
        n=each.figure.n,
        status=each.figure.state,
        expected=each.expected,
        bound=each.bound,
        unusual=each.is_unusual,
    )
