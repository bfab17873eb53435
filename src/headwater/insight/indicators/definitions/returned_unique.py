"""Different people who took part, by providers' quarterly returns. More is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_unique",
    version=1,
    title="Different people who took part",
    plain_title="Different people who took part in interventions",
    question="How many different people took part?",
    of=returns.count_of("unique_participants", adds=False),
    counts="different people who took part in the quarter, each counted once",
    unit="different people",
    cuts=returns.CUTS,
    policy=returns.POLICY,
    method=Method.COUNT,
    per=1,
    direction=Direction.AMBIGUOUS,
    outcome=returns.OUTCOME,
    speaks_of=Speaks.CAUSES,
    owner=returns.OWNER,
    caveats=(*returns.CAVEATS, returns.NOT_ACROSS_TIME),
)
