"""The ladder of deprivation: how much oftener something happens in the most deprived neighbourhoods than in the least, and
whether that gap is wider than it was. Worked out from released counts by fifth and the people who live there.

Events count where they happened, which may not be where anybody lives.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from math import exp, hypot, log

from headwater.insight.indicators import breaks, gradient_words, registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import Fifth, Gap, GapChange, Moved, ReleasedGradient
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method
from headwater.insight.release.released import ReleasedSeries
from headwater.statistics import count_slopes, gradients, rates
from headwater.statistics.count_slopes import CountSlope
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

BREAKDOWN = "deprivation"
MOST, LEAST = "most_deprived", "least_deprived"
FEWEST = 3  # fifths that a line can be put through
EVEN = {1: 3.84, 2: 5.99, 3: 7.81}  # 95 % of chance's scatter about a line (chi-square, by groups beyond two)
CONFIDENCE = 0.95
Fit = Callable[[Sequence[int], Sequence[float], Indicator], CountSlope]


def offered(*, audience: Audience) -> dict[str, set[str]]:
    """Each indicator that was released by deprivation, with the kinds of area."""
    found: dict[str, set[str]] = {}
    for each in release.standing(audience=audience):
        if each.breakdown == BREAKDOWN and each.method == Method.RATE:
            found.setdefault(each.indicator, set()).update(each.area_kinds)
    return found


def gradient(indicator: str, area_code: str, *, audience: Audience, on: date) -> ReleasedGradient:
    """The gap of every year that has one. NotFound where none was released, or too much of it is hidden."""
    series = release.all_series(
        indicator, (area_code,), grain=Grain.YEAR, audience=audience, on=on, breakdown=BREAKDOWN
    )
    return of_series(series, registry.get_indicator(indicator))


def of_series(series: Sequence[ReleasedSeries], indicator: Indicator) -> ReleasedGradient:
    """The same of the series of one area by fifth."""
    groups = [each for each in series if each.category != release.WHOLE]
    years = range(len(groups[0])) if groups else ()
    gaps = tuple(gap for at in years if (gap := _gap(groups, indicator, at)))
    if not gaps:
        raise NotFound("There is no year of which enough is known, by deprivation, to see a gap.")
    first = groups[0]
    found = ReleasedGradient(
        indicator=indicator.key,
        area_code=first.area_code,
        area_name=first.area_name,
        gaps=gaps,
        changes=tuple(
            _change(gaps[at], gaps[-1]) for at in dict.fromkeys((len(gaps) - 2, 0)) if _apart(gaps, at)
        ),
        headline=gradient_words.headline(gaps[-1], indicator),
        says=(),
        provenance=first.provenance,
    )
    return replace(found, says=tuple(gradient_words.sentences(found, indicator, _breaks(first, gaps))))


def _gap(groups: Sequence[ReleasedSeries], indicator: Indicator, at: int) -> Gap | None:
    """One year; None where a fifth in which people live is hidden or was not counted."""
    breakdown = indicator.breakdown(BREAKDOWN)
    assert breakdown is not None
    words = breakdown.categories
    fifths = (Fifth(each.category, words[each.category], each.figure(at)) for each in groups)
    lived_in = tuple(each for each in fifths if each.figure.people)
    if len(lived_in) < FEWEST or any(each.figure.n is None for each in lived_in):
        return None
    upwards = lived_in[::-1]  # from the least deprived, so that above 1 means more where deprivation is
    events = [round(each.figure.n or 0) for each in upwards]
    people = [each.figure.people or 0.0 for each in upwards]
    relative, slope = (_fitted(fit, events, people, indicator) for fit in (_relative, _slope))
    keys = {each.key for each in lived_in}
    return Gap(
        period=lived_in[0].figure.period,
        fifths=lived_in,
        ends=_ends(events, people) if {MOST, LEAST} <= keys else None,
        relative=relative.index if relative else None,
        slope=slope.index if slope else None,
        attributable=_attributable(events, people, indicator) if LEAST in keys else None,
        in_steps=relative is not None and _in_steps(relative, len(upwards)),
        line=_line(relative, events, people, indicator.per)[::-1] if relative else (),
    )


def _relative(events: Sequence[int], people: Sequence[float], indicator: Indicator) -> CountSlope:
    return count_slopes.relative_index(events, people, counts=indicator.counts)


def _slope(events: Sequence[int], people: Sequence[float], indicator: Indicator) -> CountSlope:
    return count_slopes.slope(events, people, counts=indicator.counts, per=indicator.per)


def _fitted(
    fit: Fit, events: Sequence[int], people: Sequence[float], indicator: Indicator
) -> CountSlope | None:
    """None where the figures give no such line: nothing happened, or all of it at one end."""
    try:
        return fit(events, people, indicator)
    except Invalid:
        return None


def _ends(events: Sequence[int], people: Sequence[float]) -> Estimate | None:
    try:
        return rates.rate_ratio(events[-1], events[0], exposure=people[-1], reference_exposure=people[0])
    except Invalid:
        return None


def _attributable(events: Sequence[int], people: Sequence[float], indicator: Indicator) -> Estimate | None:
    try:
        return gradients.attributable_fraction(events, people, reference=0, counts=indicator.counts)
    except Invalid:
        return None


def _in_steps(found: CountSlope, groups: int) -> bool:
    beyond = groups - 2
    return found.dispersion is not None and found.dispersion * beyond <= EVEN[beyond]


def _line(found: CountSlope, events: Sequence[int], people: Sequence[float], per: float) -> tuple[float, ...]:
    """The rate of each fifth by the fitted line; together the fifths count what was counted."""
    heights = [exp(found.coefficient * ridit) for ridit in count_slopes.ridits(people)]
    scale = sum(events) / sum(height * number for height, number in zip(heights, people, strict=True))
    return tuple(round(height * scale * per, 4) for height in heights)


def _apart(gaps: Sequence[Gap], at: int) -> bool:
    """Whether a year is another one than the newest, and both have an index to compare."""
    return 0 <= at < len(gaps) - 1 and gaps[at].relative is not None and gaps[-1].relative is not None


def _change(before: Gap, after: Gap) -> GapChange:
    times, more = _times(before.relative, after.relative), _more(before.slope, after.slope)
    return GapChange(
        since=before.period,
        times=times,
        ratio_moved=_moved(times, even=1.0),
        more=more,
        slope_moved=None if more is None else _moved(more, even=0.0),
    )


def _times(before: Estimate | None, after: Estimate | None) -> Estimate:
    """The ratio of two relative indices, whose logarithms are near normal and independent."""
    assert before is not None
    assert after is not None
    middle = log(after.value / before.value)
    reach = hypot(*(log(each.upper / each.lower) / 2 for each in (before, after)))
    limits = exp(middle - reach), exp(middle + reach)
    return Estimate(exp(middle), *limits, CONFIDENCE, "difference of logarithms", "ratio of relative indices")


def _more(before: Estimate | None, after: Estimate | None) -> Estimate | None:
    if before is None or after is None:
        return None
    middle = after.value - before.value
    reach = hypot(*((each.upper - each.lower) / 2 for each in (before, after)))
    return Estimate(
        middle, middle - reach, middle + reach, CONFIDENCE, "difference", "difference of slope indices"
    )


def _moved(change: Estimate, *, even: float) -> Moved:
    """Wider where the later index is surely further up: an index below 1 is a gap the other way, told as it is."""
    if change.lower > even:
        return Moved.WIDER
    return Moved.NARROWER if change.upper < even else Moved.NO_CLEAR_CHANGE


def _breaks(series: ReleasedSeries, gaps: Sequence[Gap]) -> list[str]:
    """What changed in recording between the first and the newest year."""
    found = [
        each.says
        for each in breaks.declared()
        if each.touches(sources=series.provenance.sources, indicator=series.indicator, area=series.area_code)
        and gaps[0].period.start < each.month.start < gaps[-1].period.end
    ]
    return list(dict.fromkeys(found))
