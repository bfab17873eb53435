"""Five years of days with one week that stands out, for tests of weeks and of what the months beside them say."""

from datetime import date, timedelta

import numpy as np
from insight import county

from headwater.governance.partners import queries as partners
from headwater.insight.indicators import actions

KEY = "serious_violence"
FIRST, YEARS = date(2021, 1, 1), 5
ON = date(2026, 1, 20)
BURST = date(2025, 9, 15)  # a Monday


def rows(*, burst: int = 0, outside: int = 0, fall_from: date | None = None) -> list[dict[str, object]]:
    """Five years of about six a day; so many more in one week, and so many that lie outside the partnership. From the day of the
    fall on, three a day.
    """
    chance = np.random.default_rng(11)
    days = [FIRST + timedelta(days=at) for at in range((date(FIRST.year + YEARS, 1, 1) - FIRST).days)]
    means = [3 if fall_from and day >= fall_from else 6 for day in days]
    found = [day for day, n in zip(days, chance.poisson(means), strict=True) for _ in range(n)]
    found += [BURST + timedelta(days=at % 7) for at in range(burst)]
    made = [county.crime_row((*county.LSOAS, None)[at % 5], day) for at, day in enumerate(found)]
    return made + [county.crime_row("E01999999", BURST) for _ in range(outside)]


def refreshed(found: list[dict[str, object]], *, until: date = date(2030, 1, 1)) -> None:
    county.sign_agreement("police_recorded_crime", ends_on=until)
    tables = county.tables(police_recorded_crime_located=found)
    actions.refresh(tables, by=partners.operator(), only=[KEY])
