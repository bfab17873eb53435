"""Rates made comparable between places whose people differ in age: direct and indirect standardisation.

Directly: this place's rates in a standard population. Indirectly: this place's events against what a
reference's rates would give. Indirect ratios of two places are not comparable with each other.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays, intervals, weighted_counts
from headwater.statistics.arrays import Floats, Numbers
from headwater.statistics.weighted_counts import Spread
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


@dataclass(frozen=True)
class Reference:
    """Events and people of the reference by band, in the same order of bands as the place's."""

    events: Numbers
    populations: Numbers

    @property
    def band_rates(self) -> Floats:
        events = arrays.not_negative(self.events, "reference counts")
        people = arrays.positive(self.populations, "reference populations")
        _bands(events, people, "reference counts and populations")
        return np.asarray(events / people)

    @property
    def crude_rate(self) -> float:
        people = arrays.positive(self.populations, "reference populations")
        return float((self.band_rates * people).sum() / people.sum())


def directly_standardised_rate(
    events: Numbers,
    populations: Numbers,
    standard: Numbers,
    *,
    counts: str,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The rate that a place would have if its people had the ages of the standard population.

    Formula: sum(w x/n) / sum w, variance sum(x (w/n)^2) / (sum w)^2; limits DSR + sqrt(var/O)(L(O) - O)
        with L of `intervals.poisson_limits` (from 10 events that is Byar's).
    Shape and units: one series each of counts, populations and standard weights, a value a band; per `per`
        people.
    Valid when: 10 events or more, all independent (where the same people are counted again, use
        `standardised_rate_of_repeats`).
    Raises: Invalid under 10 events, for populations of zero, negative or missing values, lengths that differ.
    Source: Dobson A.J. et al. (1991), Statistics in Medicine 10, p. 457-462; Public Health England (2018),
        Technical Guide: Confidence Intervals, on directly standardised rates.

    >>> rate = directly_standardised_rate([20, 40], [10_000, 5_000], [6, 4], counts="admissions")
    >>> round(rate.lower, 1), round(rate.value, 1), round(rate.upper, 1)
    (334.9, 440.0, 567.4)
    """
    seen = arrays.not_negative(events, "counts")
    share = _weight_of_one_event(seen, populations, standard)
    spread = Spread(float(share @ seen), float(share**2 @ seen), float(seen.sum()))
    found = weighted_counts.dobson(spread, counts=counts, confidence=confidence)
    return weighted_counts.scaled(found, _multiplier(per))


def standardised_rate_of_repeats(
    people_by_times: dict[int, Numbers],
    populations: Numbers,
    standard: Numbers,
    *,
    counts: str,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The directly standardised rate of events of which some befell the same people.

    Formula: with x_f people who had f events each, rate sum_f f DSR(x_f), variance sum_f f^2 var(x_f),
        O = sum f x_f; limits as for the directly standardised rate.
    Shape and units: for each number of events, a series of people by band; per `per` people.
    Valid when: people are independent of each other; 10 events or more. Treated as independent events the
        same data give limits that are too narrow (by a quarter in one test).
    Raises: Invalid as the directly standardised rate does, and for numbers of events below 1.
    Source: Public Health England (2018), Technical Guide: Confidence Intervals, on events that are not
        independent.

    >>> once = {1: [20, 40], 3: [5, 10]}
    >>> rate = standardised_rate_of_repeats(once, [10_000, 5_000], [6, 4], counts="assaults")
    >>> round(rate.lower, 1), round(rate.value, 1), round(rate.upper, 1)
    (577.3, 770.0, 992.8)
    """
    if not people_by_times or any(times < 1 or int(times) != times for times in people_by_times):
        raise Invalid("Say how many people had one event, how many had two, and so on: whole numbers from 1.")
    value, variance, total = 0.0, 0.0, 0.0
    for times, people in people_by_times.items():
        seen = arrays.not_negative(people, "numbers of people")
        share = _weight_of_one_event(seen, populations, standard)
        value += times * float(share @ seen)
        variance += times**2 * float(share**2 @ seen)
        total += times * float(seen.sum())
    method = "Dobson, allowing for repeats"
    spread = Spread(value, variance, total)
    found = weighted_counts.dobson(spread, counts=counts, confidence=confidence, method=method)
    return weighted_counts.scaled(found, _multiplier(per))


def expected_events(populations: Numbers, reference: Reference) -> float:
    """The events that a place would see if the reference's rates held there.

    Formula: sum n_i R_i / N_i.
    Shape and units: one series of populations, a value a band; events.
    Valid when: bands are the same and in the same order.
    Raises: Invalid for negative or missing values, reference populations of zero, lengths that differ.
    Source: Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 65-66.

    >>> expected_events([1000, 2000], Reference([30, 20], [10_000, 10_000]))
    7.0
    """
    people = arrays.not_negative(populations, "populations")
    bands = reference.band_rates
    _bands(people, bands, "populations and reference bands")
    return float(people @ bands)


def indirectly_standardised_ratio(
    observed: float, expected: float, *, counts: str, per: float = 1, confidence: float = 0.95
) -> Estimate:
    """How many times the events expected were observed.

    Formula: O/E; limits L(O)/E with L of `intervals.poisson_limits`: exact below 10 events, Byar's from 10.
    Shape and units: two numbers of events; times `per` (100: 100 is as expected).
    Valid when: the expected number is known well against the observed one.
    Raises: Invalid for negative or missing values and for nothing expected.
    Source: Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 65-71.

    >>> ratio = indirectly_standardised_ratio(65, 50, counts="deaths")
    >>> round(ratio.lower, 3), ratio.value, round(ratio.upper, 3)
    (1.003, 1.3, 1.657)
    """
    seen = float(arrays.not_negative(observed, "counts"))
    scale = _multiplier(per) / float(arrays.positive(expected, "expected counts"))
    lower, upper = intervals.poisson_limits(seen, confidence=confidence)
    method = "exact Poisson" if seen < intervals.EXACT_BELOW else "Byar"
    found = Estimate(seen, float(lower), float(upper), confidence, method, counts)
    return weighted_counts.scaled(found, scale)


def indirectly_standardised_rate(
    observed: float,
    populations: Numbers,
    reference: Reference,
    *,
    counts: str,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """The reference's crude rate, times how far this place departs from what was expected of it.

    Formula: (O/E) sum R / sum N; limits as for the ratio.
    Shape and units: one number of events, one series of populations; per `per` people.
    Valid when: as the ratio.
    Raises: Invalid as `expected_events` and the ratio do.
    Source: Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 65-71.

    >>> rates_elsewhere = Reference([30, 20], [10_000, 10_000])
    >>> rate = indirectly_standardised_rate(14, [1000, 2000], rates_elsewhere, counts="deaths", per=1000)
    >>> round(rate.lower, 2), rate.value, round(rate.upper, 2)
    (2.73, 5.0, 8.39)
    """
    expected = expected_events(populations, reference)
    ratio = indirectly_standardised_ratio(observed, expected, counts=counts, confidence=confidence)
    return weighted_counts.scaled(ratio, reference.crude_rate * _multiplier(per))


def _weight_of_one_event(events: Floats, populations: Numbers, standard: Numbers) -> Floats:
    """What one event of each band adds to the standardised rate."""
    people = arrays.positive(populations, "populations")
    weights = arrays.not_negative(standard, "standard weights")
    _bands(events, people, "counts and populations")
    _bands(people, weights, "populations and standard weights")
    if weights.sum() == 0:
        raise Invalid("The standard population is empty: give at least one band a weight above zero.")
    return np.asarray(weights / weights.sum() / people)


def _bands(first: Floats, second: Floats, what: str) -> None:
    arrays.one_row(first, what)
    arrays.one_row(second, what)
    arrays.together(first, second, what)


def _multiplier(per: float) -> float:
    return float(arrays.positive(per, "multipliers"))
