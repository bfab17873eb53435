"""Census 2021: ethnic groups in each district of 2021, as numbers and as percentages."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="ethnicity_ltla21",
    title="Ethnic group, Census 2021: district",
    supplier="Office for National Statistics",
    one_row_is="one number or percentage of one ethnic group in one district",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("ltla21_code", "ethnic_group"),
    columns=(
        *area("ltla21", "district of 2021", forms.LTLA, "LTLA21", "LAD21"),
        Column(
            "ethnic_group",
            Kind.TEXT,
            "The group, followed by (number) or (percent).",
            required=True,
            example="White: Irish (number)",
        ),
        Column(
            "value",
            Kind.NUMBER,
            "People, or per cent, as the group says.",
            required=True,
            least=0,
            example="2560",
        ),
    ),
    notes="Numbers and percentages stand in one column: the group's name says which. Never add them up together.",
)
