"""Possession of weapons in the open street-level data. It follows how much the police search as much as
what people carry.
"""

import ibis

from headwater.insight.indicators import caveats, cuts
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.crime_type.isin(["Possession of weapons"]))


INDICATOR = Indicator(
    key="police_street_weapons",
    version=1,
    title="Possession of weapons recorded by the police (open data)",
    plain_title="Weapons found by the police",
    question="How many people are found carrying a weapon?",
    of=Events(contract="police_street", keep=keep, when="month"),
    counts="offences of possessing a weapon recorded by the police",
    unit="per 100,000 people",
    cuts=cuts.OPEN,
    policy="already-public",
    direction=Direction.AMBIGUOUS,
    outcome="less-violence",
    owner="The partnership's analyst",
    caveats=(
        "More searches find more weapons: a rise is neither good nor bad by itself.",
        caveats.SNAPPED_POINTS,
    ),
)
