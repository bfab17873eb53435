"""The youth justice service: outcomes of children whom the police suspected, and of others for offences
that are not violence.

Names are spelt the service's own way, not the schools'; dates are British.
"""

from dataclasses import dataclass

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.agencies.police_recorded import Register
from headwater.data.synthesis.calendar_words import BRITISH, day_words
from headwater.data.synthesis.chance import Flags, Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.events import MINUTES_IN_DAY
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

CONTRACT = "youth_justice"
YOUNGEST, OLDEST = 10, 17
NOT_AN_ENTRY = ("CR", "DISMISSED")
GROUP_OF_CLASS = {"34A": "ROBBERY", "34B": "ROBBERY", "19C": "SEXUAL", "20A": "SEXUAL"}
SHARE_OF_CHILDREN = 0.1  # aged 10 to 17, about
POSITIVE = ("1", "2", "3", "8", "22")  # outcomes of the police that bring a child here
OTHERS_PER_1_000 = 2.2  # children aged 10-17 a year, for offences outside the police extract
OUTCOMES = {
    "CR": 0.34,
    "YC": 0.14,
    "YCC": 0.16,
    "REFERRAL": 0.22,
    "YRO": 0.06,
    "CON_DISCHARGE": 0.03,
    "DTO": 0.02,
    "DISMISSED": 0.03,
}
OTHER_GROUPS = {
    "DRUGS": 0.25,
    "CRIMINAL_DAMAGE": 0.25,
    "PUBLIC_ORDER": 0.2,
    "THEFT": 0.2,
    "MOTORING": 0.05,
    "BURGLARY": 0.05,
}
FAULTS = (
    Fault("Outcome", "WARNING", "unknown_code", 2),
    Fault("Age at offence", "7", "too_small", 2),
    Fault("Outcome date", "02/02/2002", "ends_before_it_starts", 1),
    Fault("YP reference", None, "missing_value", 1),
)


@dataclass(frozen=True)
class Cases:
    """Children's offences: who, days of the offence and of the outcome, class ("" if not violence), knife."""

    who: Ints
    offence: Ints
    decided: Ints
    code: Texts
    knife: Flags

    def only(self, rows: Ints) -> "Cases":
        return Cases(
            self.who[rows], self.offence[rows], self.decided[rows], self.code[rows], self.knife[rows]
        )


