"""Children of whom social care keeps episodes, each counted once in a year from April to March however many episodes they had."""

from collections.abc import Callable

import ibis

from headwater.data.contracts.codelists import ETHNICITY_SCHOOL
from headwater.insight.indicators import sorting
from headwater.insight.indicators.language import Ages, Cut, Events, Rows
from headwater.vocabulary.periods import Grain

CONTRACT = "childrens_social_care"
POLICY, OWNER = "ons", "The director of children's services"
UNDER_18, PER = Ages(0, 17), 10_000
BREAKDOWNS = (sorting.by_sex("sex"), sorting.by_ethnicity("ethnicity", dict(ETHNICITY_SCHOOL)))
CUTS = (
    Cut(("pfa",), Grain.YEAR),
    *(Cut(("pfa",), Grain.YEAR, breakdown=each.key) for each in BREAKDOWNS),
)
CAVEATS = (
    "Each child once a year, by where they lived. It counts children whom services know of, and not all who need help.",
    "A higher number may mean that more children were found and helped.",
)
APRIL = 4


def once_a_year(among: Callable[[ibis.Table], ibis.Value]) -> Rows:
    """One row a child and year, of the episodes that count."""

    def keep(rows: ibis.Table) -> ibis.Table:
        kept = rows.filter(among(rows))
        months = kept.starts_on.year() * 12 + kept.starts_on.month() - APRIL
        dated = kept.mutate(of_year=(months // 12).cast("int64"))
        each = dated.group_by(["child_ref", "of_year"]).agg(
            starts_on=dated.starts_on.min(),
            lsoa21=dated.lsoa21.max(),
            sex=dated.sex.max(),
            ethnicity=dated.ethnicity.max(),
        )
        return each.mutate(weight=ibis.literal(1.0))

    return keep


def events(among: Callable[[ibis.Table], ibis.Value]) -> Events:
    return Events(contract=CONTRACT, keep=once_a_year(among), when="starts_on", covers_months=3)
