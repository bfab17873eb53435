"""Secondary suppression: safe against subtraction, within the reference's loss, refused where nothing is safe."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics.auditor import audit
from headwater.statistics.differencing import Cell, Range, Sum, determined_cells
from headwater.statistics.secondary_suppression import suppress_tables
from headwater.vocabulary.errors import Invalid, Refused

SMALL = Range(1, 7)


def small_cells(counts: dict[Cell, int], most: int = 7) -> set[Cell]:
    return {cell for cell, n in counts.items() if 1 <= n <= most}


def test_the_cheapest_companion_is_hidden() -> None:
    counts: dict[Cell, int] = {"all": 40, "north": 3, "east": 12, "west": 25}
    found = suppress_tables([Sum("all", ("north", "east", "west"))], counts, primary={"north"}, small=SMALL)
    assert (found.primary, found.secondary) == (frozenset({"north"}), frozenset({"east"}))
    assert found.hidden == {"north", "east"}


def test_two_small_cells_at_the_end_of_their_range_need_a_third() -> None:
    counts: dict[Cell, int] = {"all": 30, "a": 1, "b": 1, "c": 28}
    found = suppress_tables([Sum("all", ("a", "b", "c"))], counts, primary={"a", "b"}, small=SMALL)
    assert found.secondary == {"c"}


def test_where_all_parts_are_hidden_the_total_goes_too() -> None:
    counts: dict[Cell, int] = {"all": 2, "a": 1, "b": 1}
    found = suppress_tables([Sum("all", ("a", "b"))], counts, primary={"a", "b"}, small=SMALL)
    assert found.secondary == {"all"}


def test_tables_without_a_small_cell_lose_nothing(make_table) -> None:
    counts, sums = make_table(np.full((3, 3), 20))
    assert suppress_tables(sums, counts, primary=set(), small=SMALL).hidden == frozenset()


def test_a_worth_of_ones_own_decides_what_stays() -> None:
    counts: dict[Cell, int] = {"all": 40, "north": 3, "east": 12, "west": 25}
    sums = [Sum("all", ("north", "east", "west"))]
    worth = {"all": 9, "north": 0, "east": 5, "west": 1}
    found = suppress_tables(sums, counts, primary={"north"}, small=SMALL, worth=lambda cell: worth[str(cell)])
    assert found.secondary == {"west"}


@settings(max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=20, max_size=20))
def test_no_small_cell_follows_by_subtraction(make_table, inner: list[int]) -> None:
    counts, sums = make_table(np.array(inner).reshape(5, 4))
    primary = small_cells(counts)
    try:
        found = suppress_tables(sums, counts, primary=primary, small=SMALL)
    except Refused:
        assert min(n for n in counts.values() if n) <= 7
        return
    shown = {cell: Range(n, n) for cell, n in counts.items() if cell not in found.hidden}
    attacker = determined_cells(sums, shown | dict.fromkeys(primary, SMALL))
    outsider = determined_cells(sums, shown)
    assert not primary & set(attacker.determined)
    assert not found.hidden & set(outsider.determined)


def test_earlier_releases_are_part_of_the_attack() -> None:
    counts: dict[Cell, int] = {"ward": 60, "a": 4, "b": 20, "c": 36}
    sums = [Sum("ward", ("a", "b", "c"))]
    earlier = {"pair": Range(24, 24)}
    alone = suppress_tables(sums, counts, primary={"a"}, small=SMALL)
    found = suppress_tables(
        sums, counts, primary={"a"}, small=SMALL, earlier=earlier, earlier_sums=[Sum("pair", ("a", "b"))]
    )
    known = {cell: Range(n, n) for cell, n in counts.items() if cell not in found.hidden} | earlier
    assert alone.secondary == {"b"}
    assert determined_cells([*sums, Sum("pair", ("a", "b"))], known | {"a": SMALL}).determined == {}


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 20), min_size=12, max_size=12), st.sets(st.integers(0, 3), min_size=2, max_size=3)
)
def test_no_small_cell_follows_from_two_releases_of_other_nestings(
    make_table, inner: list[int], beat
) -> None:
    """First the areas with their margins; then a beat of some of them, safe beside what left before."""
    counts, sums = make_table(np.array(inner).reshape(4, 3))
    small = {cell for cell, n in counts.items() if 1 <= n <= 5}
    first = suppress_tables(sums, counts, primary=small, small=Range())
    left = {cell: Range(n, n) for cell, n in counts.items() if cell not in first.hidden}
    beats = {("beat", kind): sum(counts["t", area, kind] for area in beat) for kind in range(4)}
    beat_sums = [Sum(("beat", kind), tuple(("t", area, kind) for area in sorted(beat))) for kind in range(4)]
    beat_sums.append(Sum(("beat", 3), tuple(("beat", kind) for kind in range(3))))
    own_small = {cell for cell, n in beats.items() if 1 <= n <= 5}
    try:
        second = suppress_tables(
            beat_sums,
            counts | beats,
            primary=own_small | small,
            small=Range(),
            earlier=left,
            earlier_sums=sums,
        )
    except Refused:
        return
    shown = {cell: Range(n, n) for cell, n in beats.items() if cell not in second.hidden}
    found = audit([*sums, *beat_sums], left | shown)
    assert not (small | own_small) & set(found.determined)


def test_an_earlier_rounded_figure_only_narrows() -> None:
    counts: dict[Cell, int] = {"all": 40, "north": 3, "east": 12, "west": 25}
    sums = [Sum("all", ("north", "east", "west"))]
    found = suppress_tables(sums, counts, primary={"north"}, small=SMALL, earlier={"east": Range(8, 12)})
    assert found.secondary == {"east"}


def test_what_earlier_releases_gave_away_already_is_refused() -> None:
    counts: dict[Cell, int] = {"ward": 60, "a": 4, "b": 56}
    earlier = {"ward": Range(60, 60), "b": Range(56, 56)}
    with pytest.raises(Refused) as refused:
        suppress_tables([Sum("ward", ("a", "b"))], counts, primary={"a"}, small=SMALL, earlier=earlier)
    assert refused.value.code == "disclosure_unsafe"


def test_what_only_earlier_releases_count_is_taken_to_be_known() -> None:
    counts: dict[Cell, int] = {"ward": 60, "a": 4, "b": 56}
    before = [Sum("pair", ("a", "x"))]
    known = {"pair": Range(10, 10), "x": Range(6, 6)}
    with pytest.raises(Refused, match="publish less detail"):
        suppress_tables(
            [Sum("ward", ("a", "b"))], counts, primary={"a"}, small=SMALL, earlier=known, earlier_sums=before
        )


@pytest.mark.parametrize(
    ("counts", "says"),
    [({"all": 5, "a": 5}, "no count"), ({"all": 6, "a": 5, "b": 0}, "do not add up")],
)
def test_bad_counts_are_refused_with_a_sentence(counts: dict[Cell, int], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        suppress_tables([Sum("all", ("a", "b"))], counts, primary={"a"}, small=SMALL)


@pytest.mark.reference
def test_no_more_is_lost_than_by_the_reference(reference_table, oracle) -> None:
    """Against the reference's attacker, who does not know which range is small: its cells, 0.9 of its value."""
    for table in oracle("suppression.json")["tables"]:
        cells, sums = reference_table(table)
        rows = dict(zip(cells, table["expected"], strict=True))
        counts = {cell: row["freq"] for cell, row in rows.items()}
        primary = {cell for cell, row in rows.items() if row["primary"]}
        found = suppress_tables(sums, counts, primary=primary, small=Range())
        shown = {cell: Range(n, n) for cell, n in counts.items() if cell not in found.hidden}
        published = sum(row["freq"] for row in rows.values() if not row["suppressed"])
        assert len(found.hidden) <= table["n_suppressed"]
        assert sum(counts[cell] for cell in shown) >= 0.9 * published
        assert not found.hidden & set(determined_cells(sums, shown).determined)


@pytest.mark.reference
def test_an_attacker_who_knows_the_range_finds_nothing_either(reference_table, oracle) -> None:
    for table in oracle("suppression.json")["tables"]:
        cells, sums = reference_table(table)
        rows = dict(zip(cells, table["expected"], strict=True))
        counts = {cell: row["freq"] for cell, row in rows.items()}
        primary = {cell for cell, row in rows.items() if row["primary"]}
        small = Range(0 if table["protectZeros"] else 1, table["maxN"])
        found = suppress_tables(sums, counts, primary=primary, small=small)
        shown = {cell: Range(n, n) for cell, n in counts.items() if cell not in found.hidden}
        assert not primary & set(determined_cells(sums, shown | dict.fromkeys(primary, small)).determined)
