"""Community safety partnership and police force area of each district of 2024."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Contract, Licence

CONTRACT = Contract(
    key="lookup_ltla24_csp24_pfa24",
    title="Lookup: district to community safety partnership and police force 2024",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one district and community safety partnership",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("ltla24_code", "csp24_code"),
    columns=(
        *area("ltla24", "district of 2024", forms.LTLA, "LAD24", "LTLA24"),
        *area("csp24", "community safety partnership of 2024", forms.GSS, "CSP24"),
        *area("pfa24", "police force area of 2024", forms.GSS, "PFA24"),
    ),
    notes="A partnership may hold several districts, and a district reorganised into one may hold several partnerships.",
)
