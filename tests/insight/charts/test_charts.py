"""What is in a picture, what is never in one, and when one is drawn."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from insight import drafts

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions, drawing, line_drawing, picture, queries
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import findings, registry
from headwater.insight.indicators import queries as indicators
from headwater.insight.release import actions as release_actions
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method, Origin
from headwater.insight.release.models import Release
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Grain

KEY = "police_street_violence"
AREA = "E23900001"


def publish(counts: list[float], *, extracted_on: date = date(2025, 12, 5)) -> list[Release]:
    """A force area's months from April 2022, let out and read as a refresh would."""
    draft = drafts.make_draft(
        [[counts]],
        indicator=KEY,
        policy="already-public",
        grain=Grain.MONTH,
        method=Method.RATE,
        per=100_000,
        people=np.full((1, 1, len(counts)), 500_000.0),
        origin=Origin(("police_street",), "The <police> & partners", "made", extracted_on),
    )
    made = release_actions.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
    for each in made:
        findings.keep(each, registry.get_indicator(KEY), {}, None)
    return made


def steady(months: int = 36) -> list[float]:
    return np.random.default_rng(3).poisson(100, months).astype(float).tolist()


def composed(grain: Grain = Grain.MONTH) -> picture.Picture:
    series = release.series(KEY, AREA, grain=grain, audience=Audience.PUBLIC, on=date(2025, 12, 6))
    return picture.compose(series, registry.get_indicator(KEY), indicators.chart_of(series), None)


@pytest.mark.django_db
def test_a_picture_carries_its_title_source_period_and_caveat() -> None:
    publish(steady())
    svg = line_drawing.svg(composed())
    words = " ".join(ET.fromstring(svg).itertext())
    for needed in (
        "April 2022 to March 2025",
        "Source: The <police> & partners",
        "5 December 2025",
        "Dashed lines",
        "month by month",
        registry.get_indicator(KEY).caveats[0][:30],
    ):
        assert needed in words
    assert not re.search(r"<script|<image|href=|style=|<style", svg)


@pytest.mark.django_db
def test_a_few_years_have_a_label_each_and_none_between() -> None:
    publish(steady(48))
    months = composed()
    svg = line_drawing.svg(replace(months, points=months.points[::12]))
    assert re.findall(r">([A-Z][a-z]{2} \d{4})<", svg) == ["Apr 2022", "Apr 2023", "Apr 2024", "Apr 2025"]


@pytest.mark.django_db
def test_a_month_never_collected_breaks_the_line_and_is_not_nought() -> None:
    counts = steady()
    counts[10] = float("nan")
    publish(counts)
    made = composed()
    assert made.points[10].value is None
    assert made.points[9].run != made.points[11].run
    assert any("not collected" in note for note in made.notes)


@pytest.mark.django_db
def test_special_causes_differ_from_the_usual_by_shape() -> None:
    publish([*steady(35), 400.0])
    made = composed()
    assert made.points[-1].mark == picture.HIGH
    assert "More than chance" in " ".join(made.headline)
    shapes = {shape for shape, _ in drawing.MARKS.values()}
    assert len(shapes) == len(drawing.MARKS)


@pytest.mark.django_db
def test_overlapping_years_have_an_interval_and_never_limits() -> None:
    publish(steady())
    made = composed(Grain.ROLLING_12)
    assert not made.has_limits
    assert made.points[-1].when == "2025-03-01"
    assert made.points[-1].lower < made.points[-1].value < made.points[-1].upper


@pytest.mark.django_db
def test_only_what_changed_is_drawn_again() -> None:
    publish(steady())
    first = actions.draw_all(by=partners.operator())
    assert (first.drawn, first.kept) == (3, 0)  # months, the jumps between them, and years
    again = actions.draw_all(by=partners.operator())
    assert (again.drawn, again.kept) == (0, 3)
    publish([*steady(), 101.0])
    changed = actions.draw_all(by=partners.operator())
    assert (changed.drawn, changed.removed) == (3, 3)
    assert Chart.objects.count() == 3


@pytest.mark.django_db
def test_the_same_figures_released_again_are_taken_over_undrawn() -> None:
    publish(steady())
    actions.draw_all(by=partners.operator())
    publish(steady())
    again = actions.draw_all(by=partners.operator())
    assert again.drawn == 0
    assert queries.find_chart(KEY, AREA, audience=Audience.PUBLIC) is not None


@pytest.mark.django_db
def test_a_chart_is_found_by_length_of_period_and_given_in_dots() -> None:
    publish(steady())
    actions.draw_all(by=partners.operator())
    rolling = queries.find_chart(KEY, AREA, audience=Audience.PUBLIC, grain=Grain.ROLLING_12)
    finest = queries.find_chart(KEY, AREA, audience=Audience.PUBLIC)
    assert rolling is not None
    assert finest is not None
    assert (rolling.release.grain, finest.release.grain) == (Grain.ROLLING_12, Grain.MONTH)
    assert queries.png(finest).startswith(b"\x89PNG")
    assert queries.find_chart(KEY, "E23000000", audience=Audience.PUBLIC) is None


def test_a_bare_number_cannot_be_drawn() -> None:
    with pytest.raises(Invalid):
        picture.compose([1, 2, 3], registry.get_indicator(KEY), None, None)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_headline_of_a_year_gives_the_verdict_with_its_date_and_never_grows_stale() -> None:
    publish([*steady(24), *(value / 2 for value in steady(12))])
    actions.draw_all(by=partners.operator())
    rolling = queries.find_chart(KEY, AREA, audience=Audience.PUBLIC, grain=Grain.ROLLING_12)
    assert rolling is not None
    assert "year to March 2025" in rolling.alt
    assert "a clear improvement" in rolling.alt
