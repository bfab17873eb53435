"""The text of a file that somebody wants checked: Word, CSV, Markdown or plain text, read in memory and never kept.

A table's row becomes one line with bars between its cells. A Word file is read from its XML with the means against
hostile files that the standard library lacks; macros, pictures and deleted words are passed over.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from headwater.vocabulary.errors import Invalid

MOST_BYTES = 5 * 1024 * 1024
LONGEST_CELL = 100_000  # characters; asked here, because the reader's own limit belongs to the whole process
MOST_UNPACKED = 20 * 1024 * 1024
MOST_TAGS = 1_000_000  # more than those of a hundred pages; each costs far more to read than its few letters
BAR = " | "
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWICE = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # what another part says already
)
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ParseError,
    DefusedXmlException,
)
_SEPARATORS = (",", ";", "\t")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def text_of(content: bytes, *, name: str) -> str:
    """The text of a file, by what is in it; its name only tells a table from running text."""
    if len(content) > MOST_BYTES:
        raise Invalid(f"The file is larger than {MOST_BYTES // 1024**2} MB. Check it in parts.")
    if content.startswith(b"PK"):
        return _word(content)
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Invalid(
            "This kind of file cannot be read. Save it as Word (.docx) or as text, or paste the text."
        )
    text = _decoded(content)
    return "\n".join(_table(text)) if name.lower().endswith((".csv", ".tsv")) else text


def _decoded(content: bytes) -> str:
    mark = next((encoding for start, encoding in _MARKS if content.startswith(start)), None)
    if mark is None and b"\0" in content:
        raise Invalid("This is not a text. Choose a Word file (.docx), a CSV or a plain text.")
    for encoding in (mark or "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _table(text: str) -> Iterator[str]:
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if max(map(len, row), default=0) > LONGEST_CELL:
                raise _too_long()
            yield _line(row)
    except csv.Error:
        raise _too_long() from None


def _too_long() -> Invalid:
    return Invalid("This CSV cannot be read: a cell is far too long. Paste its text instead.")


def _word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if _PARTS[0] not in names:
                raise Invalid(
                    "This is not a Word file. Save tables as CSV, and text as Word (.docx) or plain text."
                )
            left, tags = MOST_UNPACKED, 0
            lines: list[str] = []
            for part in _PARTS:
                if part in names:
                    with packed.open(part) as opened:
                        unpacked = opened.read(left + 1)
                    left -= len(unpacked)
                    tags += unpacked.count(b"<")
                    if left < 0 or tags > MOST_TAGS:
                        raise Invalid("The file unpacks to more than can be read. Check it in parts.")
                    lines += _blocks(defusedxml.ElementTree.fromstring(unpacked, forbid_dtd=True))
    except _BROKEN:
        raise Invalid(
            "The Word file is damaged or has a password. Save it again, or paste its text."
        ) from None
    return "\n".join(lines)


def _blocks(root: Element) -> Iterator[str]:
    """Paragraphs and rows in their order; what stands inside a table is told by its row."""
    for each in root:
        if each.tag == f"{_W}p":
            yield _said(each)
        elif each.tag == f"{_W}tr":
            yield _line(_said(cell) for cell in each if cell.tag == f"{_W}tc")
        elif each.tag != _TWICE:
            yield from _blocks(each)


def _said(element: Element) -> str:
    """The words of a paragraph or a cell."""
    return "".join(_words(element)).strip()


def _words(element: Element) -> Iterator[str]:
    for each in element:
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
            yield " "
        elif each.tag != _TWICE:
            yield from _words(each)
    if element.tag == f"{_W}p":
        yield " "


def _line(cells: Iterable[str]) -> str:
    return BAR.join(" ".join(cell.split()) for cell in cells)
