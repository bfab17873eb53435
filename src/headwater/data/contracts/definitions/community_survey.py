"""The survey of people who live here: what they say of safety, of fear and of each other. One row an address that was asked.

Addresses that did not answer stand in the file too, so that how many answered is known and never guessed. A share of these rows
means nothing without their weights.
"""

from headwater.data.contracts import people
from headwater.data.contracts.codelists import ETHNIC_GROUP
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

PERSONAL, PSEUDONYM = Sensitivity.PERSONAL, Sensitivity.PSEUDONYM
ANSWERED = "A"
STATUS = {
    ANSWERED: "Answered",
    "R": "Refused",
    "N": "Nobody reached",
    "I": "Not an address where people live",
}
AGES = {"16-24": "16 to 24", "25-44": "25 to 44", "45-64": "45 to 64", "65+": "65 and over"}
GROUPS = {key: words for key, words in ETHNIC_GROUP.items() if key != "All"}
SAFETY = {
    "1": "Very safe",
    "2": "Fairly safe",
    "3": "A bit unsafe",
    "4": "Very unsafe",
    "8": "Does not know, or never goes out then",
    "9": "Does not want to say",
}
AGREEMENT = {
    "1": "Definitely agrees",
    "2": "Tends to agree",
    "3": "Tends to disagree",
    "4": "Definitely disagrees",
    "8": "Does not know",
    "9": "Does not want to say",
}
WORRY = {
    "1": "Very worried",
    "2": "Fairly worried",
    "3": "Not very worried",
    "4": "Not at all worried",
    "8": "Does not know",
    "9": "Does not want to say",
}
HURT = {"1": "Yes", "2": "No", "9": "Does not want to say"}


def _question(name: str, meaning: str, codes: dict[str, str], *headings: str) -> Column:
    return Column(
        name,
        Kind.TEXT,
        f"{meaning} Empty where the address did not answer.",
        headings=headings,
        codes=codes,
        sensitivity=PERSONAL,
        example="2",
    )


CONTRACT = Contract(
    key="community_survey",
    title="Community survey, record level",
    supplier="Whoever asks on the partnership's behalf",
    one_row_is="one address that was asked in one wave, whether or not anybody answered",
    licence=Licence.AGREEMENT,
    attribution="Community survey, supplied under the partnership's data-sharing agreement.",
    purpose="To learn how safe people feel and how they get on, beside what is recorded (Serious Violence Duty).",
    lawful_basis="UK GDPR articles 6(1)(e) and 9(2)(j); those who answer are told what it is for and may refuse",
    special_category=True,
    about_people=True,
    row_key=("wave_starts", "respondent_ref"),
    slice_by=("wave_starts",),
    period="wave_starts",
    precision=Precision.YEAR,
    geography=Geography(code="home_lsoa", vintage="lsoa21", is_home=True),
    freshness=Freshness(every_months=12, lag_months=4),
    retention_months=84,
    rules=(
        RowRule(
            "missing_value",
            "survey_weight",
            "status = 'A' AND survey_weight IS NULL",
            "who answered and has no weight",
        ),
        RowRule(
            "too_small",
            "survey_weight",
            "status = 'A' AND survey_weight <= 0",
            "nought: who answered stands for somebody",
        ),
    ),
    columns=(
        Column(
            "respondent_ref",
            Kind.TEXT,
            "The survey's own reference of the address.",
            headings=("Respondent reference", "Serial number"),
            required=True,
            sensitivity=PSEUDONYM,
            example="CS100001",
        ),
        Column(
            "wave_starts",
            Kind.MONTH,
            "The month in which people began to be asked.",
            headings=("Wave starts", "Fieldwork from"),
            required=True,
            past=True,
            example="2024-10",
        ),
        Column(
            "question_version",
            Kind.WHOLE,
            "The number of the questionnaire. Waves that asked in other words are not compared.",
            headings=("Question version", "Questionnaire version"),
            required=True,
            least=1,
            greatest=99,
            example="2",
        ),
        Column(
            "status",
            Kind.TEXT,
            "Whether somebody answered.",
            headings=("Response status", "Outcome of contact"),
            required=True,
            codes=STATUS,
            example=ANSWERED,
        ),
        Column(
            "stratum",
            Kind.TEXT,
            "The stratum that the address was drawn in.",
            headings=("Stratum", "Sampling stratum"),
            required=True,
            form="S[0-9]{1,3}",
            example="S01",
        ),
        Column(
            "sampling_point",
            Kind.TEXT,
            "The neighbouring addresses that were drawn together; those near each other answer alike.",
            headings=("Sampling point", "Primary sampling unit", "PSU"),
            required=True,
            form="P[0-9]{1,6}",
            example="P0001",
        ),
        Column(
            "survey_weight",
            Kind.NUMBER,
            "How many people who live here each answer stands for, or in proportion to that. Empty where the address did not answer.",
            headings=("Weight", "Survey weight"),
            least=0,
            greatest=100_000,
            sensitivity=PERSONAL,
            example="1.132",
        ),
        people.home_lsoa("person", "Home LSOA", "LSOA"),
        Column(
            "age_band",
            Kind.TEXT,
            "Age band of whoever answered.",
            headings=("Age band", "Age group"),
            codes=AGES,
            sensitivity=PERSONAL,
            example="25-44",
        ),
        people.SEX,
        Column(
            "ethnicity",
            Kind.TEXT,
            "Broad ethnic group of whoever answered.",
            headings=("Ethnic group", "Ethnicity"),
            codes=GROUPS,
            sensitivity=PERSONAL,
            example="White",
        ),
        _question("safe_by_day", "How safe they feel walking alone near home by day.", SAFETY, "Safe by day"),
        _question("safe_after_dark", "The same after dark.", SAFETY, "Safe after dark"),
        _question(
            "get_on_well",
            "Whether people of different backgrounds get on well together here.",
            AGREEMENT,
            "Get on well",
        ),
        _question("worried", "How worried they are about being attacked.", WORRY, "Worried about attack"),
        _question(
            "hurt_last_year",
            "Whether anybody attacked or threatened them in the last twelve months.",
            HURT,
            "Hurt in last year",
        ),
    ),
    notes="Only people of 16 and over in private households are asked: nobody in care homes, hostels, barracks or prison, and no "
    "child. Whoever fears most may not open the door. A share of a survey is an estimate, never a count of people.",
)
