"""The driver tree with what is known here: each cause with the local value of the indicators that stand for it.

A value is one that was released to this audience; where there is none, the tree says why. A factor speaks of people
in general: no value here is of a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from headwater.governance.evidence import driver_tree
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.driver_tree import Cause
from headwater.governance.evidence.models import Factor
from headwater.governance.evidence.rules import INDICATOR
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator, Returned
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import Offer, ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import standing
from headwater.insight.performance.standing import Measure
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.vocabulary.states import FigureState

STEADIEST_FIRST = (Grain.ROLLING_12, Grain.YEAR, Grain.QUARTER, Grain.MONTH)
# a factor that no indicator counts, told by who lives where: the key of the factor, a breakdown and its category
LIVES_IN = {
    "deprivation": (
        "deprivation",
        "most_deprived",
        "live in the fifth of England's neighbourhoods that is most deprived",
    )
}
SILENT = frozenset({Verdict.SUPPRESSED, Verdict.NO_DATA})
SHOWN = frozenset({FigureState.VALUE, FigureState.ZERO})


@dataclass(frozen=True)
class Proxy(Measure):
    """An indicator that stands for a factor here, with its newest figure too."""

    figure: ReleasedFigure | None = None

    @property
    def has_value(self) -> bool:
        return self.figure is not None and self.figure.state in SHOWN


@dataclass(frozen=True)
class LocalCause:
    """A cause, what stands for it here, and its own causes."""

    cause: Cause
    proxies: tuple[Proxy, ...]
    causes: tuple["LocalCause", ...]
    says: str = ""  # how many people here live with it, where that is known

    @property
    def factor(self) -> Factor:
        return self.cause.factor

    @property
    def has_value(self) -> bool:
        return bool(self.says) or any(proxy.has_value for proxy in self.proxies)


@dataclass(frozen=True)
class LocalTree:
    """The causes of what an indicator counts, in one area."""

    indicator: Indicator
    area: Area | None
    causes: tuple[LocalCause, ...]

    def every(self) -> list[LocalCause]:
        """All causes, each before its own."""
        return driver_tree.in_order(self.causes)

    @property
    def determinants(self) -> list[LocalCause]:
        """Causes in the community and in society, each once."""
        return list({each.factor.key: each for each in self.every() if each.cause.is_determinant}.values())

    @property
    def unevidenced(self) -> int:
        return sum(not each.cause.is_evidenced for each in self.every())


@dataclass(frozen=True)
class _Reader:
    """Looks each indicator up once, for one audience, area and day."""

    area: Area | None
    audience: Audience
    on: date
    known: dict[str, Proxy] = field(default_factory=dict)

    def proxies(self, factor: Factor) -> tuple[Proxy, ...]:
        return tuple(self._proxy(key) for key in factor.proxy_indicators)

    def causes(self, found: Iterable[Cause]) -> tuple[LocalCause, ...]:
        return tuple(
            LocalCause(each, self.proxies(each.factor), self.causes(each.causes), self.lives(each.factor))
            for each in found
        )

    def lives(self, factor: Factor) -> str:
        """The share of people who live in a kind of neighbourhood, from the denominators that were released."""
        if factor.key not in LIVES_IN or self.area is None:
            return ""
        breakdown, category, words = LIVES_IN[factor.key]
        for each in release.standing(audience=self.audience):
            if each.breakdown == breakdown and set(self.area.kinds).intersection(each.area_kinds):
                share = self._share(each.indicator, Grain(each.grain), breakdown, category)
                if share is not None:
                    return f"{share:.0%} of people in {self.area.name} {words}."
        return ""

    def _share(self, indicator: str, grain: Grain, breakdown: str, category: str) -> float | None:
        assert self.area is not None
        try:
            found = release.all_series(
                indicator,
                [self.area.code],
                grain=grain,
                audience=self.audience,
                on=self.on,
                breakdown=breakdown,
            )
        except Refused:
            return None
        people = {each.category: latest.people for each in found if (latest := each.latest)}
        fifths = [number for key, number in people.items() if key != release.WHOLE]
        part, everybody = people.get(category), sum(number or 0 for number in fifths)
        return part / everybody if part is not None and everybody else None

    def _proxy(self, key: str) -> Proxy:
        if key not in self.known:
            self.known[key] = self._look_up(key)
        return self.known[key]

    def _look_up(self, key: str) -> Proxy:
        declared = registry.indicators().get(key)
        if declared is None:
            return Proxy(key, None, why_none="This indicator is not there yet.")
        offers = indicators.offers(key, audience=self.audience)
        area = self._area_of(key, offers)
        if area is None:
            return Proxy(key, declared, why_none="No figures have been released yet.")
        try:
            figure = self._figure(key, area, offers)
        except Refused as refused:
            return Proxy(key, declared, why_none=refused.says)
        if figure is None:
            return Proxy(key, declared, why_none=f"There are no figures of this for {area.name}.")
        return Proxy(key, declared, self._verdict(key, area), figure=figure)

    def _area_of(self, key: str, offers: list[Offer]) -> Area | None:
        """The area that was asked for; where the indicator does not reach it, the widest that it does reach."""
        reach = {kind for offer in offers for kind in offer.area_kinds}
        if self.area is not None and reach.intersection(self.area.kinds):
            return self.area
        return indicators.opening_area(key, audience=self.audience) if reach else None

    def _figure(self, key: str, area: Area, offers: list[Offer]) -> ReleasedFigure | None:
        """The newest of the steadiest length of period that has a value; else the newest of any."""
        kinds = set(area.kinds)
        given = {each.grain for each in offers if not each.breakdown and kinds.intersection(each.area_kinds)}
        first: ReleasedFigure | None = None
        for grain in (each for each in STEADIEST_FIRST if each in given):
            found = self._newest(key, area, grain)
            if found is not None and found.state in SHOWN:
                return found
            first = first or found
        return first

    def _newest(self, key: str, area: Area, grain: Grain) -> ReleasedFigure | None:
        try:
            return release.figure(key, area.code, grain=grain, audience=self.audience, on=self.on)
        except NotFound:
            return None

    def _verdict(self, key: str, area: Area) -> ReleasedVerdict | None:
        """What may be said of its last year; nothing where months were too few to say anything."""
        found = standing.measure(key, area, audience=self.audience, on=self.on)
        return None if found.word in SILENT else found.verdict


def explained() -> list[Indicator]:
    """The indicators of which the tree says what drives them, by title: not those of how much work was done."""
    return [each for each in registry.by_title() if not isinstance(each.of, Returned)]


def tree(
    indicator: str, *, area: Area | None, audience: Audience, on: date, depth: int = evidence.DEEPEST
) -> LocalTree:
    """What drives what an indicator counts, up to the causes of the causes, with local values."""
    declared = registry.get_indicator(indicator)
    found = evidence.drivers_up(f"{INDICATOR}{indicator}", depth=depth)
    return LocalTree(declared, area, _Reader(area, audience, on).causes(found.causes))


def lives(factor: Factor, *, area: Area | None, audience: Audience, on: date) -> str:
    """How many people here live with a factor, in a sentence; empty where that is not known."""
    return _Reader(area, audience, on).lives(factor)


def proxies(factor: Factor, *, area: Area | None, audience: Audience, on: date) -> tuple[Proxy, ...]:
    """What stands for one factor here."""
    return _Reader(area, audience, on).proxies(factor)
