"""The upper-tier authority (county or unitary) of each district of 2021."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Contract, Licence

CONTRACT = Contract(
    key="lookup_ltla21_utla21",
    title="Lookup: district to upper-tier authority 2021",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one district",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("ltla21_code",),
    columns=(
        *area("ltla21", "district of 2021", forms.LTLA, "LTLA21", "LAD21"),
        *area("utla21", "upper-tier authority of 2021", forms.UTLA, "UTLA21"),
    ),
    notes="A unitary authority is its own upper tier.",
)
