"""What the indicators of the community survey share: how answers are sorted, which tables leave, and what must be known to read them."""

import ibis

from headwater.insight.indicators import sorting
from headwater.insight.indicators.language import Breakdown, Cut, Survey
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

CONTRACT = "community_survey"
POLICY, OWNER, UNIT = "survey", "The partnership's analyst", "% of people of 16 and over"
FIRST_TWO, FOUR = ("1", "2"), ("1", "2", "3", "4")
AGES = {
    "16-24": ("16_to_24", "16 to 24"),
    "25-44": ("25_to_44", "25 to 44"),
    "45-64": ("45_to_64", "45 to 64"),
    "65+": ("65_and_over", "65 and over"),
}
CAVEATS = (
    "An estimate from those who answered, weighted to stand for everybody of 16 and over in private homes.",
    "People in care homes, hostels and prison, and children, are not asked.",
)


def _by_age() -> Breakdown:
    def sort(rows: ibis.Table) -> ibis.Value:
        bands = [(rows.age_band == code, key) for code, (key, _) in AGES.items()]
        return ibis.cases(*bands, else_=sorting.UNKNOWN)

    words = dict(AGES.values()) | {sorting.UNKNOWN: "Age not known"}
    return Breakdown("asked_age", "Age of who answered", words, sort)


def _by_ethnicity() -> Breakdown:
    def sort(rows: ibis.Table) -> ibis.Value:
        groups = [(rows.ethnicity == words, key) for key, words in sorting.CENSUS.items()]
        return ibis.cases(*groups, else_=sorting.UNKNOWN)

    return Breakdown("ethnicity", "Ethnicity", {**sorting.CENSUS, sorting.UNKNOWN: "Not known"}, sort)


BY_AGE, BY_SEX = _by_age(), sorting.by_sex("sex")
BY_AGE_AND_SEX = sorting.together(BY_AGE, BY_SEX, key="age_and_sex", title="Age and sex together")
BREAKDOWNS = (BY_AGE, BY_SEX, _by_ethnicity(), sorting.by_deprivation(), BY_AGE_AND_SEX)
CUTS = (
    Cut(("pfa", "csp"), Grain.YEAR),
    *(Cut(("pfa",), Grain.YEAR, Audience.PUBLIC, each.key) for each in BREAKDOWNS[:-1]),
    Cut(
        ("pfa", "csp"), Grain.YEAR, Audience.PUBLIC, BY_AGE_AND_SEX.key
    ),  # last: nothing else is hidden for it
)


def question(column: str, *, says: tuple[str, ...] = FIRST_TWO, told: tuple[str, ...] = FOUR) -> Survey:
    """One question of the survey, of those who said either."""
    return Survey(contract=CONTRACT, question=column, says=says, told=told)
