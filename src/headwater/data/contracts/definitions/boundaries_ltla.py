"""Boundaries of each lower-tier local authority, GeoJSON or GeoPackage."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import boundary_contract

CONTRACT = boundary_contract(
    "ltla", "lower-tier local authority", forms.LTLA, ("LAD25", "LAD24", "LAD23", "LAD22", "LAD21")
)
