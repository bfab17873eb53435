"""Workbooks: XLSX and the old XLS. Each worksheet with anything in it becomes a sheet; dates come out as
ISO text.

The reader holds a whole worksheet in memory: `package` has measured that it can. Macros are refused whether
or not they would run here. A cell that holds an error reads as empty.
"""

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import python_calamine

from headwater.data.contracts.cells import stripped
from headwater.data.ingest.formats.layout import clean_headings, heading_row
from headwater.data.ingest.formats.rows_file import RowsFile
from headwater.data.ingest.formats.sheets import Reading, RowProblems, Sheet, Unreadable

_HEAD_ROWS = 300
_OLE_HEAD = 16 * 1024 * 1024  # the list of streams lies anywhere; macros and encryption show within this
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")
_MACROS = ("_VBA_PROJECT", "VBA_PROJECT")
_BOOKS = ("Workbook", "Book")
_EXACT = 1e15  # below this a float holds every whole number

Cell = str | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta


def open_ole(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """An old workbook; or one that is encrypted, which is stored the same way."""
    with path.open("rb") as file:
        head = file.read(_OLE_HEAD)
    if _names(head, _ENCRYPTED):
        raise Unreadable("encrypted_workbook")
    if _names(head, _MACROS):
        raise Unreadable("macro_workbook")
    if not _names(head, _BOOKS):
        raise Unreadable("not_text")
    return open_workbook(path, reading)


def _names(head: bytes, names: Iterable[str]) -> bool:
    return any(name.encode("utf-16-le") in head for name in names)


def open_workbook(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """A sheet for every worksheet that holds anything."""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            return tuple(_sheets(book, reading))
    except python_calamine.PasswordError as error:
        raise Unreadable("encrypted_workbook") from error
    except python_calamine.CalamineError as error:
        raise Unreadable("broken_archive") from error
    except BaseException as error:
        # what the reader's own language raises when a file breaks it; it stands outside Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("broken_archive") from error


def _sheets(book: python_calamine.CalamineWorkbook, reading: Reading) -> Iterator[Sheet]:
    for each in book.sheets_metadata:
        if each.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        worksheet = book.get_sheet_by_name(each.name)
        if worksheet.start is None:
            continue
        name = f"{reading.name}: {each.name}" if reading.name else each.name
        hidden = each.visible != python_calamine.SheetVisibleEnum.Visible
        sheet = _sheet(worksheet, reading, name=name, hidden=hidden)
        if sheet:
            yield sheet


def _sheet(
    worksheet: python_calamine.CalamineSheet, reading: Reading, *, name: str, hidden: bool
) -> Sheet | None:
    head = [_texts(row) for row in islice(worksheet.iter_rows(), _HEAD_ROWS)]
    place = heading_row(head)
    if place is None:
        return None
    headings = clean_headings(head[place])
    while headings and not headings[-1]:
        headings = headings[:-1]
    target = reading.new_file(".parquet")
    problems = RowProblems()
    longest = reading.limits.cell_characters
    with RowsFile(target, columns=len(headings)) as rows:
        for line, row in enumerate(worksheet.iter_rows(), start=1):
            cells = _texts(row[: len(headings)])
            if line <= place + 1 or not any(map(stripped, cells)):
                continue
            too_long = next((at for at, cell in enumerate(cells) if len(cell) > longest), None)
            if too_long is None:
                rows.add([cell or None for cell in cells], line)
            else:
                problems.add("too_long", line, column=headings[too_long], detail=f"{longest:,}")
    return Sheet(name, headings, target, "parquet", rows_hint=rows.rows, hidden=hidden, problems=problems)


def _texts(row: Iterable[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    """A cell as a CSV of the same table would hold it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return str(int(cell)) if cell == cell // 1 and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="seconds")
    return str(cell)
