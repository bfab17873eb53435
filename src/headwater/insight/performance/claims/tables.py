"""Tables in text (cells parted by a bar or a tab): a column of change is checked against the two columns it is of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.insight.performance.claims.findings import Finding, Kind

_LINE = re.compile(r"[^\r\n]+")
_CHANGE = re.compile(r"change|difference|variance|\bdiff\b|\+/-|increase|decrease", re.IGNORECASE)
_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_NUMBER = re.compile(
    r"^[^\d+\u2212\u2013-]{0,3}(?P<sign>[+\u2212\u2013-]?)\s?£?(?P<digits>\d{1,3}(?:,\d{3}){1,4}"
    r"|\d{1,12})(?P<rest>\.\d{1,9})?\s?(?P<percent>%)?$"
)
_FEWEST_CELLS = 3


@dataclass(frozen=True)
class _Cell:
    value: float
    grain: float
    percent: bool


@dataclass(frozen=True)
class _Row:
    cells: tuple[str, ...]
    text: str
    start: int


def findings(text: str) -> Iterator[Finding]:
    heading: _Row | None = None
    for row in _rows(text):
        if any(_CHANGE.search(cell) for cell in row.cells[1:]) and not any(map(_number, row.cells)):
            heading = row
        elif heading and len(heading.cells) == len(row.cells):
            yield from _of_row(heading, row)


def _rows(text: str) -> Iterator[_Row]:
    for line in _LINE.finditer(text):
        if "|" not in line[0] and "\t" not in line[0]:
            continue
        parts = line[0].strip().strip("|").replace("\t", "|").split("|")
        if len(parts) >= _FEWEST_CELLS:
            yield _Row(tuple(part.strip() for part in parts), line[0], line.start())


def _of_row(heading: _Row, row: _Row) -> Iterator[Finding]:
    for at, head in enumerate(heading.cells):
        said = _number(row.cells[at])
        if said and at > 1 and _CHANGE.search(head):
            before, after = _number(row.cells[at - 2]), _number(row.cells[at - 1])
            if before and after:
                in_per_cent = said.percent or bool(_PER_CENT.search(head))
                yield from _checked(row, before, after, said, in_per_cent=in_per_cent)


def _checked(row: _Row, before: _Cell, after: _Cell, said: _Cell, *, in_per_cent: bool) -> Iterator[Finding]:
    difference = after.value - before.value
    relative = 100 * difference / before.value if before.value else 0.0
    room = said.grain + before.grain * (before.grain < 1) + after.grain * (after.grain < 1)
    shares = before.percent or after.percent
    fair = [relative] if in_per_cent and not shares else [difference, relative] if shares else [difference]
    if (in_per_cent and not before.value) or any(abs(each - said.value) <= room for each in fair):
        return
    true = f"{relative:+.1f}%" if in_per_cent and not shares else f"{difference:+,g}"
    sign = "%" if in_per_cent else ""
    yield Finding(
        Kind.PERCENTAGE if in_per_cent else Kind.DIFFERENCE,
        row.text.strip(),
        row.start,
        row.start + len(row.text),
        f"From {before.value:,g} to {after.value:,g} is {true}, not {said.value:+,g}{sign}.",
        f"Write “{true}”, or check which columns it is the change between.",
        (before.value, after.value, said.value),
    )


def _number(cell: str) -> _Cell | None:
    found = _NUMBER.match(cell)
    if not found or not cell:
        return None
    rest = found["rest"] or ""
    value = float(found["digits"].replace(",", "") + rest)
    sign = -1 if found["sign"] in {"-", "\u2212", "\u2013"} else 1
    return _Cell(sign * value, 10.0 ** -max(0, len(rest) - 1), bool(found["percent"]))
