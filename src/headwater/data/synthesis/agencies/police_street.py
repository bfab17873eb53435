"""data.police.uk for the county: the same recorded violence, moved to anonymous points, among all the other
crime of the streets.

Month only, no person, codes of 2011 and later of 2021, one row in a hundred without a place, and whole rows
alike that are different incidents (anti-social behaviour has no Crime ID). Nothing is planted in the other
categories: they are the noise to be found quiet.
"""

import hashlib
from dataclasses import dataclass, fields

import numpy as np
from scipy.spatial import cKDTree

from headwater.data.synthesis import intensity, place_names, shape, writing
from headwater.data.synthesis.agencies.police_recorded import Register
from headwater.data.synthesis.chance import Ints, Texts, chosen, flip
from headwater.data.synthesis.kinds import KINDS, PLAIN_STREET
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table
from headwater.vocabulary.periods import MONTHS_IN_YEAR

NO_PLACE = 0.01
POINTS_PER_CELL = 6
OUTCOME_MONTHS = 3  # an outcome comes within so many months
ASB = "Anti-social behaviour"
OUTCOMES = {
    "Investigation complete; no suspect identified": 0.4,
    "Unable to prosecute suspect": 0.32,
    "Under investigation": 0.1,
    "Awaiting court outcome": 0.08,
    "Local resolution": 0.03,
    "Action to be taken by another organisation": 0.02,
    "Offender given a caution": 0.02,
    "Formal action is not in the public interest": 0.02,
    "Further investigation is not in the public interest": 0.01,
}
UNFINISHED = ("Under investigation", "Awaiting court outcome")


@dataclass(frozen=True)
class _Street:
    """Rows of all months together."""

    month: Ints
    crime_type: Texts
    crime_id: Texts
    point: Ints  # -1 where there is no place
    outcome: Texts


def write(world: World, register: Register) -> None:
    rng = world.stream("police street")
    names, points = _anonymous_points(world, rng)
    street = _rows(world, register, points, rng)
    cell = world.places.ground.cell_at(points)
    lonlat = shape.degrees(points)
    spots = {
        "Longitude": np.array([f"{value:.6f}" for value in lonlat[:, 0]], dtype=object),
        "Latitude": np.array([f"{value:.6f}" for value in lonlat[:, 1]], dtype=object),
        "Location": np.array([f"On or near {name}" for name in names], dtype=object),
    }
    for month in range(world.plan.months):
        rows = np.flatnonzero(street.month == month)
        if len(rows):
            part = _Street(**{f.name: getattr(street, f.name)[rows] for f in fields(_Street)})
            old = month < world.plan.codes_change_at
            _write_month(world, month, part, {**spots, **_codes(world, cell, old=old)})
    _write_outcomes(world, street, {**spots, **_codes(world, cell, old=False)}, rng)
    _tell_truth(world, street)


def _anonymous_points(world: World, rng: np.random.Generator) -> tuple[Texts, np.ndarray]:
    """A short public list: a few points in each cell, named after streets that the county has."""
    cells = np.repeat(np.arange(len(world.places.ground.seeds)), POINTS_PER_CELL)
    streets = world.gazetteer.name[world.gazetteer.of_kind("street")]
    return streets[rng.integers(0, len(streets), len(cells))], np.round(
        world.places.ground.points_in(cells, rng), 1
    )


def _rows(world: World, register: Register, points: np.ndarray, rng: np.random.Generator) -> _Street:
    known = cKDTree(points).query(register.incidents.xy)[1]
    streets = np.array([kind.street for kind in KINDS], dtype=object)[register.incidents.kind]
    ids = [hashlib.sha256(f"{place_names.FORCE} {ref}".encode()).hexdigest() for ref in register.ref]
    month, crime_type, cell = _plain(world, rng)
    noise = rng.bytes(32 * len(month)).hex()
    plain_ids = np.array([noise[64 * n : 64 * n + 64] for n in range(len(month))], dtype=object)
    plain_ids[crime_type == ASB] = None
    plain_points = cell * POINTS_PER_CELL + rng.integers(0, POINTS_PER_CELL, len(cell))
    point = np.concatenate([known, plain_points])
    point[flip(rng, NO_PLACE, len(point))] = -1
    crime_type = np.concatenate([streets, crime_type])
    outcome = chosen(rng, OUTCOMES, len(point))
    outcome[crime_type == ASB] = None
    order = np.lexsort((rng.random(len(point)), np.concatenate([register.month, month])))
    ids_all = np.concatenate([np.array(ids, dtype=object), plain_ids])
    return _Street(
        np.concatenate([register.month, month])[order],
        crime_type[order],
        ids_all[order],
        point[order],
        outcome[order],
    )


