"""The education service: suspensions and exclusions by term as workbooks with titles above the headings,
two terms in arrears, and the attendance of secondary pupils by term as CSV.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from headwater.data.synthesis import dirt, writing
from headwater.data.synthesis.chance import Flags, Floats, Ints, Texts, chosen, flip
from headwater.data.synthesis.dirt import Fault
from headwater.data.synthesis.world import World
from headwater.data.synthesis.writing import Table

LA_NUMBER = "999"
FIRST_SECONDARY_YEAR, LAST_YEAR = 7, 11
SUSPENSIONS_A_TERM = {True: 0.032, False: 0.004}  # secondary or not
PERMANENT = 0.009  # of suspensions and exclusions
ARREARS_DAYS = 240
WITH_PLAN, WITH_SUPPORT = 0.05, 0.18  # cumulative shares of pupils
REASONS = {
    "DB": 0.48, "VA": 0.16, "PP": 0.16, "VP": 0.05, "PA": 0.06, "OW": 0.02, "DA": 0.03, "DM": 0.02,
    "BU": 0.01, "TH": 0.01,
}  # fmt: skip
TERMS = (("AUT", 9, 4, 12, 18), ("SPR", 1, 6, 3, 28), ("SUM", 4, 20, 7, 20))
NEW_CODES_FROM = date(2024, 8, 1)
EXCLUSION_FAULTS = (
    Fault("UPN", "PENDING", "wrong_form", 3),
    Fault("Category", "SUSP", "unknown_code", 3),
    Fault("Reason 1", None, "missing_value", 2),
)
ATTENDANCE_FAULTS = (
    Fault("Sessions possible", "118.5", "not_a_whole_number", 3),
    Fault("Sessions possible", "450", "too_large", 3),
    Fault("School URN", "LEFT", "wrong_form", 2),
)


@dataclass(frozen=True)
class Term:
    """A school term and the days it has, counted from the county's first day."""

    code: str
    academic_year: int  # in which it began
    first: int
    last: int

    @property
    def year_words(self) -> str:
        return f"{self.academic_year}-{(self.academic_year + 1) % 100:02d}"


@dataclass(frozen=True)
class Roll:
    """Who is at school in a term: person, year group (0 is Reception), URN."""

    who: Ints
    year: Ints
    urn: Texts
    meals: Flags
    support: Texts

    def only(self, rows: Flags | Ints) -> "Roll":
        return Roll(self.who[rows], self.year[rows], self.urn[rows], self.meals[rows], self.support[rows])


