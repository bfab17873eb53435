"""What is inside a packed file, measured before anything lays it out: one far cell, or one merged over a billion columns, would
fill any machine from a file of a few kilobytes.

Word tables are read from their XML here, in one pass; pictures, nested tables' layout and deleted words are passed over.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from headwater.vocabulary.cells import column_number
from headwater.vocabulary.errors import Invalid

MOST_UNPACKED = 20 * 1024 * 1024  # of what is read; pictures beside it are not
MOST_TAGS = 500_000
MOST_PLACES = 2_000_000  # of a sheet laid out as a rectangle
MOST_COPIED = 500 * 1024 * 1024  # were every cell to hold the longest shared text
WIDEST = 200  # columns of a Word table
_DOCUMENT, _TEXTS, _SHEETS = "word/document.xml", "xl/sharedStrings.xml", "xl/worksheets/"
_PLACE = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]{0,7})([0-9]{1,10})["\']')  # of a cell, or of a row
_SHARED = re.compile(rb"<(?:\w+:)?si[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_workbook(packed: zipfile.ZipFile) -> None:
    """Invalid where a workbook would not fit into memory."""
    left, shared, cells = MOST_UNPACKED, 0, 0
    for part in packed.infolist():
        if part.filename != _TEXTS and not part.filename.startswith(_SHEETS):
            continue
        text = _read(packed, part.filename, left)
        left -= len(text)
        if part.filename == _TEXTS:
            starts = [found.start() for found in _SHARED.finditer(text)]
            shared = max((b - a for a, b in zip(starts, [*starts[1:], len(text)], strict=True)), default=0)
        elif _places(text) > MOST_PLACES:
            raise _too_much()
        else:
            cells += sum(1 for _ in _CELL.finditer(text))
    if cells * shared > MOST_COPIED:
        raise _too_much()


def document_tables(packed: zipfile.ZipFile) -> list[list[list[str]]]:
    """The tables of a Word document by row and column. Words that are merged over several cells stand in each of them."""
    text = _read(packed, _DOCUMENT, MOST_UNPACKED)
    if text.count(b"<") > MOST_TAGS:
        raise _too_much()
    body = defusedxml.ElementTree.fromstring(text, forbid_dtd=True).find(f"{_W}body")
    return [] if body is None else [list(_rows(table)) for table in body.findall(f"{_W}tbl")]


def _read(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part as it is, whatever the package says of its size."""
    with packed.open(name) as opened:
        text = opened.read(most + 1)
    if len(text) > most:
        raise _too_much()
    return text


def _places(text: bytes) -> int:
    found = set(_PLACE.findall(text))
    width = max((column_number(letters) for letters in {letters for letters, _ in found}), default=0)
    return max(1, width) * max((int(row) for _, row in found), default=0)


def _rows(table: Element) -> Iterator[list[str]]:
    above: list[str] = []
    for row in table.findall(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            at = len(cells)
            says = above[at] if _goes_on(cell) and at < len(above) else _words(cell)
            cells += [says] * min(_span(cell), max(0, WIDEST - at))
        above = cells
        yield cells


def _goes_on(cell: Element) -> bool:
    """Whether this cell is merged with the one above it."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val") != "restart"


def _span(cell: Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    said = "" if span is None else span.get(f"{_W}val", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < len(str(WIDEST)) + 1 else 1


def _words(cell: Element) -> str:
    return "".join(_pieces(cell.iter())).strip()


def _pieces(within: Iterable[Element]) -> Iterator[str]:
    for each in within:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in {f"{_W}p", f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif each.tag == f"{_W}tab":
            yield "\t"


def _too_much() -> Invalid:
    return Invalid("The file holds more than a plan can. Is it the right file?")
