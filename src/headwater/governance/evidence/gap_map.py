"""The evidence-gap map: how many entries each factor, population and question has, how strong, how new.

Research, practice and lived experience are counted beside each other and never added up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from headwater.governance.evidence.models import Effect, Evidence, Factor, Knowledge, Question, ResearchBrief

EVERYBODY = "Everybody"
Place = tuple[str, str, str]  # factor, population, question


@dataclass(frozen=True)
class GapCell:
    """What is known in one place of the map."""

    entries: tuple[Evidence, ...] = ()
    asked: tuple[ResearchBrief, ...] = ()  # research under way

    def of_kind(self, knowledge: str) -> int:
        return sum(entry.knowledge == knowledge for entry in self.entries)

    @property
    def research(self) -> int:
        return self.of_kind(Knowledge.RESEARCH)

    @property
    def practice(self) -> int:
        return self.of_kind(Knowledge.PRACTICE)

    @property
    def lived(self) -> int:
        return self.of_kind(Knowledge.LIVED)

    @property
    def insufficient(self) -> int:
        """Entries that found that too little is known. They fill no gap."""
        return sum(entry.effect == Effect.INSUFFICIENT for entry in self.entries)

    @property
    def strongest(self) -> int | None:
        """The best security of its research; None where none was rated."""
        rated = [e.security for e in self.entries if e.security and e.knowledge == Knowledge.RESEARCH]
        return max(rated, default=None)

    @property
    def newest(self) -> date | None:
        return max((entry.checked_on for entry in self.entries), default=None)

    @property
    def is_gap(self) -> bool:
        """Nothing is known here, or only that too little is."""
        return len(self.entries) == self.insufficient


@dataclass(frozen=True)
class GapMap:
    """Every factor that stands, by population, with one cell a question."""

    factors: tuple[Factor, ...]
    populations: tuple[str, ...]
    questions: tuple[Question, ...]
    cells: Mapping[Place, GapCell]

    def cell(self, factor: str, population: str, question: str) -> GapCell:
        return self.cells.get((factor, population, question), GapCell())

    def row(self, factor: str, population: str = "") -> list[tuple[Question, GapCell]]:
        """One cell a question, for one population or, where none is named, for all of them together."""
        asked = (population,) if population else self.populations
        return [
            (question, _together(self.cell(factor, each, question) for each in asked))
            for question in self.questions
        ]

    @property
    def empty(self) -> list[Place]:
        """Where nothing is known and nobody is asking: what to commission next."""
        places = (
            (factor.key, population, question.value)
            for factor in self.factors
            for population in self.populations
            for question in self.questions
        )
        return [place for place in places if (cell := self.cell(*place)).is_gap and not cell.asked]


def _together(cells: Iterable[GapCell]) -> GapCell:
    every = list(cells)
    return GapCell(
        tuple(entry for cell in every for entry in cell.entries),
        tuple(brief for cell in every for brief in cell.asked),
    )


def of(entries: Iterable[Evidence], factors: Iterable[Factor], under_way: Iterable[ResearchBrief]) -> GapMap:
    held: dict[Place, list[Evidence]] = {}
    asked: dict[Place, list[ResearchBrief]] = {}
    for entry in entries:
        for place in _places(entry):
            held.setdefault(place, []).append(entry)
    for brief in under_way:
        for place in _places(brief):
            asked.setdefault(place, []).append(brief)
    every = held.keys() | asked.keys()
    cells = {place: GapCell(tuple(held.get(place, ())), tuple(asked.get(place, ()))) for place in every}
    populations = sorted({place[1] for place in every} - {EVERYBODY})
    return GapMap(tuple(factors), (EVERYBODY, *populations), tuple(Question), cells)


def _places(thing: Evidence | ResearchBrief) -> list[Place]:
    return [(factor, thing.population or EVERYBODY, thing.question) for factor in thing.factor_keys]
