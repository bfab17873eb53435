"""People whom interventions reached (estimate), by providers' quarterly returns. More is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_reach",
    version=1,
    title="People whom interventions reached (estimate)",
    plain_title="People who saw or heard something of an intervention",
    question="About how many people did it reach?",
    of=returns.count_of("reach", adds=False),
    counts="people who saw or heard something of it, as estimated",
    unit="people, estimated",
    cuts=returns.CUTS,
    policy=returns.POLICY,
    method=Method.COUNT,
    per=1,
    direction=Direction.AMBIGUOUS,
    outcome=returns.OUTCOME,
    speaks_of=Speaks.CAUSES,
    owner=returns.OWNER,
    caveats=(*returns.CAVEATS, "It is an estimate, and stands in no sum.", returns.NOT_ACROSS_TIME),
)
