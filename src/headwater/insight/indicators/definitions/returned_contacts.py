"""Contacts that providers delivered, by providers' quarterly returns. More is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_contacts",
    version=1,
    title="Contacts that providers delivered",
    plain_title="Contacts and sessions of interventions",
    question="How many contacts and sessions were there?",
    of=returns.count_of("contacts", adds=True),
    counts="single contacts or sessions delivered, not people",
    unit="contacts",
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
