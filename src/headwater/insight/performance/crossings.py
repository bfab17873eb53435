"""Groups within places: each group of people in each district, read together so that a small cell does not look best or worst by luck.

Only what was released is read. A hidden cell stays hidden and nothing is worked out for it, so that what is steadied here tells nobody
more than the figures beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import survey_readings
from headwater.insight.indicators.language import Breakdown, Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.performance.models import DifferenceNote
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import ReleasedFigure
from headwater.statistics import shrinkage
from headwater.statistics.shrinkage import Shrunken
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

PLACES = "csp"
METHOD = "Drawn toward what group and place lead to expect"
Figures = Mapping[tuple[str, str], ReleasedFigure]  # by area and category


class Beside(StrEnum):
    """How a cell lies beside what its group and its place alone lead to expect."""

    MORE = "more"
    AS_EXPECTED = "as_expected"
    LESS = "less"
    NOT_KNOWN = "not_known"


SAYS = {
    Beside.MORE: "More than the group and the place lead to expect",
    Beside.AS_EXPECTED: "As the group and the place lead to expect",
    Beside.LESS: "Less than the group and the place lead to expect",
    Beside.NOT_KNOWN: "",
}


@dataclass(frozen=True)
class Cell:
    """One group in one place: what was released, and the second reading of it; None of what is hidden."""

    group: str
    figure: ReleasedFigure
    steadied: Estimate | None = None
    beside: Estimate | None = None  # of a rate: times what was expected; of a survey: points more
    word: Beside = Beside.NOT_KNOWN
    note: DifferenceNote | None = None

    @property
    def where(self) -> tuple[str, str]:
        return self.figure.area_code, self.figure.category

    @property
    def says(self) -> str:
        return SAYS[self.word]

    @property
    def stands_out(self) -> bool:
        return self.word in {Beside.MORE, Beside.LESS}


@dataclass(frozen=True)
class Crossing:
    """The groups of one breakdown in every place of the area."""

    breakdown: Breakdown
    cells: tuple[Cell, ...]

    @property
    def read(self) -> int:
        return sum(cell.steadied is not None for cell in self.cells)

    @property
    def standing_out(self) -> int:
        return sum(cell.stands_out for cell in self.cells)

    @property
    def told_of(self) -> list[Cell]:
        """Cells that are to be explained or acted on, and those that were."""
        return [cell for cell in self.cells if cell.stands_out or cell.note]

    @property
    def is_survey(self) -> bool:
        return any(cell.figure.method is Method.ESTIMATE for cell in self.cells)


@dataclass(frozen=True)
class _Expected:
    """A cell that is shown, and what its group in the whole area and its place as a whole lead to expect of it."""

    cell: Cell
    value: float


def crossings(indicator: Indicator, area: Area, *, audience: Audience, on: date) -> tuple[Crossing, ...]:
    """Every breakdown that was released by district. Refused where the source's agreement has ended."""
    codes = [area.code, *indicators.areas(PLACES).values_list("code", flat=True)]
    found = (_crossing(indicator, each, codes, (audience, on)) for each in indicator.breakdowns)
    return tuple(each for each in found if each is not None)


def _crossing(
    indicator: Indicator, breakdown: Breakdown, codes: Sequence[str], seen: tuple[Audience, date]
) -> Crossing | None:
    audience, on = seen
    series = release.all_series(
        indicator.key, codes, grain=Grain.YEAR, audience=audience, on=on, breakdown=breakdown.key
    )
    newest = ((each.area_code, each.category, each.latest) for each in series)
    figures = {(area, category): figure for area, category, figure in newest if figure is not None}
    whole = figures.get((codes[0], release.WHOLE))
    cells = [
        Cell(title, figures[code, key])
        for key, title in breakdown.categories.items()
        for code in codes[1:]
        if (code, key) in figures and (codes[0], key) in figures
    ]
    if whole is None or len(cells) < shrinkage.FEWEST:
        return None
    made = (
        _of_survey(cells, figures, whole)
        if whole.method is Method.ESTIMATE
        else _of_rates(cells, figures, whole)
    )
    return Crossing(breakdown, _noted(made, indicator, breakdown)) if made else None


def _noted(cells: Sequence[Cell], indicator: Indicator, breakdown: Breakdown) -> tuple[Cell, ...]:
    """With what was said of each."""
    said = DifferenceNote.objects.filter(indicator=indicator.key, breakdown=breakdown.key)
    notes = {(each.area_code, each.category): each for each in said}
    return tuple(replace(cell, note=notes.get(cell.where)) for cell in cells)


