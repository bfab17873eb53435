"""The outcome that the Home Office judges a partnership by: fewer people hurt with knives, less knife violence, fewer people killed.

Its three measures, of everybody and of people under 25, each in the smallest area that its source allows and with how old its newest
figure is; police, emergency departments and ambulances beside each other; and what can be said for certain, in plain words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Events, Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedTriangulation, ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import queries, standing
from headwater.insight.performance.claims.chance import often
from headwater.insight.performance.queries import Aimed, Beside
from headwater.insight.performance.standing import JUDGED, Measure, Standing
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Month

AGES = "age"


@dataclass(frozen=True)
class Asked:
    """One measure: its number with the Home Office, the indicator, and the category that comes nearest to under 25."""

    number: int
    key: str
    young: str
    young_words: str


MEASURES = (
    Asked(1, "hes_sharp_object", "under_20", "Under 20 (this source does not divide at 25)"),
    Asked(2, "knife_enabled", "under_25", "Under 25"),
    Asked(3, "homicide", "under_25", "Under 25"),
)
OPEN_DATA = {  # what anybody may read, and what it does not tell
    "knife_enabled": "Open data do not say which offences involved a knife, nor of what age the victims were.",
    "homicide": "Open data do not tell killings from other violence.",
}
SOURCES = indicators.TRIANGLE
SHORT = {
    "serious_violence": "the police",
    "ed_assaults": "emergency departments",
    "ambulance_assaults": "the ambulance service",
}


@dataclass(frozen=True)
class Side:
    """A measure of everybody or of the young: its newest figure and verdict, or why there is none, and how sure it is."""

    words: str
    figure: ReleasedFigure | None
    verdict: ReleasedVerdict | None
    why_none: str
    certainty: str


@dataclass(frozen=True)
class Shown:
    """One of the three measures as the page shows it."""

    asked: Asked
    indicator: Indicator
    area: Area | None
    sides: tuple[Side, ...]
    age_says: str  # how old the newest figure is
    reach_says: str  # why it is of a wider area than the one asked for; empty where it is not
    lengths_say: str  # that its two figures are of different lengths of time; empty where they are not
    beside: tuple[Beside, ...]
    targets: tuple[Aimed, ...]


@dataclass(frozen=True)
class Outcome:
    """The page: the three measures, the word over them, and other sources beside the police's."""

    area: Area | None
    standing: Standing
    measures: tuple[Shown, ...]
    sources: ReleasedTriangulation | None
    source_measures: tuple[Measure, ...]
    sources_say: str

    @property
    def is_empty(self) -> bool:
        return not any(side.figure for each in self.measures for side in each.sides)


def outcome(*, audience: Audience, on: date, area: Area | None = None) -> Outcome:
    """How serious violence stands in an area, else in the whole partnership."""
    area = area or indicators.top_area()
    measures = tuple(_shown(each, area, audience, on) for each in MEASURES)
    found = [_measure(each) for each in measures]
    around = tuple(standing.measure(key, area, audience=audience, on=on) for key in SOURCES)
    return Outcome(
        area=area,
        standing=standing.standing_of(found),
        measures=measures,
        sources=_triangulation(area, audience, on),
        source_measures=around,
        sources_say=sources_say([(each.key, each.word) for each in around]),
    )


def sources_say(told: Sequence[tuple[str, Verdict]]) -> str:
    """Whether several sources tell the same, in a sentence that names each.

    >>> sources_say([("serious_violence", Verdict.WORSENING), ("ed_assaults", Verdict.NO_CLEAR_CHANGE)])
    'The sources do not tell the same: the police get worse; emergency departments show no clear change.'
    """
    judged = [(key, word) for key, word in told if word in JUDGED]
    if not judged:
        return "No source can be judged, so none can be set against another."
    if len(judged) == 1:
        key, word = judged[0]
        return (
            f"Only {SHORT.get(key, key)} can be judged: {_told(word)}. Nothing stands beside it to test it."
        )
    if len({word for _, word in judged}) == 1:
        names = ", ".join(SHORT.get(key, key) for key, _ in judged[:-1])
        return f"The sources tell the same: {names} and {SHORT.get(judged[-1][0], judged[-1][0])} {_told(judged[0][1])}."
    each = "; ".join(f"{SHORT.get(key, key)} {_told(word)}" for key, word in judged)
    return f"The sources do not tell the same: {each}."


def certainty(verdict: ReleasedVerdict | None) -> str:
    """How sure a verdict is, for people who have never met a likely range."""
    if verdict is None or verdict.verdict not in JUDGED or verdict.p is None:
        return "Nothing can be said for certain."
    if verdict.verdict is not Verdict.NO_CLEAR_CHANGE:
        return (
            f"We are fairly sure. If nothing had changed, chance alone would bring this {often(verdict.p)}."
        )
    if verdict.smallest_fall:
        return (
            "We are not sure either way. There are so few that only a fall of "
            f"{verdict.smallest_fall:.0%} or more would be likely to show."
        )
    return "We are not sure either way. There are so few that no fall would be likely to show."


