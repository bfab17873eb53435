"""What became of each MSOA of 2011 in 2021."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Contract, Licence

CONTRACT = Contract(
    key="lookup_msoa11_msoa21_ltla22",
    title="Lookup: MSOA 2011 to MSOA 2021 to district 2022",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one pair of a 2011 and a 2021 MSOA that share ground",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("msoa11_code", "msoa21_code"),
    columns=(
        *area("msoa11", "MSOA of 2011", forms.MSOA),
        *area("msoa21", "MSOA of 2021", forms.MSOA),
        *area("ltla22", "district of 2022", forms.LTLA, "LAD22", "LTLA22"),
    ),
    notes="Splits stand in several rows.",
)
