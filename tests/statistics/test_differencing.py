"""What follows from sums: rolling years, nested areas, margins, roundings, against every solution written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import attainment, narrowing
from headwater.statistics.differencing import Cell, Range, Sum, believable, determined_cells, merged
from headwater.statistics.elimination import CONSTANT
from headwater.vocabulary.errors import Invalid, Refused

SMALL = Range(1, 7)


def exactly(**counts: int) -> dict[Cell, Range]:
    return {cell: Range(n, n) for cell, n in counts.items()}


def test_one_hidden_part_follows_from_its_total() -> None:
    found = determined_cells([Sum("all", ("a", "b"))], exactly(all=20, a=17) | {"b": SMALL})
    assert found.determined == {"b": 3}
    assert found.ranges == {}


def test_two_hidden_parts_do_not_follow() -> None:
    found = determined_cells([Sum("all", ("a", "b", "c"))], exactly(all=20, a=12) | {"b": SMALL, "c": SMALL})
    assert found.determined == {}
    assert found.ranges == {"b": SMALL, "c": SMALL}


@pytest.mark.parametrize(("total", "each"), [(2, 1), (14, 7)])
def test_two_hidden_parts_at_the_end_of_their_range_follow(total: int, each: int) -> None:
    found = determined_cells([Sum("all", ("b", "c"))], exactly(all=total) | {"b": SMALL, "c": SMALL})
    assert found.determined == {"b": each, "c": each}


def test_two_rolling_years_give_the_months_between_them() -> None:
    """R(t) - R(t-1) = m(t) - m(t-12): with the first month shown, the last one follows."""
    months = [f"m{at}" for at in range(13)]
    sums = [Sum("r11", tuple(months[:12])), Sum("r12", tuple(months[1:]))]
    known = exactly(r11=60, r12=63, m0=2) | dict.fromkeys(months[1:], SMALL)
    assert determined_cells(sums, known).determined == {"m12": 5}


def test_an_earlier_release_of_another_nesting_gives_a_hidden_cell_away() -> None:
    """Safe in each release alone: the ward of three areas, and the pair of two of them."""
    now, before = [Sum("ward", ("a", "b", "c"))], [Sum("pair", ("a", "b"))]
    hidden: dict[Cell, Range] = dict.fromkeys("abc", SMALL)
    assert determined_cells(now, exactly(ward=12) | hidden).determined == {}
    assert determined_cells(before, exactly(pair=8) | hidden).determined == {}
    together = determined_cells([*now, *before], merged(exactly(ward=12) | hidden, exactly(pair=8)))
    assert together.determined == {"c": 4}


def test_roundings_narrow_ranges_without_determining() -> None:
    found = determined_cells([Sum("all", ("a", "b"))], {"all": Range(8, 12), "a": Range(8, 12), "b": SMALL})
    assert found.determined == {}
    assert found.ranges == {"all": Range(9, 12), "a": Range(8, 11), "b": Range(1, 4)}


def test_two_equations_in_two_unknowns_are_solved_exactly() -> None:
    sums = [Sum("five", ("a", "b")), Sum("a", ("b", "c"))]
    assert determined_cells(sums, exactly(five=5, c=1)).determined == {"a": 3, "b": 2}


def test_the_same_sum_twice_says_nothing_more() -> None:
    sums = [Sum("all", ("a", "b")), Sum("again", ("a", "b"))]
    assert determined_cells(sums, exactly(all=9, again=9)).ranges == {"a": Range(0, 9), "b": Range(0, 9)}


@pytest.mark.parametrize(
    ("total", "has"), [(3, False), (4, True), (8, True), (11, True), (12, False), (13, False)]
)
def test_leeway_of_one_row_is_what_a_programme_finds(total: int, has: bool) -> None:
    row, low, high = {0: 1, 1: 1, 2: 1, CONSTANT: -total}, [1, 1, 1], [4.0, 4.0, 4.0]
    assert narrowing.has_leeway(row, narrowing.Bounds(low, high)) is has
    assert attainment.Programme([0, 1, 2], [row], low, high).has_room() is has
    assert not narrowing.has_leeway(row, narrowing.Bounds([1, 1, 2], [4.0, 4.0, 2.0]))


def test_linked_ranges_without_room_are_decided_by_programme() -> None:
    """a + b = 7, b + c = 7, a + c = 2d with all ranges touched: only the programme sees that d is 3 or 4."""
    sums = [
        Sum("seven", ("a", "b")),
        Sum("again", ("b", "c")),
        Sum("twice", ("a", "c")),
        Sum("d2", ("d", "e")),
    ]
    known = exactly(seven=8, again=8, twice=14) | {"a": SMALL, "b": SMALL, "c": SMALL}
    found = determined_cells(sums, known)
    assert (found.determined["a"], found.determined["b"], found.determined["c"]) == (7, 1, 7)
    assert found.ranges["d"] == Range(0, None)


def test_linked_ranges_that_only_a_programme_closes() -> None:
    """a is 4 or 5 by itself; only with all three sums does c follow, and with it d."""
    sums = [Sum("p", ("a", "c", "f")), Sum("q", ("a", "d", "f")), Sum("r", ("a", "e"))]
    known = exactly(p=8, q=6, r=5) | {
        "a": Range(4, 5),
        "c": Range(3, 4),
        "d": Range(0, 1),
        "e": Range(0, 1),
        "f": Range(0, 2),
    }
    found = determined_cells(sums, known)
    assert found.determined == {"c": 3, "d": 1}
    assert found.ranges == {"a": Range(4, 5), "e": Range(0, 1), "f": Range(0, 1)}


def test_a_cell_only_named_in_a_sum_is_zero_or_more() -> None:
    assert determined_cells([Sum("all", ("a", "b"))], exactly(all=0)).determined == {"a": 0, "b": 0}


def test_nothing_known_and_nothing_summed_finds_nothing() -> None:
    assert determined_cells([], {"a": SMALL}).ranges == {"a": SMALL}


def test_merged_keeps_what_all_releases_allow() -> None:
    assert merged({"a": Range(1, 7)}, {"a": Range(0, 4), "b": Range(2)}) == {"a": Range(1, 4), "b": Range(2)}


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.integers(1, 4),
)
def test_what_is_found_is_what_every_solution_has(
    make_table, every_table, inner: list[int], hide: list[bool], most: int
) -> None:
    """Every table of small numbers is written out: no claim may be wrong, and none missed."""
    counts, sums = make_table(np.array(inner).reshape(2, 3))
    known = {
        cell: (Range(0, max(most, n)) if hidden else Range(n, n))
        for (cell, n), hidden in zip(counts.items(), hide, strict=True)
    }
    found = determined_cells(sums, known)
    least = np.array([what.least for what in known.values()])
    greatest = np.array([what.greatest for what in known.values()])
    fitting = every_table[((least <= every_table) & (greatest >= every_table)).all(axis=1)]
    fixed = (fitting == fitting[0]).all(axis=0) & (least != greatest)
    assert set(found.determined) == {cell for cell, only in zip(counts, fixed, strict=True) if only}
    assert all(counts[cell] == n for cell, n in found.determined.items())


def test_sums_that_hold_are_all_believed(make_table) -> None:
    counts, sums = make_table(np.random.default_rng(3).poisson(4, (6, 5)))
    known = {cell: (SMALL if 1 <= n <= 7 else Range(n, n)) for cell, n in counts.items()}
    assert believable(sums, known) == sums


@pytest.mark.parametrize(
    ("sums", "known"),
    [
        ([Sum("new", ("a", "b")), Sum("old", ("a", "b"))], exactly(new=9, old=4, a=5, b=4)),
        ([Sum("new", ("a", "b")), Sum("old", ("a", "b"))], exactly(new=9, old=8) | {"a": SMALL, "b": SMALL}),
        ([Sum("new", ("a", "b", "c")), Sum("old", ("a", "b"))], exactly(new=9, old=12)),
        ([Sum("new", ("a", "b", "c")), Sum("old", ("a", "b", "c"))], exactly(new=6, old=5)),
    ],
    ids=["by their numbers", "by ranges", "by what a remainder would have to be", "by elimination"],
)
def test_of_sums_that_cannot_hold_together_the_first_is_believed(sums, known) -> None:
    assert believable(sums, known) == sums[:1]
    assert determined_cells(believable(sums, known), known)


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 6), min_size=6, max_size=6), st.lists(st.integers(0, 6), min_size=6, max_size=6)
)
def test_a_revised_table_is_believed_whole_beside_an_older_one(
    make_table, new: list[int], old: list[int]
) -> None:
    counts, sums = make_table(np.array(new).reshape(2, 3))
    older, _ = make_table(np.array(old).reshape(2, 3), name="older")
    mixed = [Sum(each.whole, tuple(old_part for old_part in older)[:2]) for each in sums]
    known = {cell: Range(n, n) for cell, n in (counts | older).items()}
    assert believable([*sums, *mixed], known)[: len(sums)] == sums


def test_many_blocks_are_solved_apart_and_soon(make_table) -> None:
    chance = np.random.default_rng(6)
    counts: dict[Cell, int] = {}
    sums: list[Sum] = []
    for block in range(60):
        more, further = make_table(chance.poisson(8, (10, 5)), name=f"block{block}")
        counts |= more
        sums += further
    known = {cell: (SMALL if 1 <= n <= 7 else Range(n, n)) for cell, n in counts.items()}
    found = determined_cells(sums, known)
    assert len(counts) == 60 * 66
    assert found.determined
    assert all(counts[cell] == n for cell, n in found.determined.items())


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Range(3, 2), "empty"),
        (lambda: Sum("a", ()), "at least one part"),
        (lambda: Sum("a", ("b", "b")), "once"),
        (lambda: Sum("a", ("a", "b")), "once"),
        (lambda: determined_cells([Sum("a", ("b", "c"))], exactly(a=3, b=5)), "contradict"),
        (
            lambda: determined_cells(
                [Sum("p", ("a", "b")), Sum("q", ("a", "b"))], {"p": Range(5, 5), "q": Range(6, 6)}
            ),
            "contradict",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


def test_what_cannot_be_proved_in_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "MOST_STEPS", 0)
    with pytest.raises(Refused) as refused:
        determined_cells([Sum("all", ("a", "b"))], exactly(all=3))
    assert refused.value.code == "disclosure_unproven"


def test_a_programme_without_a_solution_is_a_contradiction() -> None:
    programme = attainment.Programme([0, 1], [{0: 1, 1: 1, -1: -9}], [0, 0], [1, 1])
    assert not programme.has_room()
    with pytest.raises(Invalid, match="contradict"):
        programme.ends(0)


def test_a_programme_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attainment, "MOST_SECONDS", 0.0)
    hard = np.random.default_rng(1).integers(1, 99, (12, 30))
    rows = [dict(enumerate(map(int, row))) | {-1: -int(row.sum())} for row in hard]
    with pytest.raises(Refused, match="do not publish"):
        attainment.Programme(range(30), rows, [0] * 30, [9] * 30).ends(0)


def test_more_questions_than_the_budget_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attainment, "MOST_QUESTIONS", 1)
    programme = attainment.Programme([0, 1], [{0: 1, 1: 1, -1: -9}], [0, 0], [9, 9])
    with pytest.raises(Refused) as refused:
        programme.ends(0)
    assert refused.value.code == "disclosure_unproven"


def test_a_programme_without_an_end_says_so() -> None:
    programme = attainment.Programme([0, 1], [{0: 1, 1: -1}], [2, 0], [np.inf, np.inf])
    assert programme.ends(1) == (2, np.inf)


@pytest.mark.reference
def test_the_audit_of_the_reference_is_reached(reference_table, oracle) -> None:
    """Ranges may be wider than the reference's; exact disclosure must be the same, cell by cell."""
    audits = oracle("suppression_audit.json")["audits"]
    for table in oracle("suppression.json")["tables"]:
        cells, sums = reference_table(table)
        counts = {cell: row["freq"] for cell, row in zip(cells, table["expected"], strict=True)}
        for pattern, name in (("suppressed", "reference"), ("primary", "primary_only")):
            known = {
                cell: (Range() if row[pattern] else Range(row["freq"], row["freq"]))
                for cell, row in zip(cells, table["expected"], strict=True)
            }
            found = determined_cells(sums, known)
            spans = {cells[at]: (low, high) for at, _, low, high in audits[table["id"]][name]["intervals"]}
            assert set(found.determined) == {cell for cell, (low, high) in spans.items() if high - low < 1e-6}
            assert all(counts[cell] == n for cell, n in found.determined.items())
            for cell, left in found.ranges.items():
                assert left.least <= spans[cell][0] + 1e-6
                assert left.greatest is None or left.greatest >= spans[cell][1] - 1e-6
