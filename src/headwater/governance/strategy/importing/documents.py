"""Which reader a document needs: by the end of its name, or, where it was pasted, by its looks.

Files are read in memory and kept nowhere. A file that is too large is refused before it is opened.
"""

import csv
import io
import zipfile
import zlib

import python_calamine
from defusedxml.common import DefusedXmlException

from headwater.governance.strategy.importing import checks, outline, packed
from headwater.governance.strategy.importing.rows import COLUMNS, Reading, from_table, refused
from headwater.vocabulary.errors import Invalid

LARGEST_BYTES = 5_000_000
MOST_LINES = 50_000  # of a sheet
SUFFIXES = ("csv", "tsv", "txt", "md", "markdown", "xlsx", "docx")
# what the readers of packed files raise of a broken one; broken XML is a SyntaxError
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # it has a password, or is packed in a way that is not known
    python_calamine.CalamineError,
    DefusedXmlException,
    KeyError,
    ValueError,
    SyntaxError,
)
_BROKEN = (
    "This file cannot be opened as {kind}. Save it again from the program that made it, or paste its table."
)


def read_file(name: str, content: bytes) -> Reading:
    """What a file says. Its name's end says how to read it."""
    suffix = name.rsplit(".", 1)[-1].casefold()
    if suffix not in SUFFIXES:
        return refused(f"Files that can be read end in {', '.join(SUFFIXES)}.")
    if len(content) > LARGEST_BYTES:
        return refused("The file is larger than 5 MB. A plan's clauses take far less: is it the right file?")
    if suffix in ("xlsx", "docx"):
        return checks.checked(_packed(suffix, content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return refused("The text is not in UTF-8. Save it as “CSV UTF-8” or plain UTF-8 text and try again.")
    return checks.checked(outline.read(text) if suffix in ("md", "markdown") else _text(text))


def read_pasted(text: str) -> Reading:
    """What somebody pasted: a table copied from a document or spreadsheet, CSV, or an outline."""
    return checks.checked(_text(text))


def as_text(reading: Reading) -> str:
    """Rows as a table that `read_pasted` reads again: the columns that they came with and no other."""
    columns = [name for name in COLUMNS if name in reading.columns]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in reading.rows:
        said = [getattr(row, name) for name in columns]
        writer.writerow(["; ".join(cell) if isinstance(cell, tuple) else cell for cell in said])
    return text.getvalue()


def _text(text: str) -> Reading:
    if "\0" in text:
        return refused("This is not text. Save it as “CSV UTF-8” or plain UTF-8 text and try again.")
    text = text.lstrip("\ufeff")
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return refused(
            "There is nothing in it. Give a table with the headings key, kind and text, or an outline."
        )
    if lines[0].lstrip().startswith("|"):
        return from_table(_piped(text))
    if any(line.lstrip().startswith(("#", "- ", "* ")) for line in lines[:5]):
        return outline.read(text)
    return _separated(text, lines[0])


def _separated(text: str, first: str) -> Reading:
    mark = max("\t,;", key=first.count)
    try:
        return from_table([[*row] for row in csv.reader(io.StringIO(text), delimiter=mark)])
    except csv.Error:
        return refused("This is not a table that can be read. Look for a quotation mark that is not closed.")


def _piped(text: str) -> list[list[str]]:
    """A table as Markdown draws it; its ruled line stays an empty row, so that lines keep their numbers."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines()]
    return [[] if set("".join(row)) <= set("-: ") else row for row in rows]


def _packed(suffix: str, content: bytes) -> Reading:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            if suffix == "docx":
                return _document(packed.document_tables(opened))
            packed.check_workbook(opened)
        return _workbook(content)
    except Invalid as too_much:
        return refused(too_much.says)
    except _UNREADABLE:
        return refused(_BROKEN.format(kind="a workbook" if suffix == "xlsx" else "a document"))


def _workbook(content: bytes) -> Reading:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    read = [from_table(_sheet(book, name)) for name in book.sheet_names]
    return next(
        (reading for reading in read if reading.columns), read[0] if read else refused("It is empty.")
    )


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> list[list[str]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[_cell(cell) for cell in row] for row in rows[:MOST_LINES]]


def _cell(cell: object) -> str:
    """A cell's words. A spreadsheet makes 1 of "1" and then 1.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _document(tables: list[list[list[str]]]) -> Reading:
    """The tables of a document that have the headings, read as one."""
    read = [reading for table in tables if (reading := from_table(table)).columns]
    if not read:
        return refused("No table of this document has the headings key, kind and text in its first line.")
    rows = tuple(row for reading in read for row in reading.rows)
    faults = tuple(fault for reading in read for fault in reading.faults)
    return Reading(rows, frozenset.union(*(reading.columns for reading in read)), faults)
