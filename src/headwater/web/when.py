"""When in the week and in what kinds of place violence happens: for partners, of the whole force area only.

Police and hospital stand one under the other: each sees a part. Everything was released; hidden counts have no shade.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.insight.indicators import hours_and_places as asked
from headwater.insight.indicators import registry
from headwater.insight.indicators.said_of_week import ReleasedPlaceTypes, ReleasedWeek, WeekBlock
from headwater.insight.indicators.time_of_week import DAYS, blocks_of
from headwater.insight.release.released import Provenance
from headwater.vocabulary.cells import safe_cell
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.states import FigureState
from headwater.web import downloads
from headwater.web.doors import needs

Row = tuple[Any, ...]
Made = TypeVar("Made", ReleasedWeek, ReleasedPlaceTypes)
SHADES = (1.0, 1.5, 2.0)  # times an even spread, from which each next shade begins
SHADE_WORDS = (
    "Less than an even spread",
    "Up to one and a half times",
    "Up to twice",
    "Twice as many or more",
)
NOT_YET = "Nothing has been released of when and in what kinds of place violence happens."
WEEK_COLUMNS = ("indicator", "day", "from", "to", "n", "times_even", "p_adjusted", "reading", "status")
PLACE_COLUMNS = ("indicator", "kind_of_place", "n", "share_of_known", "n_year_before", "status")
ORIGIN = ("period_start", "period_end", "area", "source", "extracted_on")


@dataclass(frozen=True)
class Shown:
    """One indicator's week and kinds of place, as far as they were released; or why they may not be read."""

    title: str
    week: ReleasedWeek | None = None
    days: tuple[tuple[str, tuple[tuple[WeekBlock, str], ...]], ...] = ()
    places: ReleasedPlaceTypes | None = None
    refused: str = ""


@needs("hotspots.read_partner")
def when(request: HttpRequest) -> HttpResponse:
    hours = [block.hours for block in blocks_of(0)]
    shades = tuple(enumerate(SHADE_WORDS))
    return render(request, "public/when.html", {"shown": _shown(), "hours": hours, "shades": shades})


@needs("hotspots.read_partner")
def table(request: HttpRequest, what: str) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Either of the two as a file."""
    columns, rows = FILES[what]
    found = list(rows())
    if not found:
        raise NotFound(NOT_YET)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*columns, *ORIGIN))
    writer.writerows([safe_cell(cell) for cell in row] for row in found)
    return downloads.attached(text.getvalue().encode(), "csv", what)


def _shown() -> list[Shown]:
    keys = dict.fromkeys((*asked.of_the_week(), *asked.by_place_type()))
    found = [_one(key) for key in keys]
    return [each for each in found if each.week or each.places or each.refused]


def _one(key: str) -> Shown:
    title = registry.get_indicator(key).plain_title
    try:
        week = _or_none(asked.time_of_the_week, key)
        return Shown(title, week, _days(week) if week else (), _or_none(asked.place_types, key))
    except Refused as refused:
        return Shown(title, refused=refused.says)


def _or_none(question: Callable[..., Made], key: str) -> Made | None:
    try:
        return question(key, on=clock.today())
    except NotFound:
        return None


def _all(keys: Callable[[], list[str]], question: Callable[..., Made]) -> list[Made]:
    return [found for key in keys() if (found := _or_none(question, key)) is not None]


def _days(week: ReleasedWeek) -> tuple[tuple[str, tuple[tuple[WeekBlock, str], ...]], ...]:
    """The week as rows of days, each block with its shade."""
    return tuple(
        (name, tuple((each, shade(each.times)) for each in week.blocks if each.block.day == day))
        for day, name in enumerate(DAYS)
    )


def shade(times: float | None) -> str:
    """The shade of a block by how many times an even spread it holds.

    >>> shade(0.4), shade(1.2), shade(3.0), shade(None)
    ('0', '1', '3', 'none')
    """
    return "none" if times is None else str(sum(times >= each for each in SHADES))


def _hours(week: ReleasedWeek) -> Iterable[Row]:
    for each in week.blocks:
        block = each.block
        yield (
            *(week.indicator, DAYS[block.day], f"{block.from_hour:02d}:00", f"{block.to_hour:02d}:00"),
            *(_n(each.figure.n, each.figure.state), each.times, each.p, each.level, each.figure.state.value),
            *_origin(week.period.start, week.period.end, week.area_name, week.provenance),
        )


def _places(found: ReleasedPlaceTypes) -> Iterable[Row]:
    for each in found.rows:
        before = _n(each.before.n, each.before.state) if each.before else None
        yield (
            *(found.indicator, each.words, _n(each.figure.n, each.figure.state), each.share, before),
            *(each.figure.state.value,),
            *_origin(found.period.start, found.period.end, found.area_name, found.provenance),
        )


def _all_hours() -> Iterable[Row]:
    return (row for each in _all(asked.of_the_week, asked.time_of_the_week) for row in _hours(each))


def _all_places() -> Iterable[Row]:
    return (row for each in _all(asked.by_place_type, asked.place_types) for row in _places(each))


def _n(n: float | None, state: FigureState) -> float | None:
    return None if state is FigureState.SUPPRESSED else n


def _origin(start: Any, end: Any, area: str, origin: Provenance) -> Row:
    return (start, end, area, origin.attribution, origin.extracted_on)


FILES: dict[str, tuple[tuple[str, ...], Callable[[], Iterable[Row]]]] = {
    "hours": (WEEK_COLUMNS, _all_hours),
    "places": (PLACE_COLUMNS, _all_places),
}
