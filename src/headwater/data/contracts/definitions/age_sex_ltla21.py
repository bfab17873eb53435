"""Census 2021: people by sex and three broad ages in each district."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

COUNTS = (
    ("total_population", "People"),
    ("total_females", "Females"),
    ("total_males", "Males"),
    ("younger_females", "Females under working age"),
    ("working_age_females", "Females of working age"),
    ("older_females", "Females above working age"),
    ("younger_males", "Males under working age"),
    ("working_age_males", "Males of working age"),
    ("older_males", "Males above working age"),
)

CONTRACT = Contract(
    key="age_sex_ltla21",
    title="Sex and broad age, Census 2021: district",
    supplier="Office for National Statistics",
    one_row_is="one district",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("ltla21_code",),
    columns=(
        Column(
            "ltla21_code",
            Kind.TEXT,
            "Code of the district of 2021.",
            headings=("LTLA21CD", "LAD21CD"),
            required=True,
            form=forms.LTLA,
            example="E06000018",
        ),
        *(
            Column(name, Kind.WHOLE, f"{words}.", unit="people", required=True, least=0, example="40115")
            for name, words in COUNTS
        ),
    ),
    notes="The three ages do not quite add up to the total: the census counts them in separate, perturbed tables.",
)
