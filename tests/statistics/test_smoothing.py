"""Smoothed rates: the formula by hand, esda in the same run, and that smoothing is nearer the truth than plain rates."""

import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes, Spatial_Empirical_Bayes, assuncao_rate
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from libpysal.weights import W

from headwater.statistics import global_association, hotspots, smoothing
from headwater.vocabulary.errors import Invalid

SQUARE = hotspots.grid((450_000, 330_000, 455_000, 335_000), cell_m=500)
PLACES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 900)), min_size=5, max_size=5)
LINE = [[1], [0, 2], [1, 3], [2, 4], [3]]


@given(PLACES)
@settings(max_examples=60)
def test_rates_are_those_of_esda(places: list[tuple[int, int]]) -> None:
    events, people = np.array(places, dtype=float).T
    assume(events.sum() > 0)
    near = W(dict(enumerate(LINE)), id_order=list(range(5)), silence_warnings=True)
    found = smoothing.empirical_bayes(events, people)
    if found.variance[0] > 1e-9:  # theirs lets the variance between places fall below zero
        assert found.smoothed == pytest.approx(Empirical_Bayes(events, people).r.ravel(), rel=1e-6, abs=1e-12)
    assert smoothing.standardised_rates(events, people) == pytest.approx(
        assuncao_rate(events, people), rel=1e-6
    )
    beside = smoothing.empirical_bayes(events, people, neighbours=LINE)
    with np.errstate(
        invalid="ignore"
    ):  # theirs divides nothing by nothing where a neighbourhood has no events
        theirs = np.nan_to_num(Spatial_Empirical_Bayes(events, people, near).r.ravel())
    assert beside.smoothed == pytest.approx(theirs, rel=1e-6, abs=1e-12)


@given(PLACES)
@settings(max_examples=60)
def test_a_smoothed_rate_lies_between_the_plain_one_and_the_prior(places: list[tuple[int, int]]) -> None:
    events, people = np.array(places).T
    for near in (None, LINE):
        found = smoothing.empirical_bayes(events, people, neighbours=near)
        low, high = np.minimum(found.rate, found.prior), np.maximum(found.rate, found.prior)
        assert (found.smoothed >= low - 1e-12).all()
        assert (found.smoothed <= high + 1e-12).all()
        assert ((found.kept >= 0) & (found.kept < 1)).all()


def test_smoothed_rates_are_nearer_the_truth() -> None:
    chance = np.random.default_rng(2)
    people = chance.integers(50, 3000, 500)
    truth = chance.gamma(6, 0.02 / 6, 500)
    events = chance.poisson(people * truth)
    found = smoothing.empirical_bayes(events, people)
    off = [np.mean((each - truth) ** 2) for each in (found.smoothed, found.rate)]
    assert off[0] < 0.6 * off[1]
    assert found.variance[0] == pytest.approx(0.02**2 / 6, rel=0.3)


def test_where_chance_accounts_for_all_every_place_has_the_rate_of_the_map() -> None:
    found = smoothing.empirical_bayes([10, 20, 30], [100, 200, 300])
    assert found.smoothed == pytest.approx([0.1] * 3)
    assert found.kept.tolist() == [0, 0, 0]


def test_a_place_with_nobody_has_the_prior() -> None:
    found = smoothing.empirical_bayes([90, 0, 1], [100, 0, 1000])
    assert found.rate[1] == found.smoothed[1] == found.prior[1] == pytest.approx(91 / 1100)
    alone = smoothing.empirical_bayes([90, 0, 1], [100, 0, 1000], neighbours=[[2], [], [0]])
    assert alone.smoothed[1] == pytest.approx(91 / 1100)


def test_standardised_rates_make_no_pattern_of_noise() -> None:
    """Where few people live at one edge, their rates vary more; standardised they are shuffled as likely as not."""
    chance, around = np.random.default_rng(3), SQUARE.neighbours()
    people = np.where(SQUARE.centres()[:, 0] < 452_500, 60, 3000)
    maps = chance.poisson(0.02 * people, (300, SQUARE.size))
    low = [
        global_association.moran(smoothing.standardised_rates(each, people), around).p <= 0.05
        for each in maps
    ]
    assert np.mean(low) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: smoothing.empirical_bayes([1, 2], [5]), "one population"),
        (lambda: smoothing.empirical_bayes([0, 0], [0, 0]), "somebody in it"),
        (lambda: smoothing.empirical_bayes([1, 0], [0, 9]), "nobody who lives there"),
        (lambda: smoothing.empirical_bayes([1.5, 0], [5, 9]), "not whole"),
        (lambda: smoothing.empirical_bayes([-1, 0], [5, 9]), "below zero"),
        (lambda: smoothing.standardised_rates([0, 1], [0, 9]), "above zero"),
        (lambda: smoothing.standardised_rates([0, 0], [5, 9]), "no events"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()
