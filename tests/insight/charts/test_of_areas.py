"""Drawings of areas and groups beside one another: drawn once at release, with words for those who cannot see them."""

from xml.etree import ElementTree as ET

import pytest
from insight import beside
from web import beside_town, town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import (
    actions,
    funnel,
    funnel_drawing,
    ladder,
    ladder_drawing,
    of_areas,
    queries,
)
from headwater.insight.indicators import comparison, gradient, registry
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

STREET = registry.get_indicator(beside.STREET)
FIXTURE = (60, 45, 33, 25, 18)


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_a_ladder_has_its_fifths_their_values_and_its_words() -> None:
    made = ladder.of_gradient(gradient.of_series(beside.by_fifth(FIXTURE), STREET), STREET)
    written = " ".join(texts(ladder_drawing.svg(made)))
    assert all(title in written for title in ("Most deprived fifth", "Least deprived fifth", "600", "180"))
    assert "3.3 times as many" in written
    assert "Most deprived fifth 600" in made.alt


def test_a_funnel_names_who_stands_out_and_marks_by_shape() -> None:
    counts = {f"Place {at:02}": 100.0 for at in range(14)} | {"Faraway": 190.0}
    made = funnel.of_comparison(comparison.of_table(beside.table(counts), "ltla"), STREET, "Districts")
    assert [dot.label for dot in made.dots if dot.label] == ["Faraway"]
    svg = funnel_drawing.svg(made)
    written = " ".join(texts(svg))
    assert "Faraway" in written
    assert "Higher" in written
    assert "Place 03" not in written


def test_few_places_are_all_named() -> None:
    made = funnel.of_comparison(
        comparison.of_table(beside.table({"A": 100.0, "B": 104.0, "C": 96.0}), "ltla"), STREET, "Districts"
    )
    assert [dot.label for dot in made.dots] == ["A", "B", "C"]


@pytest.mark.django_db
def test_everything_is_drawn_at_release_once_and_found_by_what_it_is_of() -> None:
    town.make_town()
    beside_town.release_fifths()
    beside_town.release_harm()
    first = actions.draw_all(by=partners.operator())
    assert first.drawn
    again = actions.draw_all(by=partners.operator())
    assert (again.drawn, again.kept) == (0, first.drawn + first.kept)
    public = {"audience": Audience.PUBLIC}
    year = {"grain": Grain.ROLLING_12, **public}
    assert queries.find_chart(town.INDICATOR, "ltla", category=of_areas.FUNNEL, **year)
    assert queries.find_chart("harm", town.TOWN, category=of_areas.HARM, **year)
    assert queries.find_chart(
        town.INDICATOR, town.TOWN, breakdown="deprivation", category=of_areas.LADDER, **public
    )


@pytest.mark.django_db
def test_what_is_taken_back_takes_its_drawing_along() -> None:
    town.make_town()
    beside_town.release_fifths()
    actions.draw_all(by=partners.operator())
    town.withdraw(breakdown="deprivation")
    found = queries.find_chart(
        town.INDICATOR, town.TOWN, breakdown="deprivation", category=of_areas.LADDER, audience=Audience.PUBLIC
    )
    assert found is None
