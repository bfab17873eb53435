"""The partnership's areas as arrays: which larger area each small one lies in, and who lives there.

Everything is built from LSOAs of 2021. Larger areas are the sums of their LSOAs, best fit where they do not
nest exactly (wards).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from headwater.insight.indicators.language import Ages
from headwater.insight.indicators.tables import Tables
from headwater.insight.release.draft import Floats, Place

OLDEST, FEMALE = 90, "female"
COLUMNS = {
    "lsoa": "lsoa21",
    "msoa": "msoa21",
    "ward": "ward24",
    "ltla": "ltla24",
    "utla": "utla",
    "csp": "csp24",
    "pfa": "pfa24",
}
PLACES, PEOPLE, ETHNICITY = "places_lsoa21", "population_lsoa21", "ethnicity_lsoa21"
SEXES = "age_sex_ltla21"
DEPRIVED, DEPRIVED_BEFORE, MOVES = "imd2025_lsoa21", "imd2019_lsoa11", "lookup_weights"


@dataclass(frozen=True)
class Deprivation:
    """The national fifth of each LSOA, 1 the most deprived and 0 not known, and by which index."""

    fifths: npt.NDArray[np.int64]
    says: str


@dataclass(frozen=True)
class Frame:
    """`member[kind]` gives, for each LSOA, the position of its area among `codes[kind]`."""

    codes: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Mapping[str, str]]
    member: Mapping[str, npt.NDArray[np.int64]]
    people: Floats | None  # (LSOA, single year of age)
    residents: Mapping[str, Floats] = field(default_factory=dict)  # ethnic group of the census -> by LSOA
    deprivation: Deprivation | None = None
    women: Floats | None = None  # their share of each LSOA's people, by the census of its district

    @cached_property
    def position(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.codes["lsoa"])}

    def places(self, kinds: Sequence[str]) -> tuple[Place, ...]:
        """Every area of these kinds, widest first; the parent is the area of the kind before that holds its
        first LSOA.
        """
        found: list[Place] = []
        for above, kind in zip((None, *kinds), kinds, strict=False):
            first = np.unique(self.member[kind], return_index=True)[1]
            for at, code in enumerate(self.codes[kind]):
                parent = None if above is None else self.codes[above][self.member[above][first[at]]]
                found.append(Place(code, self.names[kind][code], kind, parent))
        return tuple(found)

    def summed(self, by_lsoa: Floats, kinds: Sequence[str]) -> Floats:
        """Sums over the areas of these kinds, in the order of `places`. The first axis is LSOAs."""
        parts = []
        for kind in kinds:
            total = np.zeros((len(self.codes[kind]), *by_lsoa.shape[1:]))
            np.add.at(total, self.member[kind], by_lsoa)
            parts.append(total)
        return np.concatenate(parts)

    def people_aged(self, ages: Ages, kinds: Sequence[str], *, sex: str = "") -> Floats | None:
        """People of these ages; of one sex by its share of the district's people of every age."""
        if self.people is None:
            return None
        people = self.people[:, ages.youngest : ages.oldest + 1].sum(axis=1)
        if not sex:
            return self.summed(people, kinds)
        if self.women is None:
            return None
        return self.summed(people * (self.women if sex == FEMALE else 1 - self.women), kinds)

    def residents_of(self, group: str, kinds: Sequence[str]) -> Floats | None:
        """People of the one group of the census whose name begins so."""
        found = [people for name, people in self.residents.items() if name.startswith(group)]
        return self.summed(found[0], kinds) if len(found) == 1 else None


def frame(tables: Tables) -> Frame | None:
    """The partnership's areas; None until lookups have landed."""
    if not tables.has(PLACES):
        return None
    table = tables.get(PLACES)
    rows = table.filter(table.in_partnership).order_by("lsoa21").to_pyarrow().to_pydict()
    if not rows["lsoa21"]:
        return None
    codes, names, member = {}, {}, {}
    for kind, column in COLUMNS.items():
        mine = rows[column]
        if any(code is None for code in mine):
            continue
        codes[kind] = tuple(sorted(set(mine)))
        position = {code: at for at, code in enumerate(codes[kind])}
        names[kind] = {code: name or code for code, name in zip(mine, rows[f"{column}_name"], strict=True)}
        member[kind] = np.array([position[code] for code in mine], dtype=np.int64)
    lsoas = codes["lsoa"]
    return Frame(
        codes,
        names,
        member,
        _people(tables, lsoas),
        _residents(tables, lsoas),
        _deprivation(tables, lsoas),
        _women(tables, rows["ltla24"]),
    )


