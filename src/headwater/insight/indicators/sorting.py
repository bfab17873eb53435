"""Breakdowns that several indicators share: age, sex, ethnicity of whoever the row is about."""

import ibis

from headwater.data.contracts import codelists as codes
from headwater.insight.indicators.language import Ages, Breakdown

UNKNOWN = "unknown"
CENSUS = {"asian": "Asian", "black": "Black", "mixed": "Mixed", "white": "White", "other": "Other"}
ROBBERY = ("34A", "34B")  # Home Office classes: of business and of personal property


def by_age(column: str) -> Breakdown:
    """Under 25 and over: the cut of the Home Office's measures."""

    def sort(rows: ibis.Table) -> ibis.Value:
        age = rows[column]
        return ibis.cases((age.isnull(), UNKNOWN), (age < 25, "under_25"), else_="25_and_over")  # noqa: PLR2004  (the cut)

    return Breakdown(
        key="age",
        title="Age",
        categories={"under_25": "Under 25", "25_and_over": "25 and over", UNKNOWN: "Age not known"},
        sort=sort,
        ages={"under_25": Ages(0, 24), "25_and_over": Ages(25, 90)},
    )


def by_youth(column: str) -> Breakdown:
    """Under 25 and everybody else, for counts so small that ages not known would have to be hidden, and
    others with them.
    """
    words = {"under_25": "Under 25", "others": "25 and over, or age not known"}
    return Breakdown(
        key="age",
        title="Age",
        categories=words,
        sort=lambda rows: ibis.cases((rows[column] < 25, "under_25"), else_="others"),  # noqa: PLR2004  (the cut)
        ages={"under_25": Ages(0, 24)},
    )


def by_sex(column: str) -> Breakdown:
    def sort(rows: ibis.Table) -> ibis.Value:
        return ibis.cases((rows[column] == "F", "female"), (rows[column] == "M", "male"), else_=UNKNOWN)

    words = {"female": "Female", "male": "Male", UNKNOWN: "Another description or not known"}
    return Breakdown(key="sex", title="Sex", categories=words, sort=sort)


def by_ethnicity(
    column: str, spelt: dict[str, str] | None = None, *, of_residents: bool = False
) -> Breakdown:
    """Broad groups. `of_residents`: as rates among the people of each group at the last census, for
    indicators that speak of people of every age.
    """
    known = dict(codes.ETHNICITY_POLICE if spelt is None else spelt)
    groups: dict[str, list[str]] = {}
    for code in known:
        groups.setdefault(_key(codes.ethnic_group(code)), []).append(code)

    def sort(rows: ibis.Table) -> ibis.Value:
        branches = [(rows[column].isin(members), group) for group, members in groups.items()]
        return ibis.cases(*branches, else_=UNKNOWN)

    words = {
        "asian": "Asian",
        "black": "Black",
        "mixed": "Mixed",
        "white": "White",
        "other": "Other",
        UNKNOWN: "Not known",
    }
    groups_of_census = CENSUS if of_residents else {}
    return Breakdown("ethnicity", "Ethnicity", words, sort, census_groups=groups_of_census)


def by_knife() -> Breakdown:
    def sort(rows: ibis.Table) -> ibis.Value:
        return ibis.cases((rows.knife, "knife"), else_="other")

    return Breakdown(
        key="knife", title="Knife", categories={"knife": "With a knife", "other": "Other"}, sort=sort
    )


def by_offence() -> Breakdown:
    """Robbery apart from violence for its own sake: it follows opportunity, and so comes in runs."""

    def sort(rows: ibis.Table) -> ibis.Value:
        return ibis.cases((rows.ho_class.isin(ROBBERY), "robbery"), else_="violence")

    words = {"robbery": "Robbery", "violence": "Serious violence other than robbery"}
    return Breakdown(key="offence", title="Offence", categories=words, sort=sort)


def _key(group: str) -> str:
    return UNKNOWN if group == "Not known" else group.lower()
