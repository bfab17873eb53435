"""One block of a report: what it says, its table, its picture, and everything that must be known to read it.

A block is made for one audience from what may be shown to it; nothing below this room is read that is not released or public.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from headwater.insight.charts.models import Chart
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import Provenance, ReleasedFigure
from headwater.insight.reporting import words
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import day_words
from headwater.vocabulary.states import FigureState


class Holds(StrEnum):
    """What the cells of a column hold. A FIGURE is a released figure in words; a DERIVED number was read from released figures."""

    WORDS = "words"
    FIGURE = "figure"
    DERIVED = "derived"


@dataclass(frozen=True)
class Column:
    heading: str
    holds: Holds = Holds.WORDS


@dataclass(frozen=True)
class Asking:
    """For whom a report is made, of which area and on which day, and what its template says of the block."""

    area: Area | None
    audience: Audience
    on: date
    terms: Mapping[str, Any] = field(default_factory=dict)

    def term(self, name: str, otherwise: str = "") -> str:
        return str(self.terms.get(name, otherwise))

    @property
    def area_code(self) -> str:
        if self.area is None:
            raise NotFound("No area is loaded yet that figures could be of.")
        return self.area.code

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC


@dataclass(frozen=True)
class Note:
    """What stands under every block: where it comes from and how it may be read."""

    source: str
    period: str
    taken: str
    method: str
    caveats: tuple[str, ...]
    disclosure: str


@dataclass(frozen=True)
class Block:
    """See the module. `missing` says why there is nothing to show, and is never empty where there is nothing."""

    title: str
    note: Note
    says: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    figures: tuple[tuple[str, ReleasedFigure], ...] = ()  # with the breakdown that each is of
    chart: Chart | None = None
    missing: str = ""
    listed: bool = False  # its sentences are points of a list

    @property
    def figures_hash(self) -> str:
        """Of what the block shows and not of how it came to be: the same figures released again have the same."""
        shown = [self.rows, [fact_of(*each, origin=False) for each in self.figures]]
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def fact_of(breakdown: str, figure: ReleasedFigure, *, origin: bool = True) -> dict[str, Any]:
    """A released figure as plain values: what an edition keeps. Of a hidden number there is nothing but its state."""
    fact = {
        "indicator": figure.indicator,
        "area_code": figure.area_code,
        "breakdown": breakdown,
        "category": figure.category,
        "grain": figure.grain.value,
        "start": figure.period.start.isoformat(),
        "state": figure.state.value,
        "value": figure.value,
        "n": figure.n if figure.state is FigureState.VALUE else None,
        "lower": figure.lower,
        "upper": figure.upper,
        "words": words.value(figure),
    }
    return {**fact, "release": str(figure.provenance.release)} if origin else fact


def note(origins: Iterable[Provenance], *, period: str, method: str, caveats: Sequence[str] = ()) -> Note:
    """The note of a block of released figures."""
    found = list(origins)
    told = [*caveats, *(each for origin in found for each in origin.notes)]
    return Note(
        source=_joined(each.attribution for each in found),
        period=period,
        taken=_joined(day_words(each.extracted_on) for each in found),
        method=method,
        caveats=tuple(dict.fromkeys(told)),
        disclosure=" ".join(dict.fromkeys(each.policy_words for each in found)),  # whole sentences
    )


def own_note(source: str, asking: Asking, *, method: str) -> Note:
    """The note of what the partnership wrote itself."""
    stood = day_words(asking.on)
    return Note(
        source, f"As it stood on {stood}", stood, method, (), "It counts no people, so nothing is hidden."
    )


def _joined(parts: Iterable[str]) -> str:
    """Each once. Sentences stand after one another; a semicolon parts what is none."""
    found = list(dict.fromkeys(part for part in parts if part))
    return (" " if all(part.endswith(".") for part in found) else "; ").join(found)
