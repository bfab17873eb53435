"""People who completed an intervention, by providers' quarterly returns. More is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_completers",
    version=1,
    title="People who completed an intervention",
    plain_title="People who finished an intervention as it was designed",
    question="How many people finished it?",
    of=returns.count_of("completers", adds=True),
    counts="people who finished the programme as designed in the quarter",
    unit="people who finished",
    cuts=returns.CUTS,
    policy=returns.POLICY,
    method=Method.COUNT,
    per=1,
    direction=Direction.AMBIGUOUS,
    outcome=returns.OUTCOME,
    speaks_of=Speaks.CAUSES,
    owner=returns.OWNER,
    caveats=returns.CAVEATS,
)
