"""Persistent absence by local authority, as published."""

from headwater.insight.indicators import caveats, marks
from headwater.insight.indicators.language import Cut, Direction, Indicator, Published, Speaks
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain

INDICATOR = Indicator(
    key="persistent_absence_rate",
    version=1,
    title="Persistent absence of all schools (published)",
    plain_title="Children who miss a tenth of school or more (national figures)",
    question="Do more or fewer children miss a lot of school?",
    of=Published(contract="dfe_la_indicators", rows=marks.rates_of_authorities("TotPerAbNew", first_month=1)),
    counts="the rate as its publisher worked it out",
    unit="% of pupils",
    cuts=(Cut(("region", "utla"), Grain.YEAR),),
    policy="already-public",
    method=Method.AS_PUBLISHED,
    per=1,
    not_below="utla",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-causes",
    speaks_of=Speaks.CAUSES,
    owner="The partnership's analyst",
    caveats=(*caveats.RATES_AS_PUBLISHED,),
)
