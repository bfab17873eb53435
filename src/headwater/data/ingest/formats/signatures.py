"""What a file is, by its first bytes and never by its name."""

import re
from enum import Enum

HEAD_BYTES = 256 * 1024


class Signature(Enum):
    """The families of files that arrive."""

    EMPTY = "empty"
    GZIP = "gzip"
    ZIP = "zip"  # an archive or a workbook: the zip module tells which
    OLE = "ole"  # an old or an encrypted workbook
    PARQUET = "parquet"
    GEOPACKAGE = "geopackage"
    XML = "xml"
    WEB_PAGE = "web page"
    JSON = "json"
    TEXT = "text"
    BINARY = "binary"


_MAGIC = (
    (b"\x1f\x8b", Signature.GZIP),
    (b"PK\x03\x04", Signature.ZIP),
    (b"PK\x05\x06", Signature.ZIP),  # an archive with no members
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Signature.OLE),
    (b"PAR1", Signature.PARQUET),
    (b"SQLite format 3\x00", Signature.GEOPACKAGE),
    *(
        (magic, Signature.BINARY)
        for magic in (
            b"%PDF-",
            b"\x89PNG",
            b"\xff\xd8\xff",
            b"7z\xbc\xaf",
            b"Rar!",
            b"BZh",
            b"\xfd7zXZ",
            b"{\\rtf",
        )
    ),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x7f"
_MOST_CONTROLS = 0.1
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_JSON = re.compile(rb'(\{\s*["}]|\[\s*["\[{\]\d])')


def signature(head: bytes) -> Signature:
    """The family that these first bytes of a file belong to."""
    if not head:
        return Signature.EMPTY
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    wide = bool(head.startswith(_WIDE_BOMS) or is_wide(head))
    start = head[:8192].translate(None, b"\0\xff\xfe") if wide else head.removeprefix(b"\xef\xbb\xbf")
    return _written(start.lstrip(), wide=wide, controls=_controls(head))


def _written(start: bytes, *, wide: bool, controls: float) -> Signature:
    """The family of a text, by how it starts; of UTF-16 these are its Latin letters."""
    if re.match(rb"<[?!A-Za-z_]", start):
        return Signature.WEB_PAGE if _WEB_PAGE.search(start[:2048]) else Signature.XML
    if _JSON.match(start) and not _is_bracketed_heading(start):
        return Signature.JSON
    return Signature.BINARY if controls > _MOST_CONTROLS and not wide else Signature.TEXT


def is_wide(head: bytes) -> bytes | None:
    """b"<" or b">" if this is UTF-16 without a mark, little or big end first: every second byte of Latin
    text is NUL.
    """
    even, odd = head[0:4096:2], head[1:4096:2]
    if len(odd) > 1 and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return b"<"
    if len(even) > 1 and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return b">"
    return None


def _is_bracketed_heading(start: bytes) -> bool:
    """`[Crime ID],[Month]`, as database tools write headings."""
    return bool(re.match(rb"\[[A-Za-z0-9_ ]+\][,;\t|]", start))


def _controls(head: bytes) -> float:
    return 1 - len(head.translate(None, _CONTROLS)) / len(head)
