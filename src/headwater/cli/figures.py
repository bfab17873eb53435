"""From landed files to figures and charts: the part of the walk that every face ends with."""

from headwater.data import flow
from headwater.data.lake.tables import LakeTables
from headwater.governance.audit.action import Actor
from headwater.insight.charts import actions as charts
from headwater.insight.indicators import actions as indicators
from headwater.insight.performance import actions as performance


def bring_up_to_date(*, by: Actor) -> list[str]:
    """Derived tables, indicators and charts, wherever something changed. Names of the tables rebuilt."""
    rebuilt = flow.settle()
    refresh(by=by)
    return rebuilt


def refresh(*, by: Actor) -> None:
    """Indicators and charts, wherever their tables changed; what an indicator means is kept before its figures are made anew."""
    performance.keep_definitions(by=by)
    indicators.refresh(LakeTables(), by=by)
    charts.draw_all(by=by)
