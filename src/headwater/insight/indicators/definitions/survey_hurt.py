"""Attacked or threatened in the last year, by what people say in the community survey."""

from headwater.insight.indicators import asking
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Method

INDICATOR = Indicator(
    key="survey_hurt",
    version=1,
    title="Attacked or threatened in the last year (survey)",
    plain_title="People who say that they were attacked or threatened",
    question="Were more or fewer people attacked or threatened, whether or not they told anybody?",
    of=asking.question("hurt_last_year", says=("1",), told=("1", "2")),
    counts="people who say that somebody attacked or threatened them in the last twelve months",
    unit=asking.UNIT,
    cuts=asking.CUTS,
    breakdowns=asking.BREAKDOWNS,
    policy=asking.POLICY,
    method=Method.ESTIMATE,
    per=1,
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    owner=asking.OWNER,
    caveats=(
        *asking.CAVEATS,
        "It includes what was never told to the police, and is about a year, not a month.",
    ),
)
