"""One pass over the bytes of a text file, at the speed of memory: may the engine read it as it stands, and
in which encoding is it?

Nothing is parsed. Whatever is odd (a NUL, a line break inside quotes, mixed line ends, an empty or endless
row) sends the file to `repair`. Rows of unequal length that add up by chance are left for the engine to
find.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.data.contracts.cells import SPACES

_BLOCK = 1024 * 1024
_LONGEST_LINE = 1_000_000
_LINE_END = 10
_RETURN = 13
_NO_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_SPACE = 32
_RARE_SPACES = tuple(each.encode() for each in SPACES if each.isascii() and each not in " \n\r")


@dataclass
class Scan:
    """What stands in the bytes of a file, given its delimiter and the number of its columns."""

    delimiter: bytes
    columns: int
    line_ends: int = 0
    returns: int = 0
    return_pairs: int = 0  # a return and a line end
    delimiters: int = 0  # in quotes or not
    has_quotes: bool = False
    is_utf8: bool = True
    is_cp1252: bool = True
    odd: bool = False
    padded: bool = False  # some cell may begin or end with a space
    open_line: int = 0  # bytes since the last line end
    last: bytes = b""

    @property
    def lines(self) -> int:
        """Physical lines, the last one also if no line end closes it."""
        return self.line_ends + (self.open_line > 0)


def scan(path: Path, *, delimiter: bytes, columns: int) -> Scan:
    """Look at every byte of a file."""
    found = Scan(delimiter, columns)
    decoder = codecs.getincrementaldecoder("utf-8")()
    in_quotes = False
    for block in _blocks(path):
        _look_at_text(found, block, decoder)
        _look_at_spaces(found, block)
        in_quotes = _look_at_quotes(found, block, in_quotes=in_quotes)
        _look_at_lines(found, block)
        found.last = block[-1:]
    found.is_utf8 = found.is_utf8 and not decoder.getstate()[0]
    uneven_ends = found.returns != found.return_pairs or found.return_pairs not in {0, found.line_ends}
    found.odd = found.odd or in_quotes or uneven_ends
    found.padded = found.padded or found.last == b" "
    return found


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _look_at_text(found: Scan, block: bytes, decoder: codecs.IncrementalDecoder) -> None:
    if b"\0" in block:
        found.odd = True
    if block.isascii() and not decoder.getstate()[0]:
        return
    if found.is_cp1252 and len(block.translate(None, _NO_CP1252)) != len(block):
        found.is_cp1252 = False
    if found.is_utf8:
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            found.is_utf8 = False
            decoder.reset()


def _look_at_spaces(found: Scan, block: bytes) -> None:
    """Most files have no cell with a space at its edge, and the engine need not look for one in every cell.

    Outside ASCII there are more spaces than are worth telling apart here.
    """
    if found.padded:
        return
    rare = any(each in block for each in _RARE_SPACES if each != found.delimiter)
    array = np.frombuffer(found.last + block, np.uint8)
    spaces = np.flatnonzero(array == _SPACE)
    at_edge = np.zeros(256, dtype=bool)
    at_edge[list(b'\r\n"' + found.delimiter)] = True
    found.padded = (
        rare
        or not block.isascii()
        or bool(at_edge[array[spaces[spaces > 0] - 1]].any())
        or bool(at_edge[array[spaces[spaces < len(array) - 1] + 1]].any())
    )


def _look_at_quotes(found: Scan, block: bytes, *, in_quotes: bool) -> bool:
    """True if the block ends inside quotes. Only what stands between quotes is searched for a line break."""
    if b'"' not in block and not in_quotes:
        return False
    found.has_quotes = True
    parts = block.split(b'"')
    inside = b"".join(parts[not in_quotes :: 2])
    if b"\n" in inside or b"\r" in inside:
        found.odd = True
    return in_quotes ^ (len(parts) % 2 == 0)


def _look_at_lines(found: Scan, block: bytes) -> None:
    """A row of delimiters alone, or of nothing, shows by its length: every real row is longer than its
    delimiters.
    """
    array = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(array == _LINE_END)
    found.delimiters += int(np.count_nonzero(array == found.delimiter[0]))
    found.line_ends += len(ends)
    if b"\r" in block or found.last == b"\r":
        found.returns += int(np.count_nonzero(array == _RETURN))
        found.return_pairs += _pairs(array, ends, found.last)
    if not len(ends):
        found.open_line += len(block)
        found.odd = found.odd or found.open_line > _LONGEST_LINE
        return
    lengths = np.diff(ends) - 1
    first = found.open_line + int(ends[0])
    least = min(first, int(lengths.min(initial=first))) - (found.returns > 0)
    most = max(first, int(lengths.max(initial=first)))
    found.odd = found.odd or least < found.columns or most > _LONGEST_LINE
    found.open_line = len(block) - 1 - int(ends[-1])


def _pairs(array: NDArray[np.uint8], ends: NDArray[np.intp], last: bytes) -> int:
    after = ends[ends > 0]
    across = len(ends) > len(after) and last == b"\r"
    return int(np.count_nonzero(array[after - 1] == _RETURN)) + across
