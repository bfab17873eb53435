"""One way to ask for the rows of a page of the vision, whichever face asks."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.performance import (
    activities,
    children,
    cohorts,
    gaps,
    lens,
    marked_places,
    perception,
    reach,
    scorecard,
    told,
)
from headwater.insight.performance.told import Told
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused


class Page(StrEnum):
    """The pages that are told as rows."""

    VISION = "vision"
    FEELING_SAFE = "feeling-safe"
    CHILDREN = "children"
    DIFFERENCES = "differences"
    GAPS = "gaps"
    REACH = "reach"
    OUTCOMES = "outcomes"
    ACTIVITIES = "activities"


def rows(page: Page, *, audience: Audience, on: date, indicator: str = "") -> list[Told]:
    """What a page shows this audience today; of one indicator, where one is named. Refused where an agreement has ended."""
    if indicator:
        registry.get_indicator(indicator)
    found = _ROWS[page](audience, on, indicator)
    return [each for each in found if not indicator or each.indicator == indicator]


def _vision(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_vision(scorecard.scorecard(audience=audience, on=on))


def _feeling_safe(audience: Audience, on: date, _indicator: str) -> list[Told]:
    found = perception.perception(audience=audience, on=on)
    return (told.of_perception(found) if found else []) + _marked(audience, on)


def _marked(audience: Audience, on: date) -> list[Told]:
    """Places that people marked are of a source of their own: where that is refused the other rows stand."""
    try:
        found = marked_places.marked(audience=audience, on=on)
    except Refused as refused:
        return [Told("marked", marked_places.KEY, "", says=refused.says)]
    return told.of_marked(found) if found else []


def _children(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_cohorts(cohorts.cohorts(audience=audience, on=on))


def _differences(audience: Audience, on: date, indicator: str) -> list[Told]:
    """Of every indicator that has groups, or of the one that is named. Of several, one that is refused says so and the others stand."""
    offered = [each for each in lens.offered(audience=audience) if indicator in ("", each.key)]
    if indicator and not offered:
        raise NotFound("There are no figures of that name by groups.")
    return [row for each in offered for row in _lens(each, audience, on, alone=bool(indicator))]


def _lens(indicator: Indicator, audience: Audience, on: date, *, alone: bool) -> list[Told]:
    area = lens.whole_area()
    if area is None:
        return []
    try:
        return told.of_lens(lens.lens(indicator, area, audience=audience, on=on))
    except Refused as refused:
        if alone:
            raise
        return [Told("group", indicator.key, area.code, says=refused.says)]


def _gaps(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_gaps(gaps.tracker(audience=audience, on=on))


def _reach(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_reach(reach.reach(audience=audience, on=on))


def _outcomes(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_wheel(children.wheel(audience=audience, on=on))


def _activities(audience: Audience, on: date, _indicator: str) -> list[Told]:
    return told.of_activities(activities.monitored(audience=audience, on=on, public_only=True))


_ROWS: dict[Page, Callable[[Audience, date, str], list[Told]]] = {
    Page.VISION: _vision,
    Page.FEELING_SAFE: _feeling_safe,
    Page.CHILDREN: _children,
    Page.DIFFERENCES: _differences,
    Page.GAPS: _gaps,
    Page.REACH: _reach,
    Page.OUTCOMES: _outcomes,
    Page.ACTIVITIES: _activities,
}
