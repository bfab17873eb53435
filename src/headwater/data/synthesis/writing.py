"""Writes tables as files that are the same byte for byte every time: no clock, no machine, no order of a dictionary gets in.

A table is a dictionary of headings and columns of text; `None` is an empty cell.
"""

import gzip
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import xlsxwriter
from pyarrow import csv

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
    """CSV, gzipped where the name ends in .gz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sink = io.BytesIO()
    arrays = [pa.array(column, type=pa.string()) for column in table.values()]
    options = csv.WriteOptions(include_header=False, delimiter=dialect.delimiter, quoting_style="needed")
    csv.write_csv(pa.table(arrays, names=list(table)), sink, options)
    heading = dialect.delimiter.join(f'"{h}"' if dialect.delimiter in h else h for h in table) + "\n"
    content = heading.encode() + sink.getvalue() + b"\n" * dialect.blank_lines
    if dialect.encoding != "utf-8":
        content = content.decode().encode(dialect.encoding)
    if dialect.line_end != "\n":
        content = content.replace(b"\n", dialect.line_end.encode())
    path.write_bytes(gzip.compress(content, FAST, mtime=0) if path.suffix == ".gz" else content)


def write_xlsx(path: Path, titles: Sequence[str], columns: Mapping[str, Sequence[Any]], *, blank_rows: int = 0) -> None:
    """A worksheet as people make them: merged titles, an empty row, headings, rows, perhaps cells with nothing but a space below."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": A_DAY.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Return")
    for row, title in enumerate(titles[: XLSX_HEADING_ROW - 1]):
        sheet.merge_range(row, 0, row, len(columns) - 1, title, bold)
    sheet.write_row(XLSX_HEADING_ROW, 0, list(columns), bold)
    for number, values in enumerate(columns.values()):
        style = day if any(isinstance(value, datetime) for value in values[:1]) else None
        sheet.write_column(XLSX_HEADING_ROW + 1, number, list(values), style)
        sheet.set_column(number, number, 16)
    for row in range(blank_rows):
        sheet.write_string(XLSX_HEADING_ROW + 1 + len(next(iter(columns.values()))) + row, 0, " ")
    book.close()


def write_json(path: Path, content: Any, *, indent: int | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    separators = None if indent else (",", ":")
    path.write_text(json.dumps(content, ensure_ascii=False, indent=indent, separators=separators) + "\n", encoding="utf-8")


def texts(values: Ints | Floats | Sequence[Any], *, empty: Any = None) -> Texts:
    """Numbers as text; where `empty` is true, nothing."""
    found = np.array([str(value) for value in np.asarray(values).tolist()], dtype=object)
    if empty is not None:
        found[empty] = None
    return found


def same(word: str | None, count: int) -> Texts:
    return np.full(count, word, dtype=object)


def yes_no(flags: Any) -> Texts:
    return np.where(flags, "Y", "N").astype(object)
