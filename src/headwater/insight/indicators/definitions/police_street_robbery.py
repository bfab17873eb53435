"""Robbery in the open street-level data."""

import ibis

from headwater.insight.indicators import caveats, cuts
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.crime_type.isin(["Robbery"]))


INDICATOR = Indicator(
    key="police_street_robbery",
    version=1,
    title="Robbery recorded by the police (open data)",
    plain_title="Robberies recorded by the police",
    question="Are robberies going up or down?",
    of=Events(contract="police_street", keep=keep, when="month"),
    counts="robberies recorded by the police",
    unit="per 100,000 people",
    cuts=cuts.OPEN,
    policy="already-public",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    owner="The partnership's analyst",
    caveats=(caveats.SNAPPED_POINTS,),
)
