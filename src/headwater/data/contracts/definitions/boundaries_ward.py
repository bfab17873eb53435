"""Boundaries of electoral wards, GeoJSON or GeoPackage. A ward whose area changes gets a new code."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import area, boundary_contract

DISTRICT = area("ltla", "district that the ward is in", forms.LTLA, "LAD25", "LAD24", "LAD23", "LAD22")
CONTRACT = boundary_contract(
    "ward", "electoral ward", forms.WARD, ("WD25", "WD24", "WD23", "WD22"), *DISTRICT
)
