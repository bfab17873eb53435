"""The county's areas: LSOAs of two censuses with splits and merges, MSOAs, wards, districts, and how poor
each is.

Codes have the form of real ones in ranges that are not in use (E01900001, E02900001, ...), so that no
generated row can be mistaken for a real place.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from headwater.data.synthesis import place_names as names
from headwater.data.synthesis import shape
from headwater.data.synthesis.chance import Floats, Ints, Texts, stream

PEOPLE_PER_LSOA = 1_650
FEWEST_LSOAS = 16
SHARE_SPLIT = 0.03  # LSOAs of 2011 that became two
SHARE_MERGED = 0.02  # LSOAs of 2021 that were two
DECILES = 10

UTLA, CSP, PFA = "E10900001", "E22900001", "E23900001"
ICB, REGION = "E54900001", "E12900001"


@dataclass(frozen=True)
class Areas:
    """Areas of one kind: their codes and names, in order; other tables hold positions in it."""

    codes: Texts
    names: Texts

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class Places:
    """Everything about the county's ground. A cell lies in one area of each kind; `*_of_cell` and
    `*_of_lsoa` are positions.
    """

    ground: shape.Ground
    lsoa21: Areas
    lsoa11: Areas
    msoa: Areas
    ward: Areas
    district: Areas
    lsoa21_of_cell: Ints
    lsoa11_of_cell: Ints
    msoa_of_lsoa: Ints
    ward_of_lsoa: Ints
    district_of_lsoa: Ints
    decile_of_lsoa: Ints  # 1 most deprived
    townness_of_cell: Floats  # 0..1: how near to the middle of a main town
    weight_of_cell: Floats  # share of the people

    @property
    def district_of_cell(self) -> Ints:
        return self.district_of_lsoa[self.lsoa21_of_cell]

    @property
    def decile_of_cell(self) -> Ints:
        return self.decile_of_lsoa[self.lsoa21_of_cell]

    @property
    def msoa11_of_lsoa11(self) -> Ints:
        """MSOAs did not change between the censuses here."""
        found = np.zeros(len(self.lsoa11), dtype=np.int64)
        found[self.lsoa11_of_cell] = self.msoa_of_lsoa[self.lsoa21_of_cell]
        return found

    def lsoa_centres(self) -> Floats:
        """The mean of each LSOA's seeds, in metres."""
        count = np.bincount(self.lsoa21_of_cell, minlength=len(self.lsoa21))
        sums = [np.bincount(self.lsoa21_of_cell, weights=self.ground.seeds[:, axis]) for axis in (0, 1)]
        return np.column_stack(sums) / count[:, None]


def make_places(people: int, seed: int) -> Places:
    """A county for this many people: one LSOA to 1,650 of them, at least sixteen, and a district to
    about 110,000.
    """
    rng = stream(seed, "places")
    lsoas = max(FEWEST_LSOAS, round(people / PEOPLE_PER_LSOA))
    merged, split = max(1, round(lsoas * SHARE_MERGED)), max(1, round(lsoas * SHARE_SPLIT))
    districts = int(np.clip(round(people / 110_000), 2, len(names.TOWNS)))
    ground = shape.make_ground(lsoas + merged, districts, people, rng)
    district = np.asarray(cKDTree(ground.towns).query(ground.seeds)[1], dtype=np.int64)
    msoa = _grouped(ground.seeds, district, target=5)
    pairs = _pairs(ground.seeds, msoa, merged + split, rng)
    lsoa21 = _positions(_joined(len(ground.seeds), pairs[:merged]), msoa)
    lsoa11 = _positions(_joined(len(ground.seeds), pairs[merged:]), msoa)
    first = _first_cells(lsoa21)
    townness = _townness(ground)
    return Places(
        ground=ground,
        lsoa21=_lsoas21(lsoa21, lsoa11, msoa, district),
        lsoa11=_lsoas11(lsoa11, msoa, district),
        msoa=Areas(_codes("E02", msoa.max() + 1), _msoa_names(msoa, district)),
        ward=_wards(ground.seeds[first], district[first], rng),
        district=Areas(_codes("E07", districts), np.array(names.TOWNS[:districts], dtype=object)),
        lsoa21_of_cell=lsoa21,
        lsoa11_of_cell=lsoa11,
        msoa_of_lsoa=msoa[first],
        ward_of_lsoa=_grouped(ground.seeds[first], district[first], target=4),
        district_of_lsoa=district[first],
        decile_of_lsoa=_deciles(ground.seeds[first], townness[first], rng),
        townness_of_cell=townness,
        weight_of_cell=_weights(lsoa21, rng),
    )


def _codes(prefix: str, count: int, first: int = 900_001) -> Texts:
    return np.array([f"{prefix}{number:06d}" for number in range(first, first + count)], dtype=object)


