"""What leaves of a survey: no share is hidden alone beside what it could be worked out from."""

import numpy as np
import pytest
from insight.drafts import make_draft

from headwater.insight.release import policies, surveys
from headwater.insight.release.draft import Cell, Draft, Method, Place

POLICY = policies.get_policy("survey")


def make_survey(counts: list, said: list, **given) -> Draft:
    answers, yes = np.array(counts, dtype=float), np.array(said, dtype=float)
    shares = 100 * yes / answers
    return make_draft(
        answers.tolist(),
        method=Method.ESTIMATE,
        scores=shares,
        lower=shares - 5,
        upper=shares + 5,
        said=yes,
        **given,
    )


def hidden(draft: Draft) -> list[bool]:
    return (surveys.coarsened(draft, POLICY).states.ravel() == Cell.SUPPRESSED).tolist()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([21, 9, 6, 6], [False, False, False, False]),
        # 21 of 150, 9 of 60 and 10 of 50 would leave 2 of 40, weights being equal
        ([21, 9, 10, 2], [False, False, True, True]),
        ([17, 9, 4, 4], [False, False, True, True]),
    ],
)
def test_a_group_that_few_stand_behind_is_not_hidden_alone(said, left) -> None:
    counts = [[[150], [60], [50], [40]]]
    draft = make_survey(counts, [[[each] for each in said]], categories=("all", "a", "b", "c"), breakdown="x")
    assert hidden(draft) == left


def test_a_place_is_not_hidden_alone_either_and_the_other_goes_with_it_in_that_wave_only() -> None:
    county = Place("E23900001", "County", "pfa")
    districts = [Place(f"E2200000{at}", "District", "csp", county.code) for at in range(3)]
    counts = [[[150, 150]], [[60, 60]], [[50, 50]], [[40, 40]]]
    said = [[[21, 21]], [[9, 9]], [[10, 6]], [[2, 6]]]
    draft = make_survey(counts, said, places=[county, *districts])
    assert hidden(draft) == [False, False, False, False, True, False, True, False]


@pytest.mark.parametrize(
    ("counts", "said", "left"),
    [
        # two groups of which nobody or one said so would leave 1 of 80, weights being equal: a third goes with them
        ([150, 70, 40, 40], [21, 20, 1, 0], [False, True, True, True]),
        ([150, 70, 40, 40], [141, 62, 40, 39], [False, True, True, True]),
        # and two that few answered 2 of 40
        ([150, 60, 50, 20, 20], [21, 10, 9, 1, 1], [False, False, True, False, False]),
    ],
)
def test_groups_that_few_stand_behind_together_are_not_hidden_among_themselves(counts, said, left) -> None:
    categories = ("all", "a", "b", "c", "d")[: len(counts)]
    draft = make_survey([[[n] for n in counts]], [[[n] for n in said]], categories=categories, breakdown="x")
    assert hidden(draft) == left


def test_what_is_hidden_for_few_answers_is_company_enough() -> None:
    counts = [[[150], [91], [39], [20]]]
    draft = make_survey(counts, [[[21], [14], [2], [5]]], categories=("all", "a", "b", "c"), breakdown="x")
    assert hidden(draft) == [False, False, True, False]  # the fourth is hidden by its count
