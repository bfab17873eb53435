"""Places and runs that were planted, for tests of maps and near repeats."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from insight import county

from headwater.insight.indicators.tables import GivenTables

SIDE = 8
CORNER = {(x, y) for x in range(2) for y in range(2)}
FIRST = date(2024, 4, 1)
Rows = list[dict[str, Any]]


def field(*, hot: bool, often: float = 4, **more: Rows) -> GivenTables:
    """64 neighbourhoods of about a square kilometre; a corner of four has nine times the events."""
    chance = np.random.default_rng(5)
    cells = [(x, y) for x in range(SIDE) for y in range(SIDE)]
    rows: Rows = []
    for x, y in cells:
        mean = often * 9 if hot and (x, y) in CORNER else often
        for month in range(24):
            for _ in range(chance.poisson(mean)):
                east, north = x + chance.random(), y + chance.random()
                rows.append(
                    county.street_row(
                        county.square_code(x, y), county.month_start(2023 * 12 + month), "Robbery"
                    )
                    | {"longitude": -1.2 + east * 0.0149, "latitude": 53.0 + north * 0.009}
                )
    return county.square_tables(cells, police_street_located=rows, **more)


def crime(
    day: int,
    x: float,
    y: float,
    *,
    ho_class: str = "34B",
    lasts_days: int = 0,
    lsoa: str | None = county.LSOAS[0],
) -> dict[str, Any]:
    on = FIRST + timedelta(days=int(day))
    begins = datetime.combine(on, time(21))
    return county.crime_row(lsoa, on, ho_class=ho_class) | {
        "committed_from": begins,
        "committed_to": begins + timedelta(days=lasts_days),
        "easting": 450_000.0 + float(x),
        "northing": 340_000.0 + float(y),
    }


def scattered(count: int, *, seed: int = 1, **facts: Any) -> Rows:
    """Events anywhere in 6 km square on any day of the year; the year's first and last month are there."""
    chance = np.random.default_rng(seed)
    days = np.concatenate([np.arange(0, 365, 28), chance.integers(0, 365, count - 14)])
    places = chance.integers(0, 6000, (count, 2))
    return [crime(day, x, y, **facts) for day, (x, y) in zip(days, places, strict=True)]


def with_runs(rows: Rows, *, of: int, seed: int = 2) -> Rows:
    """Each of the first `of` events is followed by one more, near and soon."""
    chance = np.random.default_rng(seed)
    more = []
    for row in rows[:of]:
        soon = timedelta(days=int(chance.integers(1, 6)))
        near = {key: row[key] + float(chance.integers(-120, 120)) for key in ("easting", "northing")}
        times = {key: row[key] + soon for key in ("committed_from", "committed_to")}
        more.append(row | near | times)
    return [*rows, *more]
