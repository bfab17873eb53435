"""Every indicator has a page on Trends, whatever kinds of area its source goes down to."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.indicators.models import Area
from headwater.insight.release.draft import Place

HES, RATE = "hes_sharp_object", "police_street_robbery"
ENGLAND = Place("E92000001", "England", "country")
MIDLANDS = Place("E12000004", "East Midlands", "region")
HOOD = Place("E01000099", "Testham 001A", "lsoa")


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.fixture
def beyond(figures) -> None:
    """Figures of one indicator for England and a region alone, and of another for a neighbourhood alone."""
    for place in (ENGLAND, MIDLANDS):
        Area.objects.create(code=place.code, kind=place.kind, name=place.name, in_partnership=False)
    Area.objects.create(code=HOOD.code, kind="lsoa", name=HOOD.name, parent_code=town.DISTRICTS[0])
    town.release_elsewhere(HES, (ENGLAND, MIDLANDS))
    town.release_elsewhere(RATE, (HOOD,))


def test_an_indicator_of_regions_alone_opens_on_the_region_of_the_partnership_and_offers_the_country(beyond):
    page = read(f"/trends/?indicator={HES}")
    assert "in East Midlands" in page
    assert f'value="{ENGLAND.code}"' in page
    assert "in England" in read(f"/trends/?indicator={HES}&area={ENGLAND.code}")


def test_an_area_that_a_source_does_not_go_down_to_gets_a_sentence_and_the_nearest_figures(beyond):
    page = read(f"/trends/?indicator={HES}&area={town.DISTRICTS[0]}")
    assert "The source does not publish this below region level. Here is East Midlands instead." in page
    assert "hw-figure__value" in page


def test_an_indicator_of_small_neighbourhoods_alone_says_where_it_is_shown(beyond):
    page = read(f"/trends/?indicator={RATE}")
    assert "only for small neighbourhoods" in page
    assert 'href="/map/"' in page
    assert "hw-figure__value" not in page


def test_a_neighbourhood_that_is_asked_for_by_its_code_is_shown_and_stands_in_the_list(beyond):
    page = read(f"/trends/?indicator={RATE}&area={HOOD.code}")
    assert "in Testham 001A" in page
    assert f'value="{HOOD.code}" selected' in page


def test_a_unitary_council_is_found_as_a_district_and_as_a_county(db):
    Area.objects.create(code="E06000099", kind="ltla", name="Cityham", people=250_049)
    town.make_areas()
    for kind in ("ltla", "utla"):
        town.release_elsewhere(town.INDICATOR, (Place("E06000099", "Cityham", kind),))
        assert 'value="E06000099" selected' in read(f"/trends/?indicator={town.INDICATOR}&area=E06000099")
    assert "About 250,000 people" in read("/areas/E06000099/")


@pytest.mark.parametrize("by", ["in_ltla", "in_ward", "in_nonsense", "ethnicity"])
def test_areas_are_compared_inside_a_wider_one_and_nonsense_shows_everybody(by, figures):
    Area.objects.filter(code=town.TOWN).update(kind="pfa")
    town.release_elsewhere(town.INDICATOR, (Place(town.TOWN, "Testshire", "pfa"),))
    page = read(f"/trends/?indicator={town.INDICATOR}&area={town.TOWN}&by={by}")
    assert ("By area, " in page) == (by == "in_ltla")
    assert all((f'href="/areas/{code}/"' in page) == (by == "in_ltla") for code in town.DISTRICTS)


def test_a_breakdown_shows_its_own_chart_and_its_groups_over_time(figures):
    town.release_groups()
    charts.draw_all(by=partners.operator())
    choice = f"indicator=serious_violence&area={town.TOWN}"
    whole, groups = read(f"/trends/?{choice}"), read(f"/trends/?{choice}&by=ethnicity")
    assert "small line charts on one scale" not in whole
    assert "small line charts on one scale" in groups
    assert "By group, newest first: the number counted" in groups
    assert "“No rate” means" in groups
    assert "Hidden: a small number" in groups
    picture = Client().get(f"/trends/chart.svg?{choice}&by=ethnicity")
    assert b"by ethnicity" in picture.content
    table = Client().get(f"/trends/table.csv?{choice}&by=ethnicity").content.decode()
    assert "white" in table


def test_a_length_of_time_that_groups_do_not_have_gives_way_to_the_one_they_have(figures):
    town.release_groups()
    town.release_elsewhere("serious_violence", (Place(town.TOWN, "Testshire", "utla"),))
    choice = {"indicator": "serious_violence", "area": town.TOWN, "grain": "month"}
    assert Client().get("/trends/", choice).context["reading"].grain == "month"
    page = Client().get("/trends/", {**choice, "by": "ethnicity"})
    assert page.context["reading"].grain == "year"
    assert page.context["reading"].parts


def test_an_area_that_ended_is_told_of_and_the_one_in_its_place_is_shown(figures):
    Area.objects.create(
        code="E07000163",
        kind="ltla",
        name="Craven",
        in_partnership=False,
        ends_on=date(2023, 4, 1),
        successor_codes=[town.DISTRICTS[0]],
    )
    there = Area.objects.get(code=town.DISTRICTS[0])
    page = read("/trends/?area=E07000163")
    assert f"Craven ended on 31 March 2023. Here is {there.name} instead." in page
    own = read("/areas/E07000163/")
    assert "Craven ended on 31 March 2023." in own
    assert f'href="/areas/{there.code}/">{there.name}</a>' in own
