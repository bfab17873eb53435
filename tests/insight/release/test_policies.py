"""What each policy does to a cell, and that the shipped file says it."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from insight.drafts import make_draft, make_policy

from headwater.insight.release import audit, cells, policies
from headwater.insight.release.draft import Cell, Method
from headwater.insight.release.policies import Policy
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.states import FigureState


@pytest.mark.parametrize(
    ("key", "count", "state", "shown"),
    [
        ("hes", 0, FigureState.ZERO, 0),
        ("hes", 1, FigureState.SUPPRESSED, None),
        ("hes", 7, FigureState.SUPPRESSED, None),
        ("hes", 8, FigureState.VALUE, 10),
        ("hes", 12, FigureState.VALUE, 10),
        ("hes", 13, FigureState.VALUE, 15),
        ("hes", 7.5, FigureState.SUPPRESSED, None),  # a part of an event, from another vintage
        ("ons", 4, FigureState.SUPPRESSED, None),
        ("ons", 5, FigureState.VALUE, 5),
        ("local", 0.4, FigureState.SUPPRESSED, None),
        ("local", 4, FigureState.SUPPRESSED, None),
        ("local", 5, FigureState.VALUE, 5),
        ("local", 5.5, FigureState.VALUE, 6),
        ("survey", 29, FigureState.SUPPRESSED, None),  # answers, of which the share would be
        ("survey", 30, FigureState.VALUE, 30),
        ("already-public", 1, FigureState.VALUE, 1),
        ("already-public", 2.5, FigureState.VALUE, 2.5),
    ],
)
def test_policy_of_the_shipped_file(key: str, count: float, state: FigureState, shown: float | None) -> None:
    draft = make_draft([[[count]]])
    left = audit.secure(draft, policies.get_policy(key), earlier=()).cells
    assert Cell(left.states[0, 0, 0]).state is state
    assert left.n[0, 0, 0] == shown if shown is not None else np.isnan(left.n[0, 0, 0])


def test_five_states_stay_five() -> None:
    draft = make_draft([[[9, 0, 3, np.nan, np.nan]]])
    draft.states[0, 0, 4] = Cell.NOT_APPLICABLE
    left = audit.secure(draft, make_policy(), earlier=()).cells
    assert [Cell(code).name for code in left.states[0, 0]] == [
        "VALUE",
        "ZERO",
        "SUPPRESSED",
        "NOT_COLLECTED",
        "NOT_APPLICABLE",
    ]
    assert np.isnan(left.value[0, 0, 2:]).all()


def test_rates_and_limits_come_from_the_rounded_count_and_are_withheld_where_it_is_hidden() -> None:
    people = np.full((1, 1, 2), 1000.0)
    draft = make_draft([[[12, 6]]], method=Method.RATE, per=100_000, people=people)
    left = cells.apply(draft, policies.get_policy("hes"), cells.primary(draft, policies.get_policy("hes")))
    assert left.value[0, 0, 0] == 1000  # 10 of 1,000, not 12
    assert left.lower[0, 0, 0] < 1000 < left.upper[0, 0, 0]
    assert np.isnan([left.value[0, 0, 1], left.lower[0, 0, 1], left.upper[0, 0, 1]]).all()


def test_marks_of_a_source_stay_as_bounds() -> None:
    draft = make_draft([[[np.nan]]], least=np.array([[[1.0]]]), greatest=np.array([[[7.0]]]))
    draft.states[:] = Cell.SUPPRESSED
    left = audit.secure(draft, policies.get_policy("already-public"), earlier=()).cells
    assert (left.least[0, 0, 0], left.greatest[0, 0, 0]) == (1, 7)


def test_a_score_is_shown_only_beside_a_count_that_is() -> None:
    draft = make_draft([[[9, 2]]], method=Method.SCORE, scores=np.array([[[900.0, 7979.0]]]))
    left = audit.secure(draft, make_policy(), earlier=()).cells
    assert left.value[0, 0, 0] == 900
    assert np.isnan(left.value[0, 0, 1])


def test_a_share_has_wilson_limits_within_the_whole() -> None:
    draft = make_draft([[[50, 100]]], method=Method.SHARE, per=100, people=np.full((1, 1, 2), 100.0))
    left = audit.secure(draft, make_policy(), earlier=()).cells
    assert left.value[0, 0].tolist() == [50, 100]
    assert left.upper[0, 0, 1] == 100
    assert 40 < left.lower[0, 0, 0] < 50 < left.upper[0, 0, 0] < 60


def test_every_shipped_policy_has_words_and_the_hash_of_its_file() -> None:
    found = policies.policies()
    assert set(found) == {"hes", "ons", "local", "survey", "already-public", "announced", "money"}
    assert len({policy.hash for policy in found.values()}) == 1
    assert all(policy.words.endswith(".") for policy in found.values())
    assert all(
        policy.protects or policy.reason or policy.key == "already-public" for policy in found.values()
    )


def test_a_policy_that_hides_nothing_is_refused() -> None:
    with pytest.raises(Invalid, match="hides nothing"):
        make_policy(hide_to=0)
    with pytest.raises(Invalid, match="below zero"):
        make_policy(round_base=-5)
    assert not Policy("open", "", "", "h", frozenset(), protects=False).hide_to
    with pytest.raises(NotFound):
        policies.get_policy("none")


WEIGHTS = (184.0, 1326.0, 1965.0, 4663.0, 7979.0)


def _by_weight(count: int) -> list[tuple[int, ...]]:
    """Every way in which so many events can have these weights: how many have each."""
    drawn = combinations_with_replacement(range(len(WEIGHTS)), count)
    return [tuple(each.count(at) for at in range(len(WEIGHTS))) for each in drawn]


@pytest.mark.parametrize("count", [5, 6, 9])
def test_a_score_beside_its_count_does_not_tell_how_many_events_had_any_one_weight(count: int) -> None:
    ways = _by_weight(count)
    sums = np.array([[[float(np.dot(way, WEIGHTS)) for way in ways]]])
    given = {"method": Method.SCORE, "scores": sums, "weights": WEIGHTS}
    draft = cells.blurred(make_draft([[[count] * len(ways)]], **given), make_policy())
    left = audit.secure(draft, make_policy(), earlier=()).cells.value[0, 0]
    for kind in range(len(WEIGHTS)):
        for few in range(1, 5):
            told = {shown for way, shown in zip(ways, left, strict=True) if way[kind] == few}
            others = {shown for way, shown in zip(ways, left, strict=True) if way[kind] != few}
            assert told <= others  # whatever is shown, another number of that kind would show it too


@pytest.mark.parametrize("count", [5, 47, 300])
def test_a_low_score_of_many_does_not_tell_that_none_of_them_was_grave(count: int) -> None:
    """Homicides of a whole force area are announced: no part of it may follow as the one where it was."""
    none, one = count * WEIGHTS[0], (count - 1) * WEIGHTS[0] + WEIGHTS[-1]
    given = {"method": Method.SCORE, "scores": np.array([[[none, one]]]), "weights": WEIGHTS}
    left = audit.secure(
        cells.blurred(make_draft([[[count, count]]], **given), make_policy()), make_policy(), earlier=()
    ).cells.value[0, 0]
    assert left[0] == left[1]


def test_a_score_of_a_count_of_none_is_nothing() -> None:
    draft = make_draft([[[0, 9]]], method=Method.SCORE, scores=np.array([[[0.0, 900.0]]]), weights=WEIGHTS)
    assert cells.blurred(draft, make_policy()).scores[0, 0, 0] == 0
