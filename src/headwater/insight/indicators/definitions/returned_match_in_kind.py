"""Match funding in kind, by providers' quarterly returns. Money and never people; more is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_match_in_kind",
    version=1,
    title="Match funding in kind",
    plain_title="Help in kind that others added, in pounds",
    question="What was the help in kind of others worth?",
    of=returns.money_of("match_in_kind_gbp"),
    counts="pounds that help in kind was valued at in the quarter",
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
