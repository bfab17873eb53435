"""Children who went missing from home or care, each counted once a year."""

import ibis

from headwater.insight.indicators import children
from headwater.insight.indicators.language import Direction, Indicator, Speaks


def among(rows: ibis.Table) -> ibis.Value:
    return (rows.episode_type == "MIS") | (rows.missing_episodes > 0)


INDICATOR = Indicator(
    key="children_missing",
    version=1,
    title="Children who went missing from home or care",
    plain_title="Children who went missing",
    question="Do more or fewer children go missing from home or care?",
    of=children.events(among),
    counts="children who went missing in the year, by an episode or as told within one",
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
