"""First-time entrants by local authority, as published."""

from headwater.insight.indicators import caveats, marks
from headwater.insight.indicators.language import Cut, Direction, Indicator, Published, Speaks
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain

INDICATOR = Indicator(
    key="first_time_entrants",
    version=1,
    title="First-time entrants to the youth justice system (published)",
    plain_title="Children in the justice system for the first time (national figures)",
    question="Do more or fewer children come into the justice system?",
    of=Published(contract="dfe_la_indicators", rows=marks.rates_of_authorities("FirstYJS", first_month=1)),
    counts="the rate as its publisher worked it out",
    unit="per 100,000 children aged 10 to 17",
    cuts=(Cut(("region", "utla"), Grain.YEAR),),
    policy="already-public",
    method=Method.AS_PUBLISHED,
    per=1,
    not_below="utla",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-children-harmed",
    speaks_of=Speaks.CAUSES,
    owner="The partnership's analyst",
    caveats=(*caveats.RATES_AS_PUBLISHED,),
)
