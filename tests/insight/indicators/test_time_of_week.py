"""When in the week: nights belong to the evening they began in, ranges are spread, and nothing small is told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from insight import county, planting

from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions, geography, hours_and_places, said_of_week, time_of_week
from headwater.insight.indicators.registry import get_indicator
from headwater.insight.indicators.time_of_week import BLOCKS
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.states import FigureState

moment = datetime.fromisoformat
ON = date(2025, 6, 1)
KEY = "serious_violence"
SATURDAY = moment("2024-06-01 23:00")  # a Saturday evening
WHOLE_YEAR = 364


def crimes(*whens: tuple[datetime, float], lsoa: str | None = county.LSOAS[0]) -> list[dict]:
    """Crimes that may have happened from a moment on for so many hours."""
    return [
        county.crime_row(lsoa, at.date())
        | {"committed_from": at, "committed_to": at + timedelta(hours=hours), "easting": 0.0, "northing": 0.0}
        for at, hours in whens
    ]


def evenly(count: int, *, seed: int = 4) -> list[dict]:
    chance = np.random.default_rng(seed)
    minutes = np.concatenate(
        [np.arange(0, WHOLE_YEAR + 1, 28) * 1440 + 5, chance.integers(1, WHOLE_YEAR * 1440, count - 14)]
    )
    begins = datetime.combine(planting.FIRST, datetime.min.time())
    return crimes(*((begins + timedelta(minutes=int(each)), 0) for each in minutes))


def weekly(at: datetime, count: int) -> list[dict]:
    return crimes(*((at + timedelta(weeks=week % 40), 0) for week in range(count)))


def refreshed(rows: list[dict]):
    if partners.current_agreement("police_recorded_crime", on=ON) is None:
        county.sign_agreement("police_recorded_crime")
    actions.refresh(county.tables(police_recorded_crime_located=rows), by=partners.operator(), only=[KEY])
    return hours_and_places.time_of_the_week(KEY, on=ON)


def at(key: str) -> int:
    return [block.key for block in BLOCKS].index(key)


def test_blocks_fill_the_week_from_monday_morning() -> None:
    assert len(BLOCKS) == 42
    assert (BLOCKS[0].words, BLOCKS[-1].words) == (
        "Monday, 06:00 to 10:00",
        "Sunday night, 02:00 to 06:00",
    )
    assert time_of_week.EDGES[-1] == 7 * 24


@pytest.mark.parametrize(
    ("when", "key"),
    [
        (moment("2024-06-01 23:00"), "sat_22"),
        (moment("2024-06-02 01:30"), "sat_22"),
        (moment("2024-06-02 03:00"), "sat_02"),
        (moment("2024-06-02 06:00"), "sun_06"),
        (moment("2024-06-03 05:59"), "sun_02"),
    ],
)
def test_a_night_belongs_to_the_evening_that_it_began_in(when: datetime, key: str) -> None:
    found = time_of_week.by_block(_table(crimes((when, 0))))
    assert found[at(key)] == 1
    assert found.sum() == 1


def test_a_range_is_spread_over_its_hours_and_one_too_long_or_midnight_is_not_known() -> None:
    spread = time_of_week.by_block(_table(crimes(*[(moment("2024-06-03 08:00"), 8)] * 4)))
    assert [spread[at(key)] for key in ("mon_06", "mon_10", "mon_14")] == [1, 2, 1]
    vague = [
        (moment("2024-06-03 08:00"), 13),
        (moment("2024-06-04 00:00"), 0),
        (moment("2024-06-04 09:00"), -1),
    ]
    unknown = time_of_week.by_block(_table(crimes(*vague)))
    assert (unknown[-1], unknown[:-1].sum()) == (3, 0)


def test_parts_of_records_keep_their_sum() -> None:
    rows = [row | {"weight": 0.25} for row in crimes(*[(SATURDAY, 0)] * 10)]
    found = time_of_week.by_block(_table(rows))
    assert found[at("sat_22")] == found.sum() == 2


def test_planted_nights_are_found_in_words_and_nothing_else_is(db) -> None:
    found = refreshed(evenly(900) + weekly(SATURDAY, 80))
    marked = {each.block.key for each in found.blocks if each.level == "more"}
    assert marked == {"sat_22"}
    assert found.says[0].startswith("Most happen on Saturday night, 22:00 to 02:00: ")
    assert found.says[1].startswith("1 of the 42 blocks have more than an even spread")
    assert found.period.words() == "April 2024 to March 2025"


def test_an_even_week_is_called_uneven_no_more_often_than_stated() -> None:
    chance, alarms = np.random.default_rng(8), 0
    for _ in range(200):
        counts = chance.multinomial(600, [1 / len(BLOCKS)] * len(BLOCKS))
        alarms += any(each != "even" for each in _levels(counts))
    assert alarms / 200 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


def test_small_counts_are_hidden_and_do_not_follow_from_the_whole(db) -> None:
    found = refreshed(evenly(180))
    hidden = [each for each in found.blocks if each.figure.state is FigureState.SUPPRESSED]
    assert hidden
    assert {(each.figure.n, each.times, each.p, each.level) for each in hidden} == {(None, None, None, "")}
    shown = [each.figure.n for each in found.blocks if each.figure.state is FigureState.VALUE]
    assert all(n > 4 for n in shown)
    made = Release.objects.get(indicator=time_of_week.key_of(KEY), superseded_by=None)
    cells = {each.category: each.figure() for each in release.of_release(made)}
    rest = cells["all"].n - sum(each.n or 0 for key, each in cells.items() if key != "all")
    assert rest > sum(each.state is FigureState.SUPPRESSED for each in cells.values())


def test_the_whole_of_the_week_is_the_year_that_was_released(db) -> None:
    refreshed(evenly(900) + crimes((SATURDAY, 0), lsoa=None) + crimes((SATURDAY, 0), lsoa="E01999999"))
    made = release.standing(time_of_week.key_of(KEY), audience=Audience.PARTNER)[0]
    whole = next(each for each in release.of_release(made) if each.category == "all")
    year = next(each for each in release.standing(KEY, audience=Audience.PARTNER) if each.grain == "year")
    county_wide = next(each for each in release.of_release(year) if each.area_kind == "pfa")
    assert whole.figure().n == county_wide.figure().n == 901


def test_only_partners_and_only_under_the_agreement(db) -> None:
    refreshed(evenly(300))
    made = Release.objects.filter(indicator=time_of_week.key_of(KEY))
    assert {each.audience for each in made} == {"partner"}
    assert {tuple(each.area_kinds) for each in made} == {("pfa",)}
    agreement = partners.current_agreement("police_recorded_crime", on=ON)
    partner_actions.end_agreement(agreement, reason="The test is over.", by=partners.operator())
    with pytest.raises(Refused):
        hours_and_places.time_of_the_week(KEY, on=date(2031, 1, 1))


def test_what_knows_only_the_month_never_reaches_the_week() -> None:
    months = {
        key for key in hours_and_places.of_the_week() if get_indicator(key).contracts[0] == "police_street"
    }
    assert months == set()
    given = planting.field(hot=True)
    street = _asked_for_the_week("police_street_robbery")
    frame = geography.frame(given)
    assert frame is not None
    assert time_of_week.compute(street, given, frame) is None


def test_a_source_without_a_whole_year_says_so(db) -> None:
    with pytest.raises(NotFound):
        refreshed([row for row in evenly(300) if row["recorded_on"] < date(2025, 2, 1)])


def _asked_for_the_week(key: str):
    return replace(get_indicator(key), time_of_week=True)


def _table(rows: list[dict]):
    return pa.table(
        {
            "begins": pa.array([row["committed_from"] for row in rows], pa.timestamp("us")),
            "ends": pa.array([row["committed_to"] for row in rows], pa.timestamp("us")),
            "weight": [row["weight"] for row in rows],
        }
    )


def _levels(counts) -> list[str]:
    return said_of_week.levels(said_of_week.tested(counts))