def _bisected(xy: Floats, members: Ints, target: int) -> list[Ints]:
    """Compact groups of about `target`: halve along the longer side until small enough."""
    parts = max(1, round(len(members) / target))
    if parts == 1:
        return [members]
    axis = int(np.argmax(np.ptp(xy[members], axis=0)))
    ordered = members[np.argsort(xy[members, axis], kind="stable")]
    cut = round(len(ordered) * (parts // 2) / parts)
    return _bisected(xy, ordered[:cut], target) + _bisected(xy, ordered[cut:], target)


def _grouped(xy: Floats, district: Ints, target: int) -> Ints:
    groups = np.zeros(len(xy), dtype=np.int64)
    number = 0
    for each in range(district.max() + 1):
        for members in _bisected(xy, np.flatnonzero(district == each), target):
            groups[members] = number
            number += 1
    return groups


def _pairs(xy: Floats, group: Ints, count: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Neighbouring cells of one MSOA, each in one pair at most."""
    nearest = np.asarray(cKDTree(xy).query(xy, k=min(4, len(xy)))[1])[:, 1:]
    used: set[int] = set()
    found: list[tuple[int, int]] = []
    for cell in rng.permutation(len(xy)).tolist():
        mates = [int(n) for n in nearest[cell] if group[n] == group[cell] and int(n) not in used]
        if cell not in used and mates and len(found) < count:
            found.append((cell, mates[0]))
            used |= {cell, mates[0]}
    return found


def _joined(count: int, pairs: list[tuple[int, int]]) -> Ints:
    leader = np.arange(count)
    for one, two in pairs:
        leader[two] = one
    return leader


def _positions(leader: Ints, msoa: Ints) -> Ints:
    """Numbers from 0 for the areas that cells were joined into, in order of MSOA."""
    heads = np.unique(leader)
    order = heads[np.lexsort((heads, msoa[heads]))]
    place = np.zeros(len(leader), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[leader]


def _first_cells(area_of_cell: Ints) -> Ints:
    return np.asarray(np.unique(area_of_cell, return_index=True)[1], dtype=np.int64)


def _msoa_names(msoa: Ints, district: Ints) -> Texts:
    first = _first_cells(msoa)
    low = np.array([msoa[district == d].min() for d in range(district.max() + 1)])
    return np.array(
        [f"{names.TOWNS[district[c]]} {msoa[c] - low[district[c]] + 1:03d}" for c in first], dtype=object
    )


def _lsoa_names(area_of_cell: Ints, msoa: Ints, district: Ints) -> Texts:
    first = _first_cells(area_of_cell)
    parents = _msoa_names(msoa, district)
    seen: dict[int, int] = {}
    found = []
    for cell in first:
        letter = seen[msoa[cell]] = seen.get(msoa[cell], -1) + 1
        found.append(f"{parents[msoa[cell]]}{chr(ord('A') + letter)}")
    return np.array(found, dtype=object)


def _lsoas11(lsoa11: Ints, msoa: Ints, district: Ints) -> Areas:
    return Areas(_codes("E01", lsoa11.max() + 1), _lsoa_names(lsoa11, msoa, district))


def _lsoas21(lsoa21: Ints, lsoa11: Ints, msoa: Ints, district: Ints) -> Areas:
    """An LSOA that did not change keeps its code of 2011; one that was split or merged has a new one."""
    old = _codes("E01", lsoa11.max() + 1)
    new = iter(_codes("E01", lsoa21.max() + 1, first=950_001))
    codes = []
    for area in range(lsoa21.max() + 1):
        cells = np.flatnonzero(lsoa21 == area)
        same = len(cells) == 1 and int((lsoa11 == lsoa11[cells[0]]).sum()) == 1
        codes.append(old[lsoa11[cells[0]]] if same else next(new))
    return Areas(np.array(codes, dtype=object), _lsoa_names(lsoa21, msoa, district))


def _wards(xy: Floats, district: Ints, rng: np.random.Generator) -> Areas:
    count = int(_grouped(xy, district, target=4).max()) + 1
    stems = [*names.WARD_STEMS, *names.VILLAGES]
    pool = stems + [f"{one} and {two}" for one, two in zip(stems, stems[7:] + stems[:7], strict=True)]
    pool += [f"{stem} {side}" for side in ("North", "South", "East", "West") for stem in stems]
    return Areas(_codes("E05", count), np.array(pool, dtype=object)[rng.permutation(len(pool))[:count]])


def _townness(ground: shape.Ground) -> Floats:
    away = cKDTree(ground.towns).query(ground.seeds)[0]
    scale = 0.1 * float((ground.outline.area / np.pi / len(ground.towns)) ** 0.5)
    return np.asarray(np.exp(-away / scale))


def _deciles(xy: Floats, townness: Floats, rng: np.random.Generator) -> Ints:
    """Deprivation is higher near the middle of towns and alike among neighbours; deciles are the
    county's own.
    """
    waves = rng.normal(0, 1 / 4_000, (6, 2))
    smooth = np.cos(xy @ waves.T + rng.uniform(0, 2 * np.pi, 6)).sum(axis=1)
    poor = 1.6 * townness + 0.45 * smooth + rng.normal(0, 0.5, len(xy))
    rank = np.argsort(np.argsort(-poor, kind="stable"), kind="stable")
    return 1 + rank * DECILES // len(xy)


def _weights(lsoa21: Ints, rng: np.random.Generator) -> Floats:
    shared = np.bincount(lsoa21)[lsoa21]
    weights = np.exp(rng.normal(0, 0.12, len(lsoa21))) / np.where(shared > 1, 1.7, 1.0)
    return np.asarray(weights / weights.sum())
