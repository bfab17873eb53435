"""Rates by sex are of the people of that sex; age by sex adds up to either, and release knows it."""

from datetime import date

import pytest
from insight import county

from headwater.insight.indicators import asking, compute, geography
from headwater.insight.indicators.definitions import serious_violence
from headwater.insight.indicators.language import Ages
from headwater.insight.release.draft import Place

WOMEN_AND_MEN = (("E07900001", 600.0, 400.0), ("E07900002", 500.0, 500.0))


def sexes(*rows: tuple[str, float, float]) -> list[dict[str, object]]:
    return [{"ltla21_code": code, "total_females": women, "total_males": men} for code, women, men in rows]


def frame(*rows: tuple[str, float, float]) -> geography.Frame:
    found = geography.frame(county.tables(**({"age_sex_ltla21": sexes(*rows)} if rows else {})))
    assert found is not None
    return found


def test_people_of_a_sex_are_its_share_of_their_district() -> None:
    """Twenty people of each age in each neighbourhood, two neighbourhoods in each district."""
    here = frame(*WOMEN_AND_MEN)
    women, men = (here.people_aged(Ages(0, 9), ("csp",), sex=sex) for sex in ("female", "male"))
    assert women is not None
    assert men is not None
    assert women.tolist() == pytest.approx([240, 200])
    assert men.tolist() == pytest.approx([160, 200])


def test_a_district_that_the_census_table_lacks_has_the_share_of_the_others() -> None:
    women = frame(WOMEN_AND_MEN[0]).people_aged(Ages(0, 9), ("csp",), sex="female")
    assert women is not None
    assert women.tolist() == pytest.approx([240, 240])


@pytest.mark.parametrize("rows", [(), (("E07999999", 5.0, 5.0),)])
def test_without_the_census_nobody_knows_how_many_women_there_are(
    rows: tuple[tuple[str, float, float], ...],
) -> None:
    here = frame(*rows)
    assert here.people_aged(Ages(), ("pfa",), sex="female") is None
    assert here.people_aged(Ages(), ("pfa",)) is not None


def test_violence_by_sex_is_of_the_people_of_that_sex() -> None:
    crimes = [county.crime_row(county.LSOAS[0], date(2022, 4 + month % 9, 3)) for month in range(9)]
    crimes += [county.crime_row(county.LSOAS[0], date(2023, 1 + month, 3)) for month in range(3)]
    given = county.tables(police_recorded_crime_located=crimes, age_sex_ltla21=sexes(*WOMEN_AND_MEN))
    here = geography.frame(given)
    assert here is not None
    [draft] = [
        each.draft
        for each in compute.compute(serious_violence.INDICATOR, given, here)
        if each.cut.breakdown == "sex"
    ]
    assert draft.people is not None
    everybody, women, men, _ = draft.people[0, :, 0]
    assert everybody == pytest.approx(women + men)
    assert women == pytest.approx(0.55 * everybody)


def test_age_by_sex_makes_up_age_and_sex_and_says_so() -> None:
    crossed = asking.BY_AGE_AND_SEX
    place = Place("E1", "A county", "pfa")
    known = [key for key in crossed.categories if "unknown" not in key]
    sums = {
        each.whole[1]: [part for _, part in each.parts] for each in compute.joined(crossed, [place], known)
    }
    assert sums["sex:female"] == [f"age_and_sex:{age}-female" for age, _ in asking.AGES.values()]
    assert sums["asked_age:16_to_24"] == ["age_and_sex:16_to_24-female", "age_and_sex:16_to_24-male"]
    whole = {part for parts in sums.values() for part in parts}
    assert whole == {f"age_and_sex:{key}" for key in known}
