"""Text cut into sentences, each with its place. A line is at least one sentence; a table's row is one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 500  # characters read as one sentence; a longer one is read in pieces
_LINE = re.compile(r"[^\r\n]+")
# a full stop ends a sentence where a space and a capital, a digit or a quotation mark follow
_END = re.compile(r"(?<=[.!?])[\"”\u2019)]?\s+(?=[\"“\u2018(]?[A-Z0-9£])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|no|st|mr|mrs|ms|dr|approx|cf|fig|vol|pp?)\.|\b[A-Z]\.)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Sentence:
    text: str
    start: int
    line: int  # where its line begins: sentences of one line stand in one paragraph

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def split(text: str) -> list[Sentence]:
    """The sentences of a text in order.

    >>> [each.text for each in split("It fell to 4.2. Nobody knows why.")]
    ['It fell to 4.2.', 'Nobody knows why.']
    """
    return [found for line in _LINE.finditer(text) for found in _of_line(line[0], line.start())]


def _of_line(line: str, start: int) -> Iterator[Sentence]:
    begin = 0
    for cut in _END.finditer(line):
        if not _SHORT.search(line[begin : cut.start()]):
            yield from _pieces(line[begin : cut.start()], start + begin, start)
            begin = cut.end()
    yield from _pieces(line[begin:], start + begin, start)


def _pieces(text: str, start: int, line: int) -> Iterator[Sentence]:
    for at in range(0, len(text), LONGEST):
        piece = text[at : at + LONGEST]
        if stripped := piece.strip():
            yield Sentence(stripped, start + at + piece.index(stripped), line)
