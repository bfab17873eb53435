"""CSV and its kin. A clean UTF-8 file is left where it is for the engine to read; anything else is repaired
into Parquet.
"""

from dataclasses import replace
from pathlib import Path

from headwater.data.ingest.formats.encodings import decoded_head, encoding_of
from headwater.data.ingest.formats.layout import Layout, read_layout
from headwater.data.ingest.formats.repair import repair
from headwater.data.ingest.formats.scan import Scan, scan
from headwater.data.ingest.formats.sheets import Reading, Sheet, Unreadable
from headwater.data.ingest.formats.signatures import HEAD_BYTES


def open_text(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The one sheet of a text file."""
    head = _head(path)
    layout = read_layout(head[1])
    if layout is None:
        raise Unreadable("empty_file")
    found = scan(path, delimiter=layout.delimiter.encode(), columns=len(layout.headings))
    encoding = encoding_of(head[0], is_utf8=found.is_utf8, is_cp1252=found.is_cp1252)
    sheet = Sheet(
        name=reading.name,
        headings=layout.headings,
        path=path,
        kind="csv",
        delimiter=layout.delimiter,
        skip=layout.skip,
        rows_hint=found.lines - layout.skip,
        encoding=encoding.removesuffix("-sig"),
    )
    if not reading.thorough and _is_clean(layout, found, encoding):
        return (sheet,)
    fixed = repair(
        path,
        reading.new_file(".parquet"),
        layout=layout,
        encoding=encoding,
        cell_characters=reading.limits.cell_characters,
    )
    return (
        replace(
            sheet, path=fixed.path, kind="parquet", skip=0, rows_hint=fixed.rows, problems=fixed.problems
        ),
    )


def _head(path: Path) -> tuple[bytes, str]:
    """The first bytes, and the whole lines in them as text."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    text = decoded_head(head)
    if path.stat().st_size > len(head):
        text = text[: text.rfind("\n") + 1] or text
    return head, text


def _is_clean(layout: Layout, found: Scan, encoding: str) -> bool:
    """True if the engine reads the file right as it stands. Rows that the head did not show may still be
    ragged: the engine says so.
    """
    rows_even = (
        found.quotes > 0 or layout.skip > 1 or found.delimiters == (len(layout.headings) - 1) * found.lines
    )
    return encoding in {"utf-8", "utf-8-sig"} and not found.odd and layout.even and rows_even
