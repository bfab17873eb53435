"""Differencing across boundaries, periods and categories: what slivers give away, against every count written out."""

from collections.abc import Iterable
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics import overlay
from headwater.statistics.differencing import Range
from headwater.statistics.overlaps import revealed
from headwater.statistics.overlay import Figure, Piece, Rest
from headwater.vocabulary.errors import Invalid, Refused

SMALL = Range(1, 7)


def shown(cell: str, count: int, *covers: Iterable[object]) -> Figure:
    return Figure(cell, tuple(frozenset(each) for each in covers), Range(count, count))


def test_a_district_without_its_nested_area_gives_the_rest_away() -> None:
    district = shown("district", 40, "abc")
    assert revealed([shown("town", 37, "ab")], before=[district], small=SMALL) == {
        Rest("district", ("town",)): 3
    }


def test_two_overlapping_areas_and_their_union_give_away_what_they_share() -> None:
    """Neither lies within the other: 20 + 15 - 31 people live in both."""
    figures = [shown("ward", 20, "ab"), shown("beat", 15, "bc"), shown("town", 31, "abc")]
    found = revealed(figures, small=SMALL)
    assert found == {Piece(frozenset({"ward", "beat", "town"})): 4}


def test_two_overlapping_areas_alone_give_nothing_away() -> None:
    assert revealed([shown("ward", 20, "ab"), shown("beat", 15, "bc")], small=SMALL) == {}


def test_calendar_and_financial_years_give_a_quarter_away() -> None:
    """April to December lies in both years: what one has after it tells what the other has before it."""
    calendar, financial = shown("2023", 80, range(12)), shown("2023/24", 79, range(3, 15))
    winter = shown("January to March 2024", 24, range(12, 15))
    found = revealed([winter], before=[calendar, financial], small=Range(20, 30))
    assert found == {Piece(frozenset({"2023"})): 25}


def test_two_rolling_years_give_away_a_month_where_the_other_is_known() -> None:
    before = [shown("to February", 60, range(12)), shown("January last year", 9, [0])]
    found = revealed([shown("to March", 54, range(1, 13))], before=before, small=SMALL)
    assert found == {Piece(frozenset({"to March"})): 3}


def test_siblings_give_the_rest_of_their_parent_away_though_a_beat_cuts_through_it() -> None:
    """The beat's edge divides the third area in two pieces of which neither follows; their sum does."""
    siblings = [shown("first", 20, "a"), shown("second", 16, "b")]
    found = revealed([shown("beat", 40, "dx")], before=[shown("ward", 40, "abcd"), *siblings], small=SMALL)
    assert found == {}  # what follows did so before
    assert revealed([*siblings, shown("beat", 40, "dx"), shown("ward", 40, "abcd")], small=SMALL) == {
        Rest("ward", ("first", "second")): 4
    }


def test_overlapping_age_bands_give_the_ages_between_away() -> None:
    children = shown("under 18", 30, range(18))
    assert revealed([shown("under 16", 28, range(16))], before=[children], small=SMALL) == {
        Rest("under 18", ("under 16",)): 2
    }


def test_figures_that_differ_in_place_and_time_and_kind_share_a_sliver() -> None:
    """The ward in the year, all but one offence in one month shown: what is left is that offence then."""
    year = shown("ward, year, all", 90, "ab", range(12), ["knife", "other"])
    rest_of_year = shown("ward, to November, all", 80, "ab", range(11), ["knife", "other"])
    other = shown("ward, December, other", 7, "ab", [11], ["other"])
    assert revealed([other], before=[year, rest_of_year], small=Range(1, 3)) == {
        Piece(frozenset({"ward, year, all"})): 3
    }


def test_a_hidden_figure_that_follows_is_named() -> None:
    hidden = Figure("b", (frozenset("b"),), SMALL)
    found = revealed([shown("all", 20, "abc"), shown("a", 9, "a"), hidden, shown("c", 7, "c")], small=SMALL)
    assert found["b"] == 4


def test_what_followed_before_is_not_told_again() -> None:
    before = [shown("district", 40, "abc"), shown("town", 37, "ab")]
    assert revealed([shown("village", 20, "a")], before=before, small=SMALL) == {}
    assert revealed([shown("again", 37, "ab")], before=before, small=SMALL) == {}


def test_rounded_figures_leave_the_rest_open() -> None:
    district = Figure("district", (frozenset("abc"),), Range(38, 42))
    town = Figure("town", (frozenset("ab"),), Range(33, 37))
    assert revealed([district, town], small=SMALL) == {}


@settings(max_examples=80)
@given(
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=4, unique_by=frozenset),
    st.booleans(),
)
def test_what_is_claimed_is_what_every_world_has(
    people: list[int], extents: list[set[int]], two: bool
) -> None:
    """Every world with the same total is written out: no claim wrong, and no nested pair's small rest missed."""
    extents = [*extents, {0, 1, 2, 3}] if {0, 1, 2, 3} not in extents else extents
    figures = [
        shown(str(n), sum(people[at] for at in extent), extent, *([["x"]] if two else []))
        for n, extent in enumerate(extents)
    ]
    found = revealed(figures, small=Range(1, 3))
    worlds = [
        world
        for world in product(range(sum(people) + 1), repeat=4)
        if all(sum(world[a] for a in e) == sum(people[a] for a in e) for e in extents)
    ]
    for cell, count in found.items():
        atoms = _atoms(cell, extents)
        assert {sum(world[at] for at in atoms) for world in worlds} == {count}
    told = {frozenset(_atoms(cell, extents)) for cell in found}
    for one, other in combinations(extents, 2):
        inner, outer = sorted((one, other), key=len)
        if inner < outer and 1 <= sum(people[at] for at in outer - inner) <= 3:
            assert frozenset(outer - inner) in told | {frozenset(each) for each in extents}


def _atoms(cell: object, extents: list[set[int]]) -> set[int]:
    if isinstance(cell, Rest):
        return extents[int(str(cell.whole))].difference(*(extents[int(str(part))] for part in cell.without))
    assert isinstance(cell, Piece)
    inside = {int(str(name)) for name in cell.inside}
    return {at for at in range(4) if {n for n, extent in enumerate(extents) if at in extent} == inside}


@pytest.mark.parametrize("limit", ["MOST_PIECES", "MOST_OVERLAPS", "MOST_RESTS"])
def test_what_cannot_be_decided_within_the_budget_is_refused(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlay, limit, 0)
    with pytest.raises(Refused) as refused:
        revealed([shown("town", 37, "ab")], before=[shown("district", 40, "abc")], small=SMALL)
    assert refused.value.code == "disclosure_unproven"


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        (lambda: [shown("a", 1)], "at least one atom"),
        (lambda: [shown("a", 1, "")], "at least one atom"),
        (lambda: [shown("a", 1, "x"), shown("b", 1, "x", "y")], "same number of ways"),
        (lambda: [shown("a", 1, "x"), shown("a", 1, "y")], "two different extents"),
        (lambda: [shown("a", 1, "x"), shown("b", 2, "x")], "contradict"),
        (lambda: [shown("a", 1, "xy"), shown("b", 2, "x")], "contradict"),
    ],
)
def test_bad_figures_are_refused_with_a_sentence(figures, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        revealed(figures(), small=SMALL)
