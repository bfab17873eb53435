"""Boundaries of each MSOA of 2021, GeoJSON or GeoPackage."""

from headwater.data.contracts import forms
from headwater.data.contracts.areas import boundary_contract

CONTRACT = boundary_contract("msoa21", "MSOA of 2021", forms.MSOA, ("MSOA21",))
