"""The vision's card and the page of feeling safe, as anybody reads them."""

import csv
import io

import pytest
from django.test import Client
from web import asked, town

from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries
from headwater.governance.partners.models import Agreement
from headwater.insight.performance.asking import Page


@pytest.fixture
def asked_town(db) -> None:
    town.make_areas()
    asked.ask_the_town()


def test_each_part_of_the_vision_stands_with_number_range_period_and_answers(
    asked_town, client: Client
) -> None:
    page = client.get("/vision/").content.decode()
    for title in ("Communities that hold together", "Free from violence", "Free from the fear of violence"):
        assert title in page
    assert "70%" in page
    assert "Likely 67% to 73%" in page
    assert "900 people answered." in page
    assert "Asked in the year from April 2025, Testshire" in page
    assert page.count("Asked for a test.") == 1


def test_women_and_men_by_day_and_after_dark(asked_town, client: Client) -> None:
    page = client.get("/feeling-safe/").content.decode()
    assert "After dark it is about 52." in page
    assert page.index("Female") < page.index("42%") < page.index("Male") < page.index("60%")
    assert "Part 3" in page
    assert "Places that people mark on a map" in page
    assert "/you-said/" in page.split("Not held:", 1)[1]


def test_without_figures_the_pages_say_what_to_do(db, client: Client) -> None:
    assert "No figures yet" in client.get("/vision/").content.decode()
    assert "Nobody was asked yet" in client.get("/feeling-safe/").content.decode()


def test_when_the_agreement_has_ended_the_pages_say_so_and_show_nothing(asked_town, client: Client) -> None:
    agreement = Agreement.objects.get(contract_key=asked.SOURCE)
    partners.end_agreement(agreement, by=queries.operator(), reason="It ends.")
    page = client.get("/feeling-safe/").content.decode()
    assert "These figures may not be shown" in page
    assert "52" not in page.split("<main", 1)[1].split("</main", 1)[0]
    assert client.get("/vision/").status_code == 200
    assert "70%" not in client.get("/vision/").content.decode()


def test_groups_of_children_are_counted_and_what_nobody_holds_is_said(db, client: Client) -> None:
    town.make_areas()
    town.make_agreement(contract_key="childrens_social_care")
    town.release_groups("children_missing")
    page = client.get("/children-we-look-out-for/").content.decode()
    missing = page[page.index('id="cohort-missing"') : page.index('id="cohort-exploited"')]
    assert "hw-figure__value" in missing
    assert "White" in missing
    assert "Hidden: a small number" in missing
    neet = page[page.index('id="cohort-neet"') :]
    assert "Not held:" in neet
    assert "client caseload" in neet
    assert "needs records of several services to be matched" in page


@pytest.mark.parametrize("page", list(Page))
def test_the_rows_of_each_page_are_a_file(asked_town, ask_file, page: Page) -> None:
    """Each page of the vision, of programmes and of what matters to children; an unknown one is no page."""
    assert {"part", "value", "lower", "upper", "status", "says"} <= set(ask_file(page).fieldnames)


@pytest.fixture
def ask_file(client: Client):
    def ask(page: str) -> csv.DictReader:
        answer = client.get(f"/vision/{page}.csv")
        assert answer.status_code == 200
        assert f'filename="{page}.csv"' in answer["Content-Disposition"]
        return csv.DictReader(io.StringIO(answer.content.decode()))

    return ask


def test_a_page_offers_its_file_which_says_what_the_page_says(asked_town, client: Client, ask_file) -> None:
    offered = {"/vision/": "vision", "/feeling-safe/": "feeling-safe", "/reach/": "reach"}
    offered |= {"/children-we-look-out-for/": "children", "/performance/activities/": "activities"}
    for address, page in offered.items():
        assert f'href="/vision/{page}.csv"' in client.get(address).content.decode()
    answer = client.get("/differences/", {"indicator": "survey_safe_after_dark"}).content.decode()
    assert 'href="/vision/differences.csv?indicator=survey_safe_after_dark"' in answer
    [cohesion] = [row for row in ask_file("vision") if row["indicator"] == "survey_get_on_well"]
    assert float(cohesion["value"]) == 70
    assert client.get("/vision/nothing.csv").status_code == 404
