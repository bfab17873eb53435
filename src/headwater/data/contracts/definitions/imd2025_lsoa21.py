"""Indices of Deprivation 2025 for England, one row for each LSOA of 2021. Decile and rank 1 are the most deprived."""

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
    ("housing", "Housing_and_Services", "barriers to housing and services"),
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
        greatest=33_755,
        example="9120",
    )
    for name, heading, words in DOMAINS
)
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
    attribution="Indices of Deprivation 2025. Contains public sector information licensed under the Open Government "
    "Licence v3.0.",
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        Column(
            "lsoa21_code",
            Kind.TEXT,
            "Code of the LSOA of 2021.",
            headings=("LSOA21CD", "LSOA code (2021)"),
            required=True,
            form=forms.LSOA,
            example="E01013810",
        ),
        *DECILES,
        *RANKS,
        *SCORES,
    ),
    notes="Relative, not absolute: a change of decile between two editions need not be a change in the place.",
)
