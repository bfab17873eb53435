"""In which encoding a text file was written: its mark, else UTF-8 if every byte of it fits, else the
Windows code page.

A file that is not UTF-8 has no proof of what it is; cp1252 is what British office software writes, and the
sheet says that it was read so.
"""

import codecs
from pathlib import Path

from headwater.data.ingest.formats.signatures import is_wide

REPLACED = "\ufffd"
_BLOCK = 1024 * 1024
_MARKS = (  # the longer first: a UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def marked_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes themselves tell, if they do."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    return {b"<": "utf-16-le", b">": "utf-16-be", None: None}[is_wide(head)]


def encoding_of(head: bytes, *, is_utf8: bool, is_cp1252: bool) -> str:
    """The encoding of a file, given its first bytes and what a scan of all of it found."""
    marked = marked_encoding(head)
    if marked and (marked != "utf-8-sig" or is_utf8):
        return marked
    if is_utf8:
        return "utf-8"
    return "cp1252" if is_cp1252 else "latin-1"


def transcode(path: Path, target: Path, encoding: str) -> bool:
    """Write a text again in UTF-8. False if some of it was no text in its own encoding; U+FFFD stands in
    its place.
    """
    whole = True
    with path.open(encoding=encoding, errors="replace", newline="") as text, target.open("wb") as written:
        while block := text.read(_BLOCK):
            whole = whole and REPLACED not in block
            written.write(block.encode(errors="replace"))
    return whole


def decoded_head(head: bytes) -> str:
    """The first bytes as text, good enough to look for headings: a character cut at the end is let go."""
    marked = marked_encoding(head)
    if marked:
        return codecs.getincrementaldecoder(marked)(errors="replace").decode(head)
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="replace")
