"""Serious violence as the partnership's versioned codelist defines it, from record-level police data."""

import ibis

from headwater.insight.indicators import caveats, codelists, cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator

PLACES = {
    "home": ("DWELLING",),
    "street": ("STREET",),
    "licensed": ("LICENSED",),
    "business": ("SHOP",),
    "education": ("EDUCATION",),
    "transport": ("TRANSPORT",),
    "open": ("OPEN",),
    sorting.UNKNOWN: ("UNKNOWN",),
}


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(codelists.get_codelist("serious_violence").holds(rows.ho_class, rows.ho_subcode))


INDICATOR = Indicator(
    key="serious_violence",
    version=2,
    title="Serious violence recorded by the police",
    plain_title="Serious violence recorded by the police",
    question="Is serious violence going up or down?",
    of=Events(contract="police_recorded_crime", keep=keep, when="recorded_on"),
    counts="serious violent offences recorded by the police",
    unit="per 100,000 people",
    cuts=(
        cuts.BY_DEPRIVATION,
        *cuts.COMMON,
        cuts.BY_AGE_YEARLY,
        cuts.BY_AGES,
        cuts.BY_SEX,
        cuts.BY_ETHNICITY,
        cuts.BY_PLACE_TYPE,
    ),
    breakdowns=(
        sorting.by_age("victim_age"),
        sorting.by_ages("victim_age"),
        sorting.by_sex("victim_sex", of_residents=True),
        sorting.by_ethnicity("victim_ethnicity", of_residents=True),
        sorting.by_offence(),
        sorting.by_deprivation(),
        sorting.by_place_type("location_type", PLACES),
    ),
    near_repeat="offence",
    time_of_week=True,
    weekly=True,
    policy="local",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    codelists=("serious_violence",),
    owner="The partnership's analyst",
    caveats=(
        caveats.MONTH_RECORDED,
        caveats.PEOPLE_OF_THE_CENSUS,
        caveats.PEOPLE_BY_SEX,
        "Age, sex and ethnicity are the principal victim's; ethnicity is often not known.",
        "Better recording raises it: breaks in recording are marked.",
    ),
)
