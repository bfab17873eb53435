"""Marks on a map are counted with those who did not say why, and no range or verdict of chance is given of them."""

from datetime import date

import pytest
from insight import county

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, queries
from headwater.insight.indicators.models import Reading
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

KEY = "places_marked_unsafe"
ON = date(2025, 2, 1)
WHEN, WHY = ("DARK", "DARK", "DARK", "BOTH", "DAY"), ("LIGHT", "LONELY", None)


def mark_rows(a_month: int = 30) -> list[dict[str, object]]:
    """Two years from January 2023: three of five after dark, and a third without a reason."""
    return [
        {
            "lsoa21": county.LSOAS[at % 4],
            "marked_on": county.month_start(2023 * 12 + month),
            "unsafe_when": WHEN[at % 5],
            "reason": WHY[at % 3],
            "weight": 1.0,
        }
        for month in range(24)
        for at in range(a_month)
    ]


@pytest.fixture
def marked(db) -> list[dict[str, object]]:
    rows = mark_rows()
    county.sign_agreement("unsafe_places")
    actions.refresh(county.tables(unsafe_places_located=rows), by=partners.operator(), only=(KEY,))
    return rows


def test_every_mark_counts_once_by_when_and_why(marked) -> None:
    whole = release.series(KEY, county.PFA, grain=Grain.MONTH, audience=Audience.PUBLIC, on=ON)
    assert sum(n or 0 for n in whole.n) == len(marked)
    for breakdown, column in (("unsafe_when", "unsafe_when"), ("reason", "reason")):
        found = release.all_series(
            KEY, (county.PFA,), grain=Grain.YEAR, audience=Audience.PUBLIC, on=ON, breakdown=breakdown
        )
        told = {each.category: each.latest.value for each in found if each.latest and each.latest.value}
        year = [row for row in marked if date(2023, 4, 1) <= row["marked_on"] < date(2024, 4, 1)]
        wanted = {str(row[column] or "not_said").lower() for row in year}
        assert set(told) == wanted | {release.WHOLE}
        for category in wanted:
            assert told[category] == sum(str(row[column] or "not_said").lower() == category for row in year)


def test_no_range_no_pattern_and_no_verdict_of_chance(marked) -> None:
    whole = release.series(KEY, county.PFA, grain=Grain.ROLLING_12, audience=Audience.PUBLIC, on=ON)
    assert set(whole.lower) | set(whole.upper) == {None}
    said = queries.verdict(KEY, county.PFA, audience=Audience.PUBLIC, on=ON)
    assert said.verdict is Verdict.NOT_COMPARABLE
    assert "One person may mark many places" in said.says
    assert not Reading.objects.filter(kind="map").exists()
