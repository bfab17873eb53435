"""The chart of the trends page, its downloads, and the area's document."""

import pytest
from django.test import Client
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts

CHOICE = {"indicator": town.INDICATOR, "area": town.TOWN, "grain": "rolling_12"}


@pytest.fixture
def drawn_town(db) -> None:
    town.make_town()
    charts.draw_all(by=partners.operator())


def test_the_trends_page_shows_the_chart_with_words_for_it(drawn_town, client: Client) -> None:
    page = client.get("/trends/", CHOICE).content.decode()
    assert 'role="img" aria-label="Violence' in page
    assert "<svg" in page
    assert "/trends/chart.png?" in page


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_chart_of_the_choice_can_be_downloaded(drawn_town, client, kind: str, begins: bytes) -> None:
    answer = client.get(f"/trends/chart.{kind}", CHOICE)
    assert answer.content.startswith(begins)
    assert f"rolling_12.{kind}" in answer["Content-Disposition"]


def test_before_anything_is_drawn_the_page_stands_without_a_chart(db, client: Client) -> None:
    town.make_town()
    assert client.get("/trends/", CHOICE).status_code == 200
    assert client.get("/trends/chart.png", CHOICE).status_code == 404


@pytest.mark.pdf
def test_an_areas_page_can_be_had_as_a_document(drawn_town, client: Client) -> None:
    assert f"/areas/{town.TOWN}/profile.pdf" in client.get(f"/areas/{town.TOWN}/").content.decode()
    assert client.get(f"/areas/{town.TOWN}/profile.pdf").content.startswith(b"%PDF")
    assert client.get(f"/areas/{town.TOWN}/profile.docx").content.startswith(b"PK")
    assert client.get("/areas/E07999999/profile.pdf").status_code == 404
