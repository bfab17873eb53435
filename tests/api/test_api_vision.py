"""The pages of the vision over the API: the rows that the pages show, as JSON and as CSV, and no hidden number in any."""

import csv
import io

import pytest
from web import asked, town

from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries as partners_of
from headwater.insight.performance.asking import Page


@pytest.fixture
def asked_town(db) -> None:
    town.make_areas()
    asked.ask_the_town()


@pytest.mark.parametrize("page", list(Page))
def test_each_page_answers_on_an_empty_home_and_in_both_forms(ask, page):
    rows = ask(f"vision/{page}")
    assert rows.status_code == 200
    table = ask(f"vision/{page}/csv")
    assert table["Content-Type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(table.content.decode())))) == len(rows.json())


def test_the_vision_has_its_words_and_ranges(asked_town, ask):
    found = {each["indicator"]: each for each in ask("vision/vision").json()}
    cohesion = found["survey_get_on_well"]
    assert (cohesion["part"], cohesion["area"], cohesion["status"]) == ("cohesion", town.TOWN, "value")
    assert cohesion["lower"] < cohesion["value"] < cohesion["upper"]
    assert cohesion["says"]
    assert found["serious_violence"]["value"] is None
    assert found["serious_violence"]["stands"] == "no_data"


def test_day_dark_groups_and_districts_are_rows(asked_town, ask):
    rows = ask("vision/feeling-safe").json()
    dark = {each["dimension"]: each["value"] for each in rows if each["part"] == "after_dark"}
    assert (dark["sex/female"], dark["sex/male"]) == (42, 60)
    assert [each["value"] for each in rows if each["part"] == "fear"] == [35, 40, 55]
    only = ask("vision/feeling-safe", indicator="survey_worried").json()
    assert {each["indicator"] for each in only} == {"survey_worried"}


def test_a_difference_says_beside_whom_and_by_how_much(asked_town, ask):
    rows = ask("vision/differences", indicator="survey_safe_after_dark").json()
    women = next(each for each in rows if each["dimension"] == "sex/female")
    assert women["beside"] == pytest.approx(-18)
    assert women["beside_lower"] < -18 < women["beside_upper"]
    assert women["beside_what"] == "percentage points more than Male"
    assert ask("vision/differences", indicator="homicide").status_code == 404
    assert ask("vision/differences", indicator="nothing").status_code == 404


def test_what_nobody_counts_says_what_it_would_take(asked_town, ask):
    rows = ask("vision/children").json()
    neet = next(each for each in rows if each["part"] == "neet")
    assert neet["status"] == "not_collected"
    assert "No source of the partnership holds it" in neet["says"]


def test_partners_rows_need_a_token_that_reads_them(asked_town, ask, token_of):
    assert ask("vision/vision", audience="partner").status_code == 401
    token = token_of("analyst", "figures.read_partner")
    assert ask("vision/vision", token=token, audience="partner").status_code == 200


def test_an_ended_agreement_stops_rows_and_file_with_its_sentence(asked_town, ask):
    [agreement] = partners_of.agreements(contract_key=asked.SOURCE)
    partners.end_agreement(agreement, reason="A test.", by=partners_of.operator())
    for path in ("vision/feeling-safe", "vision/feeling-safe/csv"):
        answer = ask(path)
        assert answer.status_code == 403
        assert "agreement" in answer.json()["says"]
    told = ask("vision/vision").json()
    assert {each["value"] for each in told if each["indicator"].startswith("survey")} == {None}


def test_there_is_no_other_page(ask):
    assert ask("vision/everything").status_code == 422
