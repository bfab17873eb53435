"""Questions about targets and about the areas that an area is set beside.

A target is judged by the likely range of the newest released figure of a whole year: never by the figure alone, and not at all
where that figure is too old, hidden, or on the other side of a change in recording.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import readings, registry, verdicts
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict, grown_stale
from headwater.insight.performance import rules
from headwater.insight.performance.models import Comparators, Target
from headwater.insight.performance.rules import Reached, Stands
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain, Month
from headwater.vocabulary.states import FigureState

YEARLONG = (Grain.ROLLING_12, Grain.YEAR)
STEADIEST_FIRST = (*YEARLONG, Grain.QUARTER, Grain.MONTH)
SHOWN = (FigureState.VALUE, FigureState.ZERO)
NOT_MET_YET = "not_met_yet"
UNFIT = (Verdict.STALE, Verdict.NOT_COMPARABLE)  # verdicts that forbid to judge a target as well


@dataclass(frozen=True)
class Aimed:
    """A target with how it stands, the figure that says so, and who answers for it today."""

    target: Target
    indicator: Indicator | None  # None where it was declared once and is no more
    area: Area | None
    stands: Stands
    says: str
    figure: ReleasedFigure | None
    owner: Organisation | None
    owner_says: str
    clause: Clause | None
    is_due: bool

    @property
    def told_as(self) -> str:
        """How it stands, in a word: before its day nothing has failed, it is only not met yet."""
        return NOT_MET_YET if self.stands is Stands.NOT_MET and not self.is_due else self.stands

    @property
    def title(self) -> str:
        return self.indicator.plain_title if self.indicator else self.target.indicator

    @property
    def place(self) -> str:
        return self.area.name if self.area else self.target.area_code


@dataclass(frozen=True)
class Beside:
    """One area in a comparison: its newest figure of a whole year and its verdict, or why there is none."""

    area: Area
    figure: ReleasedFigure | None
    verdict: ReleasedVerdict | None
    why_none: str = ""


def get_target(uuid: UUID) -> Target:
    found = Target.objects.filter(uuid=uuid).select_related("owner").first()
    if found is None:
        raise NotFound("There is no such target.")
    return found


def targets(
    *, audience: Audience, on: date, indicator: str = "", clauses: Iterable[str] | None = None
) -> list[Aimed]:
    """Every target that stands: of one indicator, or of clauses by their addresses, where these are given."""
    found = Target.objects.filter(withdrawn=False).select_related("owner")
    if indicator:
        found = found.filter(indicator=indicator)
    if clauses is not None:
        found = found.filter(clause_key__in=list(clauses))
    return _aimed(list(found), audience, on)


def aimed(target: Target, *, audience: Audience, on: date) -> Aimed:
    """How one target stands on a day."""
    [found] = _aimed([target], audience, on)
    return found


def _aimed(found: Sequence[Target], audience: Audience, on: date) -> list[Aimed]:
    """How targets stand: the verdicts of each area are read together."""
    keys: dict[str, list[str]] = defaultdict(list)
    for each in found:
        keys[each.area_code].append(each.indicator)
    read = {area: verdicts.of_area(those, area, audience=audience, on=on) for area, those in keys.items()}
    return [_stands(each, read[each.area_code].get(each.indicator), audience, on) for each in found]


def _stands(target: Target, read: ReleasedVerdict | Refused | None, audience: Audience, on: date) -> Aimed:
    declared = registry.indicators().get(target.indicator)
    verdict = read if isinstance(read, ReleasedVerdict) else None
    figure, reached = _reached(target, declared, verdict, (audience, on))
    direction = declared.direction if declared else "ambiguous"
    stands, says = rules.how_it_stands(direction=direction, aim=target.aim, reached=reached)
    owner = strategy.owner_on(target.owner, on=on)
    return Aimed(
        target=target,
        indicator=declared,
        area=indicators.find_area(target.area_code),
        stands=stands,
        says=says,
        figure=figure,
        owner=owner,
        owner_says=_owner_says(target, owner),
        clause=strategy.find_address(target.clause_key, public_only=audience is Audience.PUBLIC),
        is_due=target.due_on <= on,
    )


def find_comparators(area_code: str) -> Comparators | None:
    return Comparators.objects.filter(area_code=area_code).first()


def beside(indicator: str, area: Area, *, audience: Audience, on: date) -> list[Beside]:
    """The area and those that it is set beside, its own first, all for one length of period: the steadiest in which its own has a
    figure. The area alone where nobody chose any.
    """
    chosen = find_comparators(area.code)
    codes = chosen.area_codes if chosen else []
    others = [found for code in codes if (found := indicators.find_area(code))]
    places = [area, *sorted(others, key=lambda each: each.name)]
    try:
        own = steadiest(indicator, area.code, audience=audience, on=on)
    except Refused as refused:
        return [Beside(each, None, None, refused.says) for each in places]
    grain = own.grain if own else Grain.YEAR
    return [_beside(indicator, each, grain, audience, on) for each in places]


def steadiest(
    indicator: str,
    area_code: str,
    *,
    audience: Audience,
    on: date,
    grains: Sequence[Grain] = STEADIEST_FIRST,
    breakdown: str = "",
    category: str = release.WHOLE,
) -> ReleasedFigure | None:
    """The newest figure of the steadiest length of period that shows one; of the first that has any, where none does. Refused where
    the agreement for its source has ended.
    """
    found: list[ReleasedFigure] = []
    for grain in grains:
        try:
            figure = release.figure(
                indicator,
                area_code,
                grain=grain,
                audience=audience,
                on=on,
                breakdown=breakdown,
                category=category,
            )
        except NotFound:
            continue
        if figure.state in SHOWN:
            return figure
        found.append(figure)
    return next(iter(found), None)


def yearlong(indicator: str, area_code: str, *, audience: Audience, on: date) -> ReleasedFigure | None:
    """The newest released figure of a whole year, which targets are judged by."""
    return steadiest(indicator, area_code, audience=audience, on=on, grains=YEARLONG)


def _beside(indicator: str, area: Area, grain: Grain, audience: Audience, on: date) -> Beside:
    try:
        figure = release.figure(indicator, area.code, grain=grain, audience=audience, on=on)
    except NotFound:
        return Beside(area, None, None, "Nothing is released for this area.")
    return Beside(area, figure, find_verdict(indicator, area.code, audience=audience, on=on))


def find_verdict(indicator: str, area_code: str, *, audience: Audience, on: date) -> ReleasedVerdict | None:
    """The verdict of an area, where there is one that may be read."""
    try:
        return indicators.verdict(indicator, area_code, audience=audience, on=on)
    except (NotFound, Refused):
        return None


def _reached(
    target: Target,
    declared: Indicator | None,
    verdict: ReleasedVerdict | None,
    seen: tuple[Audience, date],
) -> tuple[ReleasedFigure | None, Reached]:
    """The figure that a target is judged by, and what it may say."""
    if declared is None:
        return None, Reached(silent=f"There is no indicator “{target.indicator}” any more.")
    audience, on = seen
    try:
        figure = yearlong(target.indicator, target.area_code, audience=audience, on=on)
    except Refused as refused:
        return None, Reached(silent=refused.says)
    if figure is None:
        return None, Reached()
    return figure, Reached(figure.value, figure.lower, figure.upper, _silent(declared, figure, verdict, on))


def _silent(declared: Indicator, figure: ReleasedFigure, verdict: ReleasedVerdict | None, on: date) -> str:
    """Why a figure may not be judged by; empty where it may."""
    if figure.state not in SHOWN:
        return "The newest figure is hidden or was not collected, so it cannot be judged."
    if verdict is not None and verdict.verdict in UNFIT:
        return verdict.says
    age = Month.of(on) - Month.of(figure.period.end)
    old = grown_stale(age, stale_after=readings.stale_after(declared))
    return old.says if old else ""


def _owner_says(target: Target, owner: Organisation | None) -> str:
    """Who answers for a target today, in a sentence that hides no gap."""
    if target.owner is None:
        return "Nobody answers for it yet."
    if owner is None:
        return f"{target.owner.name} has ended, and nobody has taken over."
    took = "" if owner == target.owner else f", which took over from {target.owner.name}"
    post = f" ({target.owner_role})" if target.owner_role else ""
    return f"{owner.name}{took}{post} answers for it."
