"""Whoever kept the figures before a revision learns nothing that they hid from the figures after it."""

import numpy as np
import pytest
from insight.attackers import SMALL
from insight.drafts import family, make_draft, make_policy

from headwater.insight.release import audit, inference, memory, nesting, revisions
from headwater.insight.release.memory import Contents, Node

POLICY = make_policy()
COUNTY, FIRST, SECOND, THIRD = range(4)


def release(parts: list[float], earlier: list[Contents]) -> audit.Safe:
    """One county and its parts, as they leave after what left before."""
    counts = np.array([sum(parts), *parts])[:, None, None]
    return audit.secure(make_draft(counts, places=family(len(parts))), POLICY, earlier=earlier)


def told_by(old: Contents, new: Contents) -> dict[Node, int]:
    """What follows for somebody who takes as unrevised whatever the new release does not contradict."""
    said = memory.known([old])
    for node, statement in memory.nodes(new):
        said[node] = revisions.standing(said[node], statement)
    hidden = {node for node, statement in memory.nodes(old) if statement.hidden}
    found = inference.determined(nesting.equations(said, [new, old]), said)
    return {node: count for node, count in found.items() if node in hidden}


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


def test_where_nothing_is_revised_nobody_is_asked_a_second_time() -> None:
    before = release([8, 6, 1], []).contents
    assert revisions.kept([before], before) == []
    assert len(revisions.kept([before], release([9, 6, 1], []).contents)) == 1
