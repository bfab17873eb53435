"""Codes that more than one contract uses, each with its meaning, and the broad groups of breakdowns.

One spelling a code: a supplier that writes `Male` for `M` gets a mapping profile, so that the lake never
holds two words for one thing.
"""

from collections.abc import Mapping

SEX: Mapping[str, str] = {"F": "Female", "M": "Male", "X": "Another description", "U": "Not known"}

# Self-defined ethnicity as the police and youth justice record it (16+1 and later additions).
ETHNICITY_POLICE: Mapping[str, str] = {
    "W1": "White: British",
    "W2": "White: Irish",
    "W3": "White: Gypsy or Irish Traveller",
    "W9": "White: any other",
    "M1": "Mixed: White and Black Caribbean",
    "M2": "Mixed: White and Black African",
    "M3": "Mixed: White and Asian",
    "M9": "Mixed: any other",
    "A1": "Asian: Indian",
    "A2": "Asian: Pakistani",
    "A3": "Asian: Bangladeshi",
    "A4": "Asian: Chinese",
    "A9": "Asian: any other",
    "B1": "Black: Caribbean",
    "B2": "Black: African",
    "B9": "Black: any other",
    "O1": "Chinese (until 2012)",
    "O2": "Arab",
    "O9": "Any other ethnic group",
    "NS": "Not stated or not known",
}

# The school and social care censuses of the Department for Education.
ETHNICITY_SCHOOL: Mapping[str, str] = {
    "WBRI": "White: British",
    "WIRI": "White: Irish",
    "WIRT": "White: Traveller of Irish heritage",
    "WROM": "White: Gypsy or Roma",
    "WOTH": "White: any other",
    "MWBC": "Mixed: White and Black Caribbean",
    "MWBA": "Mixed: White and Black African",
    "MWAS": "Mixed: White and Asian",
    "MOTH": "Mixed: any other",
    "AIND": "Asian: Indian",
    "APKN": "Asian: Pakistani",
    "ABAN": "Asian: Bangladeshi",
    "CHNE": "Asian: Chinese",
    "AOTH": "Asian: any other",
    "BCRB": "Black: Caribbean",
    "BAFR": "Black: African",
    "BOTH": "Black: any other",
    "OOTH": "Any other ethnic group",
    "REFU": "Refused",
    "NOBT": "Not obtained",
}

_GROUP_OF_FIRST_LETTER = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black"}
_GROUP_OF_CODE = {"CHNE": "Asian", "O1": "Asian", "NS": "Not known", "REFU": "Not known", "NOBT": "Not known"}


def ethnic_group(code: str) -> str:
    """The broad group of a police or school code: Asian, Black, Mixed, White, Other or Not known.

    >>> ethnic_group("W9"), ethnic_group("CHNE"), ethnic_group("OOTH"), ethnic_group("")
    ('White', 'Asian', 'Other', 'Not known')
    """
    if not code:
        return "Not known"
    return _GROUP_OF_CODE.get(code) or _GROUP_OF_FIRST_LETTER.get(code[0], "Other")


SEND: Mapping[str, str] = {
    "N": "No special educational need",
    "K": "Special educational needs support",
    "E": "Education, health and care plan",
}
TERM: Mapping[str, str] = {"AUT": "Autumn", "SPR": "Spring", "SUM": "Summer"}
YEAR_GROUP: Mapping[str, str] = {
    "N1": "Nursery 1",
    "N2": "Nursery 2",
    "R": "Reception",
    **{str(n): f"Year {n}" for n in range(1, 15)},
    "X": "Not followed by year",
}

# Groups that counts come in, where rows are not about single people.
AGE_BAND: Mapping[str, str] = {
    "All": "All ages",
    "0-9": "Under 10",
    "10-14": "10 to 14",
    "15-17": "15 to 17",
    "18-24": "18 to 24",
    "25-34": "25 to 34",
    "35+": "35 and over",
    "Not known": "Age not known",
}
SEX_GROUP: Mapping[str, str] = {
    "All": "All",
    "Female": "Female",
    "Male": "Male",
    "Other": "Another description",
    "Not known": "Not known",
}
ETHNIC_GROUP: Mapping[str, str] = {
    name: name for name in ("All", "Asian", "Black", "Mixed", "White", "Other", "Not known")
}
