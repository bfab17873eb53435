"""Every kind of block by the word that templates use for it. To add one: a function here, and nothing else changes."""

from collections.abc import Callable, Mapping

from headwater.insight.reporting.blocks import (
    of_figures,
    of_partnership,
    of_performance,
    of_programmes,
    of_readings,
)
from headwater.insight.reporting.blocks.block import Asking, Block

KINDS: Mapping[str, Callable[[Asking], Block]] = {
    "indicator": of_figures.indicator,
    "groups": of_figures.groups,
    "areas": of_figures.areas,
    "sources_beside": of_readings.sources_beside,
    "gap": of_readings.gap,
    "ethnic_groups": of_readings.ethnic_groups,
    "week": of_readings.week,
    "kinds_of_place": of_readings.kinds_of_place,
    "places": of_readings.places,
    "near_repeats": of_readings.near_repeats,
    "people": of_partnership.people,
    "factors": of_partnership.factors,
    "voices": of_partnership.voices,
    "services": of_partnership.services,
    "unserved": of_partnership.unserved,
    "what_works": of_partnership.what_works,
    "data_gaps": of_partnership.data_gaps,
    "evidence_gaps": of_partnership.evidence_gaps,
    "priorities": of_partnership.priorities,
    "unmeasured": of_partnership.unmeasured,
    "findings": of_partnership.findings,
    "decided": of_partnership.decided,
    "overdue": of_partnership.overdue,
    "points": of_partnership.points,
    "stands_out": of_performance.stands_out,
    "table": of_performance.table,
    "targets": of_performance.targets,
    "services_return": of_performance.services_return,
    "returned": of_programmes.returned,
    "reach": of_programmes.reach,
    "cohorts": of_programmes.cohorts,
}
