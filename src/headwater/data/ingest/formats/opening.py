"""Opens any supplied file: what it is, by its bytes; then the module of that format; then sheets, or the
problem that refuses it.

Nothing about the content ever raises. What raises is the machine's: no room on the disk, no file to read.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from headwater.data.ingest.formats import (
    geojson,
    geopackage,
    gzip_file,
    istv_xml,
    parquet_file,
    text_table,
    workbook,
    zip_file,
)
from headwater.data.ingest.formats.sheets import Limits, Opened, Reading, Sheet, Unreadable
from headwater.data.ingest.formats.signatures import HEAD_BYTES, Signature, signature
from headwater.machinery import disk
from headwater.vocabulary.errors import Unavailable
from headwater.vocabulary.problems import Problem


def open_file(path: Path, *, work: Path, limits: Limits, thorough: bool = False) -> Opened:
    """The sheets of a file, or why there are none. Files made on the way lie in one new folder in `work`,
    which the caller clears away after use; of a file that is refused nothing stays. `thorough` leaves the
    fast path out: for when the engine finds rows of unequal length in a CSV that looked clean.
    """
    folder = Path(tempfile.mkdtemp(prefix="opened-", dir=work))
    reading = Reading(folder, limits, thorough=thorough)
    kept = False
    try:
        opened = _judged(open_member(path, reading), reading)
        kept = not opened.refused
    except Unreadable as stop:
        opened = Opened(problems=(stop.problem,))
    except OSError as error:
        raise _unavailable(error) from error
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    return opened


def open_member(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    """The sheets of one file, which may itself lie in an archive."""
    with path.open("rb") as file:
        found = signature(file.read(HEAD_BYTES))
    if found in _REFUSED:
        raise Unreadable(_REFUSED[found])
    return _OPENERS[found](path, reading)


def _open_gzip(path: Path, reading: Reading) -> tuple[Sheet, ...]:
    if reading.inside:
        raise Unreadable("not_text")  # an archive in an archive
    return open_member(gzip_file.unpack(path, reading), replace(reading, inside=True))


def _judged(sheets: tuple[Sheet, ...], reading: Reading) -> Opened:
    left_out = tuple(reading.left_out)
    if not sheets:
        return Opened(problems=(Problem("empty_file"),), left_out=left_out)
    if all(sheet.rows_hint == 0 and not sheet.problems for sheet in sheets):
        return Opened(sheets, (Problem("headings_only"),), left_out)
    return Opened(sheets, left_out=left_out)


def _unavailable(error: OSError) -> Unavailable:
    if disk.is_full(error):
        return Unavailable(
            "There is no room left on the disk to open the file. Free some and try again.", code="disk_full"
        )
    return Unavailable(
        "The file could not be read from the disk. Try again; if it happens twice, look at the disk.",
        code="not_readable",
    )


_REFUSED: Mapping[Signature, str] = {
    Signature.EMPTY: "empty_file",
    Signature.WEB_PAGE: "is_a_web_page",
    Signature.BINARY: "not_text",
}
_OPENERS: Mapping[Signature, Callable[[Path, Reading], tuple[Sheet, ...]]] = {
    Signature.GZIP: _open_gzip,
    Signature.ZIP: partial(zip_file.open_zip, open_member=open_member),
    Signature.OLE: workbook.open_ole,
    Signature.XML: istv_xml.open_xml,
    Signature.JSON: geojson.open_json,
    Signature.GEOPACKAGE: geopackage.open_geopackage,
    Signature.PARQUET: parquet_file.open_parquet,
    Signature.TEXT: text_table.open_text,
}
