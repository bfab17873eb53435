"""Anti-social behaviour in the open street-level data."""

import ibis

from headwater.insight.indicators import caveats, cuts
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.crime_type.isin(["Anti-social behaviour"]))


INDICATOR = Indicator(
    key="police_street_antisocial",
    version=1,
    title="Anti-social behaviour recorded by the police (open data)",
    plain_title="Anti-social behaviour reported to the police",
    question="Is anti-social behaviour going up or down?",
    of=Events(contract="police_street", keep=keep, when="month"),
    counts="incidents of anti-social behaviour recorded by the police",
    unit="per 100,000 people",
    cuts=cuts.OPEN,
    policy="already-public",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    owner="The partnership's analyst",
    caveats=(
        "Incidents never carry a reference, so two rows may be one incident or two.",
        "How forces record it changes and differs.",
        caveats.SNAPPED_POINTS,
    ),
)
