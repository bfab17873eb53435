"""Ethnic groups beside the largest: how many times its rate theirs is, and whether those of no known group could undo that.

Rates are of residents counted at the census. A ratio says that burdens differ, never why, and never of whom the harm is made.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import GroupBeside, ReleasedDisparities
from headwater.insight.indicators.sorting import UNKNOWN
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.statistics import disproportionality
from headwater.statistics.disproportionality import Counted, Disparity, Holds
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

BREAKDOWN, REFERENCE = "ethnicity", "white"
HOLDS = {
    Holds.HIGHER_WHOEVER_IS_MISSING: "Higher, whoever those of no known group were.",
    Holds.LOWER_WHOEVER_IS_MISSING: "Lower, whoever those of no known group were.",
    Holds.DEPENDS_ON_THE_MISSING: "It cannot be told: it hangs on who those of no known group were, or on chance.",
}


def offered(*, audience: Audience) -> dict[str, set[str]]:
    """Each indicator that was released by ethnic group with people to make rates of, and the kinds of area."""
    found: dict[str, set[str]] = {}
    known = registry.indicators()
    for each in release.standing(audience=audience):
        breakdown = known[each.indicator].breakdown(BREAKDOWN) if each.indicator in known else None
        if each.breakdown == BREAKDOWN and breakdown and breakdown.census_groups:
            found.setdefault(each.indicator, set()).update(each.area_kinds)
    return found


def disparities(indicator: str, area_code: str, *, audience: Audience, on: date) -> ReleasedDisparities:
    """The newest year. NotFound where the reference, or the number of no known group, is not shown."""
    series = release.all_series(
        indicator, (area_code,), grain=Grain.YEAR, audience=audience, on=on, breakdown=BREAKDOWN
    )
    return of_series(series, registry.get_indicator(indicator))


def of_series(series: Sequence[ReleasedSeries], indicator: Indicator) -> ReleasedDisparities:
    """The same of the series of one area by group."""
    newest = {each.category: each.latest for each in series}
    figures = {key: figure for key, figure in newest.items() if figure is not None}
    reference, missing = figures.get(REFERENCE), figures.get(UNKNOWN)
    if reference is None or not _is_told(reference) or missing is None or missing.n is None:
        raise NotFound("There are no figures by ethnic group of which enough is shown to compare them.")
    words = indicator.breakdown(BREAKDOWN)
    assert words is not None
    groups = tuple(
        made
        for key in words.categories
        if key not in {REFERENCE, UNKNOWN} and (made := _group(key, words.categories[key], figures))
    )
    share = missing.n / (figures[release.WHOLE].n or 1.0)
    return ReleasedDisparities(
        indicator=indicator.key,
        area_code=reference.area_code,
        area_name=reference.area_name,
        reference=words.categories[REFERENCE],
        period=reference.period,
        groups=groups,
        missing_share=share,
        says=_says(groups, words.categories[REFERENCE], share),
        provenance=reference.provenance,
    )


def _is_told(figure: ReleasedFigure) -> bool:
    return figure.n is not None and bool(figure.people)


def _group(key: str, title: str, figures: Mapping[str, ReleasedFigure]) -> GroupBeside | None:
    figure = figures.get(key)
    if figure is None or not _is_told(figure):
        return None
    found = _disparity(key, figures)
    if found is None:
        return None
    return GroupBeside(key, title, figure, found.recorded, found.least, found.most, HOLDS[found.holds])


def _disparity(key: str, figures: Mapping[str, ReleasedFigure]) -> Disparity | None:
    group, reference = (_counted(figures[each]) for each in (key, REFERENCE))
    told = sum(round(each.n or 0) for name, each in figures.items() if name not in {release.WHOLE, UNKNOWN})
    try:
        return disproportionality.disparity(
            group,
            reference,
            missing=round(figures[UNKNOWN].n or 0),
            elsewhere=told - group.events - reference.events,
        )
    except Invalid:
        return None


def _counted(figure: ReleasedFigure) -> Counted:
    return Counted(round(figure.n or 0), figure.people or 0.0)


def _says(groups: Sequence[GroupBeside], reference: str, missing: float) -> str:
    higher = [each for each in groups if each.least.lower > 1]
    told = [f"{each.title} people {_times(each.recorded)}" for each in higher]
    says = (
        f"Beside {reference} people, and counted for each person living here: {'; '.join(told)}. "
        if told
        else ""
    )
    if not told:
        says = "No group is surely higher, whoever those of no known group were. "
    return f"{says}Of {missing:.0%} the group is not known; the bounds say what they could change."


def _times(found: Estimate) -> str:
    return f"{found.value:.1f} times as often (likely {found.lower:.1f} to {found.upper:.1f})"
