"""A resident without an account reads what is happening: by mouse, by keyboard, and without JavaScript."""

import pytest
from journeys import browser as browsers
from web import town

pytestmark = pytest.mark.browser


def _focused(page) -> str:
    return str(
        page.evaluate("document.activeElement.textContent || document.activeElement.name || ''")
    ).strip()


def test_the_first_key_leads_past_the_links_to_the_page(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        page.keyboard.press("Tab")
        assert _focused(page) == "Skip to main content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_from_home_to_the_trend_of_a_district(chromium, served_town):
    with browsers.watched(chromium, width=390) as seen:
        page = seen.open(served_town)
        page.get_by_role("link", name="See the trend").first.click()
        page.get_by_role("heading", level=1, name="Trends").wait_for()
        page.wait_for_load_state()
        page.get_by_label("Where").select_option(label="District 2")
        page.get_by_role("heading", level=2, name="in District 2").wait_for()
        page.wait_for_url(f"**area={town.DISTRICTS[1]}*")
        assert seen.complaints == []


def test_the_trend_works_without_javascript(chromium, served_town):
    with browsers.watched(chromium, javascript=False) as seen:
        page = seen.open(f"{served_town}/trends/")
        page.get_by_label("Where").select_option(label="District 3")
        page.get_by_role("button", name="Show").click()
        assert page.get_by_role("heading", level=2, name="in District 3").is_visible()


def test_the_map_needs_nothing_from_outside(chromium, served_town):
    with browsers.watched(chromium) as seen:
        asked = []
        seen.page.on("request", lambda request: asked.append(request.url))
        page = seen.open(f"{served_town}/map/?kind=ltla")
        assert page.locator("#map canvas").is_visible()
        assert all(url.startswith((served_town, "data:")) for url in asked), asked


def test_exit_this_page_is_there_for_somebody_at_risk(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(served_town)
        button = page.get_by_role("button", name="Exit this page")
        assert button.is_visible()
        assert "bbc.co.uk/weather" in button.get_attribute("href")
