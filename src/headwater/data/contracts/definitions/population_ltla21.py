"""Mid-2020 estimates of population by single year of age, one row for each district of 2021. No split by sex."""

from headwater.data.contracts import forms
from headwater.data.contracts.populations import population_contract

CONTRACT = population_contract("ltla21", "district of 2021", forms.LTLA, "LTLA21", "LAD21")
