"""Match funding in cash, by providers' quarterly returns. Money and never people; more is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_match_cash",
    version=1,
    title="Match funding in cash",
    plain_title="Money that others added",
    question="How much money did others add?",
    of=returns.money_of("match_cash_gbp"),
    counts="pounds that others added in cash in the quarter",
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
