"""Severity-weighted harm, always shown beside its count: one homicide moves it as much as some forty
assaults with injury.
"""

import ibis

from headwater.insight.indicators import codelists
from headwater.insight.indicators.language import Cut, Direction, Events, Indicator
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain


def weigh(rows: ibis.Table) -> ibis.Value:
    return codelists.get_codelist("severity_weights").weight_of(rows.ho_class)


def keep(rows: ibis.Table) -> ibis.Table:
    return rows.filter(codelists.get_codelist("severity_weights").holds(rows.ho_class, rows.ho_subcode))


INDICATOR = Indicator(
    key="harm",
    version=2,
    title="Harm of serious violence (severity-weighted)",
    plain_title="Harm from serious violence",
    question="Is the harm from violence going up or down?",
    of=Events(contract="police_recorded_crime", keep=keep, when="recorded_on", weigh=weigh),
    counts="serious violent offences that have a severity weight; each counts as many points of harm as its weight",
    unit="points of harm per 100,000 people",
    cuts=(Cut(("pfa",), Grain.MONTH), Cut(("pfa", "csp"), Grain.QUARTER)),
    breakdowns=(),
    policy="local",
    direction=Direction.LOWER_IS_BETTER,
    outcome="less-violence",
    codelists=("severity_weights",),
    part_of="serious_violence",
    method=Method.SCORE,
    owner="The partnership's analyst",
    caveats=(
        "The weights shipped are examples: import the published score.",
        "Rounded to wide steps, or it would tell how many offences of each kind there were.",
        "One homicide changes it a lot; it has no limits of chance, so read it beside the count.",
    ),
)
