"""The quarterly return of a provider of an intervention: counts and money, never names.

Reach, participants, unique participants and completers are different numbers, and adding them up is the field's best-known mistake.
Each has its own column. Money stands once, on the row of totals.
"""

from headwater.data.contracts import forms
from headwater.data.contracts.codelists import AGE_BAND, ETHNIC_GROUP, SEX_GROUP
from headwater.data.contracts.language import (
    Column,
    Contract,
    Freshness,
    Kind,
    Licence,
    Precision,
    RowRule,
)

TOTALS = "(age_band = 'All' AND sex = 'All' AND ethnicity = 'All')"
MONEY = "Only on the row where age band, sex and ethnicity are all All."


def _money_elsewhere(column: str) -> RowRule:
    return RowRule(
        "disagrees",
        column,
        f"{column} <> 0 AND NOT {TOTALS}",
        "the row: money stands only on the row of totals",
    )


CONTRACT = Contract(
    key="provider_return",
    title="Provider return",
    supplier="Each provider of a commissioned intervention",
    one_row_is="one intervention in one place and quarter, for one group of people or for all",
    licence=Licence.AGREEMENT,
    attribution="Returns of commissioned providers to the partnership.",
    purpose="To account for public money and to learn whom the interventions reach (grant agreement).",
    lawful_basis="Counts only; not personal data. Grant agreement with each provider",
    row_key=("provider", "intervention", "place_code", "quarter", "age_band", "sex", "ethnicity"),
    slice_by=("provider", "quarter"),
    period="quarter",
    precision=Precision.QUARTER,
    freshness=Freshness(every_months=3, lag_months=1),
    retention_months=84,
    formats=("xlsx", "csv"),
    rules=(
        RowRule(
            "wrong_form", "quarter", "month(quarter) NOT IN (1, 4, 7, 10)", "the first month of a quarter"
        ),
        RowRule("too_large", "unique_participants", "unique_participants > participants", "the participants"),
        RowRule("too_large", "completers", "completers > participants", "the participants"),
        _money_elsewhere("spend_gbp"),
        _money_elsewhere("match_cash_gbp"),
        _money_elsewhere("match_in_kind_gbp"),
    ),
    columns=(
        Column(
            "provider",
            Kind.TEXT,
            "The provider.",
            headings=("Provider", "Provider name", "Organisation"),
            required=True,
            example="Northgate Youth Trust",
        ),
        Column(
            "intervention",
            Kind.TEXT,
            "The intervention, as the grant agreement calls it.",
            headings=("Intervention", "Intervention name", "Project"),
            required=True,
            example="Street mentoring",
        ),
        Column(
            "place_code",
            Kind.TEXT,
            "The area it works in: code of the district, ward or LSOA.",
            headings=("Place code", "Area code", "Area"),
            required=True,
            form=forms.GSS,
            example="E06000018",
        ),
        Column(
            "place",
            Kind.TEXT,
            "The area's name, for whoever reads the return.",
            headings=("Place", "Place name", "Area name"),
            optional=True,
            example="Nottingham",
        ),
        Column(
            "quarter",
            Kind.MONTH,
            "First month of the quarter: April, July, October or January.",
            headings=("Quarter starting", "Quarter", "Quarter start", "First month of quarter"),
            required=True,
            past=True,
            example="2024-04",
        ),
        Column(
            "age_band",
            Kind.TEXT,
            "Age band that the counts are of.",
            headings=("Age band", "Age group"),
            required=True,
            codes=AGE_BAND,
            example="15-17",
        ),
        Column(
            "sex",
            Kind.TEXT,
            "Sex that the counts are of.",
            headings=("Sex", "Gender"),
            required=True,
            codes=SEX_GROUP,
            example="All",
        ),
        Column(
            "ethnicity",
            Kind.TEXT,
            "Ethnic group that the counts are of.",
            headings=("Ethnicity", "Ethnic group"),
            required=True,
            codes=ETHNIC_GROUP,
            example="All",
        ),
        Column(
            "contacts",
            Kind.WHOLE,
            "Single contacts or sessions delivered. Not people.",
            headings=("Contacts", "Contacts delivered", "Sessions delivered"),
            unit="contacts",
            least=0,
            example="412",
        ),
        Column(
            "reach",
            Kind.WHOLE,
            "People who saw or heard something of it: an assembly, a campaign. An estimate.",
            headings=("Reach", "People reached"),
            unit="people, estimated",
            least=0,
            example="2500",
        ),
        Column(
            "participants",
            Kind.WHOLE,
            "People who took part this quarter, a person once for each activity.",
            headings=("Participants", "Participations"),
            unit="participations",
            least=0,
            example="86",
        ),
        Column(
            "unique_participants",
            Kind.WHOLE,
            "Different people who took part this quarter, each counted once.",
            headings=("Unique participants", "Unique people", "Individuals"),
            unit="people",
            least=0,
            example="61",
        ),
        Column(
            "completers",
            Kind.WHOLE,
            "People who finished the programme as designed this quarter.",
            headings=("Completers", "Completed", "People who completed"),
            unit="people",
            least=0,
            example="24",
        ),
        Column(
            "spend_gbp",
            Kind.NUMBER,
            f"Grant spent in the quarter. {MONEY}",
            headings=("Spend (£)", "Spend GBP", "Spend"),
            unit="pounds",
            least=0,
            example="18250.00",
        ),
        Column(
            "match_cash_gbp",
            Kind.NUMBER,
            f"Match funding in cash. {MONEY}",
            headings=("Match cash (£)", "Match cash GBP", "Match funding cash"),
            unit="pounds",
            least=0,
            example="3000.00",
        ),
        Column(
            "match_in_kind_gbp",
            Kind.NUMBER,
            f"Match funding in kind, valued. {MONEY}",
            headings=("Match in kind (£)", "Match in kind GBP", "Match funding in kind"),
            unit="pounds",
            least=0,
            example="1200.00",
        ),
    ),
    notes="Unique participants cannot be added across quarters, places or interventions: a person may be in several. Reach is "
    "an estimate and never stands in a sum with the other counts.",
)
