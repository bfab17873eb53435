"""Suppression cannot be undone by addition: an attacker with integer programming tries, within one release
and across releases.
"""

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from insight.attackers import SMALL, assert_nothing_small_follows, possible, tables
from insight.drafts import family, make_draft, make_policy

from headwater.insight.release import audit, inference, memory, nesting
from headwater.insight.release.memory import Contents
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain

POLICY = make_policy()
CATEGORIES = ("all", "young", "older")


@settings(max_examples=60)
@given(counts=tables())
def test_one_release_hides_every_small_count_for_good(counts: np.ndarray) -> None:  # type: ignore[type-arg]
    draft = make_draft(counts, places=family(len(counts) - 1), categories=CATEGORIES)
    safe = audit.secure(draft, POLICY, earlier=())
    small = (counts >= POLICY.hide_from) & (counts <= POLICY.hide_to)
    assert np.isnan(safe.cells.n[small]).all()
    shown = ~np.isnan(safe.cells.n)
    assert (safe.cells.n[shown] == counts[shown]).all()
    assert_nothing_small_follows([safe.contents])


@settings(max_examples=40)
@given(counts=tables(periods=4))
def test_quarters_and_then_their_year_hide_every_small_count_for_good(counts: np.ndarray) -> None:  # type: ignore[type-arg]
    places = family(len(counts) - 1)
    quarters = make_draft(counts[:, :1], places=places, grain=Grain.QUARTER)
    year = make_draft(counts.sum(axis=2, keepdims=True), places=places, categories=CATEGORIES)
    released = [audit.secure(quarters, POLICY, earlier=()).contents]
    with contextlib.suppress(Refused):  # withheld is safe too
        released.append(audit.secure(year, POLICY, earlier=released).contents)
    assert_nothing_small_follows(released)


@settings(max_examples=40)
@given(counts=tables(), later=tables())
def test_a_part_released_after_its_whole_leaves_no_small_rest(counts: np.ndarray, later: np.ndarray) -> None:  # type: ignore[type-arg]
    parts = min(len(counts), len(later)) - 1
    places = family(parts)
    knife = later[1 : parts + 1, :1]
    whole = knife + counts[1 : parts + 1, :1]
    first = make_draft(np.concatenate([whole.sum(axis=0, keepdims=True), whole]), places=places)
    second = make_draft(
        np.concatenate([knife.sum(axis=0, keepdims=True), knife]),
        places=places,
        indicator="knife",
        part_of="violence",
    )
    released = [audit.secure(first, POLICY, earlier=()).contents]
    try:
        released.append(audit.secure(second, POLICY, earlier=released).contents)
    except Refused:
        return
    said = memory.known(released)
    rests = {n for e in nesting.equations(said, released) for n in e.parts} - set(said)
    for rest in rests:
        least, greatest = possible(rest, released)
        assert least < greatest or not POLICY.hide_from <= least <= POLICY.hide_to
    assert_nothing_small_follows(released)


@pytest.mark.parametrize(
    ("months", "quarter"),
    [
        ([5.0, 6.0, 4.0], 15.0),  # the hidden month would be four: the part's quarter leaves it nothing less
        ([5.0, 6.0, 9.0], 17.0),  # three are in no part
    ],
)
@pytest.mark.parametrize("months_first", [True, False])
def test_quarters_of_a_part_tell_nothing_of_the_months_of_its_whole(
    months: list[float], quarter: float, months_first: bool
) -> None:
    whole = make_draft([[months]], grain=Grain.MONTH)
    part = make_draft([[[quarter]]], grain=Grain.QUARTER, indicator="harm", part_of="violence")
    released: list[Contents] = []
    for draft in (whole, part) if months_first else (part, whole):
        with contextlib.suppress(Refused):
            released.append(audit.secure(draft, POLICY, earlier=released).contents)
    said = memory.known(released)
    quarters = [each for node, each in said.items() if node.months > 1 and not each.hidden]
    told = [each.least for node, each in said.items() if node.months == 1 and not each.hidden]
    unshown = [each for node, each in said.items() if node.months == 1 and each.hidden]
    for each in quarters:
        assert unshown or sum(told) - each.least not in SMALL
        assert len(unshown) != 1 or max(unshown[0].least, each.least - sum(told)) < unshown[0].greatest


@settings(max_examples=40)
@given(counts=tables(), revised=tables())
def test_revised_figures_leave_and_what_they_hide_does_not_follow(
    counts: np.ndarray, revised: np.ndarray
) -> None:  # type: ignore[type-arg]
    """Old and new sums need not hold together; the new table is as safe as if it stood alone."""
    parts = min(len(counts), len(revised)) - 1
    released = []
    for table in (counts, revised):
        inner = table[1 : parts + 1]
        draft = make_draft(
            np.concatenate([inner.sum(axis=0, keepdims=True), inner]),
            places=family(parts),
            categories=CATEGORIES,
        )
        with contextlib.suppress(Refused):
            released.append(audit.secure(draft, POLICY, earlier=released).contents)
    if released:
        assert_nothing_small_follows(released[-1:])


def test_a_count_that_followed_before_and_was_revised_is_hidden_anew() -> None:
    """What is out is out; what took its place is not."""
    places = family(2)
    first = make_draft([[[30.0]], [[20.0]], [[10.0]]], places=places)
    second = make_draft([[[24.0]], [[20.0]], [[4.0]]], places=places)
    before = audit.secure(first, POLICY, earlier=()).contents
    after = audit.secure(second, POLICY, earlier=[before])
    assert np.isnan(after.cells.n[2, 0, 0])
    assert np.isnan(after.cells.n).sum() == 2
    assert_nothing_small_follows([after.contents])


def test_parts_of_events_leave_rounded_and_do_not_follow() -> None:
    """Moved between vintages, counts are no whole numbers: their roundings need not add up to the whole's."""
    parts = np.array([2.4, 11.3, 17.3, 14.5])
    counts = np.concatenate([[parts.sum()], parts])[:, None, None]
    safe = audit.secure(make_draft(counts, places=family(4)), POLICY, earlier=())
    assert np.isnan(safe.cells.n[1, 0, 0])
    shown = safe.cells.n[~np.isnan(safe.cells.n)]
    assert (shown == np.floor(counts[~np.isnan(safe.cells.n)] + 0.5)).all()
    said = memory.known([safe.contents])
    follows = inference.determined(nesting.equations(said, [safe.contents]), said)
    assert not {1, 2, 3, 4}.intersection(follows.values())


def test_rolling_years_after_months_would_undo_suppression_as_the_attack_shows() -> None:
    """Why rolling windows leave only as sums of released months: R(t) - R(t-1) = m(t) - m(t-12)."""
    months = np.array([[[20.0] * 12 + [3.0] + [20.0] * 11]])
    released = audit.secure(make_draft(months, grain=Grain.MONTH), POLICY, earlier=())
    assert np.isnan(released.cells.n[0, 0, 12])
    year = make_draft(
        months[:, :, 12:].sum(axis=2, keepdims=True), first=make_draft(months, grain=Grain.MONTH).periods[12]
    )
    with pytest.raises(
        Refused, match="by addition"
    ):  # the county's year is one cell: hiding it would be all there is
        _must_not_leave(year, released.contents)


def _must_not_leave(year, earlier: Contents) -> None:  # type: ignore[no-untyped-def]
    safe = audit.secure(year, POLICY, earlier=[earlier])
    if np.isnan(safe.cells.n).all():
        raise Refused("hidden by addition")
    raise AssertionError("a year beside its months gives the hidden month away")
