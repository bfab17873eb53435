"""The MSOA of 2011 that each LSOA of 2011 lies in."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Contract, Licence

CONTRACT = Contract(
    key="lookup_lsoa11_msoa11",
    title="Lookup: LSOA 2011 to MSOA 2011",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one LSOA",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa11_code",),
    columns=(
        *area("lsoa11", "LSOA of 2011", forms.LSOA),
        *area("msoa11", "MSOA of 2011", forms.MSOA),
    ),
    notes="LSOAs nest exactly in MSOAs of the same year.",
)
