"""Rates in a standard population, or ratios where too few are shown; groups with bounds for the missing; harm beside its count."""

import pytest
from insight import beside

from headwater.insight.indicators import disparities, harm_beside, registry, standard_population, standardised
from headwater.insight.indicators.language import Ages
from headwater.insight.indicators.sorting import AGE_BANDS
from headwater.insight.release.draft import Method
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.periods import Grain

SERIOUS = registry.get_indicator("serious_violence")
HERE, WHOLE = ("E22900001", "Here", "csp"), (beside.AREA, "Testshire", "pfa")
YOUNG = dict(zip(AGE_BANDS, (3_000.0, 6_000.0, 6_000.0, 3_000.0, 2_000.0), strict=True))
ALL = dict(zip(AGE_BANDS, (40_000.0, 30_000.0, 60_000.0, 60_000.0, 50_000.0), strict=True))
RATES = (0.002, 0.02, 0.01, 0.004, 0.001)  # a year, alike everywhere
STANDARD = (16_000, 11_500, 26_500, 26_500, 19_500)


def bands(people, counts=None, *, area=WHOLE):  # type: ignore[no-untyped-def]
    given = counts or [people[key] * rate for key, rate in zip(AGE_BANDS, RATES, strict=True)]
    found = beside.by_group(dict(zip(AGE_BANDS, given, strict=True)), people, breakdown="ages", area=area)
    return {each.category: each.figure() for each in found}


def test_the_standard_population_is_that_of_europe_in_2013() -> None:
    found = standard_population.standard_population()
    assert sum(found.people) == 100_000
    assert found.in_bands(AGE_BANDS) == list(STANDARD)
    with pytest.raises(Invalid, match="bands of 5 years"):
        found.in_bands({"odd": Ages(0, 17)})
    with pytest.raises(Invalid, match="one number for each"):
        standard_population.parse('title = "x"\nsource = "y"\nband_years = 5\npeople = [1, 2]\n')


def test_a_young_place_of_ordinary_rates_is_ordinary_once_ages_are_alike() -> None:
    found = standardised.of_bands(bands(YOUNG, area=HERE), bands(ALL), SERIOUS)
    assert found.rate is not None
    assert found.rate_of_all is not None
    by_hand = 100_000 * sum(rate * of / 100_000 for rate, of in zip(RATES, STANDARD, strict=True))
    assert found.rate.value == pytest.approx(by_hand)
    assert found.rate_of_all.value == pytest.approx(by_hand)
    assert found.crude.value == pytest.approx(1_000)  # 200 of 20,000, half as much again as the whole
    assert bands(ALL)["all"].value == pytest.approx(654, rel=0.001)
    assert "part of the difference is age" in found.says
    assert found.ratio is None


def test_where_ages_are_alike_it_says_that_age_explains_nothing() -> None:
    doubled = [2 * ALL[key] * rate for key, rate in zip(AGE_BANDS, RATES, strict=True)]
    found = standardised.of_bands(bands(ALL, doubled, area=HERE), bands(ALL), SERIOUS)
    assert "explains next to nothing" in found.says
    assert "2.00 times" in found.says


def test_where_a_band_is_hidden_it_is_a_ratio_to_what_is_to_be_expected() -> None:
    counts = [6.0, 240.0, None, 24.0, 4.0]
    own = bands(YOUNG, counts, area=HERE)
    found = standardised.of_bands(own, bands(ALL), SERIOUS)
    assert found.rate is None
    assert found.ratio is not None
    expected = sum(YOUNG[key] * rate for key, rate in zip(AGE_BANDS, RATES, strict=True))
    assert found.ratio.value == pytest.approx(274 / expected)
    assert "not compared with each other" in found.says


def test_where_the_whole_is_hidden_too_it_says_so() -> None:
    nothing = [None, 240.0, None, 24.0, 4.0]
    found = standardised.of_bands(bands(YOUNG, nothing, area=HERE), bands(ALL, nothing), SERIOUS)
    assert found.rate is None
    assert found.ratio is None
    assert found.says.startswith("Too few")


def test_groups_reproduce_the_bounds_of_a_worked_example() -> None:
    """That of `statistics.disproportionality.disparity`."""
    counts = {"white": 300.0, "black": 120.0, "unknown": 60.0}
    people = {"white": 180_000.0, "black": 20_000.0}
    found = disparities.of_series(beside.by_group(counts, people, breakdown="ethnicity"), SERIOUS)
    [black] = found.groups
    assert [round(each.value, 2) for each in (black.least, black.recorded, black.most)] == [3.0, 3.6, 5.4]
    assert found.missing_share == 0.125
    assert "Black people 3.6 times as often" in found.says
    assert black.says == "Higher, whoever those of no known group were."


def test_a_ratio_that_the_missing_could_undo_is_no_headline() -> None:
    counts = {"white": 300.0, "asian": 45.0, "unknown": 200.0}
    people = {"white": 180_000.0, "asian": 20_000.0}
    found = disparities.of_series(beside.by_group(counts, people, breakdown="ethnicity"), SERIOUS)
    assert "No group is surely higher" in found.says
    assert found.groups[0].says.startswith("It cannot be told")


@pytest.mark.parametrize("hidden", ["white", "unknown"])
def test_without_the_reference_or_the_missing_nothing_is_compared(hidden: str) -> None:
    counts = {"white": 300.0, "black": 120.0, "unknown": 60.0, hidden: None}
    series = beside.by_group(counts, {"white": 1e5, "black": 1e4}, breakdown="ethnicity")
    with pytest.raises(NotFound, match="enough is shown"):
        disparities.of_series(series, SERIOUS)


def harm(counts, scores, method=Method.SCORE):  # type: ignore[no-untyped-def]
    return beside.series(
        counts, indicator="harm", method=method, values=tuple(scores), grain=Grain.ROLLING_12
    )


def test_harm_stands_beside_its_count_and_never_alone() -> None:
    found = harm_beside.of_series(harm([100, 100, 80], [5_000, 5_500, 6_000]))
    assert [(year.count_index, year.harm_index) for year in found.years] == [
        (100, 100),
        (100, 110),
        (80, 120),
    ]
    assert "counts 80 and weighs 120" in found.says
    assert "weigh more than at first" in found.says
    assert "chance alone can do that" in found.says
    alike = harm_beside.of_series(harm([100, 100, 98], [5_000, 5_000, 5_000]))
    assert "much the same way" in alike.says


def test_harm_of_too_few_years_or_of_no_weights_is_not_drawn() -> None:
    with pytest.raises(NotFound):
        harm_beside.of_series(harm([100, None, 80], [5_000, None, 6_000]))
    with pytest.raises(NotFound):
        harm_beside.of_series(harm([100, 100, 80], [1.0, 1.0, 1.0], Method.RATE))
