"""Areas side by side, who is hurt most, and what the page of an area says of it beside the others."""

import csv
import io

import pytest
from django.test import Client
from web import beside_town, town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.release.draft import Audience
from headwater.web import beside_files

COMPARE = f"/areas/compare/?indicator={town.INDICATOR}&kind=ltla"
INEQUALITY = f"/inequality/?indicator={town.INDICATOR}&area={town.TOWN}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_areas_stand_side_by_side_with_a_funnel_a_table_and_words(figures, client: Client) -> None:
    charts.draw_all(by=partners.operator())
    shown = page(client, COMPARE)
    assert all(f"District {at}" in shown for at in (1, 2, 3))
    assert "<svg" in shown
    assert "There is no league table" in shown
    assert "No clear difference" in shown
    found = rows(client, COMPARE.replace("compare/?", "compare/table.csv?"))
    assert [row["area"] for row in found] == ["District 1", "District 2", "District 3"]
    assert all(float(row["ratio_lower"]) < float(row["ratio_to_others"]) for row in found)
    for kind in ("svg", "png"):
        assert client.get(COMPARE.replace("compare/?", f"compare/chart.{kind}?")).status_code == 200


def test_a_table_says_where_it_is_described(figures, client: Client) -> None:
    beside_town.release_fifths()
    for page_of, columns in ((COMPARE, beside_files.COMPARED), (INEQUALITY, beside_files.LADDER)):
        asked = page_of.replace("/?", "/table.csv?")
        answer = client.get(asked)
        described = client.get(answer["Link"].split(">")[0].lstrip("<")).json()
        assert [each["name"] for each in described["tableSchema"]["columns"]] == list(columns)
        assert answer.content.decode().splitlines()[0].split(",") == list(columns)
        assert described["dc:source"] == "Made up for a test."


@pytest.mark.django_db
def test_pages_without_figures_say_what_to_do_next(client: Client) -> None:
    assert "three or more of one kind" in page(client, "/areas/compare/")
    assert "loaded the Indices of Deprivation" in page(client, "/inequality/")
    for address in ("/areas/compare/table.csv", "/inequality/table.csv", "/inequality/chart.svg"):
        assert client.get(address).status_code == 404


def test_an_indicator_that_was_not_released_is_not_found(figures, client: Client) -> None:
    beside_town.release_fifths()
    for address in ("/areas/compare/?indicator=homicide", "/inequality/?indicator=homicide"):
        assert client.get(address).status_code == 404


def test_a_kind_that_is_not_there_is_the_nearest_that_is(figures, client: Client) -> None:
    assert "District 1" in page(client, COMPARE.replace("ltla", "ward"))


def test_the_gap_is_shown_year_by_year_with_its_ladder_and_its_change(figures, client: Client) -> None:
    beside_town.release_fifths()
    charts.draw_all(by=partners.operator())
    shown = page(client, INEQUALITY)
    assert "4.5 times as many violence and sexual offences" in shown
    assert "has grown" in shown
    assert "which may not be where anybody lives" in shown
    assert "<svg" in shown
    assert "April 2022 to March 2023" in shown
    found = rows(client, INEQUALITY.replace("inequality/?", "inequality/table.csv?"))
    assert {row["measure"] for row in found} >= {*beside_town.FIFTHS, "relative_index_of_inequality"}
    assert client.get(INEQUALITY.replace("inequality/?", "inequality/chart.svg?")).status_code == 200


def test_groups_stand_on_the_page_where_enough_of_them_is_shown(db, client: Client) -> None:
    town.make_areas()
    town.release_groups()
    beside_town.release_fifths()
    shown = page(client, INEQUALITY)
    assert 'id="groups"' not in shown  # this indicator has none


def test_partners_gaps_are_not_for_the_public(figures, client: Client, signed_in) -> None:
    beside_town.release_fifths(audience=Audience.PARTNER)
    assert "loaded the Indices of Deprivation" in page(client, "/inequality/")
    assert client.get(INEQUALITY.replace("inequality/?", "inequality/table.csv?")).status_code == 404
    assert "4.5 times as many" in page(signed_in("analyst"), INEQUALITY)


def test_an_ended_agreement_stops_the_gap_and_the_comparison(db, client: Client) -> None:
    town.make_areas()
    town.release_figures(source="ed_assaults")
    beside_town.release_fifths(source="ed_assaults")
    for address in (COMPARE, INEQUALITY):
        shown = page(client, address)
        assert "hw-empty" in shown
        assert "greement" in shown
        assert "4.5 times" not in shown
    for address in (
        COMPARE.replace("compare/?", "compare/table.csv?"),
        INEQUALITY.replace("inequality/?", "inequality/table.csv?"),
    ):
        assert client.get(address).status_code == 403


def test_the_page_of_an_area_says_how_it_stands_beside_the_others(figures, client: Client) -> None:
    shown = page(client, f"/areas/{town.DISTRICTS[0]}/")
    assert 'id="beside"' in shown
    assert f"/areas/compare/?indicator={town.INDICATOR}&amp;kind=ltla" in shown
    assert 'id="beside"' not in page(client, f"/areas/{town.TOWN}/")  # there is no other county


def test_the_page_of_an_area_leads_to_its_gap_and_sets_harm_beside_its_count(figures, client: Client) -> None:
    beside_town.release_fifths()
    beside_town.release_harm()
    charts.draw_all(by=partners.operator())
    shown = page(client, f"/areas/{town.TOWN}/")
    assert "4.5 times as many" in shown
    assert "Harm beside the count" in shown
    assert "Count, index" in shown
    assert "Harm, index" in shown
    answer = client.get(f"/areas/{town.TOWN}/harm.svg")
    assert answer.status_code == 200
    assert b"Number of offences" in answer.content
    assert client.get(f"/areas/{town.DISTRICTS[0]}/harm.svg").status_code == 404


def test_the_page_of_an_area_says_what_other_ages_would_change(figures, client: Client) -> None:
    beside_town.release_ages()
    beside_town.release_serious_violence()
    shown = page(client, f"/areas/{town.DISTRICTS[0]}/")
    assert "European Standard Population 2013" in shown
