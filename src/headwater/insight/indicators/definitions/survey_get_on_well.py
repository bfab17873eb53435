"""Different backgrounds get on well together, by what people say in the community survey."""

from headwater.insight.indicators import asking
from headwater.insight.indicators.language import Direction, Indicator, Speaks
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="survey_get_on_well",
    version=1,
    title="Different backgrounds get on well together (survey)",
    plain_title="People who say that neighbours get on well",
    question="Do more or fewer people say that people of different backgrounds get on well here?",
    of=asking.question("get_on_well"),
    counts="people who agree that people of different backgrounds get on well here",
    unit=asking.UNIT,
    cuts=asking.CUTS,
    breakdowns=asking.BREAKDOWNS,
    policy=asking.POLICY,
    method=Method.ESTIMATE,
    per=1,
    direction=Direction.HIGHER_IS_BETTER,
    outcome="cohesion",
    speaks_of=Speaks.CAUSES,
    owner=asking.OWNER,
    caveats=asking.CAVEATS,
)
