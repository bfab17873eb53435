"""What a figure is of: children are not called people, and a score is told with its unit."""

from dataclasses import replace

import pytest
from web.test_figures_shown import FIGURE

from headwater.insight.indicators import readings, registry, units, verdict
from headwater.insight.indicators.language import Ages, Direction
from headwater.insight.indicators.verdict import Facts, Window
from headwater.insight.performance.claims import guard
from headwater.insight.release.draft import Method
from headwater.insight.reporting import words
from headwater.vocabulary.states import FigureState


@pytest.mark.parametrize(
    ("key", "category", "per", "says"),
    [
        ("children_missing", "all", 10_000, "per 10,000 children under 18"),
        ("children_missing", "female", 10_000, "per 10,000 children"),
        ("suspensions", "all", 1_000, "per 1,000 children aged 5 to 15"),
        ("serious_violence", "all", 100_000, "per 100,000 people"),
        ("serious_violence", "under_25", 100_000, "per 100,000 people"),
        ("not_declared_any_more", "all", 100_000, "per 100,000 people"),
    ],
)
def test_a_rate_says_of_whom_it_is(key, category, per, says):
    figure = replace(FIGURE, indicator=key, category=category, per=per)
    assert units.unit_words(figure) == says
    assert words.value(figure) == f"1,234.6 {says}"


def test_every_rate_says_what_its_definition_says():
    said = {
        key: units.per_words(key, each.per)
        for key, each in registry.indicators().items()
        if each.method is Method.RATE and each.unit.startswith("per ")
    }
    assert "suspensions" in said
    assert said == {key: registry.get_indicator(key).unit for key in said}


def test_a_score_and_a_count_have_the_unit_of_their_definition():
    score = replace(FIGURE, indicator="harm", method=Method.SCORE, value=300_340.0, lower=None, upper=None)
    count = replace(FIGURE, indicator="hes_sharp_object", method=Method.COUNT, value=320.0)
    assert words.value(score) == "300,340 points of harm per 100,000 people"
    assert words.value(count) == "320 admissions"


def test_a_rate_told_as_a_bare_count_has_no_unit_of_a_rate():
    assert units.unit_words(replace(FIGURE, indicator="serious_violence", method=Method.COUNT)) == ""


def test_words_of_ages():
    assert units.people(Ages(18, 24)) == "people aged 18 to 24"


def test_none_seen_has_its_range_in_a_document_too():
    none = replace(FIGURE, state=FigureState.ZERO, value=0.0, n=0.0, lower=0.0, upper=1.1)
    assert (words.value(none), words.likely_range(none)) == ("None", "0.0 to 1.1")
    assert words.likely_range(replace(none, state=FigureState.NOT_COLLECTED, lower=None, upper=None)) == "-"


def test_a_verdict_of_a_score_says_that_it_is_of_events():
    year = Window(2633, 2633, 12.0), Window(2668, 2668, 12.0)
    judged = verdict.judge(
        Facts(direction=Direction.LOWER_IS_BETTER, periods=24, needed=24, before=year[0], after=year[1])
    )
    said = readings.verdict_says(Method.SCORE, judged)
    assert said.endswith("This is of how many there were, whatever each weighs.")
    assert guard.check(said, breaks=()) == []
    assert readings.verdict_says(Method.RATE, judged) == judged.says
