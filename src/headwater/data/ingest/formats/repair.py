"""Reads a text table that the engine cannot read as it stands, record by record, and writes the good ones
with their exact lines.

A record that does not fit is named by its line and left out. When a quote is never closed, only the line
where it opened is lost: the lines that it swallowed are read again. No line and no cell is held beyond a
limit, however long it is.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from headwater.data.contracts.cells import stripped
from headwater.data.ingest.formats.layout import Layout
from headwater.data.ingest.formats.rows_file import RowsFile
from headwater.data.ingest.formats.sheets import RowProblems

_LINE_CHARACTERS = 4 * 1024 * 1024
_RECORD_LINES = 5_000
csv.field_size_limit(2 * _LINE_CHARACTERS)  # of the whole process; the records here are cut before it


@dataclass(frozen=True)
class Line:
    """One physical line. `whole` is False where it was longer than may be held, and the rest was passed
    over.
    """

    number: int
    text: str
    whole: bool = True


class _RecordTooLong(Exception):  # noqa: N818  (never leaves this module)
    pass


class _Lines(Iterator[str]):
    """Feeds a CSV reader, remembers what the present record was made of, and takes lines back."""

    def __init__(self, file: TextIO, *, skip: int) -> None:
        self._file = file
        self._number = 0
        self._again: deque[Line] = deque()
        self.record: list[Line] = []
        self._characters = 0
        for _ in range(skip):
            self._read()

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if line is None:
            raise StopIteration
        self.record.append(line)
        self._characters += len(line.text)
        if not line.whole or (len(self.record) > 1 and self._is_too_much()):
            raise _RecordTooLong
        return line.text

    def _is_too_much(self) -> bool:
        return len(self.record) > _RECORD_LINES or self._characters > _LINE_CHARACTERS

    def _read(self) -> Line | None:
        text = self._file.readline(_LINE_CHARACTERS)
        if not text:
            return None
        self._number += 1
        whole = len(text) < _LINE_CHARACTERS or text.endswith(("\n", "\r"))
        rest = text
        while len(rest) == _LINE_CHARACTERS and not rest.endswith(("\n", "\r")):
            rest = self._file.readline(_LINE_CHARACTERS)
        return Line(self._number, text, whole)

    def begin(self) -> None:
        self.record = []
        self._characters = 0

    def take_back_all_but_first(self) -> None:
        self._again.extendleft(reversed(self.record[1:]))


@dataclass(frozen=True)
class Repaired:
    """What was written, and what could not be."""

    path: Path
    rows: int
    problems: RowProblems


def repair(source: Path, target: Path, *, layout: Layout, suspect: str, cell_characters: int) -> Repaired:
    """Write the good records of the UTF-8 file `source` to the Parquet file `target`. A record that holds
    the character `suspect` is not text.
    """
    width = len(layout.headings)
    problems = RowProblems()
    with (
        source.open(encoding="utf-8-sig", errors="replace", newline="") as file,
        RowsFile(target, columns=width) as rows,
    ):
        lines = _Lines(file, skip=layout.skip)
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        checks = _Checks(layout, problems, cell_characters, suspect)
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                break
            except _RecordTooLong:
                checks.too_long(lines)
                continue
            except csv.Error:
                checks.broken_quote(lines)
                continue
            good = checks.fitting(cells, lines)
            if good is not None:
                rows.add(good, lines.record[0].number)
    return Repaired(target, rows.rows, problems)


@dataclass(frozen=True)
class _Checks:
    """What makes a record good, and how a bad one is named."""

    layout: Layout
    problems: RowProblems
    cell_characters: int
    suspect: str

    def fitting(self, cells: list[str], lines: _Lines) -> list[str | None] | None:
        """The record's cells, or None if it is empty or has a problem."""
        line = lines.record[0].number
        width = len(self.layout.headings)
        while len(cells) > width and not stripped(cells[-1]):
            cells.pop()
        if not any(map(stripped, cells)):
            return None
        if any("\0" in each.text or self.suspect in each.text for each in lines.record):
            self.problems.add("nul_bytes", line)
        elif len(cells) != width:
            self.problems.add(_too_few(lines) if len(cells) < width else "too_many_cells", line)
            lines.take_back_all_but_first()
        elif (longest := max(map(len, cells))) > self.cell_characters:
            self._too_long(line, next(place for place, cell in enumerate(cells) if len(cell) == longest))
        else:
            return [cell or None for cell in cells]
        return None

    def broken_quote(self, lines: _Lines) -> None:
        self.problems.add(_too_few(lines), lines.record[0].number)
        lines.take_back_all_but_first()

    def too_long(self, lines: _Lines) -> None:
        """Either one line is past all limits, or a quote was opened and never closed."""
        if len(lines.record) > 1:
            self.broken_quote(lines)
        else:
            begun = next(csv.reader([lines.record[0].text], delimiter=self.layout.delimiter), [""])
            self._too_long(lines.record[0].number, len(begun) - 1)

    def _too_long(self, line: int, place: int) -> None:
        headings = self.layout.headings
        column = headings[place] if place < len(headings) else None
        self.problems.add("too_long", line, column=column or "The row", detail=f"{self.cell_characters:,}")


def _too_few(lines: _Lines) -> str:
    """A row of too few cells that no line end closes is the last of the file, and the rest may be missing."""
    last = lines.record[-1]
    closed = len(lines.record) > 1 or last.text.endswith(("\n", "\r"))
    return "too_few_cells" if closed else "cut_short"
