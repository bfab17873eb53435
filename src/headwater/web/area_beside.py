"""What the page of an area says of it beside the others: how many times their rate, with other ages, along the ladder of
deprivation, and harm beside its count.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.governance.audit import clock
from headwater.insight.charts import of_areas
from headwater.insight.charts import queries as charts
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import comparison, gradient, harm_beside, standardised
from headwater.insight.indicators.comparison_words import KINDS
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.models import Area
from headwater.insight.indicators.said_of_areas import (
    ComparedArea,
    ReleasedGradient,
    ReleasedHarm,
    Standardised,
)
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import NotFound, Refused
from headwater.vocabulary.periods import Grain
from headwater.web import figures


@dataclass(frozen=True)
class Row:
    """One indicator here beside the other areas of its kind."""

    indicator: Indicator
    kind: str
    compared: ComparedArea
    aged: Standardised | None

    @property
    def others(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Beside:
    """Everything of one area."""

    rows: tuple[Row, ...]
    ladders: tuple[tuple[Indicator, ReleasedGradient], ...]
    harm: ReleasedHarm | None
    harm_chart: Chart | None

    @property
    def aged(self) -> list[Row]:
        return [row for row in self.rows if row.aged is not None]


def beside(area: Area, shown: Sequence[figures.Reading], audience: Audience) -> Beside:
    """Of the indicators that the page shows figures of."""
    keys = [reading.indicator for reading in shown]
    by_area, by_fifth = comparison.offered(audience=audience), gradient.offered(audience=audience)
    aged = standardised.offered(audience=audience)
    rows = (_row(each, area, by_area.get(each.key, ()), aged, audience) for each in keys)
    fifths = [each for each in keys if by_fifth.get(each.key, set()).intersection(area.kinds)]
    harm = _harm(area, audience) if any(each.key == harm_beside.INDICATOR for each in keys) else None
    return Beside(
        rows=tuple(row for row in rows if row),
        ladders=tuple((each, found) for each in fifths if (found := _ladder(each, area, audience))),
        harm=harm,
        harm_chart=harm_chart(area, audience) if harm else None,
    )


def harm_chart(area: Area, audience: Audience) -> Chart | None:
    key = harm_beside.INDICATOR
    return charts.find_chart(
        key, area.code, audience=audience, grain=Grain.ROLLING_12, category=of_areas.HARM
    )


def _row(
    indicator: Indicator, area: Area, kinds: Sequence[str], aged: set[str], audience: Audience
) -> Row | None:
    kind = next((kind for kind in kinds if kind in area.kinds), "")
    if not kind:
        return None
    try:
        found = comparison.comparison(indicator.key, kind, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None
    compared = found.find(area.code)
    if compared is None or compared.ratio is None:
        return None
    return Row(indicator, kind, compared, _aged(indicator, area, audience) if indicator.key in aged else None)


def _aged(indicator: Indicator, area: Area, audience: Audience) -> Standardised | None:
    try:
        return standardised.standardised(indicator.key, area.code, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None


def _ladder(indicator: Indicator, area: Area, audience: Audience) -> ReleasedGradient | None:
    try:
        return gradient.gradient(indicator.key, area.code, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None


def _harm(area: Area, audience: Audience) -> ReleasedHarm | None:
    try:
        return harm_beside.harm(area.code, audience=audience, on=clock.today())
    except (NotFound, Refused):
        return None
