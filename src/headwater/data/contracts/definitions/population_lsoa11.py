"""Mid-2020 estimates of population by single year of age, one row for each LSOA of 2011. No split by sex."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

OLDEST = 90
CODE, NAME = area("lsoa11", "LSOA of 2011", forms.LSOA, "LSOA11")
AGES = tuple(
    Column(
        f"age_{age}",
        Kind.WHOLE,
        f"People aged {age}.",
        headings=(str(age),),
        unit="people",
        required=True,
        least=0,
        example="25",
    )
    for age in range(OLDEST)
)

CONTRACT = Contract(
    key="population_lsoa11",
    title="Population by single year of age, mid-2020: LSOA of 2011",
    supplier="Office for National Statistics",
    one_row_is="one LSOA of 2011",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa11_code",),
    columns=(
        CODE,
        NAME,
        Column(
            "total_population",
            Kind.WHOLE,
            "People of all ages.",
            headings=("All Ages", "All ages"),
            unit="people",
            required=True,
            least=0,
            example="1620",
        ),
        *AGES,
        Column(
            "age_90",
            Kind.WHOLE,
            "People aged 90 and over.",
            headings=("90+", "90 and over"),
            unit="people",
            required=True,
            least=0,
            example="12",
        ),
    ),
    notes="Estimates of June 2020, before the Census of 2021 corrected them; no split by sex. Rates for later years "
    "use the same population and say so.",
)
