"""What areas side by side say, in plain words: no ranks, and nobody blamed for what chance does. Pure: facts in, words out."""

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import ComparedArea
from headwater.statistics.funnels import Position
from headwater.vocabulary.periods import Period

KINDS = {
    "utla": "counties and unitary councils",
    "csp": "community safety partnerships",
    "ltla": "districts",
    "ward": "wards",
}
HIGHER, LOWER = {Position.ABOVE, Position.FAR_ABOVE}, {Position.BELOW, Position.FAR_BELOW}
WORDS = {
    Position.FAR_ABOVE: "Higher, far beyond chance",
    Position.ABOVE: "Higher than chance would make it",
    Position.WITHIN: "No clear difference",
    Position.BELOW: "Lower than chance would make it",
    Position.FAR_BELOW: "Lower, far beyond chance",
    Position.TOO_FEW: "Hidden or not counted",
}
MOST_NAMED = 8


@dataclass(frozen=True)
class Facts:
    """What the words hang on."""

    indicator: Indicator
    kind: str
    period: Period
    areas: tuple[ComparedArea, ...]
    apart: int  # outside the lines of chance alone
    spread: float
    widened: bool

    @property
    def compared(self) -> int:
        return sum(each.position is not Position.TOO_FEW for each in self.areas)

    def names(self, among: set[Position]) -> list[str]:
        return [each.figure.area_name for each in self.areas if each.position in among]


def headline(facts: Facts) -> str:
    """How many stand out, and which way."""
    high, low = facts.names(HIGHER), facts.names(LOWER)
    kinds = KINDS[facts.kind]
    if not high and not low:
        return f"None of the {facts.compared} {kinds} is higher or lower than {_chance(facts)} would make it."
    parts = [
        f"{len(found)} of {facts.compared} {kinds} {'is' if len(found) == 1 else 'are'} {way}"
        for found, way in ((high, "higher"), (low, "lower"))
        if found
    ]
    return f"{', and '.join(parts)} than {_chance(facts)} would make {'it' if len(high) + len(low) == 1 else 'them'}."


def _chance(facts: Facts) -> str:
    return "chance and the usual differences between places" if facts.widened else "chance alone"


def sentences(facts: Facts) -> Iterator[str]:
    """Which, how much is chance, what is missing; and that nobody is ranked."""
    for found, way in ((facts.names(HIGHER), "Higher"), (facts.names(LOWER), "Lower")):
        if found:
            yield f"{way}: {_listed(found)}."
    if facts.widened:
        yield (
            f"Against chance alone {facts.apart} of {facts.compared} would seem to stand out: these places differ about "
            f"{facts.spread:.1f} times as much as chance makes them. Such differences have many reasons (a town "
            "centre, a station, a hospital, how things are recorded), so the lines allow for them."
        )
    elif 2 * facts.apart > facts.compared:
        yield (
            "Most of them differ from the rest by more than chance, as places do: a town centre, a station or a hospital is "
            "reason enough. So that one differs is no news by itself; ask what changed there, and when."
        )
    elif facts.apart:
        yield (
            "With so few places it cannot be told how much such places differ anyway, so they are set against chance "
            "alone. That one stands out is a question to ask, not an answer."
        )
    hidden = facts.names({Position.TOO_FEW})
    if hidden:
        yield f"Not compared, because their numbers are hidden or were not counted: {_listed(hidden)}."
    yield "Places stand by name. There is no league table, because most positions in one would be chance."


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
