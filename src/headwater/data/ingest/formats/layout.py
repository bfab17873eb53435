"""Where a table begins: the delimiter of a text, and the row of headings below titles, notes and merged
cells.

The headings are the first row that is filled nearly as far as the fullest tenth of the rows below. A title
fills one or two cells.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.data.ingest.formats.sheets import filled

_DELIMITERS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"sep=([,;|:~^\t ])\r?\n", re.IGNORECASE)  # spreadsheets write this as a first line
_TITLES_END_BY = 60
_LOOKED_AT = 300
_NEARLY = 0.8
_FULLEST = 0.9


@dataclass(frozen=True)
class Layout:
    """How a text is laid out, as far as its head shows."""

    delimiter: str
    headings: tuple[str, ...]
    skip: int  # physical lines up to and with the headings
    even: bool  # every row seen has as many cells as the heading
    below: int  # rows seen below the heading


def read_layout(head: str) -> Layout | None:
    """The layout of a text, from its head cut after a whole line; None if no row of it holds anything."""
    delimiter = delimiter_of(head)
    rows, ends = _rows(head, delimiter)
    place = heading_row(rows)
    if place is None:
        return None
    headings = rows[place]
    below = [row for row in rows[place + 1 :] if row]
    even = all(len(row) == len(headings) for row in below)
    return Layout(delimiter, clean_headings(headings), ends[place], even, len(below))


def clean_headings(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings without outer spaces, line breaks inside them made into spaces."""
    return tuple(" ".join(cell.split()) for cell in cells)


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The position of the row of headings.

    >>> heading_row([["Return for quarter 1"], [], ["Place", "Count"], ["Ashfield", "3"]])
    2
    """
    counts = [filled(row) for row in rows[:_LOOKED_AT]]
    full = sorted(count for count in counts if count)
    if not full:
        return None
    wanted = _NEARLY * full[int(_FULLEST * (len(full) - 1))]
    first = next(place for place, count in enumerate(counts) if count)
    return next((place for place, count in enumerate(counts[:_TITLES_END_BY]) if count >= wanted), first)


def delimiter_of(head: str) -> str:
    """The delimiter under which most rows are alike; of equals, the one that gives most cells."""
    declared = _DECLARED.match(head.removeprefix("\ufeff"))
    if declared:
        return declared.group(1)
    return max(_DELIMITERS, key=lambda each: _evenness(head, each))


def _evenness(head: str, delimiter: str) -> tuple[float, int]:
    widths = [len(row) for row in _rows(head, delimiter)[0] if row]
    if not widths:
        return (0.0, 0)
    width, rows = Counter(widths).most_common(1)[0]
    return (rows / len(widths) if width > 1 else 0.0, width)


def _rows(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Rows of the head, and the physical line that each ends on."""
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(
        io.StringIO(head.removeprefix("\ufeff").replace("\0", ""), newline=""), delimiter=delimiter
    )
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) >= _LOOKED_AT:
                break
    except csv.Error:  # a cell past the reader's limit: what was read before it must do
        pass
    return rows, ends
