"""How much need each area has, as far as released figures tell: recorded violence, and how many live in poor neighbourhoods.

A number of offences says where violence is recorded, not where those live whom it hurts; the page says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headwater.insight.indicators import gradient
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.performance.queries import YEARLONG
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure, ReleasedTable
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain

RECORDED = ("serious_violence", "police_street_violence")  # the first that is released for the areas
MANY_DEPRIVED = (
    0.4  # of the people, in the most deprived fifth of England's neighbourhoods: twice as many as everywhere
)


@dataclass(frozen=True)
class Need:
    """What is known of one area, and the reasons to call its need high."""

    rate: ReleasedFigure | None
    deprived: float | None  # share of its people
    reasons: tuple[str, ...]

    @property
    def is_high(self) -> bool:
        return bool(self.reasons)

    @property
    def is_known(self) -> bool:
        return self.deprived is not None or (self.rate is not None and self.rate.value is not None)


def needs(areas: Sequence[Area], top: Area | None, *, audience: Audience, on: date) -> dict[str, Need]:
    """The need of each of these areas, by code."""
    table = _recorded(areas, audience, on)
    rates = {row.area_code: row for row in table.rows} if table else {}
    whole = _whole(table, top, audience, on)
    deprived = _deprived(areas, audience, on)
    return {each.code: _need(rates.get(each.code), whole, deprived.get(each.code), top) for each in areas}


def _need(
    rate: ReleasedFigure | None,
    whole: ReleasedFigure | None,
    deprived: float | None,
    top: Area | None,
) -> Need:
    reasons = []
    if rate and whole and rate.lower is not None and whole.value is not None and rate.lower > whole.value:
        reasons.append(
            f"More is recorded for its number of people than in {top.name if top else 'the whole'}, and more than chance would bring."
        )
    if deprived is not None and deprived >= MANY_DEPRIVED:
        reasons.append(f"{deprived:.0%} of people live in the poorest fifth of England's neighbourhoods.")
    return Need(rate, deprived, tuple(reasons))


def _recorded(areas: Sequence[Area], audience: Audience, on: date) -> ReleasedTable | None:
    """The newest year of the areas, by the first of these indicators and of the lengths of year that shows most of them."""
    found: list[ReleasedTable] = []
    for indicator in RECORDED if areas else ():
        for grain in YEARLONG:
            try:
                table = release.table(indicator, areas[0].kind, grain=grain, audience=audience, on=on)
            except (NotFound, Refused):
                continue
            found.append(table)
    return max(found, key=_shown, default=None)


def _shown(table: ReleasedTable) -> int:
    return sum(row.value is not None for row in table.rows)


def _whole(
    table: ReleasedTable | None, top: Area | None, audience: Audience, on: date
) -> ReleasedFigure | None:
    if table is None or top is None:
        return None
    start = table.period.start
    try:
        return release.figure(
            table.indicator, top.code, grain=table.grain, audience=audience, on=on, start=start
        )
    except (NotFound, Refused):
        return None


def _deprived(areas: Sequence[Area], audience: Audience, on: date) -> Mapping[str, float]:
    """The share of each area's people who live in the most deprived fifth, from whatever was released by deprivation there."""
    own = {
        code: area.code
        for area in areas
        for code in (area.code, *indicators.same_place(area).values_list("code", flat=True))
    }
    found: dict[str, float] = {}
    for indicator, kinds in sorted(gradient.offered(audience=audience).items()):
        if kinds.intersection(kind for area in areas for kind in (area.kind, "ltla")):
            found = {**_shares(indicator, own, audience, on), **found}
        if len(found) == len(areas):
            break
    return found


def _shares(indicator: str, own: Mapping[str, str], audience: Audience, on: date) -> dict[str, float]:
    try:
        series = release.all_series(
            indicator, own, grain=Grain.YEAR, audience=audience, on=on, breakdown=gradient.BREAKDOWN
        )
    except Refused:
        return {}
    people: dict[str, dict[str, float]] = {}
    for each in series:
        if each.people and each.people[-1] is not None:
            people.setdefault(each.area_code, {})[each.category] = each.people[-1]
    return {
        own[code]: by[gradient.MOST] / by[release.WHOLE]
        for code, by in people.items()
        if by.get(release.WHOLE) and gradient.MOST in by
    }
