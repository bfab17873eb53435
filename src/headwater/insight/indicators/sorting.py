"""Breakdowns that several indicators share: age, sex, ethnicity of whoever the row is about."""

from collections.abc import Mapping

import ibis

from headwater.data.contracts import codelists as codes
from headwater.insight.indicators.language import Ages, Breakdown

UNKNOWN = "unknown"
PLACE_TYPE = "place_type"
CENSUS = {"asian": "Asian", "black": "Black", "mixed": "Mixed", "white": "White", "other": "Other"}
AGE_BANDS = {
    "0_to_14": Ages(0, 14),
    "15_to_24": Ages(15, 24),
    "25_to_44": Ages(25, 44),
    "45_to_64": Ages(45, 64),
    "65_and_over": Ages(65, 90),
}
BETWEEN = "-"
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


def by_ages(column: str) -> Breakdown:
    """Bands that end where five-year bands do, so that a standard population can be put beside them."""
    edges = [(ages.oldest, key) for key, ages in AGE_BANDS.items()]

    def sort(rows: ibis.Table) -> ibis.Value:
        age = rows[column]
        bands = [(age <= oldest, key) for oldest, key in edges[:-1]]
        return ibis.cases((age.isnull(), UNKNOWN), *bands, else_=edges[-1][1])

    words = {key: key.replace("_", " ") for key in AGE_BANDS} | {"65_and_over": "65 and over"}
    joins = {
        "age:under_25": ("0_to_14", "15_to_24"),
        "age:25_and_over": ("25_to_44", "45_to_64", "65_and_over"),
        "age:unknown": (UNKNOWN,),
    }
    return Breakdown(
        "ages", "Age in five bands", words | {UNKNOWN: "Age not known"}, sort, ages=AGE_BANDS, joins=joins
    )


def by_deprivation() -> Breakdown:
    """National fifths of neighbourhoods by the Index of Multiple Deprivation, where the event happened."""
    words = {
        "most_deprived": "Most deprived fifth",
        "second": "Second fifth",
        "third": "Third fifth",
        "fourth": "Fourth fifth",
        "least_deprived": "Least deprived fifth",
    }

    def sort(_rows: ibis.Table) -> ibis.Value:
        return ibis.literal(UNKNOWN)

    return Breakdown("deprivation", "Deprivation", words, sort, exhaustive=False, of_places=True)


def by_sex(column: str, *, of_residents: bool = False) -> Breakdown:
    """`of_residents`: as rates among the people of each sex, for indicators that speak of people of every age."""

    def sort(rows: ibis.Table) -> ibis.Value:
        return ibis.cases((rows[column] == "F", "female"), (rows[column] == "M", "male"), else_=UNKNOWN)

    words = {"female": "Female", "male": "Male", UNKNOWN: "Another description or not known"}
    sexes = {"female": "female", "male": "male"} if of_residents else {}
    return Breakdown(key="sex", title="Sex", categories=words, sort=sort, sexes=sexes)


def together(one: Breakdown, other: Breakdown, *, key: str, title: str) -> Breakdown:
    """Every category of one with every category of another, also where one of the two is not known: so that the sums of
    either are known to release.
    """

    def sort(rows: ibis.Table) -> ibis.Value:
        return one.sort(rows).concat(BETWEEN, other.sort(rows))

    pairs = [(first, second) for first in one.categories for second in other.categories]
    of_one = {f"{one.key}:{a}": tuple(_pair(a, b) for b in other.categories) for a in one.categories}
    of_other = {f"{other.key}:{b}": tuple(_pair(a, b) for a in one.categories) for b in other.categories}
    return Breakdown(
        key=key,
        title=title,
        categories={_pair(a, b): f"{other.categories[b]}, {one.categories[a].lower()}" for a, b in pairs},
        sort=sort,
        joins=of_one | of_other,
    )


def _pair(one: str, other: str) -> str:
    return f"{one}{BETWEEN}{other}"


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


PLACE_TYPES = {
    "home": "A home",
    "street": "Street or other public place",
    "licensed": "Pub, bar, club or other licensed premises",
    "business": "Shop, business or place of work",
    "education": "School, college or university",
    "transport": "Public transport, station or stop",
    "open": "Park or other open space",
    "other": "Somewhere else",
    UNKNOWN: "Kind of place not known",
}


def by_place_type(column: str, kinds: Mapping[str, tuple[str, ...]]) -> Breakdown:
    """Kinds of place in the words that all sources share: a source's codes for each, and any other is somewhere else."""

    def sort(rows: ibis.Table) -> ibis.Value:
        code = rows[column]
        branches = [(code.isin(codes), kind) for kind, codes in kinds.items()]
        return ibis.cases((code.isnull(), UNKNOWN), *branches, else_="other")

    return Breakdown(PLACE_TYPE, "Kind of place", PLACE_TYPES, sort)


def by_offence() -> Breakdown:
    """Robbery apart from violence for its own sake: it follows opportunity, and so comes in runs."""

    def sort(rows: ibis.Table) -> ibis.Value:
        return ibis.cases((rows.ho_class.isin(ROBBERY), "robbery"), else_="violence")

    words = {"robbery": "Robbery", "violence": "Serious violence other than robbery"}
    return Breakdown(key="offence", title="Offence", categories=words, sort=sort)


def _key(group: str) -> str:
    return UNKNOWN if group == "Not known" else group.lower()
