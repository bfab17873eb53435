"""The columns that files about areas share: a code with its name, and the features of a boundary file."""

from headwater.data.contracts import forms
from headwater.data.contracts.language import Column, Contract, Kind, Licence

ONS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right."
)
OPEN_DATA = "Published open data"


_EXAMPLES = {
    forms.LSOA: ("E01013810", "Nottingham 018A"),
    forms.MSOA: ("E02002868", "Nottingham 001"),
    forms.WARD: ("E05012270", "Aspley"),
    forms.LTLA: ("E06000018", "Nottingham"),
    forms.UTLA: ("E10000024", "Nottinghamshire"),
    forms.GSS: ("E23000019", "Nottinghamshire"),
}


def area(stem: str, words: str, form: str, *others: str) -> tuple[Column, Column]:
    """The code and the name of an area, as `lsoa21_code` and `lsoa21_name`; `others` are ONS stems."""
    stems = others or (stem.upper(),)
    code, name = _EXAMPLES[form]
    return (
        Column(
            f"{stem}_code",
            Kind.TEXT,
            f"Code of the {words}.",
            headings=tuple(f"{each}CD" for each in stems),
            required=True,
            form=form,
            example=code,
        ),
        Column(
            f"{stem}_name",
            Kind.TEXT,
            f"Name of the {words}.",
            headings=tuple(f"{each}NM" for each in stems),
            example=name,
        ),
    )


# name, kind, meaning, heading, form, example: what boundary files may say beside code, name and shape.
_BESIDE = (
    ("easting", Kind.NUMBER, "Easting of a point inside, in metres.", "BNG_E", "", "455363"),
    ("northing", Kind.NUMBER, "Northing of a point inside, in metres.", "BNG_N", "", "341298"),
    ("longitude", Kind.LONGITUDE, "Longitude of a point inside.", "LONG", "", "-1.17715"),
    ("latitude", Kind.LATITUDE, "Latitude of a point inside.", "LAT", "", "52.96621"),
    ("current_ltla_code", Kind.TEXT, "District today.", "LADCD_ACTIVE", forms.LTLA, "E06000018"),
    ("utla_code", Kind.TEXT, "Upper-tier authority.", "UTLACD", forms.UTLA, "E10000024"),
    ("combined_authority_code", Kind.TEXT, "Combined authority.", "CAUTHCD", forms.GSS, "E47000013"),
    ("region_code", Kind.TEXT, "Region.", "RGNCD", forms.GSS, "E12000004"),
)


def boundary_contract(kind: str, words: str, form: str, stems: tuple[str, ...], *more: Column) -> Contract:
    """One feature a row: the area's code, its name and its shape."""
    code, name = area(kind, words, form, *stems)
    welsh = tuple(f"{stem}NMW" for stem in stems)
    optional = (
        Column(
            f"{kind}_name_welsh", Kind.TEXT, "Name in Welsh.", welsh, optional=True, example="Caerdydd 049"
        ),
        *(
            Column(key, what, meaning, (heading,), optional=True, form=shape_of, example=example)
            for key, what, meaning, heading, shape_of, example in _BESIDE
        ),
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
