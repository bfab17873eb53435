"""How narrowly hidden counts can be told is worked out, kept, and held to what the policy asks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insight import county
from insight.attackers import possible, tables
from insight.drafts import family, make_draft, make_policy

from headwater.governance.partners import queries as partners
from headwater.insight.release import actions, audit, memory, queries, reach
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Inferred
from headwater.vocabulary.errors import Invalid, Refused
from headwater.vocabulary.periods import Grain

CATEGORIES = ("all", "young", "older")
SMALL = 4
ENDLESS = 900  # the programmes' own ceiling is a thousand for each cell


@pytest.mark.parametrize(
    ("parts", "ranges"),
    [
        ((20, 3), [(1, 4), (1, None)]),  # hidden for the sake of the 3, it could be anything
        ((20, 3, 4), [(3, 4), (3, 4)]),  # 7 between them, neither above 4
        ((20, 1, 2), [(1, 2), (1, 2)]),
        ((20, 30), []),
    ],
)
def test_what_each_hidden_count_can_be(parts: tuple[int, ...], ranges: list[tuple[int, int | None]]) -> None:
    draft = make_draft(
        [[[float(sum(parts))]], *([[float(part)]] for part in parts)], places=family(len(parts))
    )
    found = audit.secure(draft, make_policy(), earlier=()).reach
    assert found is not None
    if parts == (20, 3):  # both parts hidden: 23 - x
        ranges = [(19, 22), (1, 4)]
    assert list(found.ranges) == ranges
    assert found.hidden == len(ranges)


@settings(max_examples=30)
@given(counts=tables(), fewest=st.integers(2, SMALL))
def test_ranges_agree_with_whole_number_programmes_and_are_as_wide_as_asked(
    counts: np.ndarray,  # type: ignore[type-arg]
    fewest: int,
) -> None:
    draft = make_draft(counts, places=family(len(counts) - 1), categories=CATEGORIES)
    try:
        safe = audit.secure(draft, make_policy(narrowest=fewest), earlier=())
    except Refused:
        return
    hidden = [node for node, statement in memory.nodes(safe.contents) if statement.hidden]
    small = ((counts >= 1) & (counts <= SMALL)).ravel()
    at = {node: place for place, (node, _) in enumerate(memory.nodes(safe.contents))}
    assert safe.reach is not None
    for node, (least, greatest) in zip(hidden, safe.reach.ranges, strict=True):
        exact = possible(node, [safe.contents])
        assert exact[0] == least
        assert exact[1] == greatest if greatest is not None else exact[1] > ENDLESS
        if small[at[node]]:
            assert exact[1] - exact[0] + 1 >= fewest
        else:
            assert exact[1] > exact[0]  # what follows all the same is not hidden for show


def test_a_policy_that_asks_for_more_hides_more() -> None:
    draft = make_draft([[[30.0]], [[1.0]], [[2.0]], [[12.0]], [[15.0]]], places=family(4))
    hidden = [
        int(audit.secure(draft, make_policy(narrowest=fewest), earlier=()).cells.hidden.sum())
        for fewest in (1, 3)
    ]
    assert hidden == [2, 3]


def test_what_was_told_as_narrowly_before_is_not_hidden_for_show() -> None:
    """Hiding more in the year takes nothing back that the quarters told."""
    places = family(3)
    first = make_draft([[[23.0]], [[1.0]], [[2.0]], [[20.0]]], places=places)
    before = audit.secure(first, make_policy(), earlier=()).contents
    again = audit.secure(first, make_policy(narrowest=3), earlier=[before])
    assert int(again.cells.hidden.sum()) == 2


@pytest.mark.parametrize("fewest", [0, 5])
def test_a_policy_cannot_ask_for_more_values_than_it_hides(fewest: int) -> None:
    with pytest.raises(Invalid, match="from 1 to 4"):
        make_policy(narrowest=fewest)


def test_the_record_says_how_narrowly_and_no_true_value(db: None) -> None:
    county.sign_agreement("police_recorded_crime")
    draft = make_draft([[[23.0]], [[20.0]], [[1.0]], [[2.0]]], places=family(3))
    (release,) = actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
    kept = Inferred.objects.get(release=release)
    assert (kept.hidden, kept.narrow, kept.narrowest) == (2, 2, 2)
    assert kept.ranges == [[1, 2], [1, 2]]


def test_what_left_later_is_in_the_answer_for_everything(db: None) -> None:
    county.sign_agreement("police_recorded_crime")
    quarters = make_draft([[[3.0, 20.0, 20.0, 20.0]]], grain=Grain.QUARTER)
    year = make_draft([[[63.0, 90.0]]])
    for draft in (quarters, year):
        actions.publish(draft, audience=Audience.PARTNER, by=partners.operator())
    (found,) = queries.reaches()
    assert found.sources == ("police_recorded_crime",)
    assert found.reach.hidden == 2
    assert found.told == 0
    assert found.reach.narrowest == SMALL


def test_an_answer_that_cannot_be_had_is_not_made_up() -> None:
    unknown = reach.Reach((), 7, is_proven=False)
    assert (unknown.hidden, unknown.narrow, unknown.narrowest) == (7, 0, None)
