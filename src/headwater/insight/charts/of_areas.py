"""Which drawings of areas and groups beside one another should stand for a release: funnels, ladders, harm beside its count."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from headwater.insight.charts import funnel, harm, ladder
from headwater.insight.charts.funnel import Funnel
from headwater.insight.charts.ladder import Ladder
from headwater.insight.charts.panels import Panels
from headwater.insight.indicators import comparison, gradient, harm_beside
from headwater.insight.indicators.comparison_words import KINDS
from headwater.insight.indicators.language import Indicator
from headwater.insight.release.draft import Method
from headwater.insight.release.models import Release
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import Grain

FUNNEL, LADDER, HARM = "funnel", "ladder", "harm"  # in place of a category of people
Made = tuple[str, str, Funnel | Ladder | Panels]  # area (or kind of area), which drawing, what is in it


def made(released: Release, series: Sequence[ReleasedSeries], indicator: Indicator) -> Iterator[Made]:
    """Everything of one release."""
    if released.breakdown == gradient.BREAKDOWN:
        yield from _ladders(series, indicator)
    if released.breakdown:
        return
    if released.grain in comparison.A_YEAR and released.method == Method.RATE:
        yield from _funnels(series, indicator)
    if released.grain == Grain.ROLLING_12 and released.method == Method.SCORE:
        yield from _harms(series, indicator)


def _ladders(series: Sequence[ReleasedSeries], indicator: Indicator) -> Iterator[Made]:
    for code, found in groupby(series, key=lambda each: each.area_code):
        try:
            yield code, LADDER, ladder.of_gradient(gradient.of_series(list(found), indicator), indicator)
        except NotFound:
            continue


def _funnels(series: Sequence[ReleasedSeries], indicator: Indicator) -> Iterator[Made]:
    for kind in comparison.KINDS:
        found = comparison.of_release(series, kind)
        if found is not None:
            yield kind, FUNNEL, funnel.of_comparison(found, indicator, KINDS[kind])


def _harms(series: Sequence[ReleasedSeries], indicator: Indicator) -> Iterator[Made]:
    for each in series:
        try:
            yield each.area_code, HARM, harm.of_harm(harm_beside.of_series(each), indicator)
        except NotFound:
            continue
