"""What a workbook would take in memory, measured on its packed XML before anything reads it.

The reader lays a worksheet out as a rectangle and copies a shared text into every cell that names it. So
one far cell, or one long text named a million times, could fill any machine from a file of a few kilobytes.
"""

import re
import zipfile

import numpy as np

from headwater.data.ingest.formats.sheets import Limits, Unreadable, said_bytes
from headwater.vocabulary.cells import column_number

_BLOCK = 1024 * 1024
_OVERLAP = 256  # a cell's name or index may lie across two blocks
_TEXTS = "xl/sharedStrings.xml"
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
# of a cell or of a row, in letters of either size: the reader takes them all
_CELL = re.compile(rb'\sr\s*=\s*["\']([A-Za-z]{0,7})([0-9]{1,10})["\']')
_NAMED = re.compile(rb'\st\s*=\s*["\']s["\'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*([0-9]{1,9})\s*<')


def check_package(packed: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse what is not a plain XLSX, and what would not fit into memory."""
    names = packed.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("macro_workbook")
    if "xl/workbook.xml" not in names:
        raise Unreadable("not_text")  # a letter, a binary workbook, an OpenDocument
    measure = _Measure(limits)
    for name in sorted(names, key=lambda name: name != _TEXTS):
        measure.begin()
        with packed.open(name) as stream:
            while block := stream.read(_BLOCK):
                measure.see(name, block)
        measure.check()


class _Measure:
    """Sums up what one workbook unpacks to."""

    def __init__(self, limits: Limits) -> None:
        self._cells_limit = limits.workbook_cells
        self._limit = min(limits.workbook_bytes, limits.unpacked_bytes)
        self._unpacked = 0
        self._copied = 0
        self._starts: list[int] = []  # of the shared texts
        self._lengths = np.zeros(0, np.int64)
        self.begin()

    def begin(self) -> None:
        """Another part of the package comes."""
        self._width = self._height = self._offset = 0
        self._tail = b""

    def see(self, name: str, block: bytes) -> None:
        self._unpacked += len(block)
        if self._unpacked > self._limit:
            raise Unreadable("too_large_unpacked", detail=said_bytes(self._limit))
        text = self._tail + block
        if name == _TEXTS:
            start = self._offset - len(self._tail)
            self._starts.extend(start + found.start() for found in _TEXT.finditer(text))
        elif name.startswith("xl/worksheets/"):
            self._see_cells(text)
        self._tail = text[-_OVERLAP:]
        self._offset += len(block)

    def _see_cells(self, text: bytes) -> None:
        found = set(_CELL.findall(text))
        widths = (column_number(letters) for letters in {letters for letters, _ in found})
        self._width = max(self._width, *widths, 1)
        self._height = max(self._height, *(int(row) for _, row in found), 0)
        named = np.array(_NAMED.findall(text), dtype=np.int64)
        self._copied += int(self._lengths[named[named < len(self._lengths)]].sum())

    def check(self) -> None:
        """After each part: is it still within bounds?"""
        if self._starts:
            self._lengths = np.diff(np.unique([*self._starts, self._offset]))
            self._starts = []
        if self._width * self._height > self._cells_limit:
            raise Unreadable("too_large_unpacked", detail=f"{self._cells_limit:,} cells")
        if self._copied > 2 * self._limit:
            raise Unreadable("too_large_unpacked", detail=said_bytes(2 * self._limit))
