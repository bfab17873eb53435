"""Suspensions from school: a cause to watch, and known two terms late."""

import ibis

from headwater.data.contracts import codelists as codes
from headwater.insight.indicators import cuts, sorting
from headwater.insight.indicators.language import Ages, Direction, Events, Indicator, Speaks


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.exclusion_type == "FIXD")


INDICATOR = Indicator(
    key="suspensions",
    version=1,
    title="Suspensions from school",
    plain_title="Suspensions from school",
    question="Are more or fewer children suspended from school?",
    of=Events(contract="school_exclusions", keep=keep, when="starts_on", covers_months=2),
    counts="suspensions that began in the school year",
    unit="per 1,000 children aged 5 to 15",
    per=1_000,
    ages=Ages(5, 15),
    cuts=(*cuts.SCHOOL, cuts.SCHOOL_BY_SEX, cuts.SCHOOL_BY_ETHNICITY),
    breakdowns=(sorting.by_sex("sex"), sorting.by_ethnicity("ethnicity", dict(codes.ETHNICITY_SCHOOL))),
    policy="ons",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-causes",
    speaks_of=Speaks.CAUSES,
    owner="The partnership's education lead",
    caveats=(
        "By where the child lives. One child may be suspended more than once.",
        "Part-time timetables, managed moves and pupils taken off the roll do not show.",
    ),
)
