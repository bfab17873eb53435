"""How a clause or a box of the theory of change stands: the verdicts of the indicators that it names, and one word for them.

The word never says more than the verdicts do. It is good news only where something improves and nothing that can be judged does
otherwise; an indicator that is stale, hidden or missing is counted and told, and never averaged away. Of many indicators one moves
by chance alone now and then, so a mark says of how many its word is true, and the sentence says where chance may do as much.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry, verdicts
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.sentences import listed

JUDGED = (Verdict.WORSENING, Verdict.IMPROVING, Verdict.CHANGED, Verdict.NO_CLEAR_CHANGE)
UNJUDGED = (Verdict.NOT_COMPARABLE, Verdict.SUPPRESSED, Verdict.STALE, Verdict.NO_DATA)
WORDS = {  # of how many indicators: "one gets better", "two get better"
    Verdict.WORSENING: ("gets worse", "get worse"),
    Verdict.IMPROVING: ("gets better", "get better"),
    Verdict.CHANGED: ("has changed, neither for better nor for worse", "have changed, neither for better nor for worse"),
    Verdict.NO_CLEAR_CHANGE: ("shows no clear change", "show no clear change"),
    Verdict.NOT_COMPARABLE: ("cannot be compared with the year before", "cannot be compared with the year before"),
    Verdict.SUPPRESSED: ("has too few to show", "have too few to show"),
    Verdict.STALE: ("is too old to say", "are too old to say"),
    Verdict.NO_DATA: ("has no figures", "have no figures"),
}  # fmt: skip
MOVED = (Verdict.WORSENING, Verdict.IMPROVING)
BY_CHANCE = 0.05  # the probability, for all indicators of a group together, at which a move is told as more than chance
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Measure:
    """One indicator that was named: its verdict where one may be read here, else why there is none."""

    key: str
    indicator: Indicator | None  # None where nobody has declared it
    verdict: ReleasedVerdict | None = None
    why_none: str = ""

    @property
    def word(self) -> Verdict:
        return self.verdict.verdict if self.verdict else Verdict.NO_DATA

    @property
    def title(self) -> str:
        return self.indicator.plain_title if self.indicator else self.key


@dataclass(frozen=True)
class Standing:
    """How something stands: the word, a sentence, every indicator behind it, and of how many of them the word is true where it is
    not true of all ("1 of 15 gets worse").
    """

    word: Verdict
    says: str
    measures: tuple[Measure, ...]
    counted: str = ""

    @property
    def is_measured(self) -> bool:
        return any(measure.verdict for measure in self.measures)


def standing(keys: Sequence[str], area: Area | None, *, audience: Audience, on: date) -> Standing:
    """How what these indicators measure stands in an area."""
    found = measures(keys, area, audience=audience, on=on)
    return standing_of([found[key] for key in keys])


def standing_of(measures: Sequence[Measure]) -> Standing:
    return together([(each, each.word) for each in measures])


def together(judged: Sequence[tuple[Measure, Verdict]]) -> Standing:
    """One standing of several indicators, each with the verdict that may be said of it here."""
    words = [word for _measure, word in judged]
    says = f"{sentence(words)}{_as_chance_would(judged)}"
    return Standing(overall(words), says, tuple(measure for measure, _word in judged), counted(words))


def measure(key: str, area: Area | None, *, audience: Audience, on: date) -> Measure:
    """One indicator's verdict in an area, or why there is none."""
    return measures((key,), area, audience=audience, on=on)[key]


def measures(keys: Collection[str], area: Area | None, *, audience: Audience, on: date) -> dict[str, Measure]:
    """Several indicators at once, each by its key."""
    declared = [key for key in keys if key in registry.indicators()]
    found = verdicts.of_area(declared, area.code, audience=audience, on=on) if area and declared else {}
    return {key: _measure(key, area, found.get(key)) for key in keys}


def _measure(key: str, area: Area | None, found: ReleasedVerdict | Refused | None) -> Measure:
    indicator = registry.indicators().get(key)
    if indicator is None:
        return Measure(key, None, why_none=f"There is no indicator “{key}” yet.")
    if area is None:
        return Measure(key, indicator, why_none="No area is loaded yet that figures could be of.")
    if isinstance(found, Refused):
        return Measure(key, indicator, why_none=found.says)
    if found is None:
        why = indicators.why_not_available(key, area.kind) or f"Nothing is released for {area.name}."
        return Measure(key, indicator, why_none=why)
    return Measure(key, indicator, found)


def overall(words: Sequence[Verdict]) -> Verdict:
    """One word for several verdicts.

    Worse where any gets worse; better only where something improves and all that can be judged do; changed only where nothing
    else is judged; else no clear change. Where nothing can be judged: the reason that most share, the earliest in the list of
    reasons among equals.
    """
    judged = [word for word in words if word in JUDGED]
    if not judged:
        unjudged = Counter(words)
        return max(UNJUDGED, key=lambda word: unjudged[word]) if words else Verdict.NO_DATA
    if Verdict.WORSENING in judged:
        return Verdict.WORSENING
    same = set(judged)
    return same.pop() if len(same) == 1 else Verdict.NO_CLEAR_CHANGE


def sentence(words: Sequence[Verdict]) -> str:
    """What the verdicts say together.

    >>> sentence([Verdict.IMPROVING, Verdict.NO_CLEAR_CHANGE, Verdict.NO_CLEAR_CHANGE])
    'Of three indicators one gets better and two show no clear change.'
    """
    if not words:
        return "Nobody measures this yet."
    counted = Counter(words)
    parts = [
        f"{_number(counted[word])} {WORDS[word][counted[word] > 1]}"
        for word in (*JUDGED, *UNJUDGED)
        if counted[word]
    ]
    if len(words) == 1:
        return f"Its indicator {WORDS[words[0]][0]}."
    if len(parts) == 1:
        who = "Both" if len(words) == 2 else f"All {_number(len(words))}"  # noqa: PLR2004  (both are two)
        return f"{who} indicators {WORDS[words[0]][1]}."
    return f"Of {_number(len(words))} indicators {listed(parts)}."


def counted(words: Sequence[Verdict]) -> str:
    """Of how many that can be judged the word for all is true; nothing where it is true of all or of none.

    >>> counted([Verdict.WORSENING, Verdict.NO_CLEAR_CHANGE, Verdict.STALE])
    '1 of 2 gets worse'
    """
    judged = [word for word in words if word in JUDGED]
    word = overall(words)
    same = judged.count(word)
    return f"{same} of {len(judged)} {WORDS[word][same > 1]}" if 0 < same < len(judged) else ""


def _as_chance_would(judged: Sequence[tuple[Measure, Verdict]]) -> str:
    """What is to be said where none that moved did so by more than chance moves one of so many (Bonferroni)."""
    looked_at = sum(word in JUDGED for _measure, word in judged)
    moved = [measure.verdict.p for measure, word in judged if measure.verdict and word in MOVED]
    least = min((1.0 if p is None else p for p in moved), default=None)
    if least is None or looked_at == 1 or least * looked_at <= BY_CHANCE:
        return ""
    return f" Among {_number(looked_at)}, chance alone may do as much."


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
