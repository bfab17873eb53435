"""The vision, who feels safe, and how groups differ, in a real browser and with figures on them."""

import pytest
from journeys import browser as browsers
from web import asked, beside_town, town

pytestmark = pytest.mark.browser

PAGES = ("/vision/", "/feeling-safe/", "/differences/?indicator=survey_safe_after_dark", "/gaps-closing/")

FORMS = (
    f"/differences/survey_safe_after_dark/{town.TOWN}/sex/female/",
    f"/gaps-closing/{town.INDICATOR}/{town.TOWN}/target/",
    f"/gaps-closing/{town.INDICATOR}/{town.TOWN}/task/",
)


def test_pages_with_figures_of_a_survey(chromium, served_town):
    asked.ask_the_town()
    beside_town.release_fifths()
    with browsers.watched(chromium) as seen:
        for address in PAGES:
            page = seen.open(served_town + address)
            assert page.locator(".hw-figure__value, td.hw-number").count() > 0, address
            assert browsers.faults_wide_and_narrow(seen) == [], address


def test_forms_about_differences_and_gaps(chromium, served_town, sign_in):
    asked.ask_the_town()
    beside_town.release_fifths()
    with browsers.watched(chromium) as seen:
        sign_in(seen.page, "programme_lead")
        for address in FORMS:
            page = seen.open(served_town + address)
            assert page.locator("main form").count() == 1, address
            assert browsers.faults_wide_and_narrow(seen) == [], address
