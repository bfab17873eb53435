"""Places that people marked on a map because they do not feel safe there: how many, where most, when and why.

Marks are not people and were not drawn by lot, so nothing is said of what has become of them; none is shown by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Breakdown
from headwater.insight.performance import queries
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

KEY = "places_marked_unsafe"
DISTRICTS, NEIGHBOURHOODS = "csp", "lsoa"
MOST = 10  # neighbourhoods that are named


@dataclass(frozen=True)
class Sorted:
    """The marks sorted one way, most first. `breakdown` is empty where they are sorted by area."""

    breakdown: str
    title: str
    rows: tuple[tuple[str, ReleasedFigure], ...]


@dataclass(frozen=True)
class Marked:
    """The marks of the widest area, and the same by district, by when and why, and for partners by neighbourhood."""

    whole: ReleasedFigure
    tables: tuple[Sorted, ...]


def marked(*, audience: Audience, on: date) -> Marked | None:
    """None where nothing is released. Refused where the map's agreement has ended."""
    area = indicators.top_area()
    whole = queries.steadiest(KEY, area.code, audience=audience, on=on) if area else None
    if whole is None:
        return None
    return Marked(whole, tuple(each for each in _tables(whole.area_code, audience, on) if each.rows))


def _tables(area_code: str, audience: Audience, on: date) -> Iterator[Sorted]:
    districts = _areas(DISTRICTS, Grain.ROLLING_12, audience, on)
    yield _sorted("", "By community safety partnership", districts)
    for breakdown in registry.get_indicator(KEY).breakdowns:
        yield _sorted(breakdown.key, breakdown.title, _chosen(breakdown, area_code, audience, on))
    shown = [row for row in _areas(NEIGHBOURHOODS, Grain.YEAR, audience, on) if row[1].value]
    yield _sorted("", "Neighbourhoods with most marks, for partners", shown, most=MOST)


def _sorted(
    breakdown: str, title: str, rows: list[tuple[str, ReleasedFigure]], *, most: int | None = None
) -> Sorted:
    """A hidden number has no place in an order, so it stands last, by its words."""
    ordered = sorted(rows, key=lambda row: (-(row[1].value or 0.0), row[0]))
    return Sorted(breakdown, title, tuple(ordered[:most]))


def _areas(kind: str, grain: Grain, audience: Audience, on: date) -> list[tuple[str, ReleasedFigure]]:
    try:
        found = release.table(KEY, kind, grain=grain, audience=audience, on=on)
    except NotFound:
        return []
    return [(each.area_name, each) for each in found.rows]


def _chosen(
    breakdown: Breakdown, area_code: str, audience: Audience, on: date
) -> list[tuple[str, ReleasedFigure]]:
    found = release.all_series(
        KEY, (area_code,), grain=Grain.YEAR, audience=audience, on=on, breakdown=breakdown.key
    )
    newest = {each.category: each.latest for each in found}
    return [(words, figure) for key, words in breakdown.categories.items() if (figure := newest.get(key))]