def _of_rates(cells: Sequence[Cell], figures: Figures, whole: ReleasedFigure) -> tuple[Cell, ...]:
    """Cells of people; those of nobody that is counted, such as of no known age, are no groups."""
    peopled = [cell for cell in cells if cell.figure.people]
    rates = {
        category: figure.n / figure.people
        for (area, category), figure in figures.items()
        if area == whole.area_code and category != release.WHOLE and figure.n is not None and figure.people
    }
    expected = [
        _Expected(cell, value)
        for cell in peopled
        if cell.figure.n is not None and (value := _expected_number(cell.figure, figures, rates, whole))
    ]
    try:
        found = shrinkage.shrunken_ratios(
            [round(each.cell.figure.n or 0) for each in expected], [each.value for each in expected]
        )
    except Invalid:
        return tuple(peopled)
    return _with(peopled, [_timed(each, found, at) for at, each in enumerate(expected)])


def _expected_number(
    figure: ReleasedFigure, figures: Figures, rates: Mapping[str, float], whole: ReleasedFigure
) -> float:
    """Of the cell's people at their group's rate in the whole area, by how much more or less there is in the place."""
    place = figures.get((figure.area_code, release.WHOLE))
    if (
        figure.category not in rates
        or place is None
        or place.n is None
        or not whole.n
        or figure.people is None
    ):
        return 0.0
    here = sum(rate * (_people(figures, figure.area_code, key) or 0.0) for key, rate in rates.items())
    everywhere = sum(rate * (_people(figures, whole.area_code, key) or 0.0) for key, rate in rates.items())
    if not here:
        return 0.0
    return figure.people * rates[figure.category] * (place.n / here) * (everywhere / whole.n)


def _people(figures: Figures, area: str, category: str) -> float | None:
    found = figures.get((area, category))
    return found.people if found else None


def _of_survey(cells: Sequence[Cell], figures: Figures, whole: ReleasedFigure) -> tuple[Cell, ...]:
    """Shares: the group's in the whole area, moved by as much as the place lies above or below the whole."""
    expected = [
        _Expected(cell, group.value + place.value - whole.value)
        for cell in cells
        if whole.value is not None
        and (group := figures[whole.area_code, cell.figure.category]).value is not None
        and (place := figures[cell.figure.area_code, release.WHOLE]).value is not None
        and survey_readings.estimate(cell.figure) is not None
    ]
    try:
        found = shrinkage.shrunken_estimates([_away(each) for each in expected])
    except Invalid:
        return tuple(cells)
    return _with(cells, [_moved(each, found, at) for at, each in enumerate(expected)])


def _with(cells: Sequence[Cell], read: Sequence[Cell]) -> tuple[Cell, ...]:
    """All of them in their order, those that were read in place of those that were not."""
    known = {cell.where: cell for cell in read}
    return tuple(known.get(cell.where, cell) for cell in cells)


def _away(each: _Expected) -> Estimate:
    """How far a released share lies from what was expected, its range with it."""
    told = survey_readings.estimate(each.cell.figure)
    assert told is not None
    return replace(
        told, value=told.value - each.value, lower=told.lower - each.value, upper=told.upper - each.value
    )


def _timed(each: _Expected, found: Shrunken, at: int) -> Cell:
    beside = _estimate(found, at, "times what was expected")
    figure = each.cell.figure
    rate = each.value / (figure.people or 1.0) * figure.per
    ends = {name: getattr(beside, name) * rate for name in ("value", "lower", "upper")}
    return replace(each.cell, steadied=replace(beside, **ends), beside=beside, word=_word(beside, 1.0))


def _moved(each: _Expected, found: Shrunken, at: int) -> Cell:
    beside = _estimate(found, at, "percentage points")
    ends = np.clip([each.value + end for end in (beside.value, beside.lower, beside.upper)], 0.0, 100.0)
    steadied = replace(beside, value=float(ends[0]), lower=float(ends[1]), upper=float(ends[2]))
    return replace(each.cell, steadied=steadied, beside=beside, word=_word(beside, 0.0))


def _estimate(found: Shrunken, at: int, counts: str) -> Estimate:
    value, lower, upper = (float(each[at]) for each in (found.value, found.lower, found.upper))
    return Estimate(value, lower, upper, found.confidence, METHOD, counts)


def _word(beside: Estimate, level: float) -> Beside:
    if beside.lower > level:
        return Beside.MORE
    return Beside.LESS if beside.upper < level else Beside.AS_EXPECTED
