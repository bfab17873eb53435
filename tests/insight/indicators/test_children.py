"""Children of social care are counted once a year each, by what the episode says and by nothing else."""

from datetime import date
from typing import Any

import pytest
from insight import county

from headwater.insight.indicators import compute, registry
from headwater.insight.indicators.geography import frame

Row = dict[str, Any]


def episode(child: str, starts_on: date, kind: str = "CIN", **facts: Any) -> Row:
    return {
        "child_ref": child,
        "starts_on": starts_on,
        "episode_type": kind,
        "missing_episodes": 0,
        "sexual_exploitation": None,
        "criminal_exploitation": None,
        "sex": "F",
        "ethnicity": "WBRI",
        "lsoa21": county.LSOAS[0],
        "weight": 1.0,
        **facts,
    }


ROWS = [
    *(episode("background", date(year, month, 2)) for year in (2022, 2023) for month in range(1, 13)),
    episode("a", date(2022, 5, 1), "MIS"),
    episode("a", date(2022, 9, 1), "MIS"),  # the same child in the same year
    episode("a", date(2023, 5, 1), "MIS"),
    episode("b", date(2023, 3, 31), "CLA", missing_episodes=2),  # the last day of the first year
    episode("c", date(2023, 4, 1), "CLA", criminal_exploitation=True),  # the first of the second
    episode("d", date(2022, 6, 1), sexual_exploitation=True, criminal_exploitation=False),
    *(episode("late", date(2024, month, 2)) for month in (1, 2, 3)),
]


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        ("children_missing", [2, 1]),
        ("children_starting_care", [1, 1]),
        ("children_exploited", [1, 1]),
    ],
)
def test_a_child_counts_once_a_year(key: str, counts: list[int]) -> None:
    given = county.tables(childrens_social_care_located=ROWS)
    areas = frame(given)
    assert areas is not None
    made = compute.compute(registry.get_indicator(key), given, areas)
    whole = next(each.draft for each in made if not each.cut.breakdown)
    found = dict(zip(whole.periods, whole.counts[0, 0].tolist(), strict=True))
    assert [found[date(2022, 4, 1)], found[date(2023, 4, 1)]] == counts
