"""What the files of data.police.uk share: the force, the month, and the anonymous point in place of the address."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Freshness, Geography, Kind

ATTRIBUTION = (
    "data.police.uk. Contains public sector information licensed under the Open Government Licence v3.0."
)
SUPPLIER = "Any territorial police force, through data.police.uk"
SLICE_BY = ("falls_within", "month")
GEOGRAPHY = Geography(code="lsoa_code", vintage="lsoa11,lsoa21", longitude="longitude", latitude="latitude")
FRESHNESS = Freshness(every_months=1, lag_months=2)
CRIME_ID_FORM = "[0-9a-f]{64}"
CRIME_ID_EXAMPLE = "0a1b2c3dedcf6ebd9556f9914ebd1e7be0ab023ce06f4c3101183295109fc408"

FORCE = (
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
)

POINT = (
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
        form=forms.LSOA,
        example="E01013810",
    ),
    Column("lsoa_name", Kind.TEXT, "Name of that LSOA.", headings=("LSOA name",), example="Nottingham 018A"),
)


def month(of: str, *, example: str) -> Column:
    """The only date that the files give."""
    return Column(
        "month",
        Kind.MONTH,
        f"The month {of}.",
        headings=("Month",),
        required=True,
        past=True,
        example=example,
    )
