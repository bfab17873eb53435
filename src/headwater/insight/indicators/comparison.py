"""Areas of one kind side by side: which differ from the rest by more than chance, and never which comes first.

Where far more areas lie apart than chance explains, they differ for reasons that no count knows (a town centre, a hospital, how
it is recorded); the lines are then drawn as wide as that. Worked out from released counts and people.
"""

from collections.abc import Sequence
from datetime import date
from math import sqrt

import numpy as np

from headwater.insight.indicators import comparison_words, registry
from headwater.insight.indicators.said_of_areas import ComparedArea, Lines, ReleasedComparison
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Floats, Method
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries, ReleasedTable
from headwater.statistics import funnels, intervals, overdispersion, rates
from headwater.statistics.funnels import Position
from headwater.statistics.overdispersion import Overdispersion
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

KINDS = ("utla", "csp", "ltla", "ward")  # too many small neighbourhoods for a list that a person reads
A_YEAR = (Grain.ROLLING_12, Grain.YEAR)  # the newest year first
FEWEST = 3  # areas; two differ or they do not
WIDENED_FROM = 20  # areas; of fewer it cannot be told how much such areas differ anyway
STEPS = 60  # points of a line


def offered(*, audience: Audience) -> dict[str, list[str]]:
    """Each indicator of which a year was released by areas, and their kinds, widest first."""
    found: dict[str, set[str]] = {}
    for each in release.standing(audience=audience):
        if each.grain in A_YEAR and not each.breakdown and each.method == Method.RATE:
            found.setdefault(each.indicator, set()).update(each.area_kinds)
    kinds = {key: [kind for kind in KINDS if kind in held] for key, held in found.items()}
    return {key: listed for key, listed in kinds.items() if listed}


def comparison(indicator: str, kind: str, *, audience: Audience, on: date) -> ReleasedComparison:
    """The newest year's areas of a kind. NotFound where none was released, or fewer than three can be compared."""
    registry.get_indicator(indicator)
    why: NotFound | None = None
    for grain in A_YEAR:
        try:
            return of_table(release.table(indicator, kind, grain=grain, audience=audience, on=on), kind)
        except NotFound as missing:
            why = why or missing
    raise why or NotFound("Nothing has been released for this indicator by areas of this kind and by years.")


def of_release(series: Sequence[ReleasedSeries], kind: str) -> ReleasedComparison | None:
    """The same of the series of one release; None where they make no comparison."""
    newest = [each.latest for each in series if each.area_kind == kind]
    starts = [each.period.start for each in newest if each is not None]
    if not starts:
        return None
    rows = tuple(each for each in newest if each is not None and each.period.start == max(starts))
    try:
        return of_table(
            ReleasedTable(rows[0].indicator, rows[0].grain, rows[0].period, rows, rows[0].provenance), kind
        )
    except NotFound:
        return None


def of_table(table: ReleasedTable, kind: str) -> ReleasedComparison:
    """The same of a released table."""
    rows = sorted(table.rows, key=lambda each: each.area_name)
    shown = [each for each in rows if _is_told(each)]
    if len(shown) < FEWEST or not any(each.n for each in shown):
        raise NotFound("Fewer than three areas can be compared: too few are shown, or nothing was counted.")
    seen, people = _counts(shown), np.array([each.people or 0.0 for each in shown])
    per = shown[0].per
    funnel = funnels.rate_funnel(seen, people, per=per)
    due = funnel.target / per * people
    scatter = overdispersion.overdispersion(seen, due, kind="root_ratio")
    widened = _is_more_than_chance(scatter)
    found = _widened(seen, due, scatter) if widened else funnel.positions
    where = {each.area_code: position for each, position in zip(shown, found, strict=True)}
    areas = tuple(
        ComparedArea(each, where.get(each.area_code, Position.TOO_FEW), beside_others(each, shown))
        for each in rows
    )
    apart = sum(position is not Position.WITHIN for position in funnel.positions)
    words = comparison_words.Facts(
        registry.get_indicator(table.indicator), kind, table.period, areas, apart, sqrt(scatter.phi), widened
    )
    return ReleasedComparison(
        indicator=table.indicator,
        kind=kind,
        period=table.period,
        areas=areas,
        rate=funnel.target,
        per=per,
        spread=sqrt(scatter.phi),
        widened=widened,
        lines=_lines(people, funnel.target, per, scatter if widened else None),
        headline=comparison_words.headline(words),
        says=tuple(comparison_words.sentences(words)),
        provenance=table.provenance,
    )


def beside_others(figure: ReleasedFigure, every: Sequence[ReleasedFigure]) -> Estimate | None:
    """An area's rate as so many times that of the other areas together, so that it is not compared with itself."""
    others = [each for each in every if each.area_code != figure.area_code]
    if not _is_told(figure) or not others:
        return None
    try:
        return rates.rate_ratio(
            round(figure.n or 0),
            sum(round(each.n or 0) for each in others),
            exposure=figure.people or 0.0,
            reference_exposure=sum(each.people or 0.0 for each in others),
        )
    except Invalid:
        return None


def _is_told(figure: ReleasedFigure) -> bool:
    return figure.n is not None and bool(figure.people)


def _counts(shown: Sequence[ReleasedFigure]) -> Floats:
    """Whole events: what was moved between vintages of areas comes in parts."""
    return np.round(np.array([each.n or 0.0 for each in shown]))


def _is_more_than_chance(scatter: Overdispersion) -> bool:
    """Whether the areas scatter beyond what chance would in 39 of 40 sets of so many (Spiegelhalter's rule)."""
    return (
        scatter.z.size >= WIDENED_FROM and scatter.tau2 > 0 and scatter.phi > 1 + 2 * sqrt(2 / scatter.z.size)
    )


def _widened(seen: Floats, due: Floats, scatter: Overdispersion) -> tuple[Position, ...]:
    """Where each area lies about lines that allow for how much areas differ anyway."""
    ratio = seen / due
    far, near = (
        overdispersion.widened_lines(scatter, due, confidence=level) for level in (funnels.FAR, funnels.NEAR)
    )
    tests = (
        (ratio < far.lower, Position.FAR_BELOW),
        (ratio < near.lower, Position.BELOW),
        (ratio > far.upper, Position.FAR_ABOVE),
        (ratio > near.upper, Position.ABOVE),
    )
    chosen = np.select([test for test, _ in tests], range(len(tests)), default=len(tests))
    names = [*(name for _, name in tests), Position.WITHIN]
    return tuple(names[at] for at in chosen)


def _lines(people: Floats, rate: float, per: float, scatter: Overdispersion | None) -> Lines:
    """From a little under the smallest area to a little over the largest."""
    sizes = np.geomspace(people.min() * 0.8, people.max() * 1.1, STEPS)
    due = rate / per * sizes
    near, far = (_limits(due, level, scatter) for level in (funnels.NEAR, funnels.FAR))
    rows = (sizes, near.lower * rate, near.upper * rate, far.lower * rate, far.upper * rate)
    return Lines(*(tuple(np.round(row, 2).tolist()) for row in rows))


def _limits(due: Floats, confidence: float, scatter: Overdispersion | None) -> intervals.Limits:
    """As ratios to what is due."""
    if scatter is not None:
        return overdispersion.widened_lines(scatter, due, confidence=confidence)
    alone = Overdispersion("root_ratio", 1.0, due, due, due > 0, 1.0, 0.0)
    return overdispersion.widened_lines(alone, due, confidence=confidence)
