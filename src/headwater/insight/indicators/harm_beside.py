"""Harm beside the count that it weighs, each as an index of its own first year: never harm alone.

A score has no range of chance here: few events carry most of it. So this says how the two went, and never that harm changed.
"""

from datetime import date

from headwater.insight.indicators.said_of_areas import HarmYear, ReleasedHarm
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

INDICATOR = "harm"
FEWEST = 3  # years, or windows of twelve months, that make a line
MUCH = 5  # points of an index that a reader may call a difference


def harm(area_code: str, *, audience: Audience, on: date, indicator: str = INDICATOR) -> ReleasedHarm:
    """Twelve months at a time. NotFound where an area has none, or too few."""
    return of_series(release.series(indicator, area_code, grain=Grain.ROLLING_12, audience=audience, on=on))


def of_series(series: ReleasedSeries) -> ReleasedHarm:
    """The same of one released series of scores."""
    shown = [each for each in series if each.n and each.value]
    if series.method is not Method.SCORE or len(shown) < FEWEST:
        raise NotFound("There are too few years of harm to set beside the count.")
    first = shown[0]
    years = tuple(
        HarmYear(each.period, each, _index(each.n, first.n), _index(each.value, first.value))
        for each in shown
    )
    return ReleasedHarm(
        indicator=series.indicator,
        area_code=series.area_code,
        area_name=series.area_name,
        years=years,
        says=_says(years[-1], first),
        provenance=series.provenance,
    )


def _index(value: float | None, base: float | None) -> float:
    assert value is not None
    assert base
    return round(100 * value / base, 1)


def _says(newest: HarmYear, first: ReleasedFigure) -> str:
    count, weight = newest.count_index, newest.harm_index
    when = f"If {first.period.words()} is 100, {newest.period.words()} counts {count:.0f} and weighs {weight:.0f}."
    if abs(count - weight) < MUCH:
        reading = "The two went much the same way, so the mix of offences changed little."
    elif weight > count:
        reading = "Harm stands above the count: the offences there are weigh more than at first."
    else:
        reading = "Harm stands below the count: the offences there are weigh less than at first."
    return (
        f"{when} {reading} A few grave offences move the weight a great deal, and chance alone can do that."
    )
