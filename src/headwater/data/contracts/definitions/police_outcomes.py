"""data.police.uk outcomes: what became of crimes, by the month of the outcome.

Most join to a street-level crime by Crime ID. One crime may have several outcomes, and identical rows are in the published files.
"""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Contract, Freshness, Geography, Kind, Licence, Precision

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
    supplier="Any territorial police force, through data.police.uk",
    one_row_is="one outcome of one crime",
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
            "Identifier of the crime, as in the street-level file.",
            headings=("Crime ID",),
            required=True,
            form="[0-9a-f]{64}",
            example="0a1b2c3dedcf6ebd9556f9914ebd1e7be0ab023ce06f4c3101183295109fc408",
        ),
        Column(
            "month",
            Kind.MONTH,
            "The month of the outcome.",
            headings=("Month",),
            required=True,
            past=True,
            example="2021-03",
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
            "LSOA that the anonymous point lies in: 2011 codes up to 2022, then 2021.",
            headings=("LSOA code",),
            form=forms.LSOA,
            example="E01013810",
        ),
        Column(
            "lsoa_name", Kind.TEXT, "Name of that LSOA.", headings=("LSOA name",), example="Nottingham 018A"
        ),
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