def write(world: World) -> None:
    rng = world.stream("schools")
    terms = list(_terms(world))
    for number, term in enumerate(terms):
        roll = _roll(world, term.academic_year)
        if term.last < world.plan.days - ARREARS_DAYS:
            _write_exclusions(world, term, roll, spoil=number == 1, rng=rng)
        secondary = roll.only(roll.year >= FIRST_SECONDARY_YEAR)
        _write_attendance(world, term, secondary, spoil=number == len(terms) // 2, rng=rng)


def _terms(world: World) -> Iterator[Term]:
    """Every term that lies wholly inside the county's years."""
    start = world.start
    for year in range(start.year - 1, start.year + world.plan.months // 12 + 2):
        for code, m1, d1, m2, d2 in TERMS:
            calendar_year = year if code == "AUT" else year + 1
            first, last = (
                date(calendar_year, m, d).toordinal() - start.toordinal() for m, d in ((m1, d1), (m2, d2))
            )
            if first >= 0 and last < world.plan.days:
                yield Term(code, year, first, last)


def _roll(world: World, academic_year: int) -> Roll:
    """Pupils from Reception to Year 11 by their age on 31 August, each at the nearest school of their
    kind.
    """
    people = world.people
    cutoff = date(academic_year, 8, 31).toordinal() - world.start.toordinal()
    year = people.age_on(cutoff) - 4
    who = np.flatnonzero((year >= 0) & (year <= LAST_YEAR))
    year = year[who]
    primary, secondary = (
        _nearest_school(world, kind, first)
        for kind, first in (("primary school", 980_001), ("secondary school", 990_001))
    )
    cell = people.cell[who]
    lot = world.stream("pupils").random((2, len(people)))
    poor = (10 - world.places.decile_of_cell[cell]) / 9
    return Roll(
        who=who,
        year=year,
        urn=np.where(year >= FIRST_SECONDARY_YEAR, secondary[cell], primary[cell]),
        meals=lot[0][people.household[who] % len(people)] < 0.08 + 0.42 * poor,
        support=np.where(lot[1][who] < WITH_PLAN, "E", np.where(lot[1][who] < WITH_SUPPORT, "K", "N")).astype(
            object
        ),
    )


def _nearest_school(world: World, kind: str, first_urn: int) -> Texts:
    """The school of each cell."""
    schools = world.gazetteer.of_kind(kind)
    away = np.hypot(
        *(
            world.places.ground.seeds[:, None, axis] - world.gazetteer.xy[None, schools, axis]
            for axis in (0, 1)
        )
    )
    urns = np.array([str(first_urn + n) for n in range(len(schools))], dtype=object)
    nearest: Texts = urns[np.argmin(away, axis=1)]
    return nearest


def _who(world: World, roll: Roll) -> Table:
    old = np.zeros(len(roll.who), dtype=bool)
    return {
        "Home LSOA": world.lsoa_of(world.people.cell[roll.who], old),
        "Sex": world.sex_words(roll.who),
        "Ethnicity": world.school_ethnicity(roll.who),
        "SEN provision": roll.support,
        "FSM": writing.yes_no(roll.meals),
    }


def _year_words(year: Ints) -> Texts:
    return np.array(["R", *(str(n) for n in range(1, 14))], dtype=object)[year]


def _write_exclusions(world: World, term: Term, roll: Roll, *, spoil: bool, rng: np.random.Generator) -> None:
    risk = world.people.risk[roll.who] * np.where(roll.meals, 2.0, 0.8)
    secondary = roll.year >= FIRST_SECONDARY_YEAR
    rate = np.where(secondary, SUSPENSIONS_A_TERM[True], SUSPENSIONS_A_TERM[False]) * risk / risk.mean()
    rows = np.repeat(np.arange(len(roll.who)), np.minimum(rng.poisson(rate), 6))
    day = rng.integers(term.first, term.last + 1, len(rows))
    day -= np.clip((day + world.start.weekday()) % 7 - 4, 0, 2)  # never at the week-end
    day = np.maximum(day, term.first)
    kept = np.unique(np.stack([rows, day], axis=1), axis=0)  # one a day and pupil
    kept = kept[np.lexsort((kept[:, 0], kept[:, 1]))]
    if not len(kept):
        return
    table = _exclusions(world, term, roll.only(kept[:, 0]), kept[:, 1], rng)
    bad: dict[str, int] = {}
    if spoil:
        spoiled = dirt.spoil(table, EXCLUSION_FAULTS, rng, _new_pupils)
        table, bad = spoiled.table, spoiled.problems
    path = world.folder / "schools" / f"exclusions_{term.year_words}_{term.code}.xlsx"
    titles = (
        "Aldershire County Council: Education",
        f"Suspensions and exclusions, {term.year_words}, {term.code} - OFFICIAL SENSITIVE",
    )
    writing.write_xlsx(path, titles, table, blank_rows=3)
    world.truth.wrote(path, "school_exclusions", writing.rows_in(table), bad=bad)


def _new_pupils(table: Table) -> None:
    table["UPN"] = np.array([f"A998{n:09d}" for n in range(writing.rows_in(table))], dtype=object)


def _exclusions(world: World, term: Term, roll: Roll, day: Ints, rng: np.random.Generator) -> Table:
    count = len(day)
    permanent = (roll.year >= FIRST_SECONDARY_YEAR) & (flip(rng, PERMANENT, count))
    sessions = writing.texts(2 * rng.integers(1, 6, count), empty=permanent)
    return {
        "UPN": world.people.pupil_number(roll.who),
        "Forename": world.people.first_name(roll.who),
        "Surname": world.people.surname(roll.who),
        "DOB": _dates(world, world.people.born[roll.who]),
        "Start date": _dates(world, day),
        "Sessions": np.array([None if word is None else int(word) for word in sessions], dtype=object),
        "Category": np.where(permanent, "PERM", "FIXD").astype(object),
        "Reason 1": chosen(rng, REASONS, count),
        "Reason 2": writing.known(
            chosen(rng, {"DM": 1, "RA": 1, "BU": 1, "MT": 1}, count), flip(rng, 0.15, count)
        ),
        "Academic year": writing.same(term.year_words, count),
        "Term": writing.same(term.code, count),
        "Year group": _year_words(roll.year),
        "LA number": writing.same(LA_NUMBER, count),
        "School URN": roll.urn,
        **_who(world, roll),
    }


def _dates(world: World, days: Ints) -> Texts:
    """Real dates, as a workbook has them."""
    midnight = datetime.combine(world.start, datetime.min.time())
    return np.array([midnight + timedelta(days=d) for d in days.tolist()], dtype=object)


def _write_attendance(world: World, term: Term, roll: Roll, *, spoil: bool, rng: np.random.Generator) -> None:
    count = len(roll.who)
    if not count:
        return
    possible = np.full(count, 2 * ((term.last - term.first) * 5 // 7 - 6)) - 2 * rng.binomial(6, 0.1, count)
    missed = rng.binomial(possible, _absence(world, roll, rng))
    unauthorised = rng.binomial(missed, 0.4)
    begins = term.first + world.start.toordinal()
    table: Table = {
        "UPN": world.people.pupil_number(roll.who),
        "Academic year": writing.same(term.year_words, count),
        "Term": writing.same(term.code, count),
        "Term start date": writing.same(date.fromordinal(begins).isoformat(), count),
        "LA number": writing.same(LA_NUMBER, count),
        "School URN": roll.urn,
        "Year group": _year_words(roll.year),
        "Sessions possible": writing.texts(possible),
        "Authorised absence": writing.texts(missed - unauthorised),
        "Unauthorised absence": writing.texts(unauthorised),
        "Code set": writing.same("2024" if date.fromordinal(begins) >= NEW_CODES_FROM else "2006", count),
        **_who(world, roll),
    }
    bad: dict[str, int] = {}
    if spoil:
        spoiled = dirt.spoil(table, ATTENDANCE_FAULTS, rng, _new_pupils)
        table, bad = spoiled.table, spoiled.problems
    world.send(f"schools/attendance_{term.year_words}_{term.code}.csv", "school_attendance", table, bad=bad)


def _absence(world: World, roll: Roll, rng: np.random.Generator) -> Floats:
    """The share of sessions that each pupil misses: most few, some many."""
    middle = 0.05 + 0.03 * roll.meals + 0.004 * np.minimum(world.people.risk[roll.who], 6)
    return np.asarray(np.clip(rng.gamma(1.1, middle / 1.1), 0, 0.95))
