"""Feel safe walking alone near home by day, by what people say in the community survey."""

from headwater.insight.indicators import asking
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="survey_safe_by_day",
    version=1,
    title="Feel safe walking alone near home by day (survey)",
    plain_title="People who feel safe outside by day",
    question="Do more or fewer people feel safe outside by day?",
    of=asking.question("safe_by_day"),
    counts="people who feel very or fairly safe walking alone near home by day",
    unit=asking.UNIT,
    cuts=asking.CUTS,
    breakdowns=asking.BREAKDOWNS,
    policy=asking.POLICY,
    method=Method.ESTIMATE,
    per=1,
    direction=Direction.HIGHER_IS_BETTER,
    outcome="less-fear",
    owner=asking.OWNER,
    caveats=asking.CAVEATS,
)
