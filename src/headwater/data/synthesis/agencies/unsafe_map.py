"""The public's map of places that feel unsafe: one file a quarter, marks where people go, and far more of them in one park.

Fear is planted apart from violence: the park lies in no hotspot.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.data.synthesis import dirt, shape, writing
from headwater.data.synthesis.calendar_words import day_words
from headwater.data.synthesis.chance import Ints, Texts, chosen, flip, picks
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.plants import MONTHS_IN_QUARTER
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table
from headwater.vocabulary.periods import MONTHS_IN_YEAR

CONTRACT = "unsafe_places"
PER_1_000 = 4.0  # marks a year for each thousand people
WHERE_IT_HAPPENS = 3.0  # likelier in a hotspot of violence, where that is planted
NO_POINT = 0.03  # of marks: the map gives the neighbourhood alone
UNSAID = 0.08
WHEN = {"DARK": 0.62, "BOTH": 0.26, "DAY": 0.12}
REASONS = {
    "LIGHT": 0.27,
    "LONELY": 0.22,
    "FOLLOWED": 0.15,
    "GROUPS": 0.13,
    "DRUGS": 0.11,
    "UPKEEP": 0.07,
    "OTHER": 0.05,
}
FAULTS = (
    Fault("When does it feel unsafe", "ALWAYS", "unknown_code", 2),
    Fault("Date pinned", "31/02/2024", "impossible_date", 1),
    Fault("Latitude", None, "half_a_place", 2, among="Longitude"),
    Fault("Pin ID", None, "missing_value", 1),
)


@dataclass(frozen=True)
class Marks:
    """Marks in order of day: the cell and the day of each."""

    cell: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.cell)


def write(world: World) -> None:
    rng = world.stream("unsafe places")
    park = _park(world)
    marks = _marks(world, park, rng)
    table = _table(world, marks, rng)
    quarter = world.month_of_day(marks.day) // MONTHS_IN_QUARTER
    quarters = world.plan.months // MONTHS_IN_QUARTER
    for each in range(quarters):
        rows = np.flatnonzero(quarter == each)
        if len(rows):
            _write_quarter(world, each, writing.take(table, rows), spoil=each == quarters // 2, rng=rng)
    world.truth.planted[CONTRACT] = _truth(world, park)


def _park(world: World) -> int:
    """The neighbourhood of the last district that lies farthest from its town."""
    places = world.places
    district = len(places.district) - 1
    inside = np.flatnonzero(places.district_of_lsoa == district)
    away = np.linalg.norm(places.lsoa_centres()[inside] - places.ground.towns[district], axis=1)
    return int(inside[np.argmax(away)])


def _marks(world: World, park: int, rng: np.random.Generator) -> Marks:
    places, sizes = world.places, world.plan.sizes
    likely = places.weight_of_cell.copy()
    if sizes.hotspot > 1:
        for hotspot in world.plan.hotspots:
            likely[hotspot.cells] *= WHERE_IT_HAPPENS
    likely[places.lsoa21_of_cell == park] *= sizes.feared_park
    years = world.plan.months / MONTHS_IN_YEAR
    count = int(rng.poisson(PER_1_000 * len(world.people.alive) / 1_000 * years))
    cell = picks(rng, likely, count)
    return Marks(cell, np.sort(rng.integers(0, world.plan.days, count)))


def _table(world: World, marks: Marks, rng: np.random.Generator) -> Table:
    count = len(marks)
    lonlat = shape.degrees(world.places.ground.points_in(marks.cell, rng))
    unplaced = flip(rng, NO_POINT, count)
    whole = np.zeros(count, dtype=bool)
    return {
        "Pin ID": np.array([f"PN-{n:07d}" for n in range(1, count + 1)], dtype=object),
        "Date pinned": day_words(marks.day, world.start),
        "When does it feel unsafe": chosen(rng, WHEN, count),
        "Why does it feel unsafe": dirt.blank(chosen(rng, REASONS, count), UNSAID, rng),
        "Longitude": _degrees(lonlat[:, 0], unplaced),
        "Latitude": _degrees(lonlat[:, 1], unplaced),
        "LSOA": writing.known(world.lsoa_of(marks.cell, whole), unplaced),
    }


def _degrees(values: np.ndarray, empty: np.ndarray) -> Texts:
    return writing.known(np.array([f"{value:.6f}" for value in values], dtype=object), ~empty)


def _write_quarter(
    world: World, quarter: int, table: Table, *, spoil: bool, rng: np.random.Generator
) -> None:
    bad: dict[str, int] = {}
    if spoil:
        spoiled = dirt.spoil(table, FAULTS, rng, _new_numbers)
        table, bad = spoiled.table, spoiled.problems
    month = world.plan.month(quarter * MONTHS_IN_QUARTER)
    world.send(f"unsafe_map/unsafe_places_{month}.csv", CONTRACT, table, bad=bad)


def _new_numbers(table: Table) -> None:
    table["Pin ID"] = np.array([f"PN-9{n:06d}" for n in range(writing.rows_in(table))], dtype=object)


def _truth(world: World, park: int) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "feared_lsoa": str(world.places.lsoa21.codes[park]),
        "marks_times_elsewhere": world.plan.sizes.feared_park,
    }
