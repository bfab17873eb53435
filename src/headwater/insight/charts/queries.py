"""Finding a drawing. It asks for the agreement first, as every question about a released figure does."""

from headwater.governance.audit import clock
from headwater.insight.charts.models import Chart
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.vocabulary.periods import Grain

WHOLE, GROUPS = release.WHOLE, "groups"  # everybody in one line; the groups of a breakdown in one drawing
STEADIEST_LAST = (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.ROLLING_12)


def find_chart(
    indicator: str,
    area_code: str,
    *,
    audience: Audience,
    breakdown: str = "",
    grain: Grain | None = None,
    category: str = WHOLE,
) -> Chart | None:
    """The drawing of a series: of this length of period, or else of the finest that was drawn.

    Refused where the agreement for its source has ended. None where nothing was drawn: too few to chart.
    """
    standing = [
        each
        for each in release.standing(indicator, audience=audience)
        if each.breakdown == breakdown and grain in (None, each.grain)
    ]
    release.check_readable({source for each in standing for source in each.sources}, on=clock.today())
    place = {"area_code": area_code, "category": category}
    found = Chart.objects.filter(release__in=standing, **place).select_related("release")
    return min(found.defer("release__contents"), key=lambda chart: _order(chart.release), default=None)


def png(chart: Chart) -> bytes:
    """The drawing in dots."""
    from headwater.insight.charts import drawing  # loads the renderer, which most pages never need

    return drawing.png(chart.svg)


def _order(released: Release) -> tuple[int, bool]:
    """Finest first, and the audience's own release before the public's."""
    return STEADIEST_LAST.index(Grain(released.grain)), released.audience == Audience.PUBLIC
