"""CSV and its kin. A clean UTF-8 file is left where it is for the engine to read; anything else is repaired
into Parquet.
"""

from dataclasses import replace
from pathlib import Path

from headwater.data.ingest.formats.encodings import REPLACED, decoded_head, encoding_of, transcode
from headwater.data.ingest.formats.layout import Layout, read_layout
from headwater.data.ingest.formats.repair import repair
from headwater.data.ingest.formats.scan import Scan, scan
from headwater.data.ingest.formats.sheets import Reading, Sheet, Unreadable
from headwater.data.ingest.formats.signatures import HEAD_BYTES

NUL = "\0"
_MOST_COLUMNS = 16_384  # as many as a worksheet has


def open_text(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The one sheet of a text file."""
    head, text = _head(path)
    layout = read_layout(text)
    if layout is None:
        raise Unreadable("empty_file")
    if len(layout.headings) > _MOST_COLUMNS:
        raise Unreadable("not_recognised")
    found = _scan(path, layout)
    encoding = encoding_of(head, is_utf8=found.is_utf8, is_cp1252=found.is_cp1252)
    suspect = NUL
    if encoding not in {"utf-8", "utf-8-sig"}:
        plain = reading.new_file(".utf8")
        suspect = NUL if transcode(path, plain, encoding) else REPLACED
        path, found = plain, _scan(plain, layout)
    sheet = Sheet(
        name=reading.name,
        headings=layout.headings,
        path=path,
        kind="csv",
        delimiter=layout.delimiter,
        skip=layout.skip,
        rows_hint=found.lines - layout.skip,
        padded=found.padded,
        encoding=encoding.removesuffix("-sig"),
    )
    if not reading.thorough and suspect == NUL and _is_clean(layout, found):
        return (sheet,)
    return (_repaired(sheet, layout, reading, suspect),)


def _scan(path: Path, layout: Layout) -> Scan:
    return scan(path, delimiter=layout.delimiter.encode(), columns=len(layout.headings))


def _repaired(sheet: Sheet, layout: Layout, reading: Reading, suspect: str) -> Sheet:
    target = reading.new_file(".parquet")
    longest = reading.limits.cell_characters
    fixed = repair(sheet.path, target, layout=layout, suspect=suspect, cell_characters=longest)
    return replace(
        sheet,
        path=fixed.path,
        kind="parquet",
        skip=0,
        rows_hint=fixed.rows,
        padded=True,
        problems=fixed.problems,
    )


def _head(path: Path) -> tuple[bytes, str]:
    """The first bytes, and the whole lines in them as text."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    text = decoded_head(head)
    if path.stat().st_size > len(head):
        text = text[: text.rfind("\n") + 1] or text
    return head, text


def _is_clean(layout: Layout, found: Scan) -> bool:
    """True if the engine reads the file right as it stands.

    Rows that the head did not show may still be of unequal length: the engine says so.
    """
    rows_even = (
        found.has_quotes or layout.skip > 1 or found.delimiters == (len(layout.headings) - 1) * found.lines
    )
    return found.is_utf8 and not found.odd and layout.even and rows_even