def _women(tables: Tables, districts: Sequence[str | None]) -> Floats | None:
    """By district; that of all districts together where one is not in the table. None where no table has landed."""
    if not tables.has(SEXES):
        return None
    table = tables.get(SEXES)
    counts = table.select("ltla21_code", "total_females", "total_males").to_pyarrow().to_pylist()
    known = {row["ltla21_code"]: (row["total_females"], row["total_males"]) for row in counts}
    here = {code: known[code] for code in set(districts) if code in known}
    if not here:
        return None
    women, men = (sum(each[at] for each in here.values()) for at in (0, 1))
    shares = {code: females / (females + males) for code, (females, males) in here.items()}
    return np.array([shares.get(code, women / (women + men)) for code in districts])


def _deprivation(tables: Tables, lsoas: tuple[str, ...]) -> Deprivation | None:
    """By the index of 2025, which knows the LSOAs of 2021; else by that of 2019, where most of each LSOA's people
    lived in one of 2011.
    """
    for deciles, says in (
        (_deciles_of_2021(tables), "Deprivation by the index of 2025"),
        (_deciles_of_2011(tables), "Deprivation by the index of 2019"),
    ):
        fifths = np.array([(deciles.get(code, -1) + 1) // 2 for code in lsoas], dtype=np.int64)
        if fifths.any():
            return Deprivation(fifths, says)
    return None


def _deciles_of_2021(tables: Tables) -> dict[str, int]:
    if not tables.has(DEPRIVED):
        return {}
    rows = tables.get(DEPRIVED).select("lsoa21_code", "imd_decile").to_pyarrow().to_pylist()
    return {row["lsoa21_code"]: int(row["imd_decile"]) for row in rows}


def _deciles_of_2011(tables: Tables) -> dict[str, int]:
    if not (tables.has(DEPRIVED_BEFORE) and tables.has(MOVES)):
        return {}
    before, moves = tables.get(DEPRIVED_BEFORE), tables.get(MOVES)
    joined = moves.inner_join(before, moves.lsoa11 == before.lsoa11_code)
    rows = joined.select("lsoa21", "lsoa11", "weight", "imd_decile").to_pyarrow().to_pylist()
    lightest_first = sorted(rows, key=lambda row: (row["weight"], row["lsoa11"]))
    return {row["lsoa21"]: int(row["imd_decile"]) for row in lightest_first}


def _people(tables: Tables, lsoas: tuple[str, ...]) -> Floats | None:
    if not tables.has(PEOPLE):
        return None
    position = {code: at for at, code in enumerate(lsoas)}
    people = np.zeros((len(lsoas), OLDEST + 1))
    table = tables.get(PEOPLE)
    in_frame = table.filter(table.lsoa21.isin(list(lsoas)))
    rows = in_frame.to_pyarrow().to_pydict()
    at = np.array([position[code] for code in rows["lsoa21"]], dtype=np.int64)
    if not at.size:
        return None
    np.add.at(people, (at, np.minimum(rows["age_years"], OLDEST)), rows["people"])
    return people


def _residents(tables: Tables, lsoas: tuple[str, ...]) -> dict[str, Floats]:
    if not tables.has(ETHNICITY):
        return {}
    position = {code: at for at, code in enumerate(lsoas)}
    table = tables.get(ETHNICITY)
    rows = table.filter(table.lsoa21_code.isin(list(lsoas))).to_pyarrow().to_pylist()
    found: dict[str, Floats] = {}
    for row in rows:
        by_lsoa = found.setdefault(row["ethnic_group"], np.zeros(len(lsoas)))
        by_lsoa[position[row["lsoa21_code"]]] += row["people"]
    return found
