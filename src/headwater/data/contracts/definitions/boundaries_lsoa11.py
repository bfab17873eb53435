"""Boundaries of each LSOA of 2011, GeoJSON or GeoPackage."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import boundary_contract

CONTRACT = boundary_contract("lsoa11", "LSOA of 2011", forms.LSOA, ("LSOA11",))
