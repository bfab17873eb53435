"""Life expectancy from an abridged life table with any age bands, and years of life lost.

A period table: what a person born now would live if every age kept today's rates of death. Small areas need
several years together.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from headwater.statistics import arrays, intervals, weighted_counts
from headwater.statistics.arrays import Floats, Numbers
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate

FIRST_YEAR = 0.1  # the part of the year that children who die in their first live of it, on average
HALF = 0.5


@dataclass(frozen=True)
class LifeTable:
    """Expectation of life at the start of each band, and the table behind it."""

    starts: Floats
    expectation: Floats
    standard_errors: Floats
    dying: Floats  # probability of dying in the band, given its start
    surviving: Floats  # share alive at its start
    lived: Floats  # years lived in it, for one person born

    def expectation_at(self, age: float, *, confidence: float = 0.95) -> Estimate:
        """Years still to live at an age that begins a band; normal limits (Silcocks)."""
        where = np.flatnonzero(self.starts == age)
        if where.size == 0:
            raise Invalid(f"No age band begins at {age}.")
        value, error = float(self.expectation[where[0]]), float(self.standard_errors[where[0]])
        reach = intervals.normal_quantile(confidence) * error
        limits = max(0.0, value - reach), value + reach
        return Estimate(value, *limits, confidence, "Chiang II, Silcocks", f"years of life at {age:g}")


class _Bands(NamedTuple):
    starts: Floats
    widths: Floats  # of all but the last, which is open
    people: Floats
    deaths: Floats


def life_table(
    starts: Numbers, populations: Numbers, deaths: Numbers, *, years_lived: Numbers | None = None
) -> LifeTable:
    """An abridged period life table.

    Formula: m = d/P, q = w m/(1 + w (1 - a) m), last q = 1; l by survival, L = w (l' + a l q), last L = l/m;
        e = sum of L from here / l. Variance: var(q) = q^2 (1 - q)/d; the sum from here of l^2 var(q) ((1 - a) w +
        e')^2, and for the open band l^2 d/(P^2 m^4), all over l^2.
    Shape and units: ascending ages at which bands start, the last band open; people (or person-years) and
        deaths of each; years. `years_lived` is a, the part of the band that those who die in it live: 0.1 where
        it is the first year of life, else 0.5.
    Valid when: 5,000 person-years or more (publish no limits wider than 20 years), and deaths in the open band.
    Raises: Invalid for ages not ascending, fewer than two bands, populations of zero, negative or missing
        values, no deaths in the open band, more deaths than a band can lose, lengths that differ.
    Source: Chiang C.L. (1984), The Life Table and its Applications, Krieger, chapter 6; Silcocks P.B.S. et al.
        (2001), Journal of Epidemiology and Community Health 55, p. 38-43.

    >>> table = life_table([0, 1, 65], [2_000, 120_000, 30_000], [8, 260, 1_800])
    >>> found = table.expectation_at(0)
    >>> round(found.lower, 1), round(found.value, 1), round(found.upper, 1)
    (74.1, 75.1, 76.1)
    """
    bands = _checked(starts, populations, deaths)
    lived_part = _years_lived(bands, years_lived)
    rate = bands.deaths / bands.people
    dying = np.append(bands.widths * rate[:-1] / (1 + bands.widths * (1 - lived_part) * rate[:-1]), 1.0)
    if (dying[:-1] > 1).any():
        age = float(bands.starts[:-1][dying[:-1] > 1][0])
        raise Invalid(f"More die in the band from {age:g} than it can lose: join it with its neighbour.")
    surviving = np.append(1.0, np.cumprod(1 - dying[:-1]))
    if surviving[-1] == 0:
        raise Invalid("Nobody reaches the last band at these rates: join the last bands.")
    within = bands.widths * (surviving[1:] + lived_part * surviving[:-1] * dying[:-1])
    lived = np.append(within, surviving[-1] / rate[-1])
    expectation = _from_here(lived) / surviving
    errors = np.sqrt(_from_here(_chance(bands, dying, surviving, expectation, lived_part))) / surviving
    return LifeTable(bands.starts, expectation, errors, dying, surviving, lived)


def years_of_life_lost(
    deaths: Numbers,
    years_each: Numbers,
    *,
    population: float | None = None,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Years that people who died would still have lived, by a stated standard; for one population, as a rate.

    Formula: sum d y; variance sum d y^2; limits of `weighted_counts.weighted_sum` (Dobson), over the population.
    Shape and units: deaths of each band and the years each loses: the standard's expectation at the age of
        death, or what is missing to an age (`years_before`); years, or years per `per` people.
    Valid when: 10 deaths or more, independent; say which standard.
    Raises: Invalid under 10 deaths, for negative or missing values, lengths that differ, a population of zero.
    Source: Romeder J.M., McWhinnie J.R. (1977), International Journal of Epidemiology 6, p. 143-151; Dobson A.J.
        et al. (1991), Statistics in Medicine 10, p. 457-462.

    >>> found = years_of_life_lost([5, 10], years_before([15, 35], [35, 75], age=75))
    >>> round(found.lower), round(found.value), round(found.upper)
    (231, 450, 773)
    """
    counts = "years of life lost"
    found = weighted_counts.weighted_sum(deaths, years_each, counts=counts, confidence=confidence)
    if population is None:
        return found
    people, times = arrays.positive(population, "populations"), arrays.positive(per, "multipliers")
    return weighted_counts.scaled(found, float(times) / float(people))


def years_before(starts: Numbers, ends: Numbers, *, age: float) -> Floats:
    """What is missing to an age from the middle of each band, none from beyond it.

    >>> years_before([0, 60, 80], [10, 70, 90], age=75).tolist()
    [70.0, 10.0, 0.0]
    """
    first, last = arrays.not_negative(starts, "ages"), arrays.not_negative(ends, "ages")
    arrays.together(first, last, "starts and ends")
    if (last <= first).any():
        raise Invalid("A band ends where it starts, or before: give where each one ends.")
    return np.asarray(np.maximum(age - (first + last) / 2, 0.0))


def _checked(starts: Numbers, populations: Numbers, deaths: Numbers) -> _Bands:
    ages = arrays.not_negative(starts, "ages")
    people, died = arrays.positive(populations, "populations"), arrays.not_negative(deaths, "deaths")
    for each in (ages, people, died):
        arrays.one_row(each, "bands")
    arrays.together(ages, people, "ages and populations")
    arrays.together(people, died, "populations and deaths")
    if ages.size < 2 or (np.diff(ages) <= 0).any():  # noqa: PLR2004  (one band closed, one open)
        raise Invalid("A life table needs two age bands or more, in ascending order.")
    if died[-1] == 0:
        raise Invalid("Nobody died in the last, open band: join it with the one before, or take more years.")
    return _Bands(ages, np.diff(ages), people, died)


def _years_lived(bands: _Bands, given: Numbers | None) -> Floats:
    if given is None:
        first_year = (bands.starts[:-1] == 0) & (bands.widths == 1)
        return np.where(first_year, FIRST_YEAR, HALF)
    part = arrays.not_negative(given, "parts lived")
    arrays.together(part, bands.widths, "parts lived and closed bands")
    if (part > 1).any():
        raise Invalid("Those who die in a band live a part of it between 0 and 1.")
    return np.broadcast_to(part, bands.widths.shape)


def _chance(bands: _Bands, dying: Floats, surviving: Floats, expectation: Floats, part: Floats) -> Floats:
    """What each band's deaths add to the variance of the years lived from any earlier age."""
    died, q = bands.deaths[:-1], dying[:-1]
    of_q = np.where(died > 0, q**2 * (1 - q) / np.where(died > 0, died, 1.0), 0.0)
    closed = of_q * surviving[:-1] ** 2 * ((1 - part) * bands.widths + expectation[1:]) ** 2
    rate = bands.deaths[-1] / bands.people[-1]
    last = surviving[-1] ** 2 * bands.deaths[-1] / (bands.people[-1] ** 2 * rate**4)
    return np.append(closed, last)


def _from_here(values: Floats) -> Floats:
    return np.asarray(values[::-1].cumsum()[::-1])
