"""The youth justice service: outcomes of children whom the police suspected, and of others for offences that are not violence.

Names are spelt the service's own way, not the schools'; dates are British.
"""

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.agencies.police_recorded import Register
from headwater.data.synthesis.calendar_words import BRITISH, day_words
from headwater.data.synthesis.chance import Flags, Ints, Texts, chosen
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.events import MINUTES_IN_DAY
from headwater.data.synthesis.kinds import KINDS
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

CONTRACT = "youth_justice"
YOUNGEST, OLDEST = 10, 17
POSITIVE = ("1", "2", "3", "8", "22")  # outcomes of the police that bring a child here
OTHERS_PER_1_000 = 2.2  # children aged 10-17 a year, for offences outside the police extract
OUTCOMES = {"CR": 0.34, "YC": 0.14, "YCC": 0.16, "REFERRAL": 0.22, "YRO": 0.06, "CON_DISCHARGE": 0.03, "DTO": 0.02, "DISMISSED": 0.03}
OTHER_GROUPS = {"DRUGS": 0.25, "CRIMINAL_DAMAGE": 0.25, "PUBLIC_ORDER": 0.2, "THEFT": 0.2, "MOTORING": 0.05, "BURGLARY": 0.05}
FAULTS = (
    Fault("Outcome", "WARNING", "unknown_code", 2),
    Fault("Age at offence", "7", "too_small", 2),
    Fault("Outcome date", "02/02/2002", "ends_before_it_starts", 1),
    Fault("YP reference", None, "missing_value", 1),
)


def write(world: World, register: Register) -> None:
    rng = world.stream("youth justice")
    who, offence, code, knife = _cases(world, register, rng)
    decided = offence + 10 + rng.geometric(0.02, len(who))
    keep = decided < world.plan.days
    order = np.argsort(decided[keep], kind="stable")
    who, offence, code, knife, decided = (a[keep][order] for a in (who, offence, code, knife, decided))
    table = _table(world, who, offence, decided, code, knife, rng)
    quarter = world.month_of_day(decided) // 3
    for each in range(world.plan.months // 3):
        rows = np.flatnonzero(quarter == each)
        if len(rows):
            _write_quarter(world, each, writing.take(table, rows), rng)


def _write_quarter(world: World, quarter: int, table: Table, rng: np.random.Generator) -> None:
    bad: dict[str, int] = {}
    if quarter == world.plan.months // 6:
        spoiled = dirt.spoil(table, FAULTS, rng, _new_offences)
        table, bad = spoiled.table, spoiled.problems
    path = world.folder / "youth_justice" / f"youth_justice_{world.plan.month(3 * quarter)}.csv"
    writing.write_csv(path, table)
    world.truth.wrote(path, CONTRACT, writing.rows_in(table), bad=bad)


def _new_offences(table: Table) -> None:
    table["Offence reference"] = np.array([f"OFF9{n:05d}" for n in range(writing.rows_in(table))], dtype=object)


def _cases(world: World, register: Register, rng: np.random.Generator) -> tuple[Ints, Ints, Texts, Flags]:
    """Person, day of the offence, Home Office class ("" where it is not violence), knife."""
    seen = register.incidents
    day = seen.minute // MINUTES_IN_DAY
    age = world.people.age_on_each(np.maximum(seen.suspect, 0), day)
    here = (seen.suspect >= 0) & (age >= YOUNGEST) & (age <= OLDEST) & np.isin(register.outcome.astype(str), POSITIVE)
    days = rng.integers(0, world.plan.days, rng.poisson(OTHERS_PER_1_000 * world.plan.days / 365 * len(world.people.alive) * 0.1 / 1_000))
    extra, extra_day = _others(world, days, rng)
    codes = np.array([k.code for k in KINDS], dtype=object)[seen.kind[here]]
    armed = seen.knife[here] | (codes == "10D")
    return (
        np.concatenate([seen.suspect[here], extra]),
        np.concatenate([day[here], extra_day]),
        np.concatenate([codes, writing.same("", len(extra))]),
        np.concatenate([armed, np.zeros(len(extra), dtype=bool)]),
    )


def _others(world: World, days: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    middle = world.plan.days // 2
    young = np.flatnonzero((world.people.age_on(middle) >= YOUNGEST + 1) & (world.people.age_on(middle) <= OLDEST - 1))
    who = young[rng.integers(0, len(young), len(days))]
    age = world.people.age_on_each(who, days)
    fits = (age >= YOUNGEST) & (age <= OLDEST)
    return who[fits], days[fits]


def _groups(codes: Texts, rng: np.random.Generator) -> Texts:
    words = chosen(rng, OTHER_GROUPS, len(codes))
    for number, code in enumerate(codes.tolist()):
        if code:
            words[number] = "ROBBERY" if code.startswith("34") else "SEXUAL" if code in {"19C", "20A"} else "VIOLENCE"
    return words


def _table(  # noqa: PLR0913, PLR0917 - the columns of one case
    world: World, who: Ints, offence: Ints, decided: Ints, code: Texts, knife: Flags, rng: np.random.Generator
) -> Table:
    first, last = dirt.names_varied(world.people.first_name(who), world.people.surname(who), rng)
    seen_before: set[int] = set()
    new = np.array([not (w in seen_before or seen_before.add(w)) for w in who.tolist()], dtype=bool)
    outcome = chosen(rng, OUTCOMES, len(who))
    return {
        "YP reference": np.array([f"YP{200_000 + w}" for w in who.tolist()], dtype=object),
        "Forename": first,
        "Surname": last,
        "Date of birth": day_words(_births(world, who, rng), world.start, BRITISH),
        "Offence reference": np.array([f"OFF{n:06d}" for n in range(1, len(who) + 1)], dtype=object),
        "Offence category": _groups(code, rng),
        "HO class": np.where(code == "", None, code),
        "Seriousness": writing.texts(np.where(knife, 5, 2) + rng.integers(0, 3, len(who))),
        "Knife or weapon": writing.yes_no(knife),
        "Offence date": day_words(offence, world.start, BRITISH),
        "Outcome": outcome,
        "Outcome date": day_words(decided, world.start, BRITISH),
        "First time entrant": writing.yes_no(new & ~np.isin(outcome.astype(str), ("CR", "DISMISSED"))),
        "Age at offence": world.age_words(who, offence),
        "Sex": world.sex_words(who),
        "Ethnicity": dirt.instead(world.police_ethnicity(who), "NS", 0.04, rng),
        "Home LSOA": world.lsoa_of(world.people.cell[who], np.zeros(len(who), dtype=bool)),
        "Looked after": dirt.blank(writing.yes_no(rng.random(len(who)) < 0.12), 0.1, rng),
        "Exploitation concern": dirt.blank(writing.yes_no(rng.random(len(who)) < 0.15), 0.2, rng),
    }


def _births(world: World, who: Ints, rng: np.random.Generator) -> Ints:
    """Dates of birth, one in forty a month or a day out."""
    wrong = rng.random(len(who)) < 0.025
    return world.people.born[who] + np.where(wrong, rng.choice([-31, -1, 1, 31], len(who)), 0)
