"""MSOA, ward, district and police force area of each LSOA of 2021."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="lookup_lsoa21_msoa21_ward24_ltla24",
    title="Lookup: LSOA 2021 to MSOA, ward and district",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        *area("lsoa21", "LSOA of 2021", forms.LSOA),
        *area("msoa21", "MSOA of 2021", forms.MSOA),
        *area("ward24", "ward of 2024 that fits best", forms.WARD, "WD24"),
        *area("ltla24", "district of 2024", forms.LTLA, "LAD24", "LTLA24"),
        Column(
            "pfa_name",
            Kind.TEXT,
            "Name of the police force area.",
            headings=("PFA24NM", "PFA23NM", "Police force area"),
            optional=True,
            example="Nottinghamshire",
        ),
    ),
    notes="Wards are a best fit, as in the lookup of wards.",
)
