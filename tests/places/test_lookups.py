"""Lookups lose nothing: what goes in comes out, moved or named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.places.lookups import Change, Lookup, Parents, weights_from_population
from headwater.vocabulary import errors

PAIRS = [
    ("same", "same"),
    ("cut", "cut1"),
    ("cut", "cut2"),
    ("m1", "m"),
    ("m2", "m"),
    ("x1", "p"),
    ("x1", "q"),
    ("x2", "q"),
]
PEOPLE = {"same": 10, "cut1": 30, "cut2": 10, "m": 7, "p": 5, "q": 15}


def make_lookup() -> Lookup:
    return weights_from_population(PAIRS, PEOPLE)


def test_weights_are_shares_of_the_people():
    lookup = make_lookup()
    weight_of = dict(zip(zip(lookup.sources, lookup.targets, strict=True), lookup.weights, strict=True))
    assert weight_of["cut", "cut1"] == 0.75
    assert weight_of["x1", "q"] == 0.75
    assert weight_of["m1", "m"] == 1
    assert lookup.assumed == ()


@pytest.mark.parametrize("people", [{}, {"cut1": 30}, {"cut1": 0, "cut2": 0}])
def test_weights_are_equal_and_named_where_people_are_missing(people):
    lookup = weights_from_population([("cut", "cut1"), ("cut", "cut2"), ("one", "one")], people)
    assert list(lookup.weights) == [0.5, 0.5, 1]
    assert lookup.assumed == ("cut",)


def test_changes_name_what_happened_to_each_pair():
    lookup = make_lookup()
    found = dict(zip(zip(lookup.sources, lookup.targets, strict=True), lookup.changes(), strict=True))
    assert found["same", "same"] is Change.UNCHANGED
    assert found["cut", "cut1"] is Change.SPLIT
    assert found["m2", "m"] is Change.MERGED
    assert {found[pair] for pair in found if pair[0].startswith("x")} == {Change.IRREGULAR}


def test_move_spreads_counts_and_says_what_was_recast():
    moved = make_lookup().move(["same", "cut", "m1", "m2", "cut"], [1, 4, 2, 3, 4])
    assert dict(zip(moved.codes, moved.counts, strict=True)) == {
        "same": 1,
        "cut1": 6,
        "cut2": 2,
        "m": 5,
        "p": 0,
        "q": 0,
    }
    assert moved.recast.sum() == 13
    assert moved.problems == ()


def test_move_names_unknown_codes_and_keeps_what_they_held():
    moved = make_lookup().move(["nowhere", "same"], [[4, 1], [2, 3]], first_line=2)
    assert [(problem.code, problem.line) for problem in moved.problems] == [("unknown_code", 2)]
    assert list(moved.unplaced) == [4, 1]
    assert list(moved.counts.sum(axis=0)) == [2, 3]


def test_move_refuses_unequal_lengths():
    with pytest.raises(errors.Invalid):
        make_lookup().move(["same"], [1, 2])


@st.composite
def lookups(draw):
    pairs = draw(
        st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("stuvw")), min_size=1, unique=True)
    )
    people = draw(st.dictionaries(st.sampled_from("stuvw"), st.floats(0, 1e6)))
    return weights_from_population(pairs, people)


@given(lookups(), st.lists(st.tuples(st.sampled_from("abcdz"), st.integers(0, 1_000_000)), min_size=1))
def test_move_preserves_whole_totals_exactly(lookup, rows):
    codes, counts = zip(*rows, strict=True)
    moved = lookup.move(codes, counts)
    assert moved.counts.sum() + moved.unplaced == sum(counts)
    again = lookup.move(codes[::-1], counts[::-1])
    assert np.array_equal(moved.counts, again.counts)


@given(lookups())
def test_weights_of_each_source_sum_to_exactly_one(lookup):
    for source in lookup.source_codes:
        assert lookup.weights[lookup.sources == source].sum() == 1


@pytest.mark.parametrize(
    ("sources", "targets", "weights"),
    [
        (["a"], ["s", "t"], [1]),
        (["a", "a"], ["s", "s"], [0.5, 0.5]),
        (["a", "a"], ["s", "t"], [0.5, 0.4]),
        (["a", "a"], ["s", "t"], [1.5, -0.5]),
        (["a"], ["s"], [np.nan]),
    ],
)
def test_lookup_refuses_weights_that_would_lose_or_invent(sources, targets, weights):
    with pytest.raises(errors.Invalid):
        Lookup(sources, targets, weights)


def test_parents_find_the_area_above_and_name_the_unknown():
    found, problems = Parents(["b", "a", "a"], ["Y", "X", "X"]).of(["a", "z", "b"], first_line=2)
    assert list(found) == ["X", None, "Y"]
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(("children", "parents"), [(["a"], []), (["a", "a"], ["X", "Y"])])
def test_parents_refuse_an_area_in_two(children, parents):
    with pytest.raises(errors.Invalid):
        Parents(children, parents)
