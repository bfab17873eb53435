"""How well a sample of cells would suit a column: a hint for people who match headings, never a check. The
checks are SQL, elsewhere.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import TypeVar

from headwater.data.contracts.language import Column, Kind

Form = TypeVar("Form", bound=Enum)

_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_MONTH = re.compile(r"\d{4}-\d{2}(-01)?|\d{2}/\d{4}|[A-Za-z]{3,9}[ -]\d{2,4}")
_DAY = re.compile(r"\d{1,4}([/.-])(\d{1,2}|[A-Za-z]{3,9})\1\d{2,4}")
_YES_NO = {"y", "n", "yes", "no", "true", "false", "1", "0", "t", "f"}
_FREE = 0.5  # any text suits a free column, so it says little


def share(column: Column, cells: Iterable[str | None]) -> float:
    """The share of the filled cells that would suit the column; 0 where none is filled."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    if not filled:
        return 0.0
    suits = _test(column)
    if suits is None:
        return _FREE
    return sum(1 for cell in filled if suits(cell)) / len(filled)


def date_forms(cells: Iterable[str | None], forms: type[Form]) -> tuple[Form, ...]:
    """The forms in which every filled cell is a day that exists. More than one: only a person can tell."""
    days = {_CLOCK.sub("", cell.strip()) for cell in cells if cell and cell.strip()}
    return tuple(form for form in forms if days and all(_is_day(day, form.value) for day in days))


def _test(column: Column) -> Callable[[str], bool] | None:
    if column.codes is not None:
        codes = {code.casefold() for code in column.codes} | {
            text.casefold() for text in column.codes.values()
        }
        return lambda cell: cell.casefold() in codes
    if column.form:
        form = re.compile(column.form)
        return lambda cell: form.fullmatch(cell) is not None
    if column.kind in {Kind.WHOLE, Kind.NUMBER, Kind.LONGITUDE, Kind.LATITUDE}:
        return lambda cell: cell in column.marks or _is_number(column, cell)
    return _BY_KIND.get(column.kind)


def _is_number(column: Column, cell: str) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    least, greatest = _LIMITS.get(column.kind, (column.least, column.greatest))
    whole = column.kind is not Kind.WHOLE or number.is_integer()
    return whole and (least is None or number >= least) and (greatest is None or number <= greatest)


def _is_day(text: str, form: str) -> bool:
    try:
        datetime.datetime.strptime(text, form)  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        return False
    return True


_LIMITS: Mapping[Kind, Sequence[float]] = {Kind.LONGITUDE: (-9.0, 2.0), Kind.LATITUDE: (49.0, 61.0)}
_BY_KIND: Mapping[Kind, Callable[[str], bool]] = {
    Kind.DATE: lambda cell: _DAY.fullmatch(_CLOCK.sub("", cell)) is not None,
    Kind.TIMESTAMP: lambda cell: _DAY.fullmatch(_CLOCK.sub("", cell)) is not None,
    Kind.MONTH: lambda cell: _MONTH.fullmatch(cell) is not None,
    Kind.YES_NO: lambda cell: cell.casefold() in _YES_NO,
}
