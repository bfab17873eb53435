"""How well a sample of cells would suit a column: a hint for people who match headings, never a check of a
file.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum

from headwater.data.contracts.cells import problem_with, stripped
from headwater.data.contracts.language import Column, Kind
from headwater.places.projection import LATITUDE_LIMITS, LONGITUDE_LIMITS

_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FEW = 30  # different words that may be codes
_FREE = 0.5  # any text suits a free column, so it says little


class DateForm(Enum):
    """How days are written. A person chooses where the cells themselves cannot tell."""

    ISO = "%Y-%m-%d"
    DAY_FIRST = "%d/%m/%Y"
    DAY_NAMED_MONTH = "%d-%b-%Y"
    MONTH_FIRST = "%m/%d/%Y"


def share(column: Column, cells: Iterable[str | None]) -> float:
    """The share of the filled cells that would suit the column; 0 where none is filled."""
    filled = filled_cells(cells)
    if not filled:
        return 0.0
    if column.kind is Kind.TEXT and column.codes is None and not column.form:
        return _FREE
    suits = _BY_KIND.get(column.kind, _suits)
    return sum(1 for cell in filled if suits(column, cell)) / len(filled)


def date_forms(cells: Iterable[str | None]) -> tuple[DateForm, ...]:
    """The forms in which every filled cell is a day that exists. More than one: only a person can tell."""
    days = {_CLOCK.sub("", cell) for cell in filled_cells(cells)}
    return tuple(form for form in DateForm if days and all(_is_day(day, form) for day in days))


def looks(cells: Iterable[str | None]) -> str:
    """What cells look like, without saying one of them: for a person who matches a heading they may not read.

    >>> looks(["7", "12", None]), looks(["22-Apr-2021 12:58"]), looks(["A", "B", "A", "B"]), looks([])
    ('Numbers of 1 to 2 digits', 'Dates', 'Words, 2 different ones', 'Always empty')
    """
    filled = filled_cells(cells)
    if not filled:
        return "Always empty"
    if date_forms(filled):
        return "Dates"
    if all(_NUMBER.fullmatch(cell) for cell in filled):
        digits = sorted(len(cell.split(".", maxsplit=1)[0].lstrip("-")) for cell in filled)
        said = str(digits[0]) if digits[0] == digits[-1] else f"{digits[0]} to {digits[-1]}"
        return f"Numbers of {said} digits"
    different = len(set(filled))
    return "Words, nearly all different" if different > _FEW else f"Words, {different} different ones"


def filled_cells(cells: Iterable[str | None]) -> list[str]:
    """The cells that hold anything, without what stands around them."""
    return [alone for cell in cells if cell and (alone := stripped(cell))]


def _suits(column: Column, cell: str) -> bool:
    meanings = (meaning.casefold() for meaning in (column.codes or {}).values())
    return problem_with(column, cell) is None or cell.casefold() in meanings


def _is_any_day(_column: Column, cell: str) -> bool:
    return any(_is_day(_CLOCK.sub("", cell), form) for form in DateForm)


def _is_in_the_country(column: Column, cell: str) -> bool:
    """Degrees alone suit longitude and latitude alike; the country tells them apart."""
    least, greatest = LONGITUDE_LIMITS if column.kind is Kind.LONGITUDE else LATITUDE_LIMITS
    return problem_with(column, cell) is None and least <= float(cell) <= greatest


def _is_day(text: str, form: DateForm) -> bool:
    try:
        datetime.strptime(text, form.value)  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return False
    return True


_BY_KIND: Mapping[Kind, Callable[[Column, str], bool]] = {
    Kind.DATE: _is_any_day,
    Kind.TIMESTAMP: _is_any_day,
    Kind.LONGITUDE: _is_in_the_country,
    Kind.LATITUDE: _is_in_the_country,
}
