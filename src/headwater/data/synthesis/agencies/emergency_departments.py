"""Emergency departments' returns on assaults (ISTV): some sites send CSV with a byte order mark each month,
the others XML each quarter.

Anonymous by design. Places are typed in a hurry, midnight stands for a time that nobody asked for, and some
attendances are entered twice.
"""

from xml.sax.saxutils import escape

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.calendar_words import ISO, day_words, minute_words
from headwater.data.synthesis.chance import Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.events import MINUTES_IN_DAY
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Dialect, Table

CONTRACT = "ed_assaults"
PEOPLE_PER_SITE = 165_000
TWICE = 0.012
MIDNIGHT = 0.06
CSV_DIALECT = Dialect(encoding="utf-8-sig", line_end="\r\n")
METHODS = {"01": 0.62, "03": 0.06, "04": 0.09, "06": 0.09, "97": 0.05, "99": 0.09}
KNIFE = {"02": 0.93, "97": 0.03, "99": 0.04}
PLACE_TYPES = {
    "pub": "02",
    "club": "02",
    "street": "01",
    "park": "07",
    "primary school": "05",
    "secondary school": "05",
}
VAGUE = {
    "street": 0.3,
    "home": 0.25,
    "town centre": 0.15,
    "outside": 0.08,
    "friends house": 0.1,
    "work": 0.05,
    "not known": 0.07,
}
ARRIVAL = "Arrival date and time at accident and emergency department"
ELEMENTS = {
    ARRIVAL: "ArrivalDateAndTimeAtAccidentAndEmergencyDepartment",
    "Assault date and time": "AssaultDateAndTime",
    "Assault method": "AssaultMethod",
    "Assault method other description": "AssaultMethodOtherDescription",
    "Assault location type": "AssaultLocationType",
    "Assault location description": "AssaultLocationDescription",
}
FAULTS = (
    Fault("Assault method", "55", "unknown_code", 2),
    Fault("Assault date and time", None, "missing_value", 2),
    Fault(
        ARRIVAL,
        "2001-01-01 00:10",
        "ends_before_it_starts",
        1,
    ),
    Fault("Assault date and time", "yesterday", "not_a_date", 1),
)


def write(world: World) -> dict[int, str]:
    """Writes all sites' files; tells which record each incident became (`path#number`, the first record
    being 1).
    """
    rng = world.stream("emergency departments")
    seen = np.flatnonzero(world.incidents.ed)
    twice = seen[flip(rng, TWICE, len(seen))]
    world.truth.duplicates["ed_assaults_entered_twice"] = len(twice)
    rows = np.sort(np.concatenate([seen, twice]))
    sites = max(2, round(len(world.people.alive) / PEOPLE_PER_SITE))
    site = world.incidents.cell[rows] % sites
    arrived = world.incidents.minute[rows] + rng.integers(20, 480, len(rows))
    keep = arrived < world.plan.days * MINUTES_IN_DAY
    rows, site, arrived = rows[keep], site[keep], arrived[keep]
    table = _table(world, rows, arrived, rng)
    month = world.month_of_day(world.incidents.minute[rows] // MINUTES_IN_DAY)
    keys: dict[int, str] = {}
    for number in range(sites):
        step = 3 if number % 2 else 1
        for first in range(0, world.plan.months, step):
            inside = np.flatnonzero((site == number) & (month >= first) & (month < first + step))
            if len(inside):
                path, places = _write_file(world, number, first, step, writing.take(table, inside), rng)
                keys |= dict(
                    zip(rows[inside].tolist(), (f"{path}#{p + 1}" for p in places.tolist()), strict=True)
                )
    return keys


def _table(world: World, rows: Ints, arrived: Ints, rng: np.random.Generator) -> Table:
    minute = world.incidents.minute[rows]
    midnight = flip(rng, MIDNIGHT, len(rows))
    method = np.where(
        world.incidents.knife[rows], chosen(rng, KNIFE, len(rows)), chosen(rng, METHODS, len(rows))
    )
    other = writing.known(
        chosen(rng, {"bike chain": 1, "dog lead": 1, "bitten": 2, "headbutt": 2}, len(rows)), method == "97"
    )
    return {
        ARRIVAL: minute_words(arrived, world.start, ISO),
        "Assault date and time": minute_words(
            np.where(midnight, minute // MINUTES_IN_DAY * MINUTES_IN_DAY, minute), world.start, ISO
        ),
        "Assault method": method,
        "Assault method other description": other,
        "Assault location type": _place_types(world, rows, rng),
        "Assault location description": _place_words(world, world.incidents.place[rows], rng),
    }


def _place_types(world: World, rows: Ints, rng: np.random.Generator) -> Texts:
    place = world.incidents.place[rows]
    named = np.array([PLACE_TYPES[kind] for kind in world.gazetteer.kind], dtype=object)[np.maximum(place, 0)]
    home = np.where(
        world.incidents.domestic[rows],
        "03",
        chosen(rng, {"01": 0.5, "03": 0.2, "04": 0.15, "99": 0.15}, len(rows)),
    )
    return np.where(place >= 0, named, home)


def _place_words(world: World, place: Ints, rng: np.random.Generator) -> Texts:
    words = chosen(rng, VAGUE, len(place))
    said = (place >= 0) & (flip(rng, 0.8, len(place)))
    words[said] = dirt.typed(world.gazetteer.name[place[said]], rng)
    return dirt.blank(words, 0.05, rng)


def _write_file(
    world: World, site: int, first: int, step: int, table: Table, rng: np.random.Generator
) -> tuple[str, Ints]:
    days = world.plan.first_days
    last = min(first + step, world.plan.months)
    starts, ends = day_words(np.array([days[first], days[last] - 1]), world.start)
    header = {
        "Reporting period start date": starts,
        "Reporting period end date": ends,
        "Site code of treatment": f"RZ9{site:02d}",
    }
    name = f"{header['Site code of treatment']}_{world.plan.month(first)}"
    bad: dict[str, int] = {}
    places = np.arange(writing.rows_in(table))
    if step == 1 and first == round(world.plan.months * 0.66):
        spoiled = dirt.spoil(table, FAULTS, rng)
        table, bad, places = spoiled.table, spoiled.problems, spoiled.place_of_good
    count = writing.rows_in(table)
    if step == 1:
        path = world.folder / "ed" / f"{name}_istv.csv"
        writing.write_csv(
            path, {h: writing.same(word, count) for h, word in header.items()} | table, CSV_DIALECT
        )
    else:
        path = world.folder / "ed" / f"{name}_istv.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_xml(header, table), encoding="utf-8")
    world.truth.wrote(path, CONTRACT, count, bad=bad)
    return path.relative_to(world.folder).as_posix(), places


def _xml(header: dict[str, str], table: Table) -> str:
    """Header once, then a record for each attendance; empty values are left out."""
    names = {heading: "".join(word.capitalize() for word in heading.split()) for heading in header}
    top = "".join(f"<{names[h]}>{escape(word)}</{names[h]}>" for h, word in header.items())
    records = []
    for cells in zip(*table.values(), strict=True):
        inner = (
            f"<{ELEMENTS[h]}>{escape(_xml_time(cell) if 'date' in h else cell)}</{ELEMENTS[h]}>"
            for h, cell in zip(table, cells, strict=True)
            if cell is not None
        )
        records.append(f"  <AssaultRecord>{''.join(inner)}</AssaultRecord>\n")
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<ISTV>\n'
    return f"{start}  <Header>{top}</Header>\n{''.join(records)}</ISTV>\n"


def _xml_time(words: str) -> str:
    return words.replace(" ", "T") + ":00"
