"""Rates of small populations, drawn toward the rest of the map by as much as chance accounts for.

A village with one offence can top a list of plain rates. Smoothed rates rank places; they are not what happened, so a
published count or rate stays the plain one.
"""

from dataclasses import dataclass

import numpy as np

from headwater.statistics import arrays
from headwater.statistics import neighbours as neighbourhoods
from headwater.statistics.arrays import Floats, Numbers
from headwater.statistics.neighbours import Neighbours
from headwater.vocabulary.errors import Invalid


@dataclass(frozen=True)
class Smoothed:
    """Events for each person, before and after, and what of each place's own rate was kept."""

    rate: Floats  # as it is; the prior where a place has nobody
    smoothed: Floats
    kept: Floats  # from 0, all prior, to 1, all its own
    prior: Floats  # what each place is drawn toward
    variance: Floats  # of true rates between places, which chance does not account for


@dataclass(frozen=True)
class _Prior:
    mean: Floats
    variance: Floats


def empirical_bayes(
    counts: Numbers, populations: Numbers, *, neighbours: Neighbours | None = None
) -> Smoothed:
    """Rates shrunk toward that of the map, or of each place's own neighbourhood.

    Formula: m + k (r - m), k = A/(A + m/n); m = sum O / sum n, A = max(0, sum n (r - m)^2 / sum n - m / mean n), over all
        places, or with `neighbours` over each place and its neighbours.
    Shape and units: one whole count and one population a place; events for each person.
    Valid when: events are rare and independent (Poisson), and true rates of the places summed over are alike but for chance and a
        common spread. Where chance alone accounts for the spread, every place has the prior's rate.
    Raises: Invalid for negative or broken counts, populations below zero or nobody at all, events where nobody lives,
        lengths that differ.
    Source: Marshall R.J. (1991), Applied Statistics 40, p. 283-294.
    Differs from esda 2.9 where chance alone accounts for the spread: there A falls below zero and rates are drawn past the prior.

    >>> found = empirical_bayes([1, 10, 300], [10, 1000, 10_000])
    >>> found.rate.round(3).tolist(), found.smoothed.round(4).tolist()
    ([0.1, 0.01, 0.03], [0.029, 0.0188, 0.0298])
    """
    events, people = _checked(counts, populations)
    prior = _whole(events, people) if neighbours is None else _around(events, people, neighbours)
    rate = np.divide(events, people, out=prior.mean.copy(), where=people > 0)
    chance = np.divide(prior.mean, people, out=np.zeros(people.size), where=people > 0)
    room = prior.variance + chance
    kept = np.divide(prior.variance, room, out=np.zeros(people.size), where=(room > 0) & (people > 0))
    return Smoothed(rate, prior.mean + kept * (rate - prior.mean), kept, prior.mean, prior.variance)


def standardised_rates(counts: Numbers, populations: Numbers) -> Floats:
    """Rates in standard deviations of their own, ready for `moran`, `local_moran` and `gi_star` where populations differ.

    Formula: (r - m)/sqrt(A + m/n), m and A of `empirical_bayes`, but A kept where it is below zero, and taken as 0 for places
        whose variance it would leave at zero or below.
    Shape and units: one whole count and one population above zero a place; no unit.
    Valid when: as `empirical_bayes`. Plain rates make villages of the edge look clustered by their spread alone.
    Raises: Invalid as `empirical_bayes`, for a place with nobody, and where there are no events.
    Source: Assunção R.M., Reis E.A. (1999), Statistics in Medicine 18, p. 2147-2162.

    >>> standardised_rates([1, 10, 300], [10, 1000, 10_000]).round(3).tolist()
    [1.343, -2.391, 0.306]
    """
    events, people = _checked(counts, populations)
    arrays.positive(people, "populations")
    if not events.any():
        raise Invalid("There are no events: all rates are the same.")
    mean = float(events.sum() / people.sum())
    rate = events / people
    spread = float((people * (rate - mean) ** 2).sum() / people.sum()) - mean / float(people.mean())
    variance = spread + mean / people
    variance = np.where(variance > 0, variance, mean / people)
    return np.asarray((rate - mean) / np.sqrt(variance))


def _checked(counts: Numbers, populations: Numbers) -> tuple[Floats, Floats]:
    events = arrays.whole_counts(counts, "counts").astype(np.float64)
    people = arrays.not_negative(populations, "populations")
    arrays.one_row(events, "counts")
    if events.shape != people.shape or people.sum() == 0:
        raise Invalid("Give one population for each count, with somebody in it.")
    if events[people == 0].any():
        raise Invalid("A place has events and nobody who lives there: its rate has no meaning.")
    return events, people


def _whole(events: Floats, people: Floats) -> _Prior:
    mean = events.sum() / people.sum()
    rate = np.divide(events, people, out=np.zeros(people.size), where=people > 0)
    between = (people * (rate - mean) ** 2).sum() / people.sum() - mean / people.mean()
    return _Prior(np.full(people.size, mean), np.full(people.size, max(float(between), 0.0)))


def _around(events: Floats, people: Floats, neighbours: Neighbours) -> _Prior:
    """The same sums over each place and its neighbours; sum n (r - m)^2 is sum n r^2 less m^2 sum n."""
    table = neighbourhoods.table(neighbours, people.size, itself=True)
    lived, seen = (neighbourhoods.sums(table, each) for each in (people, events))
    somebody = lived > 0
    mean = np.divide(seen, lived, out=np.full(people.size, events.sum() / people.sum()), where=somebody)
    squares = np.divide(events**2, people, out=np.zeros(people.size), where=people > 0)
    spread = np.divide(neighbourhoods.sums(table, squares), lived, out=mean**2, where=somebody) - mean**2
    typical = lived / neighbourhoods.sizes(table)
    chance = np.divide(mean, typical, out=np.zeros(people.size), where=somebody)
    return _Prior(mean, np.maximum(spread - chance, 0.0))
