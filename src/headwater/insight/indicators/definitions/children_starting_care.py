"""Children who came into care, each counted once a year."""

import ibis

from headwater.insight.indicators import children
from headwater.insight.indicators.language import Direction, Indicator, Speaks


def among(rows: ibis.Table) -> ibis.Value:
    return rows.episode_type == "CLA"


INDICATOR = Indicator(
    key="children_starting_care",
    version=1,
    title="Children who came into care",
    plain_title="Children who came into the care of the council",
    question="Do more or fewer children come into care?",
    of=children.events(among),
    counts="children who began to be looked after by the local authority in the year",
    cuts=children.CUTS,
    breakdowns=children.BREAKDOWNS,
    policy=children.POLICY,
    per=children.PER,
    ages=children.UNDER_18,
    direction=Direction.AMBIGUOUS,
    outcome="fewer-causes",
    speaks_of=Speaks.CAUSES,
    owner=children.OWNER,
    caveats=(*children.CAVEATS,),
)
