"""The one way in: `generate` makes the county and has every agency export its files. The same arguments
give the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.data.synthesis import (
    events,
    gazetteer,
    people,
    place_files,
    place_names,
    places,
    planted,
    writing,
)
from headwater.data.synthesis.agencies import (
    ambulance,
    emergency_departments,
    health,
    police_recorded,
    police_street,
    providers,
    schools,
    social_care,
    survey,
    unsafe_map,
    youth_justice,
)
from headwater.data.synthesis.plants import CHOICES, LAST_MONTH, MONTHS_IN_QUARTER, Plan, make_plan
from headwater.data.synthesis.truth import Truth
from headwater.data.synthesis.world import World
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Month

FEWEST_PEOPLE, MOST_PEOPLE = 2_000, 5_000_000
MOST_YEARS = 12
TRUTH = "truth.json"
Progress = Callable[[int, int, str], None]  # steps done, steps in all, what comes next


@dataclass(frozen=True)
class Summary:
    """What was made."""

    folder: Path
    people: int
    months: int
    incidents: int
    files: int
    rows: int

    @property
    def truth(self) -> Path:
        return self.folder / TRUTH


def generate(
    folder: Path,
    *,
    people: int = 330_000,
    years: int = 5,
    seed: int = 20220401,
    plants: str = "all",
    until: Month = LAST_MONTH,
    progress: Progress | None = None,
) -> Summary:
    """Write a county's files into `folder`, which need not exist. Files of the same names are written over.
    With `plants` "none" chance is all there is to find. `until` is the last month, the last of a quarter.

    `truth.json` comes last: where it stands, the county is whole.
    """
    if not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise Invalid(f"A county has from {FEWEST_PEOPLE:,} to {MOST_PEOPLE:,} people, not {people:,}.")
    if not 1 <= years <= MOST_YEARS:
        raise Invalid(f"A county has from 1 to {MOST_YEARS} years, not {years}.")
    if until.number % MONTHS_IN_QUARTER:
        raise Invalid(f"A county's records end with a quarter, such as {LAST_MONTH}, not {until}.")
    if plants not in CHOICES:
        raise Invalid(f"Plant {' or '.join(CHOICES)}, not {plants}.")
    say = progress or (lambda _done, _all, _next: None)
    (folder / TRUTH).unlink(missing_ok=True)
    say(0, len(_STEPS) + 1, "people and what happens to them")
    ground = places.make_places(people, seed)
    world = _world(folder, people, ground, make_plan(ground, years, CHOICES[plants], until), seed)
    register = police_recorded.make_register(world)
    for number, (words, step) in enumerate(_STEPS, start=1):
        say(number, len(_STEPS) + 1, words)
        step(world, register)
    _write_truth(world, register, people, plants)
    say(len(_STEPS) + 1, len(_STEPS) + 1, "done")
    rows = sum(file.rows for file in world.truth.files)
    return Summary(folder, people, world.plan.months, len(world.incidents), len(world.truth.files), rows)


def _world(folder: Path, count: int, ground: places.Places, plan: Plan, seed: int) -> World:
    persons = people.make_people(ground, count, days=plan.days, seed=seed)
    named = gazetteer.make_gazetteer(ground, seed)
    incidents = events.make_incidents(ground, persons, named, plan, seed)
    return World(ground, persons, named, plan, incidents, seed, folder, Truth(folder))


Step = Callable[[World, police_recorded.Register], None]


def _emergencies(world: World, register: police_recorded.Register) -> None:
    """Emergency departments and the ambulance service, and which of their rows are one incident with
    whose of the police.
    """
    attendance, calls = emergency_departments.write(world), ambulance.write(world)
    refs = dict(zip(register.number.tolist(), register.ref.tolist(), strict=True))
    for incident in sorted(attendance.keys() | calls.keys()):
        known = [refs.get(incident), attendance.get(incident), calls.get(incident)]
        if sum(key is not None for key in known) > 1:
            world.truth.links.append(known)


def _other_returns(world: World) -> None:
    providers.write(world)
    health.write(world)


_STEPS: tuple[tuple[str, Step], ...] = (
    ("places", lambda world, _: place_files.write(world)),
    ("police, record level", police_recorded.write),
    ("police, streets", police_street.write),
    ("emergency departments and ambulance", _emergencies),
    ("schools", lambda world, _: schools.write(world)),
    ("youth justice", youth_justice.write),
    ("social care", lambda world, _: social_care.write(world)),
    ("community survey", lambda world, _: survey.write(world)),
    ("places that feel unsafe", lambda world, _: unsafe_map.write(world)),
    ("providers and hospitals", lambda world, _: _other_returns(world)),
)


def _write_truth(world: World, register: police_recorded.Register, people_wanted: int, chosen: str) -> None:
    truth = world.truth
    content: dict[str, Any] = {
        "county": place_names.COUNTY,
        "region": [places.REGION, place_names.REGION],
        "notice": "Generated. Nobody and no place in these files is real.",
        "seed": world.seed,
        "people_wanted": people_wanted,
        "plants": chosen,
        "people": len(world.people.alive),
        "first_month": str(world.plan.first),
        "last_month": str(world.plan.month(world.plan.months - 1)),
        "months": world.plan.months,
        "planted": planted.describe(world, register) | truth.planted,
        "duplicates": truth.duplicates
        | {
            "across_agencies": len(truth.links),
            "police_and_ed": _pairs(truth, 0, 1),
            "police_and_ambulance": _pairs(truth, 0, 2),
            "ed_and_ambulance": _pairs(truth, 1, 2),
        },
        "contracts": truth.by_contract(),
        "problems": truth.problems(),
        "files": [file.as_json() for file in truth.files],
        "needs_profile": truth.needs_profile,
        "link_columns": [
            "police_recorded_crime crime_ref",
            "ed_assaults file#record",
            "ambulance_assaults cad_number",
        ],
        "links": truth.links,
    }
    writing.write_json(world.folder / TRUTH, content)


def _pairs(truth: Truth, one: int, two: int) -> int:
    return sum(link[one] is not None and link[two] is not None for link in truth.links)
