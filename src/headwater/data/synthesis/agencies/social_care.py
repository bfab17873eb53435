"""Children's social care: episodes by quarter, names as the case system has them,
empty lines below.

Children whom violence found, and those who were suspected, are here more often than others, as they are
everywhere.
"""

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.calendar_words import day_words
from headwater.data.synthesis.chance import Ints, chosen, flip, picks
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Dialect, Table

CONTRACT = "childrens_social_care"
DIALECT = Dialect(blank_lines=4)
TEEN, ADULT = 12, 18
EPISODES_PER_1_000 = 55  # children a year
EPISODES = {"CIN": 0.68, "CPP": 0.12, "CLA": 0.07, "MIS": 0.13}
NEEDS = {
    "N1": 0.55,
    "N2": 0.09,
    "N3": 0.03,
    "N4": 0.1,
    "N5": 0.14,
    "N6": 0.03,
    "N8": 0.02,
    "N9": 0.02,
    "N0": 0.02,
}
FAULTS = (
    Fault("Episode type", "LAC", "unknown_code", 2),
    Fault("Start date", "2024-02-30", "impossible_date", 1),
    Fault("End date", "2001-01-01", "ends_before_it_starts", 2),
    Fault("Child ID", None, "missing_value", 1),
)


def write(world: World) -> None:
    rng = world.stream("social care")
    who, began = _children(world, rng)
    table = _table(world, who, began, rng)
    quarter = world.month_of_day(began) // 3
    for each in range(world.plan.months // 3):
        rows = np.flatnonzero(quarter == each)
        if not len(rows):
            continue
        extract, bad = writing.take(table, rows), {}
        if each == world.plan.months // 5:
            spoiled = dirt.spoil(extract, FAULTS, rng, _new_episodes)
            extract, bad = spoiled.table, spoiled.problems
        world.send(
            f"social_care/childrens_social_care_{world.plan.month(3 * each)}.csv",
            CONTRACT,
            extract,
            DIALECT,
            bad=bad,
        )


def _new_episodes(table: Table) -> None:
    table["Episode ID"] = np.array([f"EP-9{n:06d}" for n in range(writing.rows_in(table))], dtype=object)


def _children(world: World, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Children and the day on which their episode begins, in order of day."""
    people, middle = world.people, world.plan.days // 2
    children = np.flatnonzero((people.age_on(middle) >= 1) & (people.age_on(middle) < ADULT - 1))
    touched = np.isin(children, np.concatenate([world.incidents.victim, world.incidents.suspect]))
    poor = (10 - world.places.decile_of_cell[people.cell[children]]) / 9
    weight = people.risk[children] * (1 + 3 * poor) * np.where(touched, 4.0, 1.0)
    count = rng.poisson(EPISODES_PER_1_000 * len(children) / 1_000 * world.plan.days / 365)
    who = children[picks(rng, weight, count)]
    day = np.sort(rng.integers(0, world.plan.days, count))
    fits = (people.age_on_each(who, day) >= 0) & (people.age_on_each(who, day) < ADULT)
    return who[fits], day[fits]


def _table(world: World, who: Ints, began: Ints, rng: np.random.Generator) -> Table:
    count = len(who)
    kind = chosen(rng, EPISODES, count)
    ended = began + rng.geometric(np.where(kind == "MIS", 0.5, 0.006))
    still = ended >= world.plan.days
    first, last = dirt.names_varied(world.people.first_name(who), world.people.surname(who), rng)
    pupil = world.people.pupil_number(who)
    teen = world.people.age_on_each(who, began) >= TEEN
    return {
        "Child ID": np.array([f"CSC{500_000 + w}" for w in who.tolist()], dtype=object),
        "UPN": dirt.blank(pupil, 0.35, rng),
        "First name": first,
        "Last name": last,
        "DOB": day_words(world.people.born[who], world.start),
        "Episode ID": np.array([f"EP-{n:07d}" for n in range(1, count + 1)], dtype=object),
        "Episode type": kind,
        "Start date": day_words(began, world.start),
        "End date": day_words(np.minimum(ended, world.plan.days), world.start, empty=still),
        "Primary need": dirt.blank(chosen(rng, NEEDS, count), 0.03, rng),
        "Category of abuse": writing.known(
            chosen(rng, {"NEG": 0.5, "EMO": 0.35, "PHY": 0.1, "SAB": 0.05}, count), kind == "CPP"
        ),
        "CSE": dirt.blank(writing.yes_no(teen & (flip(rng, 0.06, count))), 0.3, rng),
        "CCE": dirt.blank(writing.yes_no(teen & (flip(rng, 0.08, count))), 0.3, rng),
        "Gangs": dirt.blank(writing.yes_no(teen & (flip(rng, 0.04, count))), 0.3, rng),
        "Missing episodes": writing.texts(rng.poisson(np.where(teen, 0.6, 0.02))),
        "Age at start": world.age_words(who, began),
        "Sex": world.sex_words(who),
        "Ethnicity": dirt.instead(world.school_ethnicity(who), "NOBT", 0.06, rng),
        "Home LSOA": world.lsoa_of(world.people.cell[who], np.zeros(count, dtype=bool)),
    }
