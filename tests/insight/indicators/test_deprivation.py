"""Neighbourhoods by fifths of deprivation: every located event in one, and the people who live there beside it."""

import numpy as np
import pytest
from insight import county

from headwater.insight.indicators import compute, geography
from headwater.insight.indicators.definitions import police_street_violence, serious_violence
from headwater.insight.indicators.tables import GivenTables
from headwater.vocabulary.periods import Grain

STREET = police_street_violence.INDICATOR


def deciles(*of: int) -> list[dict[str, object]]:
    return [
        {"lsoa21_code": code, "imd_decile": decile} for code, decile in zip(county.LSOAS, of, strict=False)
    ]


def a_year() -> list[dict[str, object]]:
    """In each month from April one event in the first neighbourhood, two in the second and so on, and one nowhere."""
    return [
        county.street_row(lsoa, county.month_start(2022 * 12 + 3 + month), "Violent crime")
        for month in range(12)
        for lsoa in (*(code for at, code in enumerate(county.LSOAS) for _ in range(at + 1)), None)
    ]


def by_deprivation(tables: GivenTables) -> dict[str, tuple[float, float]]:
    """Events and people of the county's year by category."""
    frame = geography.frame(tables)
    assert frame is not None
    found = [
        table.draft
        for table in compute.compute(STREET, tables, frame)
        if table.cut.breakdown == "deprivation" and table.cut.kinds == ("pfa",)
    ]
    [draft] = found
    assert draft.grain is Grain.YEAR
    assert draft.people is not None
    return {key: (draft.counts[0, at, 0], draft.people[0, at, 0]) for at, key in enumerate(draft.categories)}


def test_events_and_people_are_sorted_by_the_fifth_of_their_neighbourhood() -> None:
    tables = county.tables(police_street_located=a_year(), imd2025_lsoa21=deciles(1, 2, 3, 10))
    assert by_deprivation(tables) == {
        "all": (132, 7280),
        "most_deprived": (36, 3640),
        "second": (36, 1820),
        "third": (0, 0),
        "fourth": (0, 0),
        "least_deprived": (48, 1820),
    }


def test_without_an_index_there_is_no_such_table() -> None:
    tables = county.tables(police_street_located=a_year())
    frame = geography.frame(tables)
    assert frame is not None
    assert not [t for t in compute.compute(STREET, tables, frame) if t.cut.breakdown == "deprivation"]


def test_the_index_of_2019_comes_by_the_neighbourhoods_that_most_people_lived_in() -> None:
    tables = county.tables(
        police_street_located=a_year(),
        imd2019_lsoa11=[
            {"lsoa11_code": "E01000001", "imd_decile": 1},
            {"lsoa11_code": "E01000002", "imd_decile": 9},
        ],
        lookup_weights=[
            {"lsoa11": "E01000001", "lsoa21": county.LSOAS[0], "weight": 1.0},
            {"lsoa11": "E01000001", "lsoa21": county.LSOAS[1], "weight": 0.3},
            {"lsoa11": "E01000002", "lsoa21": county.LSOAS[1], "weight": 0.7},
        ],
    )
    frame = geography.frame(tables)
    assert frame is not None
    assert frame.deprivation is not None
    assert frame.deprivation.fifths.tolist() == [1, 5, 0, 0]
    assert "2019" in frame.deprivation.says


def test_the_newer_index_stands_where_both_have_landed() -> None:
    tables = county.tables(
        imd2025_lsoa21=deciles(5, 6, 7, 8),
        imd2019_lsoa11=[{"lsoa11_code": "E01000001", "imd_decile": 1}],
        lookup_weights=[{"lsoa11": "E01000001", "lsoa21": county.LSOAS[0], "weight": 1.0}],
    )
    frame = geography.frame(tables)
    assert frame is not None
    assert frame.deprivation is not None
    assert frame.deprivation.fifths.tolist() == [3, 3, 4, 4]
    assert "2025" in frame.deprivation.says


def test_release_is_told_how_fifths_and_neighbourhoods_add_up() -> None:
    rows = [
        county.crime_row(lsoa, county.month_start(2022 * 12 + 3 + month), age=20 * at)
        for month in range(12)
        for at, lsoa in enumerate((*county.LSOAS, None))
    ]
    tables = county.tables(police_recorded_crime_located=rows, imd2025_lsoa21=deciles(1, 2, 10))
    frame = geography.frame(tables)
    assert frame is not None
    found = {t.cut: t.draft for t in compute.compute(serious_violence.INDICATOR, tables, frame)}
    fifths = next(draft for cut, draft in found.items() if cut.breakdown == "deprivation")
    told = {total.whole: total for total in fifths.sums}
    most = told[county.PFA, "deprivation:most_deprived"]
    assert most.parts == tuple((code, "all") for code in county.LSOAS[:2])
    whole = told[county.PFA, "all"]
    assert whole.parts[0] == (county.LSOAS[3], "all")  # which is in no known fifth
    counted = fifths.counts[0, 1:, 0].sum()
    in_no_fifth = sum(row["lsoa21"] == county.LSOAS[3] for row in rows)
    assert np.isclose(fifths.counts[0, 0, 0], counted + in_no_fifth + whole.outside[0])


def test_narrow_bands_of_age_are_told_to_make_up_the_wide_ones() -> None:
    ages = (14, 15, 24, 25, 44, 65, None, 64, 0, 90, 15, 15)
    rows = [
        county.crime_row(county.LSOAS[0], county.month_start(2022 * 12 + 3 + month), age=age)
        for month, age in enumerate(ages)
    ]
    tables = county.tables(police_recorded_crime_located=rows)
    frame = geography.frame(tables)
    assert frame is not None
    found = compute.compute(serious_violence.INDICATOR, tables, frame)
    [bands] = [table.draft for table in found if table.cut.breakdown == "ages"]
    assert bands.counts[0, :, 0].tolist() == [12, 2, 4, 2, 1, 2, 1]
    young = next(each for each in bands.sums if each.whole == (county.PFA, "age:under_25"))
    assert young.parts == ((county.PFA, "ages:0_to_14"), (county.PFA, "ages:15_to_24"))


@pytest.mark.parametrize("key", ["age:under_25", "age:25_and_over", "age:unknown"])
def test_bands_join_to_categories_that_there_are(key: str) -> None:
    bands = serious_violence.INDICATOR.breakdown("ages")
    wide = serious_violence.INDICATOR.breakdown("age")
    assert bands is not None
    assert wide is not None
    assert key.removeprefix("age:") in wide.categories
    assert set(bands.joins[key]) <= set(bands.categories)
