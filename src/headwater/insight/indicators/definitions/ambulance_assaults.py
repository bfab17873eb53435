"""Ambulance calls to assaults and penetrating injuries: a third view beside police and hospital."""

import ibis

from headwater.insight.indicators import caveats, cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(rows.chief_complaint.isin(["ASSAULT", "PENETRATING"]))


INDICATOR = Indicator(
    key="ambulance_assaults",
    version=1,
    title="Ambulance calls to assaults",
    plain_title="Ambulance calls to assaults",
    question="Are ambulances called to more or fewer assaults?",
    of=Events(contract="ambulance_assaults", keep=keep, when="called_at"),
    counts="calls to the ambulance service after assault or a penetrating injury",
    unit="per 100,000 people",
    cuts=(cuts.BY_DEPRIVATION, *cuts.COMMON, cuts.BY_AGE_YEARLY, cuts.BY_AGES, cuts.BY_SEX),
    breakdowns=(
        sorting.by_age("age"),
        sorting.by_ages("age"),
        sorting.by_sex("sex", of_residents=True),
        sorting.by_deprivation(),
    ),
    policy="local",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-injuries",
    owner="The partnership's analyst",
    caveats=(
        "Several calls may be about one assault.",
        "The place is the scene or where the caller stood.",
        caveats.PEOPLE_BY_SEX,
    ),
)