def _plain(world: World, rng: np.random.Generator) -> tuple[Ints, Texts, Ints]:
    """The other categories: flat in time, denser where people are and a little where it is poor."""
    share = (
        world.places.weight_of_cell * intensity.gradient(world.places, world.plan.sizes.deprivation) ** 0.5
    )
    people = len(world.people.alive)
    months, types, cells = [], [], []
    for crime_type, per_100_000 in PLAIN_STREET.items():
        mean = per_100_000 * people / 100_000 / MONTHS_IN_YEAR * share / share.sum()
        counts = rng.poisson(np.repeat(mean[:, None], world.plan.months, axis=1))
        cell, month = (np.repeat(axis, counts.ravel()) for axis in np.indices(counts.shape).reshape(2, -1))
        months.append(month)
        cells.append(cell)
        types.append(writing.same(crime_type, len(month)))
    return np.concatenate(months), np.concatenate(types), np.concatenate(cells)


def _codes(world: World, cell: Ints, *, old: bool) -> Table:
    """Code and name of the LSOA that each point lies in, in one vintage."""
    places = world.places
    areas, position = (
        (places.lsoa11, places.lsoa11_of_cell) if old else (places.lsoa21, places.lsoa21_of_cell)
    )
    return {"LSOA code": areas.codes[position[cell]], "LSOA name": areas.names[position[cell]]}


def _placed(spots: Table, point: Ints) -> Table:
    nowhere = point < 0
    found = {heading: words[np.maximum(point, 0)] for heading, words in spots.items()}
    for heading, words in found.items():
        words[nowhere] = "No location" if heading == "Location" else None
    return found


def _write_month(world: World, month: int, part: _Street, spots: Table) -> None:
    count = len(part.month)
    table = {
        "Crime ID": part.crime_id,
        "Month": writing.same(str(world.plan.month(month)), count),
        "Reported by": writing.same(place_names.FORCE, count),
        "Falls within": writing.same(place_names.FORCE, count),
        **_placed(spots, part.point),
        "Crime type": part.crime_type,
        "Last outcome category": part.outcome,
        "Context": writing.same(None, count),
    }
    world.send(
        f"police/{world.plan.month(month)}-aldershire-street.csv",
        "police_street",
        table,
        no_place=int((part.point < 0).sum()),
    )


def _write_outcomes(world: World, street: _Street, spots: Table, rng: np.random.Generator) -> None:
    """Outcomes by the month they were decided in."""
    decided = np.flatnonzero((street.crime_type != ASB) & ~np.isin(street.outcome.astype(str), UNFINISHED))
    month_of = street.month[decided] + rng.integers(0, OUTCOME_MONTHS, len(decided))
    for month in range(world.plan.months):
        rows = decided[month_of == month]
        if not len(rows):
            continue
        table = {
            "Crime ID": street.crime_id[rows],
            "Month": writing.same(str(world.plan.month(month)), len(rows)),
            "Reported by": writing.same(place_names.FORCE, len(rows)),
            "Falls within": writing.same(place_names.FORCE, len(rows)),
            **_placed(spots, street.point[rows]),
            "Outcome type": street.outcome[rows],
        }
        world.send(f"police/{world.plan.month(month)}-aldershire-outcomes.csv", "police_outcomes", table)


def _tell_truth(world: World, street: _Street) -> None:
    counts = {
        word: np.bincount(street.month[street.crime_type == word], minlength=world.plan.months).tolist()
        for word in sorted(set(street.crime_type.tolist()))
    }
    world.truth.planted["street_counts_by_month"] = counts
