"""What opening a file gives: sheets of text cells that the engine can read, and the problems found on the
way.

A sheet is either a CSV file that may be read as it stands, or a Parquet file with the text columns c0..cN
and `_line`, the line or row that each record began on in the file as supplied.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, overload

from django.conf import settings

from headwater.data.contracts.cells import stripped
from headwater.data.lake.sql import quoted
from headwater.vocabulary.problems import Problem

LINE = "_line"
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much one file may ask of this machine."""

    unpacked_bytes: int
    workbook_bytes: int = 512 * MEGABYTE  # of what may be held in memory while it is read: workbooks, XML
    workbook_cells: int = 20_000_000  # about 80 bytes each
    cell_characters: int = 1_000_000
    members: int = 1_000  # of an archive


def current_limits() -> Limits:
    """The limits that this site is set to."""
    return Limits(unpacked_bytes=settings.HEADWATER_UNPACKED_LIMIT)


class Unreadable(Exception):  # noqa: N818  (never leaves this room: `open_file` turns it into a refusal)
    """The whole file cannot be read, and this is the problem that says so."""

    def __init__(self, code: str, *, column: str | None = None, detail: str = "") -> None:
        super().__init__(code)
        self.problem = Problem(code, column=column, detail=detail)


class RowProblems(Sequence[Problem]):
    """Problems of rows, a few bytes each, so that a file of ten million broken rows still fits in memory."""

    def __init__(self) -> None:
        self._lines = array("q")
        self._which = array("I")
        self._kinds: dict[tuple[str, str | None, str], int] = {}
        self._named: list[tuple[str, str | None, str]] = []

    def add(self, code: str, line: int, *, column: str | None = None, detail: str = "") -> None:
        kind = (code, column, detail)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._named)
            self._named.append(kind)
        self._which.append(self._kinds[kind])
        self._lines.append(line)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | Sequence[Problem]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        code, column, detail = self._named[self._which[index]]
        return Problem(code, line=self._lines[index], column=column, detail=detail)


@dataclass(frozen=True)
class Sheet:
    """One table found in a supplied file. Rows named in `problems` are not in `path`."""

    name: str  # "" for a plain file; else the worksheet, the layer or the archive's member
    headings: tuple[str, ...]  # as found, without outer spaces; may repeat, may be empty
    path: Path
    kind: Literal["csv", "parquet"]
    delimiter: str = ","  # of a CSV; the quote is always "
    skip: int = 0  # physical lines before the first row of a CSV
    rows_hint: int | None = None  # records, where known without reading them
    padded: bool = True  # cells may have spaces at their edges
    encoding: str = "utf-8"  # how the supplied text was read; a CSV at `path` is always UTF-8
    hidden: bool = False  # a worksheet that its author hid
    sparse: bool = False  # empty cells are left out, and so is the heading of a column without any other
    problems: Sequence[Problem] = ()

    @property
    def lines(self) -> Literal["exact", "physical"]:
        """Exact: each record carries its line. Physical: line = skip + position, one record a line."""
        return "exact" if self.kind == "parquet" else "physical"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns at `path`, in the order of the headings."""
        return tuple(f"c{place}" for place in range(len(self.headings)))


@dataclass(frozen=True)
class Opened:
    """The sheets of a file, and the problems of the file as a whole: if there is one, nothing of it may
    land.
    """

    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()  # members of an archive that hold no table: documents, pictures

    @property
    def refused(self) -> bool:
        return any(problem.line is None for problem in self.problems)


@dataclass(frozen=True)
class Reading:
    """Where and how one file is being read."""

    folder: Path  # for files made while reading; gone if the file is refused
    limits: Limits
    name: str = ""  # of the member of an archive
    inside: bool = False  # of an archive
    thorough: bool = False  # leave the fast path out
    left_out: list[str] = field(default_factory=list)

    def within(self, name: str) -> "Reading":
        return replace(self, name=name, inside=True)

    def new_file(self, suffix: str) -> Path:
        return self.folder / f"{len(list(self.folder.iterdir())):05}{suffix}"


def said_bytes(number: int) -> str:
    """A size in words.

    >>> said_bytes(8 * 1024**3), said_bytes(3 * 1024**2), said_bytes(900)
    ('8 GB', '3 MB', '900 bytes')
    """
    for size, unit in ((1024**3, "GB"), (1024**2, "MB")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number} bytes"


def one_file(path: Path) -> str:
    """A path as SQL writes it, so that no letter of it is read as a pattern.

    >>> one_file(Path("/in/return [1]*.csv"))
    "'/in/return [[]1][*].csv'"
    """
    return quoted(re.sub(r"([\[*?])", r"[\1]", str(path)))


def relation(sheet: Sheet, *, lines: bool = True) -> str:
    """SQL that reads the sheet: columns c0..cN as text, and `_line` unless nobody asks for it (counting
    lines keeps the engine to one thread). DuckDB raises on a CSV whose rows are not all alike; open the
    file again with `thorough=True` then.
    """
    if sheet.kind == "parquet":
        return f"(SELECT * FROM read_parquet({one_file(sheet.path)}))"
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in sheet.columns)
    line = f", row_number() OVER () + {sheet.skip} AS {LINE}" if lines else ""
    return (
        f"(SELECT *{line} "
        f"FROM read_csv({one_file(sheet.path)}, "
        f"delim={quoted(sheet.delimiter)}, quote='\"', escape='\"', header=false, skip={sheet.skip}, "
        f"auto_detect=false, strict_mode=true, null_padding=false, columns={{{columns}}}))"
    )


def filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if stripped(cell))
