"""What the guard can find, and what it says of it. No finding says that somebody was wrong: it says what the
figures carry and what could be written instead.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PERCENTAGE = "percentage"
    DIFFERENCE = "difference"
    MULTIPLE = "multiple"
    SHARE = "share"
    PARTS = "parts"
    POINTS = "points"
    RANGE = "range"
    SMALL_CHANGE = "small_change"
    SIGNIFICANCE = "significance"
    CAUSE = "cause"
    NO_COMPARISON = "no_comparison"
    REACH = "reach"
    RECORDING_BREAK = "recording_break"
    LEAGUE = "league"
    SMALL_BASE = "small_base"


TITLES = {
    Kind.PERCENTAGE: "The percentage does not follow from the numbers",
    Kind.DIFFERENCE: "The difference does not follow from the numbers",
    Kind.MULTIPLE: "“Halved”, “doubled” or “a third” does not fit the numbers",
    Kind.SHARE: "The share does not follow from the numbers",
    Kind.PARTS: "The parts do not add up to the whole",
    Kind.POINTS: "Per cent or percentage points?",
    Kind.RANGE: "The range does not hold the number, or runs backwards",
    Kind.SMALL_CHANGE: "A change this small happens by chance",
    Kind.SIGNIFICANCE: "“Significant” without a test that shows it",
    Kind.CAUSE: "Before and after cannot say what caused it",
    Kind.NO_COMPARISON: "An outcome with nothing to compare it with",
    Kind.REACH: "Reach, contacts and people are different things",
    Kind.RECORDING_BREAK: "The way of recording changed in between",
    Kind.LEAGUE: "Places ranked by what may be chance",
    Kind.SMALL_BASE: "A percentage of very few",
}


@dataclass(frozen=True)
class Finding:
    """One thing to look at again. `start` and `end` are places in the text that was given."""

    kind: Kind
    sentence: str
    start: int
    end: int
    why: str
    instead: str
    numbers: tuple[float, ...] = ()

    @property
    def title(self) -> str:
        return TITLES[self.kind]


@dataclass(frozen=True)
class Doubt:
    """What one check says of one sentence, before the sentence's place in the text is known."""

    kind: Kind
    why: str
    instead: str
    numbers: tuple[float, ...] = ()
