"""The ward and district of 2024 that each LSOA of 2021 fits best."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Contract, Licence

CONTRACT = Contract(
    key="lookup_lsoa21_ward24_ltla24",
    title="Lookup: LSOA 2021 to ward and district 2024",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa21_code",),
    columns=(
        *area("lsoa21", "LSOA of 2021", forms.LSOA),
        *area("ward24", "ward of 2024 that fits best", forms.WARD, "WD24"),
        *area("ltla24", "district of 2024", forms.LTLA, "LAD24", "LTLA24"),
    ),
    notes="A best fit: an LSOA may lie in several wards, and stands in the one where most of its people live.",
)
