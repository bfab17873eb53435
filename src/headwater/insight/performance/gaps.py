"""Gaps between the poorest and the richest neighbourhoods: how wide, by when they should close, and which have grown.

A gap that has surely grown proposes a task. Only a person gives it to a board; the proposal goes once such a task is open.
"""

from dataclasses import dataclass
from datetime import date

from headwater.governance.leadership import meetings
from headwater.governance.leadership.models import Task
from headwater.insight.indicators import gradient, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said_of_areas import Moved, ReleasedGradient
from headwater.insight.performance.models import GapTarget
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.estimates import Estimate

NO_TARGET = "It has no target yet."
SAYS = {
    Moved.WIDER: "The gap has grown, by more than chance would bring.",
    Moved.NARROWER: "The gap has become smaller, by more than chance would bring.",
    Moved.NO_CLEAR_CHANGE: "The gap shows no clear change.",
}


@dataclass(frozen=True)
class Tracked:
    """One gap: how it stands, what became of it, its target, and the task that answers it where it has grown."""

    indicator: Indicator
    area: Area
    found: ReleasedGradient
    says: str
    target: GapTarget | None
    target_says: str
    task: Task | None

    @property
    def index(self) -> Estimate | None:
        return self.found.newest.relative

    @property
    def proposes(self) -> bool:
        """Whether the gap has grown and nobody was given the task yet."""
        return self.found.widened and self.task is None

    @property
    def what(self) -> str:
        return task_words(self.indicator, self.area)


def tracker(*, audience: Audience, on: date) -> list[Tracked]:
    """Every gap of the widest area that can be shown, those that have grown first."""
    area = indicators.top_area()
    if area is None:
        return []
    keys = [key for key, kinds in gradient.offered(audience=audience).items() if kinds & set(area.kinds)]
    found = [each for key in keys if (each := find(key, area, audience=audience, on=on)) is not None]
    return sorted(found, key=lambda each: (not each.found.widened, each.indicator.plain_title))


def find(key: str, area: Area, *, audience: Audience, on: date) -> Tracked | None:
    """One gap; None where it cannot be shown."""
    try:
        found = gradient.gradient(key, area.code, audience=audience, on=on)
    except (NotFound, Refused):
        return None
    indicator, target = registry.get_indicator(key), find_target(key, area.code)
    held = target if target and not target.withdrawn else None
    return Tracked(
        indicator=indicator,
        area=area,
        found=found,
        says=says(found),
        target=target,
        target_says=target_says(found.newest.relative, held, on=on),
        task=meetings.open_tasks().filter(what=task_words(indicator, area)).first(),
    )


def find_target(indicator: str, area_code: str) -> GapTarget | None:
    return GapTarget.objects.filter(indicator=indicator, area_code=area_code).first()


def says(found: ReleasedGradient) -> str:
    """What became of a gap since the first year that is known."""
    if found.widened:
        return SAYS[Moved.WIDER]
    if not found.changes:
        return "There is only one year, so nobody can say yet whether the gap closes."
    return SAYS[found.changes[-1].ratio_moved]


def target_says(index: Estimate | None, target: GapTarget | None, *, on: date) -> str:
    """How a gap stands to its target: judged by its whole likely range."""
    if target is None:
        return NO_TARGET
    if index is None:
        return "The newest year gives no index to set beside the target."
    if index.upper <= target.aim:
        return "Reached: even the most that the gap may be is within the target."
    if on >= target.due_on:
        return "Its day has come, and it cannot be said that the target is reached."
    return (
        "Not reached yet."
        if index.lower > target.aim
        else "It may be reached: the likely range holds the target."
    )


def task_words(indicator: Indicator, area: Area) -> str:
    """The words of the task that a grown gap asks for; by them it is known again."""
    return f"Answer the growing gap between poorest and richest neighbourhoods: {indicator.plain_title}, {area.name}"[
        :300
    ]
