"""Every count of the fast engine, made again row by row in plain Python: both must agree on any rows."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insight import county

from headwater.insight.indicators import compute, geography
from headwater.insight.indicators.compute import Table
from headwater.insight.indicators.definitions import knife_enabled, police_street_violence, serious_violence
from headwater.insight.indicators.language import Indicator
from headwater.insight.release.released import MONTHS

SERIOUS = {"1", "2", "4", "5A", "5D", "5E", "8F", "8H", "8N", "8P", "8S", "3A", "3B", "34A", "34B"}
FLAGGABLE = SERIOUS - {"5E", "3A"}  # and sexual offences, which are not serious violence here

places = st.sampled_from([*county.LSOAS, "E01999999", None])
street = st.builds(
    county.street_row,
    places,
    st.builds(date, st.sampled_from([2022, 2023]), st.integers(1, 12), st.just(1)),
    st.sampled_from(["Violent crime", "Violence and sexual offences", "Robbery"]),
    st.sampled_from([1.0, 0.25]),
)
crimes = st.builds(
    county.crime_row,
    places,
    st.dates(date(2022, 1, 1), date(2023, 12, 31)),
    ho_class=st.sampled_from(["1", "5D", "5E", "8N", "34B", "105A", "19C"]),
    age=st.one_of(st.none(), st.integers(0, 90)),
    knife=st.booleans(),
)


def slowly(
    indicator: Indicator, table: Table, rows: list[dict[str, Any]], kept: list[dict[str, Any]]
) -> dict[Any, float]:
    """Count a cut's cells one row at a time."""
    of = indicator.of
    seen = [row[of.when] for row in rows]  # type: ignore[union-attr]
    months = {day.year * 12 + day.month - 1 for day in seen}
    sums: Counter[Any] = Counter()
    for row in kept:
        lsoa, day = row["lsoa21"], row[of.when]  # type: ignore[union-attr]
        areas = [county.PFA] if lsoa is None else [lsoa, *county.AREAS_OF.get(lsoa, ())]
        for area in areas:
            for category in (
                "all",
                band(row, table.draft.categories) if table.cut.breakdown == "age" else None,
            ):
                sums[area, category, day.year * 12 + day.month - 1] += row["weight"]
    found = {}
    length = MONTHS[table.draft.grain]
    for place in table.draft.places:
        for category in table.draft.categories:
            for start in table.draft.periods:
                span = range(start.year * 12 + start.month - 1, start.year * 12 + start.month - 1 + length)
                collected = months.issuperset(span)
                total = sum(sums[place.code, category, month] for month in span)
                found[place.code, category, start] = total if collected else np.nan
    return found


def band(row: dict[str, Any], among: Sequence[str]) -> str:
    if row["victim_age"] is not None and row["victim_age"] < 25:
        return "under_25"
    if "others" in among:
        return "others"
    return "unknown" if row["victim_age"] is None else "25_and_over"


def assert_agree(
    indicator: Indicator, name: str, rows: list[dict[str, Any]], kept: list[dict[str, Any]]
) -> None:
    tables = county.tables(**{name: rows})
    frame = geography.frame(tables)
    assert frame is not None
    for table in compute.compute(indicator, tables, frame):
        if table.cut.breakdown not in {"", "age"}:
            continue
        draft = table.draft
        for (code, category, start), wanted in slowly(indicator, table, rows, kept).items():
            place = next(at for at, each in enumerate(draft.places) if each.code == code)
            got = draft.counts[place, draft.categories.index(category), draft.periods.index(start)]
            assert got == pytest.approx(wanted, nan_ok=True), (table.cut, code, category, start)


@settings(max_examples=25)
@given(rows=st.lists(street, min_size=1, max_size=60))
def test_open_data_agree_row_by_row(rows: list[dict[str, Any]]) -> None:
    kept = [row for row in rows if row["crime_type"] != "Robbery"]
    assert_agree(police_street_violence.INDICATOR, "police_street_located", rows, kept)


@settings(max_examples=15)
@given(rows=st.lists(crimes, min_size=1, max_size=60))
def test_recorded_crime_agrees_row_by_row(rows: list[dict[str, Any]]) -> None:
    serious = [row for row in rows if row["ho_class"] in SERIOUS]
    assert_agree(serious_violence.INDICATOR, "police_recorded_crime_located", rows, serious)
    knives = [row for row in serious if row["knife"] and row["ho_class"] in FLAGGABLE]
    assert_agree(knife_enabled.INDICATOR, "police_recorded_crime_located", rows, knives)


def test_order_of_rows_changes_nothing() -> None:
    rows = [
        county.street_row(lsoa, county.month_start(2022 * 12 + m), "Violent crime")
        for m in range(24)
        for lsoa in county.LSOAS
    ]
    frames = []
    for given_rows in (rows, rows[::-1]):
        tables = county.tables(police_street_located=given_rows)
        frame = geography.frame(tables)
        assert frame is not None
        frames.append(
            [table.draft.counts for table in compute.compute(police_street_violence.INDICATOR, tables, frame)]
        )
    for one, other in zip(*frames, strict=True):
        np.testing.assert_array_equal(one, other)
