"""The standard population that rates are made comparable by: `content/standard_population.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from headwater.insight.indicators import partnership
from headwater.insight.indicators.language import Ages
from headwater.vocabulary.errors import Invalid

NAME = "standard_population.toml"
OLDEST = 90


@dataclass(frozen=True)
class StandardPopulation:
    """How many people of each age a population of a fixed size is taken to have."""

    title: str
    source: str
    people: tuple[float, ...]  # by band of `band_years`, the last open
    band_years: int

    def in_bands(self, bands: Mapping[str, Ages]) -> list[float]:
        """People in each band. Refused where a band begins or ends inside one of the standard's."""
        return [self._between(ages) for ages in bands.values()]

    def _between(self, ages: Ages) -> float:
        first, last = ages.youngest, min(ages.oldest + 1, OLDEST + self.band_years)
        ends_open = ages.oldest >= OLDEST
        if first % self.band_years or (last % self.band_years and not ends_open):
            raise Invalid(
                f"{self.title} has bands of {self.band_years} years, which {ages} does not keep to."
            )
        stop = len(self.people) if ends_open else last // self.band_years
        return sum(self.people[first // self.band_years : stop])


def parse(toml: str) -> StandardPopulation:
    read = tomllib.loads(toml)
    people, years = tuple(map(float, read["people"])), int(read["band_years"])
    if len(people) * years != OLDEST + years or min(people) < 0 or not sum(people):
        raise Invalid(f"{NAME}: give one number for each {years} years of age from 0 to {OLDEST} and over.")
    return StandardPopulation(str(read["title"]), str(read["source"]), people, years)


@cache
def standard_population() -> StandardPopulation:
    """The partnership's own where it has one, else the shipped one."""
    return parse(partnership.files(NAME)[-1].read_text())
