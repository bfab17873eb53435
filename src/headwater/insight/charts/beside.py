"""Drawings that stand on more than one series: sources side by side, and the days between rare events.

They are found by what they show, never by their release: whatever is withdrawn, or may no longer be read, takes its
drawing with it.
"""

from collections.abc import Mapping

from headwater.governance.audit import clock
from headwater.insight.charts import panels, picture
from headwater.insight.charts.models import Chart
from headwater.insight.charts.panels import Panels
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said import ReleasedGaps, ReleasedTriangulation
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused

SOURCES, GAPS = "sources", "gaps:"  # in place of a category of people
SHORT = {"serious_violence": "Police", "ed_assaults": "Hospital", "ambulance_assaults": "Ambulance"}


def find_sources(area_code: str, *, audience: Audience) -> Chart | None:
    """The drawing of police, hospital and ambulance side by side, as they stand now."""
    made = sources(area_code, audience=audience)
    return _drawing_of(made)


def find_gaps(indicator: Indicator, area_code: str, category: str, *, audience: Audience) -> Chart | None:
    """The drawing of the days between events of one group."""
    return _drawing_of(gaps(indicator, area_code, category, audience=audience))


def sources(area_code: str, *, audience: Audience) -> Panels | None:
    found = side_by_side(area_code, audience=audience)
    return panels.of_sources(found, titles(), found.sources[0].series.area_name) if found else None


def side_by_side(area_code: str, *, audience: Audience) -> ReleasedTriangulation | None:
    """The sources' series on one scale; nothing where too few years stand to make a line of."""
    try:
        found = indicators.triangulation(area_code, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None
    return found if len(found.starts) >= picture.FEWEST else None


def gaps(indicator: Indicator, area_code: str, category: str, *, audience: Audience) -> Panels | None:
    found = days_between(indicator, area_code, category, audience=audience)
    if found is None:
        return None
    name = indicators.get_area(area_code).name
    return panels.of_gaps(found, indicator, name, gap_groups(indicator)[category])


def days_between(
    indicator: Indicator, area_code: str, category: str, *, audience: Audience
) -> ReleasedGaps | None:
    """The days between events, for those who may see them and where there are enough."""
    try:
        return indicators.days_between(
            indicator.key, area_code, audience=audience, on=clock.today(), category=category
        )
    except (NotFound, Refused):
        return None


def gap_groups(indicator: Indicator) -> Mapping[str, str]:
    """The groups whose days between events are kept, with their words; nothing for everybody."""
    found = {release.WHOLE: ""} if "" in indicator.gaps else {}
    for key in indicator.gaps:
        breakdown = indicator.breakdown(key)
        found |= dict(breakdown.categories) if breakdown else {}
    return found


def titles() -> dict[str, str]:
    """What the sources are called where they stand side by side."""
    return {key: SHORT.get(key, each.plain_title) for key, each in registry.indicators().items()}


def _drawing_of(made: Panels | None) -> Chart | None:
    return Chart.objects.filter(content_hash=made.content_hash).first() if made else None
