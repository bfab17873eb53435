"""The Home Office's third measure. Too rare for monthly counts: years for everybody, days between events
for partners.
"""

import ibis

from headwater.insight.indicators import codelists, cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    killed = codelists.get_codelist("homicide").holds(rows.ho_class, rows.ho_subcode)
    return rows.filter(killed & ~rows.domestic.fill_null(False))


INDICATOR = Indicator(
    key="homicide",
    version=1,
    title="Homicide that is not domestic",
    plain_title="People killed, other than in domestic abuse",
    question="How many people are killed?",
    of=Events(contract="police_recorded_crime", keep=keep, when="recorded_on"),
    counts="homicides recorded by the police that are not domestic",
    unit="per 100,000 people",
    cuts=(*cuts.RARE, cuts.BY_AGE_YEARLY, cuts.BY_KNIFE),
    breakdowns=(sorting.by_youth("victim_age"), sorting.by_knife()),
    policy="announced",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    codelists=("homicide",),
    gaps=("", "age", "knife"),
    owner="The partnership's analyst",
    caveats=(
        "One year beside another says little: look at the days between events.",
        "A case may be reclassified after a trial.",
    ),
)
