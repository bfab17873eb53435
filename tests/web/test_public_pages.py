"""What anybody reads, and the promises that stand on every page."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from web import town

from headwater.data.contracts.registry import contracts
from headwater.governance.audit import clock
from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.web import help_lines

PAGES = (
    "/",
    "/trends/",
    "/map/",
    "/areas/",
    f"/areas/{town.TOWN}/",
    "/indicators/",
    f"/indicators/{town.INDICATOR}/",
    "/about-the-data/",
    "/check-claims/",
    "/is-it-a-change/",
    "/accessibility/",
    "/account/login/",
    "/no-such-page/",
)
SOME_PAGES_HAVE_FIGURES = (f"/trends/?indicator={town.INDICATOR}", f"/areas/{town.TOWN}/", "/map/?kind=ltla")


def read(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_help_lines_stand_on_every_page(address, figures):
    page = Client().get(address).content.decode()
    for line in help_lines.lines():
        assert f'href="{line.link}"' in page


@pytest.mark.parametrize("address", PAGES)
def test_no_page_carries_a_style_or_a_script_of_its_own(address, figures):
    page = Client().get(address).content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_under_the_strict_policy(address, figures):
    policy = Client().get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "blob:" not in policy


@pytest.mark.parametrize("address", PAGES)
def test_public_words_never_frighten(address, figures):
    words = re.sub(r"<[^>]+>", " ", Client().get(address).content.decode()).lower()
    for word in ("epidemic", "hotspot", "hot spot", "gang", "offender", "thug", "blade", "machete"):
        assert word not in words


def test_pages_say_what_to_do_when_there_is_nothing_yet(db):
    for address in ("/", "/trends/", "/map/", "/areas/"):
        assert "hw-empty" in read(address)


def test_home_shows_a_headline_with_its_range_and_period(figures):
    page = read("/")
    assert "Likely" in page
    assert "Testshire" in page
    assert "December 2025" in page


def test_trends_shows_every_period_beside_its_range(figures):
    page = read(f"/trends/?indicator={town.INDICATOR}&area={town.DISTRICTS[0]}&grain=month")
    assert page.count('<tr class="govuk-table__row"><th scope="row"') == 24
    assert "Made up for a test." in page


def test_trends_with_an_unknown_indicator_is_not_found(figures):
    assert "no figures of that name" in read("/trends/?indicator=nothing", 404)


def test_an_area_lists_what_was_released_for_it(figures):
    page = read(f"/areas/{town.DISTRICTS[1]}/")
    assert "District 2" in page
    assert "indicator=" + town.INDICATOR in page
    assert read("/areas/E99999999/", 404)


def test_the_map_and_its_table_hold_the_same_areas(figures):
    page = read("/map/?kind=ltla")
    layer = Client().get(f"/map/areas.geojson?indicator={town.INDICATOR}&kind=ltla").json()
    names = {feature["properties"]["name"] for feature in layer["features"]}
    assert names == {"District 1", "District 2", "District 3"}
    assert all(name in page for name in names)


def test_the_public_map_has_no_small_neighbourhoods(figures):
    answer = Client().get(f"/map/areas.geojson?indicator={town.INDICATOR}&kind=lsoa")
    assert answer.json()["features"] == []


def test_no_figure_is_shown_that_was_not_released(db):
    town.make_areas()
    for address in SOME_PAGES_HAVE_FIGURES:
        page = Client().get(address).content.decode()
        assert "hw-figure__value" not in page
        assert "hw-number" not in page


def test_a_withdrawn_release_is_gone_from_every_page(figures):
    assert "hw-number" in read(f"/areas/{town.TOWN}/")
    town.withdraw()
    assert "hw-number" not in read(f"/areas/{town.TOWN}/")


def test_partner_figures_are_not_for_the_public(db, signed_in):
    town.make_areas()
    town.release_figures(audience="partner")
    assert "hw-number" not in read(f"/areas/{town.TOWN}/")
    assert "hw-number" in signed_in("analyst").get(f"/areas/{town.TOWN}/").content.decode()


def test_an_ended_agreement_stops_page_and_download_with_one_sentence(db):
    town.make_areas()
    agreement = town.make_agreement(contract_key="police_recorded_crime")
    town.release_figures(source="police_recorded_crime")
    choice = f"indicator={town.INDICATOR}&area={town.TOWN}"
    assert "hw-number" in read(f"/trends/?{choice}")
    actions.end_agreement(agreement, reason="A test.", by=partners.operator())
    sentence = partners.why_not_land("police_recorded_crime", on=clock.today()).says
    for address, status in ((f"/trends/?{choice}", 200), (f"/trends/table.csv?{choice}", 403)):
        page = read(address, status)
        assert "hw-number" not in page
        assert sentence in page
    assert "hw-number" not in read(f"/areas/{town.TOWN}/")
    assert "hw-figure__value" not in read("/")


def test_about_the_data_names_every_source_about_people(db):
    page = read("/about-the-data/")
    assert "Nobody keeps a score about you" in page
    assert "object" in page
    for contract in contracts().values():
        assert escape(contract.title) in page
