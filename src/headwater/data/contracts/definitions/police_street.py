"""data.police.uk street-level crime: open, monthly, with places moved to a public list of anonymous points.

Identical rows are real: anti-social behaviour never has a Crime ID. There is no key, so nothing is ever "deduplicated";
a later file of the same force and month supersedes the earlier one.
"""

from headwater.data.contracts import police_uk
from headwater.data.contracts.language import Column, Contract, Kind, Licence, Precision

CRIME_TYPES = {
    name: name
    for name in (
        "Anti-social behaviour",
        "Bicycle theft",
        "Burglary",
        "Criminal damage and arson",
        "Drugs",
        "Other crime",
        "Other theft",
        "Possession of weapons",
        "Public disorder and weapons",
        "Public order",
        "Robbery",
        "Shoplifting",
        "Theft from the person",
        "Vehicle crime",
        "Violence and sexual offences",
        "Violent crime",
    )
}

CONTRACT = Contract(
    key="police_street",
    title="Street-level crime (data.police.uk)",
    supplier=police_uk.SUPPLIER,
    one_row_is="one crime or anti-social behaviour incident, recorded by one force in one month",
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
            "The force's own identifier of the crime, hashed by the publisher; none for anti-social behaviour.",
            headings=("Crime ID",),
            form=police_uk.CRIME_ID_FORM,
            example=police_uk.CRIME_ID_EXAMPLE,
        ),
        police_uk.month("the crime was recorded in", example="2024-01"),
        *police_uk.FORCE,
        *police_uk.POINT,
        Column(
            "crime_type",
            Kind.TEXT,
            "One of the publisher's categories.",
            headings=("Crime type",),
            required=True,
            codes=CRIME_TYPES,
            example="Violence and sexual offences",
        ),
        Column(
            "last_outcome",
            Kind.TEXT,
            "The last outcome known when the month was published.",
            headings=("Last outcome category",),
            example="Under investigation",
        ),
        Column(
            "context",
            Kind.TEXT,
            "Notes of the publisher; mostly empty.",
            headings=("Context",),
            optional=True,
            longest=2000,
        ),
    ),
    notes="Points are snapped to an anonymous list, so the map shows nearby streets, not addresses. About one row in a hundred has no "
    "place. Violence and sexual offences are one category; knives and the time of day are not in it.",
)
