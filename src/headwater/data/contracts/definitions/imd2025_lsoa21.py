"""Indices of Deprivation 2025 for England, one row for each LSOA of 2021. Decile and rank 1 are the most deprived."""

from headwater.data.contracts import deprivation
from headwater.data.contracts.areas import OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

DOMAINS = deprivation.domains("Housing_and_Services")
SCORES = tuple(
    Column(
        f"{name}_score",
        Kind.NUMBER,
        f"Score of {words}; higher is more deprived.",
        headings=(f"{heading}_score",),
        example="21.7",
    )
    for name, heading, words in DOMAINS
)

CONTRACT = Contract(
    key="imd2025_lsoa21",
    title="Indices of Deprivation 2025: LSOA of 2021",
    supplier="Ministry of Housing, Communities and Local Government",
    one_row_is="one LSOA of 2021 in England",
    licence=Licence.OGL,
    attribution=deprivation.attribution(2025),
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        deprivation.lsoa(2021),
        *deprivation.places(DOMAINS, areas=33_755),
        *SCORES,
    ),
    notes=deprivation.NOTES,
)
