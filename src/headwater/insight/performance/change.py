"""Is 30 to 20 a change? Two counts, with how many people and how long each is of where they differ; what can be said, and
what change would have been needed to show.

The exact conditional test of two counts: it takes events to be independent, so that where one fight brings another the
truth is less certain still.
"""

from dataclasses import dataclass
from math import ceil, floor, isfinite

from headwater.insight.performance.claims.chance import often
from headwater.statistics import rates
from headwater.statistics.rates import Comparison, Verdict
from headwater.vocabulary.errors import Invalid

MOST = 1_000_000
MOST_PEOPLE = 10_000_000_000  # more than live on earth
THRICE = 3  # from here on, times are easier to read than per cent
SAID = {
    Verdict.NO_CLEAR_CHANGE: "no clear change",
    Verdict.LOWER: "a clear fall",
    Verdict.HIGHER: "a clear rise",
}
OF_RATES = {**SAID, Verdict.LOWER: "a clear fall of the rate", Verdict.HIGHER: "a clear rise of the rate"}
CARE = (
    "This holds if both were counted in the same way, if one event does not bring the next, and if nobody "
    "picked the two times because of what they show."
)


@dataclass(frozen=True)
class Question:
    """Two counts. Of people and of months: both or none; none means that they are the same for the two."""

    before: int
    after: int
    people_before: int | None = None
    people_after: int | None = None
    months_before: float | None = None
    months_after: float | None = None

    @property
    def like_for_like(self) -> bool:
        return self.people_before == self.people_after and self.months_before == self.months_after

    @property
    def exposure_before(self) -> float:
        return (self.people_before or 1) * (self.months_before or 1)

    @property
    def exposure_after(self) -> float:
        return (self.people_after or 1) * (self.months_after or 1)


@dataclass(frozen=True)
class Answer:
    """What can be said: a headline, each sentence of the reading, and words that a report may use."""

    question: Question
    comparison: Comparison
    headline: str
    says: tuple[str, ...]
    write: str
    care: str = CARE


def is_it_a_change(question: Question) -> Answer:
    """What two numbers carry."""
    _check(question)
    compared = rates.compare_counts(
        question.before,
        question.after,
        exposure_before=question.exposure_before,
        exposure_after=question.exposure_after,
    )
    words = SAID if question.like_for_like else OF_RATES
    headline = f"{question.before:,} to {question.after:,}: {words[compared.verdict]}."
    says = _reading(question, compared)
    return Answer(question, compared, headline, says, _write(headline, compared))


def _reading(question: Question, compared: Comparison) -> tuple[str, ...]:
    if not question.before + question.after:
        return ("Nothing was counted either time, so there is nothing to compare.",)
    return tuple(filter(None, (_chance(compared), _size(compared), _needed(question, compared))))


def _check(question: Question) -> None:
    counts = (question.before, question.after)
    if any(not 0 <= count <= MOST for count in counts):
        raise Invalid(f"Give two whole numbers from 0 to {MOST:,}.")
    for first, second, words in (
        (question.people_before, question.people_after, "how many people"),
        (question.months_before, question.months_after, "how many months"),
    ):
        if (first is None) != (second is None):
            raise Invalid(f"Say {words} for both numbers, or for neither.")
        if (
            first is not None
            and second is not None
            and not (0 < first < MOST_PEOPLE and 0 < second < MOST_PEOPLE)
        ):
            raise Invalid(f"Say {words} with numbers above nought.")


def _chance(compared: Comparison) -> str:
    return (
        f"If nothing had changed, two counts at least this far apart would still turn up {often(compared.p)}."
    )


def _size(compared: Comparison) -> str:
    ratio = compared.ratio
    if ratio is None:
        return "Nothing was counted before, so no percentage can be given."
    upper = _apart(ratio.upper) if isfinite(ratio.upper) else "many times higher"
    return f"{_second(ratio.value)} The true change may lie anywhere from {_apart(ratio.lower)} to {upper}."


def _second(ratio: float) -> str:
    if not round(100 * (ratio - 1)):
        return "The second is the same as the first."
    return f"The second is {_apart(ratio)}{'' if ratio > THRICE else ' than the first'}."


def _apart(ratio: float) -> str:
    change = round(100 * (ratio - 1))
    if ratio > THRICE:
        return f"{ratio:.1f} times as high"
    return f"{abs(change)}% {'lower' if change < 0 else 'higher'}"


def _needed(question: Question, compared: Comparison) -> str:
    """Which fall and rise four comparisons in five would show."""
    if compared.smallest_rise is None:
        return ""
    before, rise, fall = question.before, compared.smallest_rise, compared.smallest_fall
    if fall is None:
        return f"From so few, no fall would show. A rise by {rise:.0%} or more would be likely to."
    said = f"Only a fall by {fall:.0%} or more, or a rise by {rise:.0%} or more, would be likely to show"
    if not question.like_for_like:
        return f"{said}."
    lowest, highest = floor(before * (1 - fall)), ceil(before * (1 + rise))
    return f"{said}: from {before:,} to {lowest:,} or fewer, or to {highest:,} or more."


def _write(headline: str, compared: Comparison) -> str:
    if compared.verdict is Verdict.NO_CLEAR_CHANGE and compared.smallest_fall:
        return f"{headline} Only a fall of {compared.smallest_fall:.0%} or more would be likely to show."
    ratio = compared.ratio
    if compared.verdict is Verdict.NO_CLEAR_CHANGE or ratio is None or not isfinite(ratio.upper):
        return headline
    return (
        f"{headline} It is {_apart(ratio.value)} (likely range: {_apart(ratio.lower)} to "
        f"{_apart(ratio.upper)})."
    )
