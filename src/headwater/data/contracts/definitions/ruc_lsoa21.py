"""The rural-urban classification of 2021 of each LSOA."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="ruc_lsoa21",
    title="Rural-urban classification 2021: LSOA",
    supplier="Office for National Statistics",
    one_row_is="one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        Column(
            "lsoa21_code",
            Kind.TEXT,
            "Code of the LSOA of 2021.",
            headings=("LSOA21CD",),
            required=True,
            form=forms.LSOA,
            example="E01013810",
        ),
        Column(
            "ruc21_code",
            Kind.TEXT,
            "Code of the class.",
            headings=("RUC21CD",),
            required=True,
            form="[A-Z]{2,3}1",
            example="UN1",
        ),
        Column(
            "classification",
            Kind.TEXT,
            "The class.",
            headings=("RUC21NM",),
            required=True,
            example="Urban: Nearer to a major town or city",
        ),
        Column(
            "ruc",
            Kind.TEXT,
            "Urban or rural.",
            headings=("Urban_rural_flag", "RUC21 broad"),
            required=True,
            codes={"Urban": "Urban", "Rural": "Rural"},
            example="Urban",
        ),
    ),
)
