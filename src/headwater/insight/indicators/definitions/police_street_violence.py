"""Violence and sexual offences in the open street-level data: broad, but there for everybody from the first
day.
"""

import ibis

from headwater.insight.indicators import caveats, cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.crime_type.isin(["Violence and sexual offences", "Violent crime"]))


INDICATOR = Indicator(
    key="police_street_violence",
    version=1,
    title="Violence and sexual offences recorded by the police (open data)",
    plain_title="Violence recorded by the police",
    question="Is recorded violence going up or down?",
    of=Events(contract="police_street", keep=keep, when="month"),
    counts="violence and sexual offences recorded by the police",
    unit="per 100,000 people",
    cuts=(*cuts.OPEN, *cuts.BY_DEPRIVATION_OPEN),
    breakdowns=(sorting.by_deprivation(),),
    policy="already-public",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    owner="The partnership's analyst",
    caveats=(
        "One broad group: it includes violence without injury, harassment and sexual offences.",
        "Recording has improved over the years, so a rise may be better recording.",
        caveats.SNAPPED_POINTS,
    ),
)
