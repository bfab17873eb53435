"""The columns that files about single people share: who they are, and what is said of them.

A name and a date of birth go to the vault and never land; what lands is said in codes.
"""

from headwater.data.contracts import codelists, forms
from headwater.data.contracts.language import Column, Kind, Sensitivity

IDENTITY = (
    Column(
        "first_name",
        Kind.TEXT,
        "First name.",
        headings=("Forename", "First name", "Given name"),
        optional=True,
        sensitivity=Sensitivity.IDENTIFIER,
        example="Sam",
    ),
    Column(
        "last_name",
        Kind.TEXT,
        "Family name.",
        headings=("Surname", "Last name", "Family name"),
        optional=True,
        sensitivity=Sensitivity.IDENTIFIER,
        example="Example",
    ),
    Column(
        "born_on",
        Kind.DATE,
        "Date of birth.",
        headings=("Date of birth", "DOB", "Birth date"),
        optional=True,
        past=True,
        sensitivity=Sensitivity.IDENTIFIER,
        example="2009-11-05",
    ),
)

SEX = Column(
    "sex",
    Kind.TEXT,
    "Sex.",
    headings=("Sex", "Gender"),
    codes=codelists.SEX,
    sensitivity=Sensitivity.PERSONAL,
    example="F",
)

CENSUS_ETHNICITY = Column(
    "ethnicity",
    Kind.TEXT,
    "Ethnicity in the census's codes.",
    headings=("Ethnicity", "Ethnic group"),
    codes=codelists.ETHNICITY_SCHOOL,
    sensitivity=Sensitivity.PERSONAL,
    example="WBRI",
)


def home_lsoa(who: str, *headings: str) -> Column:
    """Where the child or the pupil lives."""
    return Column(
        "home_lsoa",
        Kind.TEXT,
        f"LSOA where the {who} lives.",
        headings=headings,
        optional=True,
        form=forms.LSOA,
        sensitivity=Sensitivity.PERSONAL,
        example="E01013810",
    )
