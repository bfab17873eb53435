"""What a figure is of: children are not called people, and a score is told with its unit."""

from dataclasses import replace

import pytest
from web.test_figures_shown import FIGURE

from headwater.insight.indicators import registry, units
from headwater.insight.indicators.language import Ages
from headwater.insight.release.draft import Method
from headwater.insight.reporting import words


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
    assert words.value(score) == "300,340 weight per 100,000 people"
    assert words.value(count) == "320 admissions"


def test_a_rate_told_as_a_bare_count_has_no_unit_of_a_rate():
    assert units.unit_words(replace(FIGURE, indicator="serious_violence", method=Method.COUNT)) == ""


def test_words_of_ages():
    assert units.people(Ages(18, 24)) == "people aged 18 to 24"
