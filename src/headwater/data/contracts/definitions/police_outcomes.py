"""data.police.uk outcomes: what became of crimes, by the month of the outcome.

Most join to a street-level crime by Crime ID. One crime may have several outcomes, and identical rows are in the published files.
"""

from headwater.data.contracts import police_uk
from headwater.data.contracts.language import Column, Contract, Kind, Licence, Precision

OUTCOMES = {
    name: name
    for name in (
        "Action to be taken by another organisation",
        "Awaiting court outcome",
        "Court case unable to proceed",
        "Court result unavailable",
        "Defendant found not guilty",
        "Defendant sent to Crown Court",
        "Formal action is not in the public interest",
        "Further action is not in the public interest",
        "Further investigation is not in the public interest",
        "Investigation complete; no suspect identified",
        "Local resolution",
        "Offender deprived of property",
        "Offender fined",
        "Offender given a caution",
        "Offender given a drugs possession warning",
        "Offender given absolute discharge",
        "Offender given community sentence",
        "Offender given conditional discharge",
        "Offender given penalty notice",
        "Offender given suspended prison sentence",
        "Offender ordered to pay compensation",
        "Offender otherwise dealt with",
        "Offender sent to prison",
        "Status update unavailable",
        "Suspect charged",
        "Suspect charged as part of another case",
        "Unable to prosecute suspect",
        "Under investigation",
    )
}

CONTRACT = Contract(
    key="police_outcomes",
    title="Outcomes of crimes (data.police.uk)",
    supplier=police_uk.SUPPLIER,
    one_row_is="one outcome of one crime",
    licence=Licence.OGL,
    attribution=police_uk.ATTRIBUTION,
    purpose="Published open data",
    slice_by=police_uk.SLICE_BY,
    period="month",
    precision=Precision.MONTH,
    geography=police_uk.GEOGRAPHY,
    freshness=police_uk.FRESHNESS,
    formats=("csv",),
    columns=(
        Column(
            "crime_id",
            Kind.TEXT,
            "Identifier of the crime, as in the street-level file.",
            headings=("Crime ID",),
            required=True,
            form=police_uk.CRIME_ID_FORM,
            example=police_uk.CRIME_ID_EXAMPLE,
        ),
        police_uk.month("of the outcome", example="2021-03"),
        *police_uk.FORCE,
        *police_uk.POINT,
        Column(
            "outcome_type",
            Kind.TEXT,
            "One of the publisher's outcomes.",
            headings=("Outcome type",),
            required=True,
            codes=OUTCOMES,
            example="Suspect charged",
        ),
    ),
    notes="Counted by the month of the outcome, not of the crime. Identical rows are genuine rows of the published file.",
)
