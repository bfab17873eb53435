"""Mid-2020 estimates of population by single year of age, one row for each LSOA of 2011. No split by sex."""

from headwater.data.contracts import forms
from headwater.data.contracts.populations import population_contract

CONTRACT = population_contract("lsoa11", "LSOA of 2011", forms.LSOA, "LSOA11")