def write(world: World, register: Register) -> None:
    rng = world.stream("youth justice")
    cases = _cases(world, register, rng)
    table = _table(world, cases, rng)
    quarter = world.month_of_day(cases.decided) // 3
    for each in range(world.plan.months // 3):
        rows = np.flatnonzero(quarter == each)
        if len(rows):
            _write_quarter(world, each, writing.take(table, rows), rng)


def _write_quarter(world: World, quarter: int, table: Table, rng: np.random.Generator) -> None:
    bad: dict[str, int] = {}
    if quarter == world.plan.months // 6:
        spoiled = dirt.spoil(table, FAULTS, rng, _new_offences)
        table, bad = spoiled.table, spoiled.problems
    world.send(f"youth_justice/youth_justice_{world.plan.month(3 * quarter)}.csv", CONTRACT, table, bad=bad)


def _new_offences(table: Table) -> None:
    table["Offence reference"] = np.array(
        [f"OFF9{n:05d}" for n in range(writing.rows_in(table))], dtype=object
    )


def _cases(world: World, register: Register, rng: np.random.Generator) -> Cases:
    """Suspects of violence whom the police brought here, and others, in order of their outcomes."""
    seen = register.incidents
    day = seen.minute // MINUTES_IN_DAY
    age = world.people.age_on_each(np.maximum(seen.suspect, 0), day)
    young = (age >= YOUNGEST) & (age <= OLDEST)
    here = (seen.suspect >= 0) & young & np.isin(register.outcome.astype(str), POSITIVE)
    children = len(world.people.alive) * SHARE_OF_CHILDREN
    a_year = OTHERS_PER_1_000 * children / 1_000
    extra, extra_day = _others(
        world, rng.integers(0, world.plan.days, rng.poisson(a_year * world.plan.days / 365)), rng
    )
    codes = np.concatenate([register.kind_codes[here], writing.same("", len(extra))])
    offence = np.concatenate([day[here], extra_day])
    decided = offence + 10 + rng.geometric(0.02, len(offence))
    armed = np.concatenate([seen.knife[here], np.zeros(len(extra), dtype=bool)]) | (codes == "10D")
    whole = Cases(np.concatenate([seen.suspect[here], extra]), offence, decided, codes, armed)
    order = np.argsort(decided, kind="stable")
    return whole.only(order[decided[order] < world.plan.days])


def _others(world: World, days: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    middle = world.plan.days // 2
    young = np.flatnonzero(
        (world.people.age_on(middle) >= YOUNGEST + 1) & (world.people.age_on(middle) <= OLDEST - 1)
    )
    who = young[rng.integers(0, len(young), len(days))]
    age = world.people.age_on_each(who, days)
    fits = (age >= YOUNGEST) & (age <= OLDEST)
    return who[fits], days[fits]


def _groups(codes: Texts, rng: np.random.Generator) -> Texts:
    words = chosen(rng, OTHER_GROUPS, len(codes))
    known = [
        GROUP_OF_CLASS.get(code, "VIOLENCE") if code else word
        for code, word in zip(codes, words, strict=True)
    ]
    return np.array(known, dtype=object)


def _first_times(who: Ints, outcome: Texts) -> Flags:
    """The first outcome of each child that counts as an entry."""
    entry = np.flatnonzero(~np.isin(outcome.astype(str), NOT_AN_ENTRY))
    found = np.zeros(len(who), dtype=bool)
    found[entry[np.unique(who[entry], return_index=True)[1]]] = True
    return found


def _table(world: World, cases: Cases, rng: np.random.Generator) -> Table:
    who, knife = cases.who, cases.knife
    first, last = dirt.names_varied(world.people.first_name(who), world.people.surname(who), rng)
    outcome = chosen(rng, OUTCOMES, len(who))
    return {
        "YP reference": np.array([f"YP{200_000 + w}" for w in who.tolist()], dtype=object),
        "Forename": first,
        "Surname": last,
        "Date of birth": day_words(_births(world, who, rng), world.start, BRITISH),
        "Offence reference": np.array([f"OFF{n:06d}" for n in range(1, len(who) + 1)], dtype=object),
        "Offence category": _groups(cases.code, rng),
        "HO class": writing.known(cases.code, cases.code != ""),
        "Seriousness": writing.texts(np.where(knife, 5, 2) + rng.integers(0, 3, len(who))),
        "Knife or weapon": writing.yes_no(knife),
        "Offence date": day_words(cases.offence, world.start, BRITISH),
        "Outcome": outcome,
        "Outcome date": day_words(cases.decided, world.start, BRITISH),
        "First time entrant": writing.yes_no(_first_times(who, outcome)),
        "Age at offence": world.age_words(who, cases.offence),
        "Sex": world.sex_words(who),
        "Ethnicity": dirt.instead(world.police_ethnicity(who), "NS", 0.04, rng),
        "Home LSOA": world.lsoa_of(world.people.cell[who], np.zeros(len(who), dtype=bool)),
        "Looked after": dirt.blank(writing.yes_no(flip(rng, 0.12, len(who))), 0.1, rng),
        "Exploitation concern": dirt.blank(writing.yes_no(flip(rng, 0.15, len(who))), 0.2, rng),
    }


def _births(world: World, who: Ints, rng: np.random.Generator) -> Ints:
    """Dates of birth, one in forty a month or a day out."""
    wrong = flip(rng, 0.025, len(who))
    return world.people.born[who] + np.where(wrong, rng.choice([-31, -1, 1, 31], len(who)), 0)
