"""The county's people: households in areas, ages, sexes, ethnic groups, and for the young a name, a pupil
number and a school.

Children are also born while the years pass (they have an age below 0 at the start), so that the young do
not grow fewer; nobody dies or moves, which the events never notice. Somebody's `risk` is how often,
compared with others alike, violence finds them.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from headwater.data.synthesis import person_names as names
from headwater.data.synthesis.chance import Floats, Ints, Texts, flip, stream
from headwater.data.synthesis.places import Places

FEMALE, MALE = 0, 1
OLDEST = 94
YOUNGEST_PARENT, OLDEST_PARENT = 24, 58  # of whoever lives at home
DAYS_IN_YEAR = 365.25

# The nineteen groups of the 2021 census in the sixteen-plus-one codes that police and schools write; share
# where few and where many live.
ETHNIC_CODES = (
    "W1",
    "W2",
    "W3",
    "W9",
    "M1",
    "M2",
    "M3",
    "M9",
    "A1",
    "A2",
    "A3",
    "A4",
    "A9",
    "B1",
    "B2",
    "B9",
    "O2",
    "O9",
)
WHITE_SHARES = (0.90, 0.015, 0.005, 0.08)
MINORITY_SHARES = (0.07, 0.03, 0.04, 0.04, 0.16, 0.17, 0.05, 0.04, 0.07, 0.09, 0.12, 0.05, 0.02, 0.05)
BROAD = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "O": "Other"}


@dataclass(frozen=True)
class People:
    """One place in each array a person, in order of cell. Days count from the county's first day;
    `born` is a day, mostly negative.
    """

    cell: Ints
    household: Ints
    born: Ints
    sex: Ints
    ethnic: Ints  # position in ETHNIC_CODES
    risk: Floats
    cells: int
    seed: int = field(repr=False)

    def __len__(self) -> int:
        return len(self.cell)

    def age_on(self, day: int) -> Ints:
        """Age in whole years, negative for the not yet born."""
        return np.floor((day - self.born) / DAYS_IN_YEAR).astype(np.int64)

    def age_on_each(self, who: Ints, day: Ints) -> Ints:
        """Each person's age in whole years on a day of their own."""
        return np.floor((day - self.born[who]) / DAYS_IN_YEAR).astype(np.int64)

    @cached_property
    def alive(self) -> Ints:
        """Positions of those who are there on the first day."""
        return np.flatnonzero(self.born <= 0)

    @cached_property
    def starts(self) -> Ints:
        """Where each cell's people begin, and the end."""
        return np.searchsorted(self.cell, np.arange(self.cells + 1)).astype(np.int64)

    @cached_property
    def broad(self) -> Texts:
        """The five broad groups, by word."""
        words = np.array([BROAD[code[0]] for code in ETHNIC_CODES], dtype=object)
        return words[self.ethnic]

    def first_name(self, who: Ints) -> Texts:
        girls, boys = np.array(names.GIRLS, dtype=object), np.array(names.BOYS, dtype=object)
        draw = stream(self.seed, "first names").integers(0, 1 << 30, len(self))[who]
        return np.where(self.sex[who] == FEMALE, girls[draw % len(girls)], boys[draw % len(boys)])

    def surname(self, who: Ints) -> Texts:
        words = np.array(names.SURNAMES, dtype=object)
        draw = stream(self.seed, "surnames").integers(0, 1 << 30, self.household.max() + 1)
        found: Texts = words[draw[self.household[who]] % len(words)]
        return found

    def pupil_number(self, who: Ints) -> Texts:
        """A unique pupil number: a check letter and twelve digits, of an authority number not in use."""
        digits = 999_00_0000000 + who.astype(np.int64)
        letters = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"), dtype=object)
        total = sum(weight * (digits // 10 ** (13 - weight) % 10) for weight in range(2, 14))
        return np.array(
            [f"{letters[t]}{d:012d}" for t, d in zip((total % 23).tolist(), digits.tolist(), strict=True)],
            dtype=object,
        )


def make_people(places: Places, people: int, *, days: int, seed: int) -> People:
    """Households in every cell in proportion to its weight, until there are `people` who live on the
    first day.
    """
    rng = stream(seed, "people")
    unborn_share = days / DAYS_IN_YEAR * 0.012
    wanted = rng.multinomial(round(people * (1.01 + unborn_share)), places.weight_of_cell)
    ages, household, cell = _households(wanted, days / DAYS_IN_YEAR, rng)
    keep = _exactly(ages, people, rng)
    ages, household, cell = ages[keep], household[keep], cell[keep]
    ethnic_of_home = _ethnic_groups(places, cell[np.unique(household, return_index=True)[1]], rng)
    home = np.unique(household, return_inverse=True)[1]
    return People(
        cell=cell,
        household=home,
        born=np.ceil(-ages * DAYS_IN_YEAR).astype(np.int64),
        sex=rng.integers(0, 2, len(ages)),
        ethnic=ethnic_of_home[home],
        risk=np.exp(rng.normal(0, 1.0, len(ages))),
        cells=len(places.ground.seeds),
        seed=seed,
    )


def _households(wanted: Ints, years: float, rng: np.random.Generator) -> tuple[Floats, Ints, Ints]:
    """Ages, household and cell of everybody: an adult, perhaps a second, perhaps children, some of them
    not yet born.
    """
    homes = wanted * 6 // 10 + 3
    cell = np.repeat(np.arange(len(wanted)), homes)
    first = np.where(
        flip(rng, 0.72, len(cell)), rng.uniform(25, 66, len(cell)), rng.uniform(18, OLDEST, len(cell))
    )
    second = flip(rng, 0.62, len(cell))
    mother = (first > YOUNGEST_PARENT) & (first < OLDEST_PARENT)
    children = np.where(mother, rng.choice(5, len(cell), p=(0.28, 0.24, 0.30, 0.13, 0.05)), 0)
    parts = [
        (np.arange(len(cell)), first),
        (np.flatnonzero(second), np.clip(first[second] + rng.normal(0, 3.5, second.sum()), 18, OLDEST)),
    ]
    families = np.repeat(np.arange(len(cell)), children)
    parts.append((families, rng.uniform(-years, 25, len(families))))
    household, ages = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    order = np.lexsort((np.arange(len(household)), household))
    household, ages = household[order], ages[order]
    place = (
        np.arange(len(household)) - np.searchsorted(cell[household], np.arange(len(wanted)))[cell[household]]
    )
    inside = place < wanted[cell[household]]
    return ages[inside], household[inside], cell[household[inside]]


def _exactly(ages: Floats, people: int, rng: np.random.Generator) -> Ints:
    """Leave out a few of the living so that exactly `people` are there on the first day (some may be
    short in tiny counties).
    """
    living = np.flatnonzero(ages >= 0)
    spare = rng.permutation(living)[: max(0, len(living) - people)]
    return np.setdiff1d(np.arange(len(ages)), spare)


def _ethnic_groups(places: Places, cell_of_home: Ints, rng: np.random.Generator) -> Ints:
    """Households share a group. Minority groups live more in towns, a little more where it is poor."""
    poor = (10 - places.decile_of_cell) / 9
    minority = np.clip(0.05 + 0.30 * places.townness_of_cell + 0.12 * poor, 0, 0.75)[cell_of_home]
    white = rng.choice(4, len(cell_of_home), p=np.array(WHITE_SHARES) / sum(WHITE_SHARES))
    other = 4 + rng.choice(14, len(cell_of_home), p=np.array(MINORITY_SHARES) / sum(MINORITY_SHARES))
    return np.where(rng.random(len(cell_of_home)) < minority, other, white).astype(np.int64)
