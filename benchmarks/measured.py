"""What a benchmark says: one row a promise, ours beside a peer measured in the same run.

Time is taken in turns, ours and then the peer's, so that a machine that slows down slows both.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

HEADINGS = ("What", "Ours", "Peer", "Ratio", "At most", "")


@dataclass(frozen=True)
class Measured:
    """What was measured of one promise. A row without a bar is told for what it is worth."""

    what: str
    ours: float
    unit: str
    at_most: float | None = None
    ratio_at_most: float | None = None
    peer: float | None = None
    of_peer: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.peer is None else self.ours / self.peer

    @property
    def bars(self) -> list[tuple[float, float, str]]:
        """(reached, at most, unit)"""
        pairs = ((self.ours, self.at_most, self.unit), (self.ratio, self.ratio_at_most, "x"))
        return [
            (reached, bar, unit) for reached, bar, unit in pairs if reached is not None and bar is not None
        ]

    @property
    def verdict(self) -> str:
        if not self.bars:
            return ""
        return "holds" if all(reached <= bar for reached, bar, _ in self.bars) else "BROKEN"

    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            _with_unit(self.ours, self.unit),
            "" if self.peer is None else f"{_with_unit(self.peer, self.unit)}, {self.of_peer}",
            "" if self.ratio is None else f"{self.ratio:.2f} x",
            ", ".join(_with_unit(bar, unit) for _, bar, unit in self.bars),
            self.verdict,
        )


def _with_unit(number: float, unit: str) -> str:
    return f"{number:,.0f} {unit}" if number >= 100 else f"{number:.3g} {unit}"


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(
    ours: Callable[[], object], peer: Callable[[], object], *, rounds: int = 5
) -> tuple[float, float]:
    """The median seconds of each, after one round that does not count."""
    taken = [(seconds(ours), seconds(peer)) for _ in range(rounds + 1)][1:]
    return statistics.median(each for each, _ in taken), statistics.median(each for _, each in taken)


def tell(rows: Sequence[Measured]) -> None:
    """To a reader as a table; to `run.py` as one line of JSON."""
    if "--json" in sys.argv:
        print(json.dumps([asdict(row) for row in rows]))
    else:
        print(table(rows))


def table(rows: Sequence[Measured]) -> str:
    """The rows as a Markdown table, which also reads well as it stands."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEADINGS))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells
    ]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])
