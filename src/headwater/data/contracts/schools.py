"""The columns that files of schools share: the pupil, the school, the year and the term."""

from headwater.data.contracts import codelists, forms, people
from headwater.data.contracts.language import Column, Kind, Sensitivity

UPN = Column(
    "upn",
    Kind.TEXT,
    "Unique pupil number.",
    headings=("UPN", "Unique pupil number"),
    required=True,
    form=forms.UPN,
    sensitivity=Sensitivity.PSEUDONYM,
    example="A891123456789",
)

TERM = (
    Column(
        "academic_year",
        Kind.TEXT,
        "The school year.",
        headings=("Academic year", "School year"),
        required=True,
        form=forms.ACADEMIC_YEAR,
        example="2023-24",
    ),
    Column(
        "term",
        Kind.TEXT,
        "The term.",
        headings=("Term",),
        required=True,
        codes=codelists.TERM,
        example="SPR",
    ),
)

SCHOOL = (
    Column(
        "la_number",
        Kind.TEXT,
        "The department's number of the local authority.",
        headings=("LA number", "LA", "LA code", "Local authority number"),
        required=True,
        form=forms.LA_NUMBER,
        example="891",
    ),
    Column(
        "school_urn",
        Kind.TEXT,
        "The school's unique reference number.",
        headings=("School URN", "URN"),
        required=True,
        form=forms.URN,
        example="122001",
    ),
)

YEAR_GROUP = Column(
    "year_group",
    Kind.TEXT,
    "The pupil's year group.",
    headings=("Year group", "NC year", "National curriculum year"),
    codes=codelists.YEAR_GROUP,
    sensitivity=Sensitivity.PERSONAL,
    example="9",
)

PUPIL = (
    people.home_lsoa("pupil", "Home LSOA", "Pupil LSOA", "LSOA of residence"),
    people.SEX,
    people.CENSUS_ETHNICITY,
    Column(
        "send",
        Kind.TEXT,
        "Special educational needs.",
        headings=("SEN provision", "SEND", "SEN status"),
        codes=codelists.SEND,
        sensitivity=Sensitivity.PERSONAL,
        example="N",
    ),
    Column(
        "free_school_meals",
        Kind.YES_NO,
        "Eligible for free school meals.",
        headings=("FSM", "Free school meals", "FSM eligible"),
        sensitivity=Sensitivity.PERSONAL,
        example="N",
    ),
)
