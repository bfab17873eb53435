"""What became of each LSOA of 2011 in 2021: unchanged, split, merged or redrawn. One LSOA may stand in several rows."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import ONS, OPEN_DATA, area
from headwater.data.contracts.language import Column, Contract, Kind, Licence

CHANGES = {"U": "Unchanged", "S": "Split", "M": "Merged", "X": "Redrawn, no simple match"}

CONTRACT = Contract(
    key="lookup_lsoa11_lsoa21_ltla22",
    title="Lookup: LSOA 2011 to LSOA 2021 to district 2022",
    supplier="Office for National Statistics, Open Geography Portal",
    one_row_is="one pair of a 2011 and a 2021 LSOA that share ground",
    licence=Licence.OGL,
    attribution=ONS,
    purpose=OPEN_DATA,
    row_key=("lsoa11_code", "lsoa21_code"),
    columns=(
        *area("lsoa11", "LSOA of 2011", forms.LSOA),
        Column(
            "change_code",
            Kind.TEXT,
            "What became of the area in 2021.",
            headings=("CHGIND", "CHNGIND", "Change indicator"),
            required=True,
            codes=CHANGES,
            example="U",
        ),
        *area("lsoa21", "LSOA of 2021", forms.LSOA),
        *area("ltla22", "district of 2022", forms.LTLA, "LAD22", "LTLA22"),
    ),
    notes="Splits and redrawn areas stand in several rows, so counts move by weight of population and the figure says so.",
)
