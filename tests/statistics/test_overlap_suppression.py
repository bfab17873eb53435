"""Hiding figures beside what left before: nothing small follows afterwards, and no more goes than must."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.statistics.differencing import Range
from headwater.statistics.overlap_suppression import suppress_overlaps
from headwater.statistics.overlaps import revealed
from headwater.statistics.overlay import Figure
from headwater.statistics.secondary_suppression import Suppression
from headwater.vocabulary.errors import Refused

SMALL = Range(1, 5)
EVENTS = {("a", "now"): 14, ("b", "now"): 12, ("c", "now"): 4, ("d", "now"): 9, ("d", "then"): 3}


def figure(cell: str, areas: Iterable[str], months: Sequence[str] = ("now",)) -> Figure:
    return Figure(cell, (frozenset(areas), frozenset(months)))


def counted(figures: Iterable[Figure], events: dict[tuple[str, str], int]) -> list[Figure]:
    """The figures as they leave: with their numbers."""
    found = []
    for each in figures:
        n = sum(
            n for (area, month), n in events.items() if area in each.covers[0] and month in each.covers[1]
        )
        found.append(replace(each, known=Range(n, n)))
    return found


def left(figures: Sequence[Figure], events: dict[tuple[str, str], int], found: Suppression) -> list[Figure]:
    return [
        replace(each, known=Range()) if each.cell in found.hidden else each
        for each in counted(figures, events)
    ]


def test_a_beat_that_leaves_a_small_rest_of_an_earlier_ward_is_hidden() -> None:
    ward = counted([figure("ward", "abc")], EVENTS)
    beats = [figure("beat 1", "ab"), figure("beat 2", "d")]
    found = suppress_overlaps(beats, before=ward, events=EVENTS, small=SMALL)
    assert (found.primary, found.secondary) == (frozenset(), frozenset({"beat 1"}))


def test_figures_of_one_release_protect_one_another() -> None:
    figures = [figure("all", "abcd"), figure("but c", "abd"), figure("a", "a"), figure("c", "c")]
    found = suppress_overlaps(figures, events=EVENTS, small=SMALL)
    assert found.primary == {"c"}
    assert len(found.secondary) == 1
    assert revealed(left(figures, EVENTS, found), small=SMALL) == {}


def test_longer_periods_are_hidden_where_they_differ_by_a_small_month() -> None:
    before = counted([figure("d now", "d")], EVENTS)
    found = suppress_overlaps([figure("d", "d", ("then", "now"))], before=before, events=EVENTS, small=SMALL)
    assert found.hidden == {"d"}


def test_what_left_before_stays_out_and_guards_nothing() -> None:
    before = counted([figure("ward", "abc"), figure("c", "c")], EVENTS)
    assert suppress_overlaps([figure("ab", "ab")], before=before, events=EVENTS, small=SMALL).hidden == set()
    assert suppress_overlaps(before, before=before, events=EVENTS, small=SMALL).hidden == set()


def test_a_figure_hidden_before_may_stay_hidden_for_nothing() -> None:
    """It is no companion that costs anything: the other figures stay."""
    before = [*counted([figure("all", "abcd")], EVENTS), figure("d", "d"), figure("c", "c")]
    found = suppress_overlaps([figure("a", "a"), figure("b", "b")], before=before, events=EVENTS, small=SMALL)
    assert found.hidden == set()


@settings(max_examples=60)
@given(
    st.lists(st.integers(0, 12), min_size=8, max_size=8),
    st.lists(st.tuples(st.sets(st.sampled_from("abcd"), min_size=1), st.booleans()), min_size=1, max_size=4),
    st.lists(st.tuples(st.sets(st.sampled_from("abcd"), min_size=1), st.booleans()), min_size=1, max_size=4),
)
def test_nothing_small_follows_from_what_leaves(numbers: list[int], first, second) -> None:
    events = dict(zip([(area, month) for area in "abcd" for month in ("then", "now")], numbers, strict=True))
    earlier, now = (
        [
            figure(f"{name} {n}", areas, ("then", "now") if long else ("now",))
            for n, (areas, long) in enumerate(each)
        ]
        for name, each in (("before", first), ("now", second))
    )
    before = left(earlier, events, suppress_overlaps(earlier, events=events, small=SMALL))
    assert revealed(before, small=SMALL) == {}
    try:
        found = suppress_overlaps(now, before=before, events=events, small=SMALL)
    except Refused:
        return  # earlier releases already give something away in a way that no single figure states
    assert revealed(left(now, events, found), before=before, small=SMALL) == {}


def test_what_no_hiding_of_this_release_can_help_is_refused() -> None:
    """Nobody in all is nobody in each part: a policy that guards zeros cannot cut that finer."""
    before = counted([figure("all", "ab")], {})
    with pytest.raises(Refused) as refused:
        suppress_overlaps([figure("a", "a")], before=before, events={}, small=Range(0, 5))
    assert refused.value.code == "disclosure_unsafe"
