"""Suspensions by local authority, as published, a year or more late."""

from headwater.insight.indicators import caveats, marks
from headwater.insight.indicators.language import Cut, Direction, Indicator, Published, Speaks
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain

INDICATOR = Indicator(
    key="school_suspension_rate",
    version=1,
    title="Suspension rate of all schools (published)",
    plain_title="Suspensions from school (national figures)",
    question="Are more or fewer children suspended from school?",
    of=Published(contract="dfe_la_indicators", rows=marks.rates_of_authorities("TotFixedEx", first_month=9)),
    counts="the rate as its publisher worked it out",
    unit="suspensions per 100 pupils",
    cuts=(Cut(("region", "utla"), Grain.YEAR),),
    policy="already-public",
    method=Method.AS_PUBLISHED,
    per=1,
    not_below="utla",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-causes",
    speaks_of=Speaks.CAUSES,
    owner="The partnership's analyst",
    caveats=(
        *caveats.RATES_AS_PUBLISHED,
        "One pupil may be suspended more than once.",
    ),
)
