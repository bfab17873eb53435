"""The page of an area: what is happening there, everything on it as a file, what lies inside it, and help."""

import csv
import io

import pytest
from django.test import Client
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Place

COUNTY = (Place(town.TOWN, "Testshire", "utla"),)


def test_two_clicks_lead_from_home_to_what_is_happening_in_a_district(figures, client: Client) -> None:
    home = client.get("/").content.decode()
    assert all(f'href="/areas/{code}/"' in home for code in town.DISTRICTS)
    page = client.get(f"/areas/{town.DISTRICTS[0]}/").content.decode()
    assert "What is happening here" in page
    assert "hw-figure__value" in page
    assert f"area={town.DISTRICTS[0]}" in page


def test_the_list_has_every_district_and_the_wards_of_one_name_under_their_own(
    figures, client: Client
) -> None:
    first, second, _ = town.DISTRICTS
    for code, parent in (("E05000991", first), ("E05000992", second)):
        Area.objects.create(code=code, name="Castle", kind="ward", parent_code=parent)
    page = client.get("/areas/").content.decode()
    assert all(f'href="/areas/{code}/"' in page for code in town.DISTRICTS)
    wards = page[page.index('id="wards"') :]
    assert wards.index(Area.objects.get(code=first).name) < wards.index("/areas/E05000991/")
    assert wards.index("/areas/E05000991/") < wards.index(Area.objects.get(code=second).name)
    assert wards.index(Area.objects.get(code=second).name) < wards.index("/areas/E05000992/")
    assert 'href="/areas/#wards"' in client.get("/").content.decode()


def test_a_place_that_is_two_kinds_of_area_leads_from_one_to_the_other(figures, client: Client) -> None:
    district = Area.objects.get(code=town.DISTRICTS[0])
    Area.objects.filter(pk=district.pk).update(people=80_000)
    same = {"name": district.name, "kind": "csp"}
    Area.objects.create(code="E22000991", people=80_000, **same)
    Area.objects.create(code="E22000992", people=81_000, **same)
    Area.objects.create(code="E22000993", people=None, **same)
    found = indicators.same_place(indicators.get_area(district.code))
    assert [each.code for each in found] == ["E22000991"]
    link = f'href="/areas/{district.code}/"'
    assert link in client.get("/areas/E22000991/").content.decode()
    assert link not in client.get("/areas/E22000992/").content.decode()


def test_everything_on_the_page_can_be_had_as_one_file(figures, client: Client) -> None:
    town.release_elsewhere("police_street_robbery", COUNTY)
    answer = client.get(f"/areas/{town.TOWN}/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["indicator"] for row in rows} == {town.INDICATOR, "police_street_robbery"}
    assert {row["area_code"] for row in rows} == {town.TOWN}
    assert client.get(f"/areas/{town.TOWN}/figures.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_area_without_figures_has_no_file(kind, db, client: Client) -> None:
    town.make_areas()
    assert client.get(f"/areas/{town.TOWN}/figures.{kind}").status_code == 404


def test_sources_stand_side_by_side_and_are_never_added_up(figures, client: Client) -> None:
    for key in ("serious_violence", "ed_assaults", "ambulance_assaults"):
        town.release_elsewhere(key, COUNTY)
    charts.draw_all(by=partners.operator())
    page = client.get(f"/areas/{town.TOWN}/").content.decode()
    assert "Do police, hospital and ambulance tell the same story?" in page
    assert "never added up" in page
    assert "Police 1" in page or "Police 9" in page
    assert client.get(f"/areas/{town.TOWN}/sources.svg").content.startswith(b"<svg")
    assert client.get(f"/areas/{town.TOWN}/sources.png").content.startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(client.get(f"/areas/{town.TOWN}/sources.csv").content.decode())))
    assert {row["indicator"] for row in rows} == {"serious_violence", "ed_assaults", "ambulance_assaults"}


def test_a_withdrawn_source_takes_the_picture_of_all_with_it(figures, client: Client) -> None:
    for key in ("serious_violence", "ed_assaults", "ambulance_assaults"):
        town.release_elsewhere(key, COUNTY)
    charts.draw_all(by=partners.operator())
    assert client.get(f"/areas/{town.TOWN}/sources.svg").status_code == 200
    town.withdraw(indicator="ed_assaults")
    assert client.get(f"/areas/{town.TOWN}/sources.svg").status_code == 404


def test_one_source_alone_has_nothing_beside_it(figures, client: Client) -> None:
    assert "tell the same story" not in client.get(f"/areas/{town.TOWN}/").content.decode()
    assert client.get(f"/areas/{town.TOWN}/sources.csv").status_code == 404
