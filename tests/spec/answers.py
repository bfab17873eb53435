"""What a generated county's survey was made to say, beside what the product released of it."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Any

from spec.counties import COUNTY, PARTNER, County

from headwater.insight.indicators import queries, registry
from headwater.insight.performance import lens
from headwater.insight.release import queries as release
from headwater.insight.release.released import ReleasedFigure, ReleasedSeries
from headwater.vocabulary.periods import Grain, Month

KEYS = {  # by question
    "safe_by_day": "survey_safe_by_day",
    "safe_after_dark": "survey_safe_after_dark",
    "get_on_well": "survey_get_on_well",
    "worried": "survey_worried",
    "hurt_last_year": "survey_hurt",
}
TODAY = 2  # the version of the questions that the newest wave asked


def waves(county: County) -> list[dict[str, Any]]:
    """The waves that asked in the words of today."""
    return [w for w in county.planted["community_survey"]["waves"] if w["question_version"] == TODAY]


def day_of(wave: dict[str, Any]) -> date:
    return Month.parse(wave["wave"]).start


def of(county: County, key: str, area: str = COUNTY, **asked: Any) -> ReleasedSeries:
    return release.series(key, area, grain=Grain.YEAR, audience=PARTNER, on=county.seen_on, **asked)


def told_and_true(county: County) -> Iterator[tuple[ReleasedFigure, float]]:
    """Each released figure with the percentage of all adults who live there and would say so."""
    districts = [(code, csp_of(code)) for code in waves(county)[0]["district"]]
    for question, key in KEYS.items():
        yield from _beside(county, question, of(county, key), "all")
        for sex, category in (("F", "female"), ("M", "male")):
            yield from _beside(
                county, question, of(county, key, breakdown="sex", category=category), "sex", sex
            )
        for code, area in districts:
            yield from _beside(county, question, of(county, key, area), "district", code)


def _beside(
    county: County, question: str, told: ReleasedSeries, *truth: str
) -> Iterator[tuple[ReleasedFigure, float]]:
    for wave in waves(county):
        of_wave = reduce(lambda shares, key: shares[key], truth, wave)
        yield [each for each in told if each.period.start <= day_of(wave)][-1], of_wave[question] * 100


def csp_of(district: str) -> str:
    """The community safety partnership of a district: they are one to one here."""
    [csp] = [area.code for area in queries.areas("csp") if area.code[-1] == district[-1]]
    return csp


def groups_beside(county: County, key: str, breakdown: str) -> dict[str, lens.Row]:
    area = lens.whole_area()
    assert area is not None
    found = lens.lens(registry.get_indicator(key), area, audience=PARTNER, on=county.seen_on)
    [table] = [each for each in found.tables if each.breakdown.key == breakdown]
    return {row.key: row for row in table.rows}
