"""Census 2021: the five broad ethnic groups in each LSOA of 2021."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CONTRACT = Contract(
    key="ethnicity_lsoa21",
    title="Ethnic group, Census 2021: LSOA",
    supplier="Office for National Statistics",
    one_row_is="one broad ethnic group in one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa21_code", "ethnic_group"),
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
            "total_residents",
            Kind.WHOLE,
            "Usual residents of all groups.",
            required=True,
            unit="people",
            least=0,
            example="1978",
        ),
        Column("ethnic_group", Kind.TEXT, "The broad group.", required=True, example="White"),
        Column(
            "people",
            Kind.WHOLE,
            "Usual residents of the group on 21 March 2021.",
            headings=("n",),
            required=True,
            unit="people",
            least=0,
            example="711",
        ),
        Column(
            "share",
            Kind.NUMBER,
            "Share of the residents.",
            headings=("prop",),
            least=0,
            greatest=1,
            example="0.359",
        ),
    ),
    notes="Small numbers are perturbed by the publisher.",
)
