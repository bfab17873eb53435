"""Maps on pages and as files: what was released to each reader, in words that blame no place."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from web import mapped

from headwater.governance.audit import clock
from headwater.governance.partners import actions as partners
from headwater.governance.partners import queries as partner_queries
from headwater.insight.indicators import partnership, queries
from headwater.insight.release import actions as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release
from headwater.web.map_sheets import METHODS

PUBLIC_VIEWS = ("stands-out-grid", "density")
PARTNER_VIEWS = ("stands-out-grid", "density", "stands-out-lsoa", "lsoa")
GI = f"indicator={mapped.STREET}&kind=stands-out-grid"


@pytest.fixture(scope="module")
def released(django_db_setup, django_db_blocker):
    """Maps let out once for all these tests; each test's own changes are taken back as always."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield mapped.release_maps()
        transaction.set_rollback(True)


@pytest.fixture
def agreement(released, db):
    return released


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("view", PUBLIC_VIEWS)
def test_the_public_map_is_told_in_a_table_with_legend_source_and_how_to_read_it(agreement, view):
    page = read(f"/map/?indicator={mapped.STREET}&kind={view}")
    assert "How to read this map" in page
    assert "kernel density" in page if view == "density" else "1 in 20 of them at most" in page
    assert "one of a list of public places nearby" in page
    assert "January 2024 to December 2024" in page
    assert "100% of records could be placed" in page
    assert page.count('<th scope="row"') >= 9
    assert "Open Government Licence" in page


@pytest.mark.parametrize("view", PUBLIC_VIEWS)
def test_the_public_map_calls_no_place_hot_and_paints_none_red(agreement, view):
    page = read(f"/map/?indicator={mapped.STREET}&kind={view}")
    assert not re.search(r"\b(hot|hotspots?|worst|dangerous|red)\b", page, re.IGNORECASE)
    assert "help lines" in page


def test_a_table_has_the_places_that_the_map_has_and_says_why_each_stands_out(agreement):
    found = queries.violence_map(mapped.STREET, audience=Audience.PUBLIC, on=clock.today(), kind="grid")
    page = read(f"/map/?{GI}")
    for cell in found.cells:
        assert cell.name in page
    assert page.count('<td class="govuk-table__cell">More than chance would give') == sum(
        cell.level == "high" for cell in found.cells
    )
    assert found.says in page


@pytest.mark.parametrize("view", PUBLIC_VIEWS)
def test_the_layer_and_the_files_hold_the_same_places_as_the_page(agreement, view):
    asked = f"indicator={mapped.STREET}&kind={view}"
    layer = Client().get(f"/map/areas.geojson?{asked}").json()
    drawn = [
        each["properties"]["name"] for each in layer["features"] if each["properties"]["look"] != "frame"
    ]
    shapes = json.loads(read(f"/map/places.geojson?{asked}"))
    rows = list(csv.DictReader(io.StringIO(read(f"/map/places.csv?{asked}"))))
    assert (
        drawn == [each["properties"]["name"] for each in shapes["features"]] == [row["name"] for row in rows]
    )
    assert {each["geometry"]["type"] for each in shapes["features"]} == {"Polygon"}
    assert shapes["source"].startswith("data.police.uk")
    assert shapes["period"] == "January 2024 to December 2024"
    assert {row["source"] for row in rows} == {shapes["source"]}


def test_a_table_says_what_its_columns_mean(agreement):
    answer = Client().get(f"/map/places.csv?{GI}")
    described = re.search(r"<(.+?)>", answer["Link"])[1]
    meaning = json.loads(read(described))
    columns = [each["name"] for each in meaning["tableSchema"]["columns"]]
    assert columns == next(csv.reader(io.StringIO(answer.content.decode())))
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("kind", ["lsoa", "stands-out-lsoa", "nonsense"])
def test_the_public_gets_no_small_neighbourhoods_by_any_address(agreement, kind):
    asked = f"indicator={mapped.STREET}&kind={kind}"
    assert Client().get(f"/map/areas.geojson?{asked}").json()["features"] == []
    assert Client().get(f"/map/places.csv?{asked}").status_code == 404
    assert Client().get(f"/map/places.geojson?{asked}").status_code == 404
    assert "E0191" not in read(f"/map/?{asked}")


def test_the_public_gets_no_map_of_what_was_let_out_to_partners(agreement):
    asked = f"indicator={mapped.RECORDED}&kind=stands-out-lsoa"
    assert Client().get(f"/map/areas.geojson?{asked}").json()["features"] == []
    assert "near repeats" not in read("/map/").lower()
    fine = read(f"/map/places.csv?{GI}")
    assert "grid_1000m" in fine
    assert "grid_500m" not in fine


def test_a_partnership_that_publishes_no_map_has_none_anywhere(agreement, monkeypatch):
    ours = replace(partnership.partnership(), public_map=False)
    monkeypatch.setattr(partnership, "partnership", lambda: ours)
    monkeypatch.setattr(queries, "partnership", lambda: ours)
    assert "does not publish a map" in read("/map/")
    assert Client().get(f"/map/areas.geojson?{GI}").json()["features"] == []
    assert Client().get(f"/map/places.csv?{GI}").status_code == 404
    assert queries.mapped(audience=Audience.PUBLIC) == {}


