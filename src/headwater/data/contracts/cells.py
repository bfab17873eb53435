"""What is wrong with one cell, in plain Python: slow and obvious, for previews, samples and tests.

The check of whole files is one SQL statement elsewhere; the two must agree. It answers with a code of the
problem catalogue and never with the value.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from headwater.data.contracts.language import Column, Kind

# What may stand around a cell and means nothing: all white space of Unicode, then the spaces that show as nothing at all.
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200c\u200d\u2060\ufeff"
)
YES_OR_NO = {"y", "n", "yes", "no", "true", "false", "t", "f", "1", "0"}
FIRST_YEAR = 1000  # a year of fewer digits is a slip
_LARGEST_WHOLE = 2**63  # what a column of whole numbers can hold
_DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
_TIME_FORMS = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S")
_LOOKS_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}", re.ASCII)
_DEGREES = {Kind.LONGITUDE: 180, Kind.LATITUDE: 90}


def stripped(text: str) -> str:
    """The cell itself, without what only stands around it.

    >>> stripped("\\ufeff\\t E01013810\\u00a0")
    'E01013810'
    """
    return text.strip(SPACES)


def problem_with(column: Column, text: str) -> str | None:
    """The code of what is wrong with this cell, or None.

    >>> age = Column("age", Kind.WHOLE, "Age.", least=0, greatest=120)
    >>> problem_with(age, "19"), problem_with(age, "190"), problem_with(age, "old")
    (None, 'too_large', 'not_a_number')
    """
    text = stripped(text)
    if text in column.marks:
        return None
    if not text:
        return "missing_value" if column.required else None
    return _TESTS[column.kind](column, text)


def _number(column: Column, text: str) -> str | None:
    number = _float(text)
    if number is None:
        return "not_a_number"
    if not math.isfinite(number) or (
        column.kind is Kind.WHOLE and not -_LARGEST_WHOLE <= number < _LARGEST_WHOLE
    ):
        return "not_a_number"
    if column.kind is Kind.WHOLE and number != int(number):
        return "not_a_whole_number"
    greatest = _DEGREES.get(column.kind, column.greatest)
    least = -_DEGREES[column.kind] if column.kind in _DEGREES else column.least
    if least is not None and number < least:
        return "too_small"
    return "too_large" if greatest is not None and number > greatest else None


def _float(text: str) -> float | None:
    """Python alone would read the digits of every script; the engine and the lake know ours only."""
    try:
        return float(text) if text.isascii() else None
    except ValueError:
        return None


def _text(column: Column, text: str) -> str | None:
    if len(text) > column.longest:
        return "too_long"
    if column.codes is not None and text not in column.codes:
        return "unknown_code"
    return "wrong_form" if column.form and not re.fullmatch(column.form, text) else None


def _moment(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms if text.isascii() else ():
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - local time, as the contract's zone says
        except ValueError:
            continue
    return None


def _date(_column: Column, text: str) -> str | None:
    return _what_is_wrong_with_a_day(text, _DATE_FORMS)


def _timestamp(_column: Column, text: str) -> str | None:
    return _what_is_wrong_with_a_day(text, tuple(day + time for day in _DATE_FORMS for time in _TIME_FORMS))


def _what_is_wrong_with_a_day(text: str, forms: tuple[str, ...]) -> str | None:
    moment = _moment(text, forms)
    if moment and moment.year >= FIRST_YEAR:
        return None
    return "impossible_date" if _LOOKS_LIKE_A_DATE.match(text) else "not_a_date"


def _month(_column: Column, text: str) -> str | None:
    try:
        date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return "not_a_month"
    return None


def _outline(column: Column, text: str) -> str | None:
    from headwater.places import boundaries  # shapes are rare, and reading them takes a while to load

    if len(text) > column.longest:
        return "too_long"
    return None if boundaries.are_outlines([text])[0] else "wrong_form"


def _yes_no(_column: Column, text: str) -> str | None:
    return None if text.isascii() and text.lower() in YES_OR_NO else "not_a_yes_or_no"


_TESTS: Mapping[Kind, Callable[[Column, str], str | None]] = {
    Kind.TEXT: _text,
    Kind.GEOMETRY: _outline,
    Kind.WHOLE: _number,
    Kind.NUMBER: _number,
    Kind.LONGITUDE: _number,
    Kind.LATITUDE: _number,
    Kind.DATE: _date,
    Kind.TIMESTAMP: _timestamp,
    Kind.MONTH: _month,
    Kind.YES_NO: _yes_no,
}
