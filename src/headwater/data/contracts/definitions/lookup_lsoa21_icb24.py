"""The integrated care board, and its sub-board location, of each LSOA of 2021."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="lookup_lsoa21_icb24",
    title="Lookup: LSOA 2021 to integrated care board 2024",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        *area("lsoa21", "LSOA of 2021", forms.LSOA),
        *area("sicbl24", "sub-board location of 2024", forms.GSS, "SICBL24"),
        Column(
            "sicbl24_code_nhs",
            Kind.TEXT,
            "NHS code of the sub-board location.",
            headings=("SICBL24CDH",),
            example="52R",
        ),
        *area("icb24", "integrated care board of 2024", forms.GSS, "ICB24"),
        Column(
            "icb24_code_nhs",
            Kind.TEXT,
            "NHS code of the integrated care board.",
            headings=("ICB24CDH",),
            example="QT1",
        ),
    ),
    notes="England only.",
)
