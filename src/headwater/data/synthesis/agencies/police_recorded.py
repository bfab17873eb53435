"""The police's record-level extract: one gzipped CSV a month of recording, British dates, codes of two
censuses.

Faults: ethnicity often not stated, places without coordinates, one month sent half and then again whole,
rows of one month repeated in the next, unanswered flags, and a few rows that no contract can take.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.calendar_words import BRITISH, day_words, minute_words
from headwater.data.synthesis.chance import Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.events import MINUTES_IN_DAY, Incidents
from headwater.data.synthesis.kinds import KINDS
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

CONTRACT = "police_recorded_crime"
NO_PLACE, TEXT_ONLY = 0.01, 0.07  # shares of crimes
FORCE_NUMBER = 90
REPEATED_ROWS = 12
HALF_MONTH = 15
ADULT = 16  # from when somebody can be a partner in domestic abuse
OUTCOMES = {
    "16": 0.34,
    "18": 0.2,
    "15": 0.16,
    "1": 0.12,
    "8": 0.05,
    "3": 0.03,
    "2": 0.02,
    "10": 0.02,
    "20": 0.01,
    "22": 0.01,
    "0": 0.04,
}
WITHOUT_SUSPECT = {"18": 0.8, "14": 0.15, "0": 0.05}
RELATIONSHIPS = {"ACQUAINTANCE": 0.35, "STRANGER": 0.42, "FAMILY": 0.05, "OTHER": 0.06, "UNKNOWN": 0.12}
DOMESTIC = {"PARTNER": 0.35, "EX_PARTNER": 0.36, "FAMILY": 0.29}
PLACE_TYPES = {
    "pub": "LICENSED", "club": "LICENSED", "street": "STREET", "park": "OPEN", "primary school": "EDUCATION",
    "secondary school": "EDUCATION",
}  # fmt: skip
FAULTS = (
    Fault("HO class", "ASSAULT", "wrong_form", 3),
    Fault("Recorded date", "31/02/2025", "impossible_date", 3),
    Fault("Recorded date", "soon", "not_a_date", 2),
    Fault("Victim age", "191", "too_large", 4),
    Fault("Victim self-defined ethnicity", "Z7", "unknown_code", 5),
    Fault("HO class", None, "missing_value", 3),
    Fault("Knife flag", "maybe", "not_a_yes_or_no", 2),
    Fault("Easting", None, "half_a_place", 4, among="Northing"),
    Fault("Recorded date", "01/01/2031", "in_the_future", 2),
)


@dataclass(frozen=True)
class Register:
    """What the police recorded: incidents with a reference and a day of recording, in order of that day."""

    incidents: Incidents
    number: Ints  # of the incident in the county
    day: Ints
    month: Ints
    ref: Texts
    outcome: Texts

    def __len__(self) -> int:
        return len(self.ref)

    @cached_property
    def kind_codes(self) -> Texts:
        return np.array([k.code for k in KINDS], dtype=object)[self.incidents.kind]


def make_register(world: World) -> Register:
    """Most crimes are recorded at once, some after weeks; what would be recorded after the last day is
    not there yet.
    """
    rng = world.stream("police register")
    rows = np.flatnonzero(world.incidents.police)
    happened = world.incidents.minute[rows] // MINUTES_IN_DAY
    late = np.where(flip(rng, 0.85, len(rows)), rng.integers(0, 2, len(rows)), rng.geometric(0.06, len(rows)))
    day = happened + late
    keep = day < world.plan.days
    order = np.argsort(day[keep], kind="stable")
    rows, day = rows[keep][order], day[keep][order]
    year = (world.plan.first.year % 100 + (day // 365)) % 100
    refs = [
        f"{FORCE_NUMBER}/{n:06d}/{y:02d}" for n, y in zip(range(1, len(rows) + 1), year.tolist(), strict=True)
    ]
    suspect = world.incidents.suspect[rows] >= 0
    outcome = np.where(suspect, chosen(rng, OUTCOMES, len(rows)), chosen(rng, WITHOUT_SUSPECT, len(rows)))
    return Register(
        world.incidents.only(rows), rows, day, world.month_of_day(day), np.array(refs, dtype=object), outcome
    )


def write(world: World, register: Register) -> None:
    rng = world.stream("police extract")
    table = _table(world, register, rng)
    half, spoilt, repeat = (round(world.plan.months * share) for share in (0.30, 0.62, 0.50))
    for month in range(world.plan.months):
        rows = np.flatnonzero(register.month == month)
        if not len(rows):
            continue
        extract = writing.take(table, rows)
        notes: dict[str, Any] = {}
        if month == repeat:
            extract, notes = _with_repeats(extract, table, np.flatnonzero(register.month == month - 1))
        name = f"police_recorded_crime_{world.plan.month(month)}"
        if month == half:
            _send_half(world, extract, register.day[rows] - world.plan.first_days[month], name)
            name, notes = f"{name}_corrected", {"corrects": f"police/{name}.csv.gz"}
        bad: dict[str, int] = {}
        if month == spoilt:
            spoiled = dirt.spoil(extract, FAULTS, rng, _new_refs)
            extract, bad = spoiled.table, spoiled.problems
        _send(world, name, extract, bad, notes)


def _send(world: World, name: str, table: Table, bad: dict[str, int], notes: dict[str, Any]) -> None:
    world.send(f"police/{name}.csv.gz", CONTRACT, table, bad=bad, **notes)


def _send_half(world: World, table: Table, day_of_month: Ints, name: str) -> None:
    """The first half of the month, sent too early; the corrected file holds the whole."""
    early = writing.take(table, day_of_month < HALF_MONTH)
    if writing.rows_in(early):
        _send(world, name, early, {}, {"superseded_by": f"police/{name}_corrected.csv.gz"})


def _with_repeats(extract: Table, whole: Table, month_before: Ints) -> tuple[Table, dict[str, Any]]:
    """Rows of the month before stand in this file again, now with an outcome."""
    again = writing.take(whole, month_before[-REPEATED_ROWS:])
    again["Outcome type"] = writing.same("1", writing.rows_in(again))
    repeats = {"repeats": writing.rows_in(again), "repeated_refs": again["Crime reference"].tolist()}
    return writing.joined([again, extract]), dict(repeats)


def _new_refs(table: Table) -> None:
    table["Crime reference"] = np.array(
        [f"{FORCE_NUMBER}/9{n:05d}/99" for n in range(writing.rows_in(table))], dtype=object
    )


def _table(world: World, register: Register, rng: np.random.Generator) -> Table:
    seen = register.incidents
    return {
        "Crime reference": register.ref,
        "HO class": register.kind_codes,
        "HO sub-code": writing.texts(rng.integers(1, 9, len(register))),
        "Offence": np.array([k.offence for k in KINDS], dtype=object)[seen.kind],
        "Recorded date": day_words(register.day, world.start, BRITISH),
        **_when(world, seen, rng, register),
        **_where(world, register, rng),
        **_people(world, seen, rng),
        "Knife flag": dirt.blank(writing.yes_no(seen.knife), 0.02, rng)
        if len(seen)
        else seen.kind.astype(object),
        "Gun flag": writing.yes_no((flip(rng, 0.004, len(seen))) & (register.kind_codes != "10D")),
        "Domestic flag": writing.yes_no(seen.domestic),
        "Gang flag": dirt.blank(writing.yes_no(seen.knife & (flip(rng, 0.1, len(seen)))), 0.2, rng),
        "Alcohol flag": dirt.blank(writing.yes_no(flip(rng, 0.25, len(seen))), 0.1, rng),
        "Outcome type": register.outcome,
        "Outcome date": _outcome_days(world, register, rng),
    }


def _outcome_days(world: World, register: Register, rng: np.random.Generator) -> Texts:
    """Some weeks after recording; none where there is no outcome yet."""
    day = np.minimum(register.day + rng.geometric(0.03, len(register)), world.plan.days - 1)
    return day_words(day, world.start, BRITISH, empty=register.outcome == "0")


def _when(world: World, seen: Incidents, rng: np.random.Generator, register: Register) -> Table:
    """Most know the hour; some only that it was some time in between; a few systems write midnight for
    not known.
    """
    vague = flip(rng, 0.12, len(seen))
    until = np.minimum(
        seen.minute + np.where(vague, rng.integers(60, 2_880, len(seen)), 0),
        (register.day + 1) * MINUTES_IN_DAY - 1,
    )
    midnight = ~vague & (flip(rng, 0.03, len(seen)))
    since = np.where(midnight, seen.minute // MINUTES_IN_DAY * MINUTES_IN_DAY, seen.minute)
    until = np.where(midnight, since, until)
    return {
        "Committed from": minute_words(since, world.start, BRITISH),
        "Committed to": minute_words(until, world.start, BRITISH),
    }


def _where(world: World, register: Register, rng: np.random.Generator) -> Table:
    seen = register.incidents
    draw = rng.random(len(seen))
    text_only = (draw < TEXT_ONLY) & (seen.place >= 0)
    hidden = text_only | (draw > 1 - NO_PLACE)
    old = register.month < world.plan.codes_change_at
    codes = world.lsoa_of(seen.cell, old)
    codes[hidden | (flip(rng, 0.25, len(seen)))] = None
    location = writing.same(None, len(seen))
    location[text_only] = dirt.typed(world.gazetteer.name[seen.place[text_only]], rng)
    kinds = np.array([PLACE_TYPES[kind] for kind in world.gazetteer.kind], dtype=object)[
        np.maximum(seen.place, 0)
    ]
    elsewhere = chosen(
        rng, {"DWELLING": 0.55, "STREET": 0.25, "SHOP": 0.08, "OTHER": 0.07, "UNKNOWN": 0.05}, len(seen)
    )
    return {
        "Easting": writing.texts(np.round(seen.xy[:, 0]).astype(int), empty=hidden),
        "Northing": writing.texts(np.round(seen.xy[:, 1]).astype(int), empty=hidden),
        "LSOA code": codes,
        "Location": location,
        "Location type": np.where(seen.place >= 0, kinds, np.where(seen.domestic, "DWELLING", elsewhere)),
    }


def _people(world: World, seen: Incidents, rng: np.random.Generator) -> Table:
    day = seen.minute // MINUTES_IN_DAY
    table: Table = {}
    for role, who, unstated in (("Victim", seen.victim, 0.22), ("Suspect", seen.suspect, 0.3)):
        somebody = who >= 0
        ref = np.array([f"N{1_000_000 + n}" for n in who.tolist()], dtype=object)
        ref[~somebody] = None
        ethnicity = dirt.instead(world.police_ethnicity(who), "NS", unstated, rng)
        table[f"{role} reference"] = ref
        table[f"{role} age"] = dirt.blank(world.age_words(who, day), 0.02, rng)
        table[f"{role} sex"] = dirt.blank(world.sex_words(who), 0.01, rng)
        table[f"{role} self-defined ethnicity"] = writing.known(ethnicity, somebody)
    both = (seen.victim >= 0) & (seen.suspect >= 0)
    words = np.where(seen.domestic, chosen(rng, DOMESTIC, len(seen)), chosen(rng, RELATIONSHIPS, len(seen)))
    young = (
        np.minimum(
            *(world.people.age_on_each(np.maximum(who, 0), day) for who in (seen.victim, seen.suspect))
        )
        < ADULT
    )
    words = np.where(young & seen.domestic, "FAMILY", words)
    table["Relationship"] = writing.known(words, both)
    return table
