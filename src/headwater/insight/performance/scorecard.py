"""The vision as a card of three parts: communities that hold together, free from violence, and free from the fear of it.

What people say stands beside what is recorded. Nothing is called better that is too old, hidden, or said by fewer than thirty.
"""

from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import queries, standing
from headwater.insight.performance.standing import Measure, Standing
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import Refused

FEWEST_ANSWERS = 30  # of a survey; fewer are hidden by its policy, and here once more


@dataclass(frozen=True)
class Asked:
    """One part of the vision, and the indicators that speak to it."""

    key: str
    title: str
    question: str
    indicators: tuple[str, ...]


PARTS = (
    Asked(
        "cohesion",
        "Communities that hold together",
        "Do people of different backgrounds get on well?",
        ("survey_get_on_well",),
    ),
    Asked(
        "violence",
        "Free from violence",
        "Are fewer people hurt, by what is recorded and by what people say?",
        ("serious_violence", "ed_assaults", "survey_hurt"),
    ),
    Asked(
        "fear",
        "Free from the fear of violence",
        "Do fewer people worry, and do more feel safe?",
        ("survey_worried", "survey_safe_after_dark", "survey_safe_by_day"),
    ),
)


@dataclass(frozen=True)
class Line:
    """One indicator: its verdict as this page may show it, and its newest figure of a year."""

    measure: Measure
    word: Verdict
    figure: ReleasedFigure | None

    @property
    def is_survey(self) -> bool:
        return self.figure is not None and self.figure.method is Method.ESTIMATE


@dataclass(frozen=True)
class Part:
    """One part of the vision with its word, its sentence and its lines."""

    asked: Asked
    standing: Standing
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Scorecard:
    """The whole card, of the widest area of the partnership."""

    area: Area | None
    parts: tuple[Part, ...]

    @property
    def is_empty(self) -> bool:
        return not any(line.figure for part in self.parts for line in part.lines)


def scorecard(*, audience: Audience, on: date) -> Scorecard:
    """How the vision stands today."""
    area = indicators.top_area()
    return Scorecard(area, tuple(_part(asked, area, audience, on) for asked in PARTS))


def word_of(word: Verdict, figure: ReleasedFigure | None) -> Verdict:
    """The word that may stand beside a figure: no change is judged of what is not shown, or of too few answers."""
    if word not in standing.JUDGED:
        return word
    if figure is None or figure.value is None:
        return Verdict.SUPPRESSED
    if figure.method is Method.ESTIMATE and (figure.n or 0) < FEWEST_ANSWERS:
        return Verdict.SUPPRESSED
    return word


def _part(asked: Asked, area: Area | None, audience: Audience, on: date) -> Part:
    lines = tuple(_line(key, area, audience, on) for key in asked.indicators)
    return Part(asked, standing.together([(line.measure, line.word) for line in lines]), lines)


def _line(key: str, area: Area | None, audience: Audience, on: date) -> Line:
    measure = standing.measure(key, area, audience=audience, on=on)
    figure = _figure(key, area, audience, on)
    return Line(measure, word_of(measure.word, figure), figure)


def _figure(key: str, area: Area | None, audience: Audience, on: date) -> ReleasedFigure | None:
    if area is None:
        return None
    try:
        return queries.steadiest(key, area.code, audience=audience, on=on)
    except Refused:
        return None
