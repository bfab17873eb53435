"""Boundaries of each LSOA of 2021, GeoJSON or GeoPackage."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import boundary_contract

CONTRACT = boundary_contract("lsoa21", "LSOA of 2021", forms.LSOA, ("LSOA21",))
