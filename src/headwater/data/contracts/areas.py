"""The columns that files about areas share: a code with its name, and the features of a boundary file."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Contract, Kind, Licence

ONS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)
OPEN_DATA = "Published open data"


def area(stem: str, words: str, form: str, *others: str) -> tuple[Column, Column]:
    """The code and the name of an area, as `lsoa21_code` and `lsoa21_name`; `others` are ONS stems."""
    stems = others or (stem.upper(),)
    return (
        Column(
            f"{stem}_code",
            Kind.TEXT,
            f"Code of the {words}.",
            headings=tuple(f"{each}CD" for each in stems),
            required=True,
            form=form,
        ),
        Column(
            f"{stem}_name", Kind.TEXT, f"Name of the {words}.", headings=tuple(f"{each}NM" for each in stems)
        ),
    )


def boundary_contract(kind: str, words: str, form: str, stems: tuple[str, ...], *more: Column) -> Contract:
    """One feature a row: the area's code, its name and its shape."""
    code, name = area(kind, words, form, *stems)
    optional = (
        Column(
            f"{kind}_name_welsh", Kind.TEXT, "Name in Welsh.", tuple(f"{s}NMW" for s in stems), optional=True
        ),
        Column(
            "easting", Kind.NUMBER, "Easting of a point inside.", ("BNG_E",), unit="metres", optional=True
        ),
        Column(
            "northing", Kind.NUMBER, "Northing of a point inside.", ("BNG_N",), unit="metres", optional=True
        ),
        Column("longitude", Kind.LONGITUDE, "Longitude of a point inside.", ("LONG",), optional=True),
        Column("latitude", Kind.LATITUDE, "Latitude of a point inside.", ("LAT",), optional=True),
        Column(
            "current_ltla_code",
            Kind.TEXT,
            "District today.",
            ("LADCD_ACTIVE",),
            optional=True,
            form=forms.LTLA,
        ),
        Column("utla_code", Kind.TEXT, "Upper-tier authority.", ("UTLACD",), optional=True, form=forms.UTLA),
        Column(
            "combined_authority_code",
            Kind.TEXT,
            "Combined authority.",
            ("CAUTHCD",),
            optional=True,
            form=forms.GSS,
        ),
        Column("region_code", Kind.TEXT, "Region.", ("RGNCD",), optional=True, form=forms.GSS),
    )
    shape = Column(
        "geometry",
        Kind.GEOMETRY,
        "Its shape, as GeoJSON in WGS 84.",
        headings=("geom", "shape", "wkb_geometry"),
        required=True,
        longest=50_000_000,
    )
    return Contract(
        key=f"boundaries_{kind}",
        title=f"Boundaries: {words}",
        supplier="Office for National Statistics, Open Geography Portal",
        one_row_is=f"one {words}",
        licence=Licence.OGL,
        attribution=ONS,
        purpose=OPEN_DATA,
        row_key=(code.name,),
        formats=("geojson", "gpkg"),
        columns=(code, name, *more, *optional, shape),
    )
