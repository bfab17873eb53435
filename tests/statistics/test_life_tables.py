"""Life tables: the reference, hand-worked years, coverage, any bands, years of life lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.statistics import life_tables
from headwater.vocabulary.errors import Invalid

TWENTY = [0, 1, *range(5, 95, 5)]
PEOPLE = np.array([1400, 5600, 7000, 7000, 6500, 6000, 6500, 7000, 7000, 6800, 6600, 6500, 6000, 5500, 5000, 4200,
                   3300, 2200, 1200, 600], dtype=float)  # fmt: skip
RATES = np.array([0.004, 0.0002, 0.0001, 0.0001, 0.0003, 0.0005, 0.0006, 0.0008, 0.0011, 0.0016, 0.0024, 0.0037,
                  0.0058, 0.0092, 0.0148, 0.0242, 0.0401, 0.0672, 0.1130, 0.2200])  # fmt: skip


def test_a_constant_rate_of_death_gives_its_inverse() -> None:
    """Where one in fifty dies each year at every age, fifty years are left at every age."""
    ages = np.arange(0, 91, 1)
    people = np.full(ages.size, 100_000.0)
    part = 1 / 0.02 - np.exp(-0.02) / (1 - np.exp(-0.02))  # mean part of its year lived by who dies in it
    table = life_tables.life_table(ages, people, people * 0.02, years_lived=part)
    assert table.expectation.tolist() == pytest.approx([50] * ages.size, rel=1e-4)


def test_two_bands_by_hand() -> None:
    table = life_tables.life_table([0, 50], [1000, 100], [10, 10])
    # q = 50 x .01 / (1 + 25 x .01) = .4, lived 50 (.6 + .2) = 40, then 10 years for six in ten
    assert table.dying.tolist() == pytest.approx([0.4, 1])
    assert table.lived.tolist() == pytest.approx([40, 6])
    assert table.expectation.tolist() == pytest.approx([46, 10])


def test_only_the_first_year_of_life_is_lived_a_tenth_by_those_who_die_in_it() -> None:
    first = life_tables.life_table([0, 1, 70], [1000, 9000, 3000], [20, 50, 300])
    stated = life_tables.life_table([0, 1, 70], [1000, 9000, 3000], [20, 50, 300], years_lived=[0.1, 0.5])
    wide = life_tables.life_table([0, 5, 70], [1000, 9000, 3000], [20, 50, 300])
    halves = life_tables.life_table([0, 5, 70], [1000, 9000, 3000], [20, 50, 300], years_lived=0.5)
    assert first.expectation.tolist() == stated.expectation.tolist()
    assert wide.expectation.tolist() == halves.expectation.tolist()


def test_expectation_travels_with_limits_and_says_what_it_counts() -> None:
    found = life_tables.life_table(TWENTY, PEOPLE, PEOPLE * RATES).expectation_at(65, confidence=0.9)
    assert found.lower < found.value < found.upper
    assert (found.method, found.counts) == ("Chiang II, Silcocks", "years of life at 65")
    sparse = life_tables.life_table([0, 80], [2000, 30], [1, 1]).expectation_at(80)
    assert sparse.lower == 0


@given(times=st.floats(0.5, 100), seed=st.integers(0, 999))
def test_more_people_at_the_same_rates_narrow_the_limits_and_leave_the_years(times: float, seed: int) -> None:
    deaths = np.random.default_rng(seed).poisson(PEOPLE * RATES)
    deaths[-1] += 1
    small = life_tables.life_table(TWENTY, PEOPLE, deaths)
    large = life_tables.life_table(TWENTY, PEOPLE * times, deaths * times)
    assert large.expectation.tolist() == pytest.approx(small.expectation.tolist())
    assert (large.standard_errors * np.sqrt(times)).tolist() == pytest.approx(small.standard_errors.tolist())
    assert (np.diff(small.surviving) <= 0).all()


def test_limits_cover_the_truth_about_as_often_as_stated() -> None:
    """2,000 towns of 100,000 person-years: measured 94 to 96 % at birth and at 65."""
    truth = life_tables.life_table(TWENTY, PEOPLE, PEOPLE * RATES)
    draws = np.random.default_rng(17).poisson(PEOPLE * RATES, (2000, 20))
    tables = [life_tables.life_table(TWENTY, PEOPLE, draw) for draw in draws]
    for age in (0, 65):
        true = truth.expectation_at(age).value
        found = [table.expectation_at(age) for table in tables]
        assert np.mean([e.lower <= true <= e.upper for e in found]) == pytest.approx(0.95, abs=0.015)


def test_years_lost_are_deaths_times_years() -> None:
    years = life_tables.years_before([0, 30, 80], [10, 40, 90], age=75)
    assert years.tolist() == [70, 40, 0]
    found = life_tables.years_of_life_lost([2, 10, 30], years)
    assert (found.value, found.counts) == (540, "years of life lost")
    rate = life_tables.years_of_life_lost([2, 10, 30], years, population=50_000, per=1000)
    assert (rate.value, rate.lower, rate.upper) == pytest.approx(
        (found.value / 50, found.lower / 50, found.upper / 50)
    )


def test_years_lost_of_one_age_have_the_limits_of_the_count() -> None:
    found = life_tables.years_of_life_lost([65], [30])
    assert (found.lower, found.upper) == pytest.approx((50.163188 * 30, 82.849139 * 30), abs=1e-4)


def test_limits_of_years_lost_cover_the_truth_about_as_often_as_stated() -> None:
    means, years = [3.0, 12, 25], [65, 35, 8]
    draws = np.random.default_rng(18).poisson(means, (2000, 3))
    found = [life_tables.years_of_life_lost(draw, years) for draw in draws]
    truth = float(np.dot(means, years))
    assert np.mean([e.lower <= truth <= e.upper for e in found]) == pytest.approx(0.95, abs=0.02)


LIFE = life_tables.life_table


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: LIFE([0], [10], [1]), "two age bands"),
        (lambda: LIFE([5, 0], [10, 10], [1, 1]), "ascending"),
        (lambda: LIFE([0, 5], [10, 0], [1, 1]), "above zero"),
        (lambda: LIFE([0, 5], [10, 10], [1, -1]), "below zero"),
        (lambda: LIFE([0, 5], [10, 10], [1, 0]), "Nobody died in the last"),
        (lambda: LIFE([0, 5], [10, 10, 10], [1, 1]), "differ in length"),
        (lambda: LIFE([0, 5], [10, 10], [1, 1, 1]), "differ in length"),
        (lambda: LIFE([0, 50], [10, 10], [2, 1], years_lived=1), "more|More"),
        (lambda: LIFE([0, 50], [10, 10], [0.2, 1], years_lived=1), "Nobody reaches"),
        (lambda: LIFE([0, 5], [10, 10], [1, 1], years_lived=1.5), "between 0 and 1"),
        (lambda: LIFE([0, 5], [10, 10], [1, 1], years_lived=[0.1, 0.2]), "differ in length"),
        (lambda: LIFE([0, 5], [10, 10], [1, 1]).expectation_at(3), "No age band begins at 3"),
        (lambda: LIFE([0, 5], [10, 10], [1, 1]).expectation_at(0, confidence=95), "share between 0 and 1"),
        (lambda: life_tables.years_of_life_lost([3, 4], [10, 20]), "fewer than 10"),
        (lambda: life_tables.years_of_life_lost([30, 4], [10, 20, 30]), "differ in length"),
        (lambda: life_tables.years_of_life_lost([30], [10], population=0), "above zero"),
        (lambda: life_tables.years_before([10, 20], [20, 20], age=75), "ends where it starts"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(call, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        call()


@pytest.mark.reference
def test_life_expectancy_agrees_with_the_public_health_reference(oracle) -> None:
    file = oracle("phe_life_expectancy.json")
    for area in "ABC":
        rows = [row for row in file["input"] if row["area"] == area]
        columns = ([row[name] for row in rows] for name in ("startage", "pops", "deaths"))
        table = life_tables.life_table(*columns)
        for row in (row for row in file["expected"] if row["area"] == area):
            for confidence, name in ((0.95, "95_0"), (0.998, "99_8")):
                found = table.expectation_at(row["startage"], confidence=confidence)
                expected = (row["value"], row[f"lower{name}cl"], row[f"upper{name}cl"])
                assert (found.value, found.lower, found.upper) == pytest.approx(expected, rel=1e-9)
