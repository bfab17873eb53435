"""Indices of Deprivation 2019 for England, one row for each LSOA of 2011. Decile and rank 1 are the most deprived."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import OPEN_DATA
from headwater.data.contracts.language import Column, Contract, Kind, Licence

DOMAINS = (
    ("imd", "IMD", "the whole index"),
    ("income", "Income", "income"),
    ("employment", "Employment", "employment"),
    ("education", "Education", "education, skills and training"),
    ("health", "Health", "health and disability"),
    ("crime", "Crime", "crime"),
    ("housing", "Housing_and_Access", "barriers to housing and services"),
    ("environment", "Environment", "living environment"),
)
DECILES = tuple(
    Column(
        f"{name}_decile",
        Kind.WHOLE,
        f"Decile of {words}; 1 is the most deprived tenth of England.",
        headings=(f"{heading}_decile",),
        required=True,
        least=1,
        greatest=10,
        example="3",
    )
    for name, heading, words in DOMAINS
)
RANKS = tuple(
    Column(
        f"{name}_rank",
        Kind.WHOLE,
        f"Rank of {words}; 1 is the most deprived of England.",
        headings=(f"{heading}_rank",),
        least=1,
        greatest=32_844,
        example="9120",
    )
    for name, heading, words in DOMAINS
)
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
    attribution="Indices of Deprivation 2019. Contains public sector information licensed under the Open Government "
    "Licence v3.0.",
    purpose=OPEN_DATA,
    row_key=("lsoa11_code",),
    columns=(
        Column(
            "lsoa11_code",
            Kind.TEXT,
            "Code of the LSOA of 2011.",
            headings=("LSOA11CD", "LSOA code (2011)"),
            required=True,
            form=forms.LSOA,
            example="E01013810",
        ),
        *DECILES,
        *RANKS,
        SCORE,
    ),
    notes="Relative, not absolute: a change of decile between two editions need not be a change in the place.",
)
