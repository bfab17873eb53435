"""Whoever kept the figures before a revision learns nothing that they hid from the figures after it."""

import numpy as np
import pytest
from insight.attackers import SMALL
from insight.drafts import family, make_draft, make_policy

from headwater.insight.release import audit, belief, inference, memory, nesting, revisions
from headwater.insight.release.memory import Contents, Node
from headwater.statistics import differencing
from headwater.statistics.differencing import Range, Sum
from headwater.vocabulary.periods import Grain

POLICY = make_policy()
COUNTY, FIRST, SECOND, THIRD = range(4)


def release(parts: list[float], earlier: list[Contents]) -> audit.Safe:
    """One county and its parts, as they leave after what left before."""
    counts = np.array([sum(parts), *parts])[:, None, None]
    return audit.secure(make_draft(counts, places=family(len(parts))), POLICY, earlier=earlier)


def told_by(old: Contents, new: Contents) -> dict[Node, int]:
    """What follows for somebody who takes as unrevised whatever the new release does not contradict."""
    return told_by_all([old], [new])


def told_by_all(old: list[Contents], new: list[Contents]) -> dict[Node, int]:
    said = memory.known(old)
    hidden = {node for node, statement in said.items() if statement.hidden}
    for node, statement in (pair for each in new for pair in memory.nodes(each)):
        said[node] = revisions.standing(said[node], statement)
    equations = sorted(nesting.equations(said, [*new, *old]), key=lambda each: (each.whole, each.parts))
    return {node: count for node, count in inference.determined(equations, said).items() if node in hidden}


def both(quarters: list[list[float]], earlier: list[Contents]) -> list[Contents]:
    """The years of a county and its parts, and then their quarters, as they leave after what left before."""
    cube = np.array([np.sum(quarters, axis=0), *quarters])
    left: list[Contents] = []
    for grain, counts in ((Grain.YEAR, cube.sum(axis=1, keepdims=True)), (Grain.QUARTER, cube)):
        draft = make_draft(counts[:, None, :], places=family(len(quarters)), grain=grain)
        left.append(audit.secure(draft, POLICY, earlier=[*earlier, *left]).contents)
    return left


def test_what_hid_a_small_count_before_a_revision_hides_it_afterwards() -> None:
    """15 = 8 + 6 + 1: the 6 hides the 1. When the 8 becomes a 5, the 6 is no longer the cheapest to hide; shown, it would
    leave 15 - 8 - 6.
    """
    before = release([8, 6, 1], [])
    assert np.isnan(before.cells.n[[SECOND, THIRD]]).all()
    after = release([5, 6, 1], [before.contents])
    assert not set(told_by(before.contents, after.contents).values()) & set(SMALL)
    assert after.cells.n[[COUNTY, FIRST]].ravel().tolist() == [12, 5]  # what hides nothing is shown


def test_the_release_before_last_is_kept_as_well() -> None:
    first = release([9, 6, 1, 7], [])
    second = release([5, 6, 1, 8], [first.contents])
    third = release([6, 7, 2, 5], [first.contents, second.contents])
    assert not set(told_by(first.contents, third.contents).values()) & set(SMALL)
    assert not set(told_by(second.contents, third.contents).values()) & set(SMALL)


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_small_revisions_tell_nothing_that_was_hidden(changed: int) -> None:
    """Counts that an attacker who kept the old table learnt before the auditor asked as if it stood."""
    parts = [11.0, 7.0, 5.0, 2.0]
    before = release(parts, [])
    for step in (-6.0, -3.0, 1.0, 2.0):
        revised = [each + step * (at == changed) for at, each in enumerate(parts)]
        if min(revised) >= 0:
            after = release(revised, [before.contents])
            assert not set(told_by(before.contents, after.contents).values()) & set(SMALL)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([[8, 8, 10, 1], [2, 1, 10, 1], [2, 7, 7, 7]], [[8, 8, 10, 1], [2, 1, 10, 1], [2, 7, 9, 7]]),
        ([[10, 2, 6, 9], [5, 1, 7, 9]], [[11, 2, 6, 9], [5, 4, 7, 9]]),
        ([[6, 1, 9, 1], [9, 2, 8, 2]], [[6, 3, 9, 1], [9, 2, 8, 1]]),
        ([[5, 7, 8, 1], [8, 9, 10, 2]], [[5, 7, 8, 3], [8, 9, 10, 2]]),
        ([[3, 2, 7, 7], [2, 2, 10, 5]], [[3, 2, 7, 7], [2, 2, 10, 8]]),
        ([[1, 8, 9, 1], [6, 9, 9, 7]], [[1, 8, 9, 3], [6, 9, 9, 7]]),
        ([[6, 1, 10, 7], [2, 10, 5, 8], [6, 3, 10, 9]], [[6, 1, 10, 7], [5, 10, 5, 8], [9, 3, 10, 9]]),
    ],
)
def test_a_round_of_years_and_quarters_is_kept_whole(
    before: list[list[float]], after: list[list[float]]
) -> None:
    """Counts that followed while the years of the round before were forgotten once the new years had left."""
    kept = both(before, [])
    of_quarters = [n for n, _ in memory.nodes(kept[1])]
    truth = dict(zip(of_quarters, np.array([np.sum(before, axis=0), *before]).ravel().tolist(), strict=True))
    told = told_by_all(kept, both(after, kept))
    assert not {node for node, count in told.items() if truth.get(node) == count and count in SMALL}


def test_where_nothing_is_revised_nobody_is_asked_a_second_time() -> None:
    before = release([8, 6, 1], []).contents
    assert revisions.kept([before], before) == []
    assert len(revisions.kept([before], release([9, 6, 1], []).contents)) == 1


def test_sums_that_only_together_cannot_hold_are_believed_as_far_as_they_can() -> None:
    """5 + 6 + 4 is twice three whole numbers, which no two of the sums tell."""
    sums = [Sum("first", ("a", "b")), Sum("second", ("b", "c")), Sum("third", ("a", "c"))]
    apart = Sum("fourth", ("d", "e"))
    said = {"first": 5, "second": 6, "third": 4, "fourth": 9}
    known = {cell: Range(1, 4) for cell in "abc"} | {cell: Range(n, n) for cell, n in said.items()}
    assert differencing.believable(sums, known) == sums
    assert belief.believed([sums[0], apart, *sums[1:]], known) == [*sums[:2], apart]
    assert belief.believed([*sums[:2], apart], known) == [*sums[:2], apart]
