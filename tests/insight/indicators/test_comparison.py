"""Areas side by side: chance is not called news, a place apart is found, nobody is ranked."""

import numpy as np
import pytest
from insight import beside

from headwater.insight.indicators import comparison, comparison_words
from headwater.insight.indicators.said_of_areas import ReleasedComparison
from headwater.statistics.funnels import Position
from headwater.vocabulary.errors import NotFound


def of(counts, **facts) -> ReleasedComparison:  # type: ignore[no-untyped-def]
    named = counts if isinstance(counts, dict) else {f"Place {at:02}": n for at, n in enumerate(counts)}
    return comparison.of_table(beside.table(named, **facts), facts.get("kind", "ltla"))


def test_areas_that_differ_by_chance_alone_seldom_stand_out() -> None:
    """In noise: about one in twenty lies outside the lines of 95 in 100, and no more."""
    chance = np.random.default_rng(3)
    people = chance.integers(5_000, 60_000, 30).astype(float)
    sets = [of(chance.poisson(people * 0.004), people=people) for _ in range(80)]
    share = np.mean([each.stands_out for found in sets for each in found.areas])
    assert 0.02 <= share <= 0.06
    assert sum(found.widened for found in sets) <= 8


def test_a_place_far_above_the_others_is_found() -> None:
    found = of([100, 104, 96, 101, 180, 99, 103, 98])
    assert {each.figure.area_name for each in found.areas if each.stands_out} == {"Place 04"}
    assert found.find("E07000004").position is Position.FAR_ABOVE  # type: ignore[union-attr]
    assert found.headline.startswith("1 of 8 districts is higher")


def test_where_many_places_differ_anyway_the_lines_allow_for_it() -> None:
    chance = np.random.default_rng(5)
    counts = chance.poisson(400 * np.exp(chance.normal(0, 0.4, 40)))
    found = of(counts, kind="ward")
    assert found.widened
    assert found.spread > 3
    apart = sum(each.stands_out for each in found.areas)
    assert apart <= 6
    assert "Against chance alone" in " ".join(found.says)


def test_with_few_places_chance_alone_is_the_yardstick_and_it_is_said_so() -> None:
    one = of([100, 101, 180, 99, 102])
    assert not one.widened
    assert any("a question to ask" in says for says in one.says)
    assert not any("a question to ask" in says for says in of([100, 101, 99]).says)


def test_where_most_places_differ_it_says_that_this_is_no_news() -> None:
    assert any("no news by itself" in says for says in of([1000, 3000, 500]).says)


def test_areas_stand_by_name_and_no_word_ranks_them() -> None:
    found = of({"Wexholme": 100, "Aldercaster": 300, "Thornmouth": 50})
    assert [each.figure.area_name for each in found.areas] == ["Aldercaster", "Thornmouth", "Wexholme"]
    said = " ".join([found.headline, *found.says]).lower()
    assert not {"best", "worst", "top", "bottom", "rank"} & set(said.split())
    assert "no league table" in said


def test_each_is_set_beside_the_others_and_not_beside_itself() -> None:
    found = of([30, 10, 20])
    ratio = found.areas[0].ratio
    assert ratio is not None
    assert ratio.value == pytest.approx((30 / 1) / (30 / 2))
    assert ratio.lower < ratio.value < ratio.upper


def test_a_hidden_area_is_named_and_not_compared() -> None:
    found = of([100, 104, None, 96])
    assert found.compared == 3
    assert found.areas[2].position is Position.TOO_FEW
    assert found.areas[2].ratio is None
    assert any("Place 02" in says for says in found.says if says.startswith("Not compared"))


@pytest.mark.parametrize("counts", [[100, 104], [100, None, 96, None], [0, 0, 0]])
def test_too_little_to_compare_is_said(counts) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound, match="Fewer than three"):
        of(counts)


def test_the_lines_are_narrower_for_larger_places_and_hold_the_common_rate() -> None:
    found = of([100, 104, 96], people=[5_000.0, 10_000.0, 40_000.0])
    lines = found.lines
    assert all(np.diff(lines.upper) < 0)
    assert all(np.diff(lines.lower) >= 0)
    assert all(low < found.rate < high for low, high in zip(lines.lower, lines.upper, strict=True))
    assert all(far <= near for far, near in zip(lines.far_lower, lines.lower, strict=True))


def test_every_kind_that_is_compared_has_its_word() -> None:
    assert set(comparison.KINDS) == set(comparison_words.KINDS)
    assert set(comparison_words.WORDS) == set(Position)
