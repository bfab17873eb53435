"""Writes tables as files that are the same byte for byte every time: no clock, no machine, no order of a
dictionary gets in.

A table is a dictionary of headings and columns of text; `None` is an empty cell.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from headwater.data.synthesis.chance import Floats, Ints, Texts

Table = dict[str, Texts]
FAST = 3  # gzip level: smaller files would cost more time than they save
A_DAY = datetime(2022, 4, 1, tzinfo=UTC)
XLSX_HEADING_ROW = 3  # after the titles, counted from 0


@dataclass(frozen=True)
class Dialect:
    """How a supplier's system exports CSV."""

    delimiter: str = ","
    encoding: str = "utf-8"
    blank_lines: int = 0  # after the last row
    line_end: str = "\n"


PLAIN = Dialect()


def rows_in(table: Table) -> int:
    return len(next(iter(table.values())))


def take(table: Table, rows: Any) -> Table:
    """The rows of a table that an index or a mask picks."""
    return {heading: column[rows] for heading, column in table.items()}


def joined(tables: Sequence[Table]) -> Table:
    return {heading: np.concatenate([table[heading] for table in tables]) for heading in tables[0]}


def write_csv(path: Path, table: Table, dialect: Dialect = PLAIN) -> None:
    """CSV, gzipped where the name ends in .gz. Only cells that need quotes have them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [_cells([heading, *column.tolist()], dialect.delimiter) for heading, column in table.items()]
    lines = [dialect.delimiter.join(cells) for cells in zip(*columns, strict=True)]
    text = dialect.line_end.join([*lines, *[""] * (dialect.blank_lines + 1)])
    content = text.encode(dialect.encoding)
    path.write_bytes(gzip.compress(content, FAST, mtime=0) if path.suffix == ".gz" else content)


def _cells(column: list[str | None], delimiter: str) -> list[str]:
    """A column as it stands in the file. Most have nothing to quote, and one look at the whole tells."""
    words = [word or "" for word in column]
    whole = "\n".join(words)
    if delimiter not in whole and '"' not in whole and whole.count("\n") == len(words) - 1:
        return words
    odd = {delimiter, '"', "\n", "\r"}
    return ['"' + word.replace('"', '""') + '"' if odd & set(word) else word for word in words]


def write_xlsx(
    path: Path, titles: Sequence[str], columns: Mapping[str, Iterable[Any]], *, blank_rows: int = 0
) -> None:
    """A worksheet as people make them: merged titles, an empty row, headings, rows, perhaps cells with
    nothing but a space below.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": A_DAY.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Return")
    for row, title in enumerate(titles[: XLSX_HEADING_ROW - 1]):
        sheet.merge_range(row, 0, row, len(columns) - 1, title, bold)
    sheet.write_row(XLSX_HEADING_ROW, 0, list(columns), bold)
    first_row = XLSX_HEADING_ROW + 1
    rows = 0
    for number, column in enumerate(columns.values()):
        values = list(column)
        rows = len(values)
        sheet.write_column(
            first_row, number, values, day if values and isinstance(values[0], datetime) else None
        )
        sheet.set_column(number, number, 16)
    for row in range(blank_rows):
        sheet.write_string(first_row + rows + row, 0, " ")
    book.close()


def write_json(path: Path, content: Any, *, indent: int | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    separators = None if indent else (",", ":")
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=indent, separators=separators) + "\n", encoding="utf-8"
    )


def texts(values: Ints | Floats | Sequence[Any], *, empty: Any = None) -> Texts:
    """Numbers as text; where `empty` is true, nothing."""
    found = np.array([str(value) for value in np.asarray(values).tolist()], dtype=object)
    if empty is not None:
        found[empty] = None
    return found


def same(word: str | None, count: int) -> Texts:
    return np.full(count, word, dtype=object)


def known(words: Texts, where: Any) -> Texts:
    """The words where they are known, nothing elsewhere."""
    found = words.copy()
    found[~np.asarray(where, dtype=bool)] = None
    return found


def yes_no(flags: Any) -> Texts:
    return np.where(flags, "Y", "N").astype(object)
