"""Grant spent on an intervention, by providers' quarterly returns. Money and never people; more is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_spend",
    version=1,
    title="Grant spent on an intervention",
    plain_title="What interventions cost",
    question="How much of the grant was spent?",
    of=returns.money_of("spend_gbp"),
    counts="pounds of the grant spent in the quarter",
    unit="pounds",
    cuts=returns.CUTS,
    policy=returns.MONEY_POLICY,
    method=Method.AS_PUBLISHED,
    per=1,
    direction=Direction.AMBIGUOUS,
    outcome=returns.OUTCOME,
    speaks_of=Speaks.CAUSES,
    owner=returns.OWNER,
    caveats=returns.MONEY_CAVEATS,
)
