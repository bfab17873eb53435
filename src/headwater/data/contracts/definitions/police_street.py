"""data.police.uk street-level crime: open, monthly, with places moved to a public list of anonymous points.

Identical rows are real: anti-social behaviour never has a Crime ID. There is no key, so nothing is ever "deduplicated";
a later file of the same force and month supersedes the earlier one.
"""

from headwater.data.contracts.language import Column, Contract, Freshness, Geography, Kind, Licence, Precision

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
    supplier="Any territorial police force, through data.police.uk",
    one_row_is="one crime or anti-social behaviour incident, recorded by one force in one month",
    licence=Licence.OGL,
    attribution="data.police.uk. Contains public sector information licensed under the Open Government Licence v3.0.",
    purpose="Published open data",
    slice_by=("falls_within", "month"),
    period="month",
    precision=Precision.MONTH,
    geography=Geography(
        code="lsoa_code", vintage="lsoa11,lsoa21", longitude="longitude", latitude="latitude"
    ),
    freshness=Freshness(every_months=1, lag_months=2),
    formats=("csv",),
    columns=(
        Column(
            "crime_id",
            Kind.TEXT,
            "The force's own identifier of the crime, hashed by the publisher; none for anti-social behaviour.",
            headings=("Crime ID",),
            form="[0-9a-f]{64}",
            example="0a1b2c3dedcf6ebd9556f9914ebd1e7be0ab023ce06f4c3101183295109fc408",
        ),
        Column(
            "month",
            Kind.MONTH,
            "The month the crime was recorded in.",
            headings=("Month",),
            required=True,
            past=True,
            example="2024-01",
        ),
        Column(
            "reported_by",
            Kind.TEXT,
            "The force that reported the row.",
            headings=("Reported by",),
            required=True,
            example="Nottinghamshire Police",
        ),
        Column(
            "falls_within",
            Kind.TEXT,
            "The force whose area the crime falls in.",
            headings=("Falls within",),
            required=True,
            example="Nottinghamshire Police",
        ),
        Column(
            "longitude",
            Kind.LONGITUDE,
            "Longitude of the anonymous point nearest to the crime.",
            headings=("Longitude",),
            unit="degrees",
            example="-1.1743",
        ),
        Column(
            "latitude",
            Kind.LATITUDE,
            "Latitude of the anonymous point nearest to the crime.",
            headings=("Latitude",),
            unit="degrees",
            example="52.9694",
        ),
        Column(
            "location",
            Kind.TEXT,
            "The name of the anonymous point.",
            headings=("Location",),
            example="On or near High Street",
        ),
        Column(
            "lsoa_code",
            Kind.TEXT,
            "LSOA that the anonymous point lies in: 2011 codes up to 2022, 2021 codes later.",
            headings=("LSOA code",),
            form="[EW]01[0-9]{6}",
            example="E01013810",
        ),
        Column(
            "lsoa_name", Kind.TEXT, "Name of that LSOA.", headings=("LSOA name",), example="Nottingham 018A"
        ),
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
