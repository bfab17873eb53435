"""Worried about being attacked, by what people say in the community survey."""

from headwater.insight.indicators import asking
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="survey_worried",
    version=1,
    title="Worried about being attacked (survey)",
    plain_title="People who are worried about being attacked",
    question="Are more or fewer people worried about being attacked?",
    of=asking.question("worried"),
    counts="people who are very or fairly worried about being attacked",
    unit=asking.UNIT,
    cuts=asking.CUTS,
    breakdowns=asking.BREAKDOWNS,
    policy=asking.POLICY,
    method=Method.ESTIMATE,
    per=1,
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-fear",
    owner=asking.OWNER,
    caveats=asking.CAVEATS,
)
