"""Feel safe walking alone near home after dark, by what people say in the community survey."""

from headwater.insight.indicators import asking
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="survey_safe_after_dark",
    version=1,
    title="Feel safe walking alone near home after dark (survey)",
    plain_title="People who feel safe outside after dark",
    question="Do more or fewer people feel safe outside after dark?",
    of=asking.question("safe_after_dark"),
    counts="people who feel very or fairly safe walking alone near home after dark",
    unit=asking.UNIT,
    cuts=asking.CUTS,
    breakdowns=asking.BREAKDOWNS,
    policy=asking.POLICY,
    method=Method.ESTIMATE,
    per=1,
    direction=Direction.HIGHER_IS_BETTER,
    outcome="less-fear",
    owner=asking.OWNER,
    caveats=(
        *asking.CAVEATS,
        "Those who never go out after dark are not counted: some of them stay in because they are afraid.",
    ),
)
