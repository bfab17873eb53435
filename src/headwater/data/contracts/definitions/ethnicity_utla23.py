"""Census 2021: people by ethnic group (20 categories) in each upper-tier authority of 2023."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="ethnicity_utla23",
    title="Ethnic group, Census 2021: upper-tier authority",
    supplier="Office for National Statistics",
    one_row_is="one ethnic group in one authority",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("utla23_code", "ethnic_group_code"),
    columns=(
        Column(
            "utla23_code",
            Kind.TEXT,
            "Code of the upper-tier authority of 2023.",
            headings=("2023 Upper tier local authorities Code", "Upper tier local authorities Code"),
            required=True,
            form=forms.UTLA,
            example="E06000018",
        ),
        Column(
            "utla23_name",
            Kind.TEXT,
            "Name of that authority.",
            headings=("2023 Upper tier local authorities", "Upper tier local authorities"),
            example="Nottingham",
        ),
        Column(
            "ethnic_group_code",
            Kind.WHOLE,
            "The census's number of the group; -8 does not apply.",
            headings=("Ethnic group (20 categories) Code",),
            required=True,
            least=-8,
            greatest=19,
            example="13",
        ),
        Column(
            "ethnic_group",
            Kind.TEXT,
            "The group.",
            headings=("Ethnic group (20 categories)",),
            required=True,
            example="White: Irish",
        ),
        Column(
            "people",
            Kind.WHOLE,
            "Usual residents on 21 March 2021.",
            headings=("Observation",),
            required=True,
            unit="people",
            least=0,
            example="2560",
        ),
    ),
    notes="Small numbers are perturbed by the publisher.",
)
