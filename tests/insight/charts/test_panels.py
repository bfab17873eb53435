"""Small pictures side by side: groups on one scale, sources as indices, days between rare events."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from insight import drafts

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions, beside, drawing, panel_drawing, panels, picture
from headwater.insight.charts.models import Chart
from headwater.insight.indicators import findings, registry
from headwater.insight.indicators.models import Area
from headwater.insight.release import actions as release_actions
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience, Method, Origin
from headwater.insight.release.released import ReleasedSeries
from headwater.vocabulary.periods import Grain

pytestmark = pytest.mark.django_db
AREA = "E23900001"
ORIGIN = Origin(("police_street",), "The police", "made", date(2025, 12, 5))
ETHNICITY = {"asian": 40, "black": 50, "mixed": 2, "white": 400, "other": 30, "unknown": 90}


def publish(key: str, counts: np.ndarray, categories: tuple[str, ...] = ("all",), **facts) -> None:
    audience = facts.pop("audience", Audience.PUBLIC)
    given = {
        "people": None,
        "policy": "local",
        "origin": ORIGIN,
        "method": Method.RATE,
        "per": 100_000,
    } | facts
    draft = drafts.make_draft(counts, indicator=key, categories=categories, **given)
    release_actions.publish(draft, audience=audience, by=partners.operator())


def parts(key: str, breakdown: str) -> list[ReleasedSeries]:
    found = release.all_series(
        key, [AREA], grain=Grain.YEAR, audience=Audience.PUBLIC, on=date(2025, 12, 6), breakdown=breakdown
    )
    return [each for each in found if each.category != "all"]


def publish_ethnicity() -> None:
    each = np.array([[count + year for year in range(4)] for count in ETHNICITY.values()], dtype=float)
    people = np.full((1, 7, 4), np.nan)
    counts = np.concatenate([each.sum(axis=0, keepdims=True), each])[np.newaxis]
    publish("serious_violence", counts, ("all", *ETHNICITY), breakdown="ethnicity", people=people)


def test_groups_of_which_nobody_knows_the_size_are_drawn_as_counts_with_their_range():
    publish_ethnicity()
    made = panels.of_groups(
        parts("serious_violence", "ethnicity"), registry.get_indicator("serious_violence")
    )
    assert made is not None
    assert made.axis == "Number"
    white = next(panel for panel in made.panels if panel.title == "White")
    newest = white.points[-1]
    assert newest.value == 403
    assert newest.lower < 403 < newest.upper
    assert "per 100,000" not in " ".join(made.title)
    assert len(made.panels) <= panels.MOST


def test_a_hidden_group_is_named_and_never_drawn_as_a_number():
    publish_ethnicity()
    made = panels.of_groups(
        parts("serious_violence", "ethnicity"), registry.get_indicator("serious_violence")
    )
    assert made is not None
    drawn = {panel.title: panel for panel in made.panels}
    hidden = "Mixed" not in drawn or all(
        point.value is None for point in drawn["Mixed"].points if point.state == "suppressed"
    )
    assert hidden
    assert "Mixed" in drawn or "Not drawn, but in the table: Mixed" in " ".join(made.notes)


def test_groups_with_rates_are_compared_in_rates_and_the_others_left_to_the_table():
    counts = np.array([[[90.0] * 4, [40.0] * 4, [41.0] * 4, [9.0] * 4]])
    people = np.full((1, 4, 4), np.nan)
    people[0, 1], people[0, 2] = 10_000, 30_000
    publish("serious_violence", counts, ("all", "under_25", "25_and_over", "unknown"), people=people)
    made = panels.of_groups(parts("serious_violence", "age"), registry.get_indicator("serious_violence"))
    assert made is not None
    assert [(panel.title, panel.newest) for panel in made.panels] == [
        ("Under 25", "400"),
        ("25 and over", "136.7"),
    ]
    assert "Not drawn, but in the table: Age not known." in made.notes
    assert made.axis == "Per 100,000 people"


def test_one_group_alone_is_no_comparison():
    assert panels.of_groups([], registry.get_indicator("serious_violence")) is None


def test_every_panel_is_drawn_on_one_scale_with_its_words_for_a_screen_reader():
    publish_ethnicity()
    made = panels.of_groups(
        parts("serious_violence", "ethnicity"), registry.get_indicator("serious_violence")
    )
    assert made is not None
    svg = panel_drawing.svg(made)
    words = " ".join(ET.fromstring(svg).itertext())
    assert made.alt in words
    for needed in ("White", "403", "Source: The police", "5 December 2025", "Shaded: the likely range"):
        assert needed in words
    assert not re.search(r"<script|<image|href=|style=|<style|role=|aria-", svg)
    assert drawing.png(svg).startswith(b"\x89PNG")


def publish_homicides(audience: Audience, *, days: Sequence[date] = ()) -> None:
    """Three years in which somebody is killed every thirty days, but for one long quiet."""
    days = list(days) or [date(2022, 4, 3) + timedelta(days=30 * at) for at in range(12)] + [
        date(2024, 9, 1) + timedelta(days=30 * at) for at in range(5)
    ]
    counts = np.zeros((1, 1, 36))
    for day in days:
        counts[0, 0, (day.year - 2022) * 12 + day.month - 4] += 1
    Area.objects.get_or_create(code=AREA, kind="pfa", name="County")
    draft = drafts.make_draft(
        counts, indicator="homicide", grain=Grain.MONTH, policy="announced", origin=ORIGIN
    )
    for each in release_actions.publish(draft, audience=audience, by=partners.operator()):
        findings.keep(each, registry.get_indicator("homicide"), {"all": days}, None)


def test_days_between_rare_events_are_drawn_for_partners_and_nobody_else():
    publish_homicides(Audience.PARTNER)
    actions.draw_all(by=partners.operator())
    homicide = registry.get_indicator("homicide")
    chart = beside.find_gaps(homicide, AREA, "all", audience=Audience.PARTNER)
    assert chart is not None
    assert "days since the last" in chart.alt
    assert beside.find_gaps(homicide, AREA, "all", audience=Audience.PUBLIC) is None
    assert beside.find_gaps(homicide, AREA, "knife", audience=Audience.PARTNER) is None


def test_a_long_quiet_is_marked_by_shape():
    publish_homicides(Audience.PARTNER)
    made = beside.gaps(registry.get_indicator("homicide"), AREA, "all", audience=Audience.PARTNER)
    assert made is not None
    gaps = made.panels[0].points
    longest = max(gaps, key=lambda point: point.value)
    assert longest.value > 400
    assert [point for point in gaps if point.mark == picture.HIGH] == [longest]


def test_a_limit_far_beyond_every_gap_is_left_out_and_said():
    publish_homicides(
        Audience.PARTNER, days=[date(2022, 5, 1), date(2022, 5, 3), date(2023, 1, 1), date(2023, 1, 9)]
    )
    made = beside.gaps(registry.get_indicator("homicide"), AREA, "all", audience=Audience.PARTNER)
    assert made is not None
    assert all(point.high_limit is None for point in made.panels[0].points)
    assert any("no upper limit is drawn" in note for note in made.notes)
    height = re.search(r'height="(\d+)"', panel_drawing.svg(made))
    assert height is not None
    assert int(height[1]) < 600


def test_drawing_again_draws_nothing_that_stands():
    publish_ethnicity()
    first = actions.draw_all(by=partners.operator())
    again = actions.draw_all(by=partners.operator())
    assert first.drawn == Chart.objects.count() == 1
    assert (again.drawn, again.kept) == (0, 1)
