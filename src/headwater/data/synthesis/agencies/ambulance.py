"""The ambulance service's extract: semicolons, Windows characters, British dates, and two calls for one
incident now and then.

One month stops half way: the export was run too early and nobody sent the rest.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.agencies import private_ambulance
from headwater.data.synthesis.calendar_words import BRITISH, minute_words
from headwater.data.synthesis.chance import Flags, Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.events import MINUTES_IN_DAY
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Dialect, Table

CONTRACT = "ambulance_assaults"
DIALECT = Dialect(delimiter=";", encoding="cp1252", line_end="\r\n")
CALLED_TWICE = 0.04
PRIVATE = 0.02  # of calls, answered by another provider
NO_POINT = 0.10
HALF_MONTH = 15
NEVER = -1
COMPLAINTS = {
    "ASSAULT": 0.78,
    "TRAUMATIC": 0.06,
    "HAEMORRHAGE": 0.05,
    "UNCONSCIOUS": 0.05,
    "FALL": 0.04,
    "UNKNOWN": 0.02,
}
NEAR = (
    "outside Café Lumière",
    "Bâtard & Sons, car park à côté",
    "the £ shop",
)  # words that plain ASCII cannot hold
FAULTS = (
    Fault("Chief complaint", "STABBED", "unknown_code", 2),
    Fault("Call time", "24/13/2024 10:00", "impossible_date", 1),
    Fault("Patient age", "-4", "too_small", 2),
    Fault("Northing", None, "half_a_place", 2, among="Easting"),
    Fault("CAD number", None, "missing_value", 1),
)


@dataclass(frozen=True)
class Calls:
    """Calls in order of time: the incident, when, the number, and who sent it on, if anybody."""

    incident: Ints
    minute: Ints
    cad: Texts
    month: Ints
    sent: Flags
    private: Flags

    def __len__(self) -> int:
        return len(self.incident)


def write(world: World) -> dict[int, str]:
    """Writes a file a month; tells the (first) call number of each incident."""
    rng = world.stream("ambulance")
    half, spoilt = (round(world.plan.months * share) for share in (0.2, 0.75))
    half = half if world.plan.sizes.month_cut_short else NEVER
    calls = _calls(world, half, rng)
    table = _table(world, calls, rng)
    for month in range(world.plan.months):
        inside = np.flatnonzero((calls.month == month) & calls.sent)
        if len(inside):
            _write_month(world, month, writing.take(table, inside), spoil=month == spoilt, rng=rng)
    private_ambulance.write(world, writing.take(table, calls.private), calls.minute[calls.private])
    incidents = calls.incident[calls.sent]
    world.truth.duplicates["ambulance_calls_for_one_incident_again"] = len(incidents) - len(
        np.unique(incidents)
    )
    if half != NEVER:
        world.truth.planted["half_missing_month"] = _half_month(world, calls, half)
    return dict(reversed(list(zip(incidents.tolist(), calls.cad[calls.sent].tolist(), strict=True))))


def _half_month(world: World, calls: Calls, half: int) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "month": str(world.plan.month(half)),
        "days_sent": HALF_MONTH,
        "calls_lost": int((~calls.sent & ~calls.private).sum()),
    }


def _calls(world: World, half: int, rng: np.random.Generator) -> Calls:
    """Some incidents are called in twice; some calls go to a private provider; one month stops half way."""
    seen = np.flatnonzero(world.incidents.ambulance)
    incident = np.concatenate([seen, seen[flip(rng, CALLED_TWICE, len(seen))]])
    called = world.incidents.minute[incident] + rng.integers(2, 25, len(incident))
    order = np.argsort(called, kind="stable")
    incident, minute = incident[order], np.minimum(called[order], world.plan.days * MINUTES_IN_DAY - 1)
    day = minute // MINUTES_IN_DAY
    month = world.month_of_day(day)
    private = flip(rng, PRIVATE, len(incident))
    lost = (month == half) & (day - world.plan.first_days[month] >= HALF_MONTH)
    cad = np.array([f"AL-{n:07d}" for n in range(1, len(incident) + 1)], dtype=object)
    return Calls(incident, minute, cad, month, ~private & ~lost, private & ~lost)


def _write_month(world: World, month: int, table: Table, *, spoil: bool, rng: np.random.Generator) -> None:
    bad: dict[str, int] = {}
    if spoil:
        spoiled = dirt.spoil(table, FAULTS, rng, _new_numbers)
        table, bad = spoiled.table, spoiled.problems
    world.send(
        f"ambulance/ambulance_assaults_{world.plan.month(month)}.csv", CONTRACT, table, DIALECT, bad=bad
    )


def _new_numbers(table: Table) -> None:
    table["CAD number"] = np.array([f"AL-9{n:06d}" for n in range(writing.rows_in(table))], dtype=object)


def _table(world: World, calls: Calls, rng: np.random.Generator) -> Table:
    rows, called = calls.incident, calls.minute
    who = world.incidents.victim[rows]
    hidden = flip(rng, NO_POINT, len(rows))
    xy = world.incidents.xy[rows] + rng.normal(0, 15, (len(rows), 2))
    complaint = np.where(world.incidents.knife[rows], "PENETRATING", chosen(rng, COMPLAINTS, len(rows)))
    return {
        "CAD number": calls.cad,
        "Call time": minute_words(called, world.start, BRITISH),
        "Chief complaint": complaint,
        "Easting": writing.texts(np.round(xy[:, 0]).astype(int), empty=hidden),
        "Northing": writing.texts(np.round(xy[:, 1]).astype(int), empty=hidden),
        "Location": _locations(world, world.incidents.place[rows], hidden, rng),
        "Patient age": dirt.blank(world.age_words(who, called // MINUTES_IN_DAY), 0.06, rng),
        "Patient sex": dirt.instead(world.sex_words(who), "U", 0.03, rng),
        "Conveyed": writing.yes_no(flip(rng, 0.63, len(rows))),
    }


def _locations(world: World, place: Ints, hidden: np.ndarray, rng: np.random.Generator) -> Texts:
    words = writing.same(None, len(place))
    named = (place >= 0) & (hidden | (flip(rng, 0.3, len(place))))
    words[named] = dirt.typed(world.gazetteer.name[place[named]], rng)
    odd = ~named & (flip(rng, 0.02, len(place)))
    words[odd] = np.array(NEAR, dtype=object)[rng.integers(0, len(NEAR), int(odd.sum()))]
    return words
