"""The gap along the ladder of deprivation: its indices, what became of it, and words that say no more."""

from math import log

import numpy as np
import pytest
from insight import beside

from headwater.insight.indicators import gradient, gradient_words, registry
from headwater.insight.indicators.said_of_areas import Moved, ReleasedGradient
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.estimates import Estimate

STREET = registry.get_indicator(beside.STREET)
FIXTURE = (60, 45, 33, 25, 18)  # of 10,000 people each, most deprived first


def of(*years, **facts) -> ReleasedGradient:
    return gradient.of_series(beside.by_fifth(*years, **facts), STREET)


def assert_near(found: Estimate | None, value: float, lower: float, upper: float) -> None:
    assert found is not None
    assert (found.value, found.lower, found.upper) == pytest.approx((value, lower, upper), rel=0.01)


def test_the_indices_reproduce_a_worked_ladder() -> None:
    """The worked examples of `statistics.count_slopes` and `statistics.gradients`, read from the other end."""
    gap = of(FIXTURE).newest
    assert_near(gap.relative, 4.417, 2.567, 7.60)
    assert_near(gap.slope, 492, 316, 667)
    assert_near(gap.attributable, 0.503, 0.237, 0.700)
    assert_near(gap.ends, 60 / 18, 1.94, 6.01)
    assert [fifth.key for fifth in gap.fifths] == list(beside.FIFTHS)


def test_fifths_of_unlike_size_are_counted_by_their_people() -> None:
    people = (20_000.0, 10_000.0, 5_000.0, 10_000.0, 5_000.0)
    gap = of([n * p / 10_000 for n, p in zip(FIXTURE, people, strict=True)], people=people).newest
    assert gap.ends is not None
    assert gap.ends.value == pytest.approx(60 / 18, rel=0.05)
    assert sum(gap.line[at] * people[at] / 100_000 for at in range(5)) == pytest.approx(
        sum(round(n * p / 10_000) for n, p in zip(FIXTURE, people, strict=True)), rel=0.001
    )


@pytest.mark.parametrize(
    ("before", "after", "ratio", "difference"),
    [
        ((300, 280, 260, 240, 220), (600, 450, 330, 250, 180), Moved.WIDER, Moved.WIDER),
        ((600, 450, 330, 250, 180), (300, 280, 260, 240, 220), Moved.NARROWER, Moved.NARROWER),
        ((600, 450, 330, 250, 180), (590, 460, 320, 255, 185), Moved.NO_CLEAR_CHANGE, Moved.NO_CLEAR_CHANGE),
        ((600, 450, 330, 250, 180), (1200, 900, 660, 500, 360), Moved.NO_CLEAR_CHANGE, Moved.WIDER),
    ],
)
def test_what_became_of_the_gap_is_told_as_a_ratio_and_as_a_difference(before, after, ratio, difference):  # type: ignore[no-untyped-def]
    found = of(before, after)
    [change] = found.changes
    assert (change.ratio_moved, change.slope_moved) == (ratio, difference)
    assert found.widened == (Moved.WIDER in {ratio, difference})


def test_a_gap_that_stays_is_seldom_said_to_have_moved() -> None:
    """In noise: two years of one ladder are said to differ about once in twenty, and no oftener."""
    chance = np.random.default_rng(20)
    drawn = [of(chance.poisson(FIXTURE) * 10, chance.poisson(FIXTURE) * 10) for _ in range(3)]
    assert all(found.changes for found in drawn)
    years = chance.poisson(np.array(FIXTURE) * 10, (400, 2, 5))
    said = [of(*pair).changes[0] for pair in years]
    for moved in ("ratio_moved", "slope_moved"):
        share = np.mean([getattr(each, moved) is not Moved.NO_CLEAR_CHANGE for each in said])
        assert 0.02 <= share <= 0.085, moved


def test_the_newest_year_stands_beside_the_one_before_and_the_first() -> None:
    found = of(FIXTURE, FIXTURE, FIXTURE, FIXTURE)
    assert [change.since.start.year for change in found.changes] == [2024, 2022]
    assert of(FIXTURE).changes == ()


def test_a_year_of_which_a_fifth_is_hidden_is_left_out() -> None:
    found = of((60, 45, None, 25, 18), FIXTURE)
    assert [gap.period.start.year for gap in found.gaps] == [2023]
    with pytest.raises(NotFound, match="enough is known"):
        of((60, 45, None, 25, 18))


def test_a_fifth_where_nobody_lives_is_no_rung() -> None:
    gap = of((0, 45, 33, 25, 18), people=(0.0, *(10_000.0,) * 4)).newest
    assert [fifth.key for fifth in gap.fifths] == list(beside.FIFTHS[1:])
    assert gap.ends is None
    assert gap.relative is not None
    assert "along the ladder" in of((0, 45, 33, 25, 18), people=(0.0, *(10_000.0,) * 4)).headline
    with pytest.raises(NotFound):
        of((0, 0, 0, 25, 18), people=(0.0, 0.0, 0.0, 10_000.0, 10_000.0))


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0), (30, 0, 0, 0, 0)])
def test_where_no_line_fits_there_is_no_index_and_a_sentence_all_the_same(counts) -> None:  # type: ignore[no-untyped-def]
    found = of(counts)
    assert found.newest.relative is None
    assert "too few" in found.headline


def test_words_say_no_difference_where_the_interval_holds_one() -> None:
    assert "no clear difference" in of((22, 20, 19, 21, 20)).headline
    assert "3.3 times as many" in of(FIXTURE).headline
    assert not any("fewer" in says for says in of((22, 20, 19, 21, 20)).says)


def test_a_break_in_recording_between_the_years_is_told(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.HEADWATER_HOME = tmp_path
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "recording_breaks.toml").write_text(
        '[[break]]\nsource = "police_street"\nmonth = "2023-07"\nsays = "The force changed its system."\n'
    )
    assert any("The force changed its system." in says for says in of(FIXTURE, FIXTURE).says)
    assert not any("The force" in says for says in of(FIXTURE).says)


def test_it_says_that_events_count_where_they_happened() -> None:
    assert gradient_words.PLACES in of(FIXTURE).says


def test_uneven_steps_are_said_to_be_uneven() -> None:
    assert gradient_words.UNEVEN in of((900, 300, 290, 280, 270)).says
    assert gradient_words.UNEVEN not in of(FIXTURE).says


def test_the_ratio_of_two_gaps_is_that_of_their_indices() -> None:
    found = of(FIXTURE, (120, 45, 33, 25, 18))
    [change] = found.changes
    before, after = (gap.relative for gap in found.gaps)
    assert before is not None
    assert after is not None
    assert log(change.times.value) == pytest.approx(log(after.value) - log(before.value))
