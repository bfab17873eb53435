"""Indices of Deprivation 2019 for England, one row for each LSOA of 2011. Decile and rank 1 are the most deprived."""

from headwater.data.contracts import deprivation
from headwater.data.contracts.areas import OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

DOMAINS = deprivation.domains("Housing_and_Access")
SCORE = Column(
    "imd_score",
    Kind.NUMBER,
    "Score of the whole index; higher is more deprived.",
    headings=("IMD_score", "Index of Multiple Deprivation (IMD) Score"),
    example="21.7",
)

CONTRACT = Contract(
    key="imd2019_lsoa11",
    title="Indices of Deprivation 2019: LSOA of 2011",
    supplier="Ministry of Housing, Communities and Local Government",
    one_row_is="one LSOA of 2011 in England",
    licence=Licence.OGL,
    attribution=deprivation.attribution(2019),
    purpose=OPEN_DATA,
    row_key=("lsoa11_code",),
    columns=(
        deprivation.lsoa(2011),
        *deprivation.places(DOMAINS, areas=32_844),
        SCORE,
    ),
    notes=deprivation.NOTES,
)
