"""Attendance of each pupil in each term: sessions possible and missed.

Persistent absence (a tenth or more missed) and severe absence (half or more) are worked out from the sessions, never sent.
"""

from headwater.data.contracts import people, schools
from headwater.data.contracts.language import (
    Column,
    Contract,
    Freshness,
    Geography,
    Kind,
    Licence,
    Precision,
    RowRule,
    Sensitivity,
)

PERSONAL = Sensitivity.PERSONAL
CODE_SETS = {
    "2006": "The attendance codes in use until July 2024",
    "2024": "The attendance codes in use since August 2024",
}
MISSED = "coalesce(authorised_absence, 0) + coalesce(unauthorised_absence, 0)"

CONTRACT = Contract(
    key="school_attendance",
    title="School attendance, by pupil and term",
    supplier="The local authority's education service",
    one_row_is="one pupil on the roll of one school in one term",
    licence=Licence.AGREEMENT,
    attribution="School attendance, supplied under the partnership's data-sharing agreement.",
    purpose="To see which risks of violence grow, where and for whom, and to offer help (Serious Violence Duty).",
    lawful_basis="Children Act 2004, sections 10 and 11; UK GDPR article 6(1)(e)",
    special_category=True,
    about_people=True,
    subject="upn",
    row_key=("upn", "school_urn", "term_starts_on"),
    period="term_starts_on",
    precision=Precision.QUARTER,
    geography=Geography(code="home_lsoa", vintage="lsoa11,lsoa21", is_home=True),
    freshness=Freshness(every_months=4, lag_months=3),
    retention_months=84,
    rules=(
        RowRule(
            "too_large", "unauthorised_absence", f"{MISSED} > sessions_possible", "the sessions possible"
        ),
    ),
    columns=(
        schools.UPN,
        *people.IDENTITY,
        *schools.TERM,
        Column(
            "term_starts_on",
            Kind.DATE,
            "The first day of the term.",
            headings=("Term start date", "Term starts on", "Term start"),
            required=True,
            past=True,
            example="2024-01-08",
        ),
        *schools.SCHOOL,
        schools.YEAR_GROUP,
        Column(
            "sessions_possible",
            Kind.WHOLE,
            "Half days on which the pupil was due at school.",
            headings=("Sessions possible", "Possible sessions"),
            unit="half days",
            required=True,
            least=0,
            greatest=400,
            sensitivity=PERSONAL,
            example="118",
        ),
        Column(
            "authorised_absence",
            Kind.WHOLE,
            "Half days missed with leave.",
            headings=("Authorised absence", "Sessions authorised", "Authorised sessions"),
            unit="half days",
            required=True,
            least=0,
            greatest=400,
            sensitivity=PERSONAL,
            example="6",
        ),
        Column(
            "unauthorised_absence",
            Kind.WHOLE,
            "Half days missed without leave.",
            headings=("Unauthorised absence", "Sessions unauthorised", "Unauthorised sessions"),
            unit="half days",
            required=True,
            least=0,
            greatest=400,
            sensitivity=PERSONAL,
            example="9",
        ),
        Column(
            "code_set",
            Kind.TEXT,
            "The set of attendance codes that the absences were counted by.",
            headings=("Code set", "Attendance code version", "Code version"),
            codes=CODE_SETS,
            example="2006",
        ),
        *schools.PUPIL,
    ),
    notes="The attendance codes changed in August 2024, which breaks the series. Pupils of alternative provision may stand on "
    "two rolls.",
)
