"""What the trends page opens on before anybody has chosen."""

from dataclasses import replace

from django.test import Client
from web import town

from headwater.insight.release.draft import Audience
from headwater.web import choices, figures


def test_the_trends_page_opens_on_figures_with_a_length_of_period_chosen(db, client: Client) -> None:
    town.make_town()
    page = client.get("/trends/")
    assert page.status_code == 200
    assert page.context["choice"].offer.indicator.key == town.INDICATOR
    assert page.context["reading"].latest is not None
    assert page.context["reading"].grain


def test_an_indicator_without_figures_is_never_opened_on(db) -> None:
    town.make_town()
    offer = figures.offers(Audience.PUBLIC)[town.INDICATOR]
    offers = {"serious_violence": replace(offer, releases=()), town.INDICATOR: offer}
    assert choices._opening(offers, Audience.PUBLIC) == town.INDICATOR


def test_the_map_stands_before_any_reading_of_neighbourhoods(db, client: Client) -> None:
    town.make_town()
    assert client.get("/map/").status_code == 200
