"""An area's figure as it would be if its people had other ages: young places have more violence for that reason alone.

A directly standardised rate where every band of age is shown and there are enough events; else a ratio to what the whole
partnership's rates at each age would give here, which needs only the area's own total. Of released counts and people.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from headwater.insight.indicators import queries as areas
from headwater.insight.indicators import registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.indicators.said_of_areas import Standardised
from headwater.insight.indicators.sorting import AGE_BANDS
from headwater.insight.indicators.standard_population import standard_population
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.statistics import standardisation
from headwater.statistics.standardisation import Reference
from headwater.vocabulary.errors import Invalid, NotFound
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Grain

BREAKDOWN = "ages"
Bands = Mapping[str, ReleasedFigure]  # and the whole, each by its category


def offered(*, audience: Audience) -> set[str]:
    """Indicators that were released by bands of age."""
    return {each.indicator for each in release.standing(audience=audience) if each.breakdown == BREAKDOWN}


def standardised(indicator: str, area_code: str, *, audience: Audience, on: date) -> Standardised:
    """The newest year of an area beside the whole partnership's. NotFound where there is no such table of it."""
    top = areas.top_area()
    codes = [area_code, *([top.code] if top else [])]
    series = release.all_series(
        indicator, codes, grain=Grain.YEAR, audience=audience, on=on, breakdown=BREAKDOWN
    )
    whole = [each for each in series if top and each.area_code == top.code]
    own = [each for each in series if each.area_code == area_code]
    if not own or not whole or area_code == codes[-1]:
        raise NotFound("There are no figures by age to make this area comparable by.")
    return of_bands(_newest(own), _newest(whole), registry.get_indicator(indicator))


def of_bands(own: Bands, whole: Bands, indicator: Indicator) -> Standardised:
    """The same of an area's bands and the whole's, of one year."""
    crude = own[release.WHOLE]
    rate, of_all = (_direct(each, indicator) for each in (own, whole))
    ratio = None if rate and of_all else _indirect(own, whole, indicator)
    return Standardised(
        indicator=indicator.key,
        area_code=crude.area_code,
        period=crude.period,
        crude=crude,
        rate=rate if of_all else None,
        rate_of_all=of_all if rate else None,
        ratio=ratio,
        says=_says(crude, whole[release.WHOLE], rate, of_all, ratio),
        provenance=crude.provenance,
    )


def _newest(series: Sequence[ReleasedSeries]) -> Bands:
    found = {each.category: each.latest for each in series}
    return {key: figure for key, figure in found.items() if figure is not None}


def _direct(bands: Bands, indicator: Indicator) -> Estimate | None:
    """None where a band is hidden, nobody lives in one, or there are too few events."""
    figures = [bands.get(key) for key in AGE_BANDS]
    events = [each.n for each in figures if each is not None and each.n is not None]
    people = [each.people for each in figures if each is not None and each.people]
    if len(events) < len(AGE_BANDS) or len(people) < len(AGE_BANDS):
        return None
    try:
        return standardisation.directly_standardised_rate(
            events,
            people,
            standard_population().in_bands(AGE_BANDS),
            counts=indicator.counts,
            per=indicator.per,
        )
    except Invalid:
        return None


def _indirect(own: Bands, whole: Bands, indicator: Indicator) -> Estimate | None:
    """None where the whole's bands are hidden too. Events of no known age count in what is observed, so the expected are raised
    by their share in the whole.
    """
    seen, all_seen = own[release.WHOLE].n, whole[release.WHOLE].n
    events = [whole[key].n for key in AGE_BANDS if key in whole]
    people = [whole[key].people for key in AGE_BANDS if key in whole]
    here = [own[key].people for key in AGE_BANDS if key in own]
    if seen is None or not all_seen or None in events or not (len(events) == len(here) == len(AGE_BANDS)):
        return None
    known = [each or 0.0 for each in events]
    try:
        reference = Reference(known, [each or 0.0 for each in people])
        expected = standardisation.expected_events([each or 0.0 for each in here], reference)
        return standardisation.indirectly_standardised_ratio(
            seen, expected * all_seen / sum(known), counts=indicator.counts
        )
    except (Invalid, ZeroDivisionError):
        return None


def _says(
    crude: ReleasedFigure,
    whole: ReleasedFigure,
    rate: Estimate | None,
    of_all: Estimate | None,
    ratio: Estimate | None,
) -> str:
    if rate and of_all:
        return _says_rate(crude, whole, rate, of_all)
    if ratio:
        return (
            f"Some ages are too few to show. Given how old people here are, there were {ratio.value:.2f} times as many as "
            f"the rates of {whole.area_name} at each age would give (likely {ratio.lower:.2f} to {ratio.upper:.2f}). "
            "Two such ratios are not compared with each other."
        )
    return "Too few are shown by age to say what this figure would be if people here had other ages."


def _says_rate(crude: ReleasedFigure, whole: ReleasedFigure, rate: Estimate, of_all: Estimate) -> str:
    """What making the ages alike changes: the distance to the partnership, before and after."""
    unit = f"per {crude.per:,.0f} people"
    made = (
        f"If people here had the ages of the {standard_population().title}, the rate would be {rate.value:,.0f} {unit} "
        f"(likely {rate.lower:,.0f} to {rate.upper:,.0f}), and that of {whole.area_name} {of_all.value:,.0f}. "
        "Events of no known age are left out."
    )
    if not crude.value or not whole.value or not of_all.value:
        return made
    before, after = crude.value / whole.value, rate.value / of_all.value
    if abs(before - after) < 0.05:  # noqa: PLR2004  (less than a reader would notice)
        return f"{made} Age explains next to nothing of how it differs: it is {after:.2f} times as high, as before."
    smaller = abs(after - 1) < abs(before - 1)
    return f"{made} It is {after:.2f} times as high, where it was {before:.2f} times: " + (
        "part of the difference is age." if smaller else "age had hidden part of the difference."
    )
