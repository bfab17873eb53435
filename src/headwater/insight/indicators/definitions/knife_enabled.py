"""The Home Office's second measure: flaggable offences of the serious-violence list with the knife flag,
all ages and under 25.
"""

import ibis

from headwater.insight.indicators import caveats, codelists, cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    serious, flaggable = map(codelists.get_codelist, ("serious_violence", "knife_offences"))
    return rows.filter(
        rows.knife
        & serious.holds(rows.ho_class, rows.ho_subcode)
        & flaggable.holds(rows.ho_class, rows.ho_subcode)
    )


INDICATOR = Indicator(
    key="knife_enabled",
    version=2,
    title="Knife-enabled serious violence",
    plain_title="Serious violence with a knife or sharp object",
    question="Is violence with knives going up or down?",
    of=Events(contract="police_recorded_crime", keep=keep, when="recorded_on"),
    counts="serious violent offences with a knife or sharp object recorded by the police",
    unit="per 100,000 people",
    cuts=(cuts.BY_DEPRIVATION, *cuts.UNCOMMON, cuts.BY_AGE, cuts.BY_SEX, cuts.BY_ETHNICITY),
    breakdowns=(
        sorting.by_youth("victim_age"),
        sorting.by_sex("victim_sex", of_residents=True),
        sorting.by_ethnicity("victim_ethnicity", of_residents=True),
        sorting.by_deprivation(),
    ),
    policy="local",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    codelists=("serious_violence", "knife_offences"),
    part_of="serious_violence",
    owner="The partnership's analyst",
    caveats=(
        "The knife flag was applied too seldom before text search was used.",
        "Possession of a knife is not in it.",
        caveats.MONTH_RECORDED,
        caveats.PEOPLE_OF_THE_CENSUS,
        caveats.PEOPLE_BY_SEX,
    ),
)
