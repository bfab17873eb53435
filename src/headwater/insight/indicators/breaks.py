"""Months in which the way of recording changed. Charts begin a new stretch there and no verdict reaches
across.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import partnership
from headwater.vocabulary.periods import Month


@dataclass(frozen=True)
class Break:
    """`month` is the first month recorded the new way. No area: all of them; no indicators: every one of
    the source.
    """

    source: str
    month: Month
    says: str
    area: str = ""
    indicators: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # by which people speak of what it touches: the claim guard looks for them

    def touches(self, *, sources: Iterable[str], indicator: str, area: str) -> bool:
        return (
            self.source in sources
            and self.area in {"", area}
            and (not self.indicators or indicator in self.indicators)
        )


def parse(toml: str) -> list[Break]:
    rows = tomllib.loads(toml).get("break", [])
    return [
        Break(
            row["source"],
            Month.parse(row["month"]),
            row["says"],
            row.get("area", ""),
            tuple(row.get("indicators", ())),
            tuple(row.get("words", ())),
        )
        for row in rows
    ]


def declared() -> list[Break]:
    """Every break that the shipped file and the partnership's own file declare, in order of time."""
    found = [each for file in partnership.files("recording_breaks.toml") for each in parse(file.read_text())]
    return sorted(found, key=lambda each: each.month)


def positions(found: Iterable[Break], starts: Sequence[date]) -> list[int]:
    """Where in a series of periods new stretches begin: never at its first period, nor after its last."""
    at = {sum(start < each.month.start for start in starts) for each in found}
    return sorted(place for place in at if 0 < place < len(starts))
