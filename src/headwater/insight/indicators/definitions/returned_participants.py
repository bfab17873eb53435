"""Participations in interventions, by providers' quarterly returns. More is neither good nor bad by itself."""

from headwater.insight.indicators import returns
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="returned_participants",
    version=1,
    title="Participations in interventions",
    plain_title="Participations in interventions",
    question="How often did people take part?",
    of=returns.count_of("participants", adds=True),
    counts="participations: a person once for each activity",
    unit="participations",
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
