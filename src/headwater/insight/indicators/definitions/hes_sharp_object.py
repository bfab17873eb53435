"""The Home Office's first measure: hospital admissions for assault with a sharp object. Published by
region, never below.
"""

import ibis

from headwater.insight.indicators import marks
from headwater.insight.indicators.language import Breakdown, Cut, Direction, Indicator, Published
from headwater.insight.release.draft import Method
from headwater.vocabulary.periods import Grain

YOUNG = ("0 to 9", "0-9", "Under 10", "10 to 19", "10-19")
NOT_KNOWN = ("Unknown", "Unknown Age")
ALL_ADMISSIONS = "FAE"


def rows(table: ibis.Table, breakdown: str) -> ibis.Table:
    """The published totals, and by age the sums of age groups with their bounds."""
    total = table.age_group.isnull() & table.sex.isnull() & table.ethnicity.isnull()
    kept = table.filter(
        (table.measure == ALL_ADMISSIONS) & (total | table.age_group.notnull() if breakdown else total)
    )
    return kept.select(
        area_name=kept.region,
        start=kept.month,
        category=_age(kept.age_group),
        n=kept.admissions.cast("float64"),
        value=kept.admissions.cast("float64"),
        mark=marks.mark_of(kept.admissions, kept.admissions_mark),
        least=kept.admissions_least,
        greatest=kept.admissions_greatest,
    )


def _age(group: ibis.Value) -> ibis.Value:
    return ibis.cases(
        (group.isnull(), "all"),
        (group.isin(YOUNG), "under_20"),
        (group.isin(NOT_KNOWN), "unknown"),
        else_="20_and_over",
    )


INDICATOR = Indicator(
    key="hes_sharp_object",
    version=1,
    title="Hospital admissions for assault with a sharp object",
    plain_title="People admitted to hospital after being hurt with a knife or sharp object",
    question="Are more or fewer people in our region hurt with knives badly enough to stay in hospital?",
    of=Published(contract="hes_sharp_object_admissions", rows=rows),
    counts="admissions to hospital for assault by a sharp object",
    unit="admissions",
    cuts=(Cut(("country", "region"), Grain.MONTH), Cut(("region",), Grain.MONTH, breakdown="age")),
    breakdowns=(
        Breakdown(
            key="age",
            title="Age",
            categories={"under_20": "Under 20", "20_and_over": "20 and over", "unknown": "Age not known"},
            sort=lambda table: _age(table.age_group),
            exhaustive=False,
        ),
    ),
    policy="already-public",
    method=Method.COUNT,
    per=1,
    not_below="region",
    direction=Direction.LOWER_IS_BETTER,
    outcome="fewer-injuries",
    owner="The partnership's health lead",
    caveats=(
        "Published by region only. Admissions are not people.",
        "The source hides 1 to 7 and rounds most other numbers to the nearest 5.",
        "Where a number is hidden its bounds are shown.",
        "The source's age groups do not divide at 25; the nearest division is at 20.",
    ),
)
