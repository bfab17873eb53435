"""Assaults seen in emergency departments: much of it never reaches the police."""

import ibis

from headwater.insight.indicators import cuts, sorting
from headwater.insight.indicators.language import Direction, Events, Indicator

PLACES = {
    "home": ("03", "04"),
    "street": ("01",),
    "licensed": ("02",),
    "business": ("06", "09"),
    "education": ("05",),
    "transport": ("08",),
    "open": ("07",),
    sorting.UNKNOWN: ("99",),
}


def keep(rows: ibis.Table) -> ibis.Table:
    return rows


INDICATOR = Indicator(
    key="ed_assaults",
    version=1,
    title="Attendances at emergency departments after assault",
    plain_title="People treated in hospital emergency departments after an assault",
    question="Are more or fewer people hurt badly enough to go to hospital?",
    of=Events(contract="ed_assaults", keep=keep, when="assaulted_at", collected="period_starts_on"),
    counts="attendances at emergency departments after assault",
    unit="per 100,000 people",
    cuts=(cuts.BY_DEPRIVATION, *cuts.COMMON, cuts.BY_PLACE_TYPE),
    breakdowns=(sorting.by_deprivation(), sorting.by_place_type("assault_location_type", PLACES)),
    time_of_week=True,
    weekly=True,
    policy="local",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-injuries",
    owner="The partnership's analyst",
    caveats=(
        "Counted in the month of the assault. It may include domestic assaults.",
        "Departments differ in how much they ask and record.",
        "Many places are typed in words and could not be found.",
    ),
)
