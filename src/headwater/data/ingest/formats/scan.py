"""One pass over the bytes of a text file, at the speed of a disk: may the engine read it as it stands, and
in which encoding is it?

Nothing is parsed. Whatever is odd (a NUL, a line break inside quotes, mixed line ends, an empty row) sends
the file to `repair`.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = 1024 * 1024
_NO_CP1252 = b"\x81\x8d\x8f\x90\x9d"


@dataclass
class Scan:
    """What stands in the bytes."""

    lines: int = 0  # complete and last incomplete ones
    is_utf8: bool = True
    is_cp1252: bool = True
    odd: bool = False  # cannot be read as it stands
    quotes: int = 0
    delimiters: int = 0  # in quotes or not


def scan(path: Path, *, delimiter: bytes, columns: int) -> Scan:
    """Scan a whole file, given what its head promises."""
    found = Scan()
    decoder = codecs.getincrementaldecoder("utf-8")()
    blank = b"\n" + delimiter * (columns - 1)
    in_quotes = False
    last = b""
    for block in _blocks(path):
        _look_at_text(found, block, decoder)
        in_quotes = _look_at_quotes(found, block, in_quotes=in_quotes)
        found.odd = found.odd or _is_odd(last[-len(blank) - 3 :] + block, blank, longest=_BLOCK)
        found.lines += block.count(b"\n")
        found.delimiters += block.count(delimiter)
        last = block
    found.lines += not last.endswith(b"\n")
    found.odd = found.odd or in_quotes or _ends_badly(decoder, found)
    return found


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _look_at_text(found: Scan, block: bytes, decoder: codecs.IncrementalDecoder) -> None:
    if b"\0" in block:
        found.odd = True
    if found.is_cp1252 and not block.isascii() and len(block.translate(None, _NO_CP1252)) != len(block):
        found.is_cp1252 = False
    if found.is_utf8 and not (block.isascii() and decoder.getstate()[0] == b""):
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            found.is_utf8 = False


def _look_at_quotes(found: Scan, block: bytes, *, in_quotes: bool) -> bool:
    """True if the block ends inside quotes. Only what stands between quotes is searched for a line break."""
    quotes = block.count(b'"')
    found.quotes += quotes
    if not quotes and not in_quotes:
        return False
    inside = b"".join(block.split(b'"')[not in_quotes :: 2])
    if b"\n" in inside or b"\r" in inside:
        found.odd = True
    return in_quotes ^ (quotes % 2 == 1)


def _is_odd(text: bytes, blank: bytes, *, longest: int) -> bool:
    line_ends = text.count(b"\n")
    returns = text.count(b"\r\n")
    return (
        (line_ends == 0 and len(text) >= longest)
        or returns not in {0, line_ends - text.startswith(b"\n")}
        or text.count(b"\r") - returns > text.endswith(b"\r")
        or any(blank + end in text for end in (b"\n", b"\r\n"))
        or b"\n\n" in text
        or b"\n\r\n" in text
    )


def _ends_badly(decoder: codecs.IncrementalDecoder, found: Scan) -> bool:
    if found.is_utf8 and decoder.getstate()[0]:
        found.is_utf8 = False
    return not found.is_utf8
