"""What left is asked a second time, by a method that knows no sums: `statistics.overlaps` lays the tables over one another by the
neighbourhoods and quarters that each count covers, and finds what follows.
"""

from collections.abc import Hashable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from insight.attackers import SMALL
from insight.drafts import make_draft, make_policy

from headwater.insight.release import audit, memory
from headwater.insight.release.draft import Draft, Place, Total
from headwater.insight.release.memory import Contents
from headwater.statistics import overlaps
from headwater.statistics.differencing import Range
from headwater.statistics.overlay import Figure
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain

POLICY = make_policy()
COUNTY = "E23900001"
DISTRICTS = {"E22900001": ("a", "b", "c"), "E22900002": ("d", "e", "f")}
LSOAS = tuple(lsoa for inside in DISTRICTS.values() for lsoa in inside)
HALVES = {"more": ("a", "d", "e"), "less": ("b", "c", "f")}
QUARTERS = 4
COVERS: dict[str, tuple[str, ...]] = {COUNTY: LSOAS, **DISTRICTS, **{lsoa: (lsoa,) for lsoa in LSOAS}}


def districts_by_quarter(counts: np.ndarray) -> Draft:  # type: ignore[type-arg]
    """County and districts, whose parts are LSOAs: the rows of the counts."""
    rows = [counts.sum(axis=0), counts[:3].sum(axis=0), counts[3:].sum(axis=0)]
    places = (Place(COUNTY, "County", "pfa"), *(Place(code, code, "csp", COUNTY) for code in DISTRICTS))
    return make_draft(np.array(rows)[:, None, :], places=places, grain=Grain.QUARTER)


def lsoas_by_year(counts: np.ndarray) -> Draft:  # type: ignore[type-arg]
    year = counts.sum(axis=1)
    rows = [year.sum(), year[:3].sum(), year[3:].sum(), *year]
    places = (
        Place(COUNTY, "County", "pfa"),
        *(Place(code, code, "csp", COUNTY) for code in DISTRICTS),
        *(Place(lsoa, lsoa, "lsoa", code) for code, inside in DISTRICTS.items() for lsoa in inside),
    )
    return make_draft(np.array(rows, dtype=float)[:, None, None], places=places)


def halves_by_year(counts: np.ndarray) -> Draft:  # type: ignore[type-arg]
    year = dict(zip(LSOAS, counts.sum(axis=1), strict=True))
    rows = [sum(year.values()), *(sum(year[lsoa] for lsoa in inside) for inside in HALVES.values())]
    parts = [
        Total((COUNTY, f"age:{key}"), tuple((lsoa, "all") for lsoa in inside))
        for key, inside in HALVES.items()
    ]
    whole = Total((COUNTY, "all"), tuple((COUNTY, f"age:{key}") for key in HALVES))
    return make_draft([[[float(row)] for row in rows]], categories=("all", *HALVES), sums=(*parts, whole))


def figures_of(contents: Contents) -> list[Figure]:
    found = []
    for node, said in memory.nodes(contents):
        places = HALVES[node.category[4:]] if node.category != "all" else COVERS[node.place]
        quarters = range(node.first // 3, (node.first + node.months) // 3)
        greatest = None if said.greatest == np.inf else int(said.greatest)
        covers: tuple[frozenset[Hashable], ...] = (frozenset(places), frozenset(quarters))
        found.append(Figure(node, covers, Range(int(said.least), greatest)))
    return found


@settings(max_examples=60)
@given(
    counts=st.lists(st.integers(0, 6), min_size=24, max_size=24),
    order=st.permutations((districts_by_quarter, lsoas_by_year, halves_by_year)),
)
def test_tables_laid_over_one_another_tell_no_small_count(counts, order) -> None:  # type: ignore[no-untyped-def]
    by_quarter = np.array(counts, dtype=float).reshape(len(LSOAS), QUARTERS)
    released: list[Contents] = []
    for make in order:
        try:
            released.append(audit.secure(make(by_quarter), POLICY, earlier=released).contents)
        except Refused:
            continue  # withheld is safe too
    figures = list({each.cell: each for contents in released for each in figures_of(contents)}.values())
    found = overlaps.told(figures, Range(SMALL[0], SMALL[-1]))
    assert found == {}