def age_says(figure: ReleasedFigure | None, *, on: date) -> str:
    """How old the newest figure is, in words."""
    if figure is None:
        return ""
    months = Month.of(on) - Month.of(figure.period.end)
    old = "less than a month" if months < 1 else "a month" if months == 1 else f"{months} months"
    return f"Its newest figure ends {old} before today."


def lengths_say(whole: ReleasedFigure | None, young: ReleasedFigure | None) -> str:
    """That a year stands beside a quarter, where it does: nobody should take one from the other."""
    if whole is None or young is None or _months(whole) == _months(young):
        return ""
    return (
        f"The figure of everybody is of {whole.period.words()} and that of the young of {young.period.words()}: "
        "a longer time counts more, so do not compare the two."
    )


def _months(figure: ReleasedFigure) -> int:
    return Month.of(figure.period.end) - Month.of(figure.period.start)


def _told(word: Verdict) -> str:
    return standing.WORDS[word][1]


def _measure(shown: Shown) -> Measure:
    whole = shown.sides[0]
    return Measure(shown.asked.key, shown.indicator, whole.verdict, whole.why_none)


def _shown(asked: Asked, top: Area | None, audience: Audience, on: date) -> Shown:
    indicator = registry.get_indicator(asked.key)
    area = _reached(asked.key, top, audience)
    whole = _side("Everybody", indicator, area, (audience, on))
    young = _side(asked.young_words, indicator, area, (audience, on), category=asked.young)
    wider = area is not None and top is not None and area != top and whole.figure is not None
    return Shown(
        asked=asked,
        indicator=indicator,
        area=area,
        sides=(whole, young),
        age_says=age_says(whole.figure, on=on),
        reach_says=_reach_says(indicator, area, top) if wider else "",
        lengths_say=lengths_say(whole.figure, young.figure),
        beside=_beside(asked.key, area, audience, on),
        targets=tuple(queries.targets(audience=audience, on=on, indicator=asked.key)),
    )


def _reached(key: str, wanted: Area | None, audience: Audience) -> Area | None:
    """The area that was asked for where the measure reaches it, else the widest that it does reach."""
    reach = {kind for offer in indicators.offers(key, audience=audience) for kind in offer.area_kinds}
    if wanted is not None and reach.intersection(wanted.kinds):
        return wanted
    return indicators.opening_area(key, audience=audience)


def _reach_says(indicator: Indicator, area: Area | None, top: Area | None) -> str:
    assert area is not None
    assert top is not None
    why = indicators.why_not_available(indicator.key, top.kind)
    return f"This is of {area.name}, not of {top.name}. {why}".strip()


def _beside(key: str, area: Area | None, audience: Audience, on: date) -> tuple[Beside, ...]:
    if area is None:
        return ()
    found = queries.beside(key, area, audience=audience, on=on)
    return tuple(found) if len(found) > 1 else ()


def _side(
    words: str, indicator: Indicator, area: Area | None, seen: tuple[Audience, date], *, category: str = ""
) -> Side:
    """A measure of everybody, or of one category by age."""
    audience, on = seen
    try:
        figure = _newest(indicator.key, area, audience, on, category)
        verdict = _verdict(indicator.key, area, audience, on, category)
    except Refused as refused:
        return Side(words, None, None, refused.says, certainty(None))
    if figure is None:
        return Side(words, None, None, _why_none(indicator, area, category), certainty(None))
    return Side(words, figure, verdict, "", certainty(verdict))


def _newest(
    key: str, area: Area | None, audience: Audience, on: date, category: str
) -> ReleasedFigure | None:
    if area is None:
        return None
    breakdown, category = (AGES, category) if category else ("", release.WHOLE)
    return queries.steadiest(key, area.code, audience=audience, on=on, breakdown=breakdown, category=category)


def _verdict(
    key: str, area: Area | None, audience: Audience, on: date, category: str
) -> ReleasedVerdict | None:
    if area is None:
        return None
    breakdown, category = (AGES, category) if category else ("", release.WHOLE)
    try:
        return indicators.verdict(
            key, area.code, audience=audience, on=on, breakdown=breakdown, category=category
        )
    except NotFound:
        return None


def _why_none(indicator: Indicator, area: Area | None, category: str) -> str:
    """Why there is no figure, and what would bring one."""
    contract = contracts.get_contract(indicator.of.contract)
    if category and area is not None and indicators.offers(indicator.key, audience=Audience.PARTNER):
        return "It is not released by age."
    if isinstance(indicator.of, Events) and contract.licence.needs_agreement:
        return (
            f"It needs {contract.title.lower()}, under an agreement. Nobody has sent that yet. "
            f"{OPEN_DATA.get(indicator.key, '')}"
        ).strip()
    return f"Nothing is released of {contract.title} yet."


def _triangulation(area: Area | None, audience: Audience, on: date) -> ReleasedTriangulation | None:
    if area is None:
        return None
    try:
        return indicators.triangulation(area.code, audience=audience, on=on)
    except (NotFound, Refused):
        return None