@pytest.mark.parametrize("view", PARTNER_VIEWS)
def test_partners_see_finer_maps(agreement, signed_in, view):
    client = signed_in("board_member")
    page = read(f"/partner-map/?indicator={mapped.STREET}&kind={view}", client)
    assert page.count('<th scope="row"') >= 9
    table = read(f"/partner-map/places.csv?indicator={mapped.STREET}&kind={view}", client)
    assert ("grid_500m" in table) == (view in PUBLIC_VIEWS)


@pytest.mark.parametrize("view", ["over-years-grid", "over-years-lsoa"])
def test_a_map_of_too_few_years_says_how_many_it_takes(agreement, signed_in, view):
    page = read(f"/partner-map/?indicator={mapped.STREET}&kind={view}", signed_in("analyst"))
    assert "takes 5 years in a row; here are 2" in page
    assert 'id="map"' not in page


@pytest.mark.parametrize("view", ["stands-out-grid", "density"])
def test_a_map_says_how_well_one_year_told_the_next(agreement, view):
    page = read(f"/map/?indicator={mapped.STREET}&kind={view}")
    found = queries.violence_map(mapped.STREET, audience=Audience.PUBLIC, on=clock.today(), kind="grid")
    assert found.history.forecast_says in page
    assert f"{found.history.forecasts[0].pai:.1f}</td>" in page
    assert "they have not seen (cross-validated)" in page


def test_which_test_was_used_and_what_a_second_one_finds_is_said(agreement, signed_in):
    client = signed_in("analyst")
    grid = read(f"/partner-map/?{GI}", client)
    found = queries.violence_map(mapped.STREET, audience=Audience.PARTNER, on=clock.today(), kind="grid")
    high = sum(cell.level == "high" for cell in found.cells)
    assert METHODS[found.method] in grid
    assert f"{found.shuffled_too:,} of the {high:,} pass it too" in grid
    areas = read(f"/partner-map/?indicator={mapped.STREET}&kind=stands-out-lsoa", client)
    assert "conditional permutation" not in areas


@pytest.mark.parametrize("view", ["lsoa", "stands-out-lsoa", "steadied-lsoa", "stands-out-grid", "density"])
def test_every_map_of_moved_positions_says_so(agreement, signed_in, view):
    page = read(f"/partner-map/?indicator={mapped.STREET}&kind={view}", signed_in("analyst"))
    assert "one of a list of public places nearby" in page


def test_a_map_of_places_that_were_not_moved_does_not_say_so(agreement, signed_in):
    page = read(f"/partner-map/?indicator={mapped.RECORDED}&kind=stands-out-lsoa", signed_in("analyst"))
    assert "public places nearby" not in page


def test_steadied_rates_are_for_partners_beside_the_plain_ones(agreement, signed_in):
    asked = f"indicator={mapped.STREET}&kind=steadied-lsoa"
    client = signed_in("analyst")
    page = read(f"/partner-map/?{asked}", client)
    assert "(empirical Bayes, Marshall 1991)" in page
    assert "Plain rate" in page
    rows = list(csv.DictReader(io.StringIO(read(f"/partner-map/places.csv?{asked}", client))))
    found = queries.violence_map(mapped.STREET, audience=Audience.PARTNER, on=clock.today(), kind="lsoa")
    assert {row["code"]: float(row["steadied"]) for row in rows} == {c.code: c.smoothed for c in found.cells}
    assert Client().get(f"/map/places.csv?{asked}").status_code == 404


def test_partners_see_whether_one_event_brings_others(agreement, signed_in):
    client = signed_in("analyst")
    page = read("/partner-map/", client)
    assert "Robbery: within 200 metres and 7 days of one, others are" in page
    assert "The raised risk lasts about 7 days." in page
    assert "Hidden: a small number" in page
    rows = list(csv.DictReader(io.StringIO(read("/partner-map/near-repeats.csv", client))))
    assert {row["kind"] for row in rows} == {"robbery", "violence"}
    hidden = [row for row in rows if row["status"] == "suppressed"]
    assert hidden
    assert {(row["pairs"], row["times_chance"], row["p_adjusted"]) for row in hidden} == {("", "", "")}


def test_a_role_that_reads_partner_figures_but_no_partner_map_is_kept_out(agreement, signed_in):
    client = signed_in("submitter")
    for address in ("/partner-map/", f"/partner-map/places.csv?{GI}", "/partner-map/near-repeats.csv"):
        assert client.get(address).status_code == 403


def test_maps_of_an_ended_agreement_stop_with_its_sentence(agreement, signed_in):
    client = signed_in("analyst")
    partners.end_agreement(agreement, reason="The test is over.", by=partner_queries.operator())
    why = partner_queries.why_not_read("police_recorded_crime", on=clock.today())
    page = read(f"/partner-map/?{GI}", client)
    assert why.says in page.replace("&#x27;", "'")
    assert "others are" not in page
    asked = f"indicator={mapped.RECORDED}&kind=stands-out-lsoa"
    for address in (f"/partner-map/places.csv?{asked}", "/partner-map/near-repeats.csv"):
        assert client.get(address).status_code == 403


def test_there_is_no_file_where_there_is_no_map(agreement, signed_in):
    for each in Release.objects.filter(superseded_by=None):
        release.withdraw(each, by=partner_queries.operator(), reason="The test takes it back.")
    assert Client().get(f"/map/places.csv?{GI}").status_code == 404
    assert signed_in("analyst").get("/partner-map/near-repeats.csv").status_code == 404
    assert "No map yet" in read("/map/")
