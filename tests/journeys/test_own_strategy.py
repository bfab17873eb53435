"""A programme lead brings the partnership's own framework, adds an outcome and its indicator, and a resident reads it."""

import pytest
from journeys import browser as browsers
from web import town

from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy

pytestmark = pytest.mark.browser

OUTLINE = """## Vision
- **V** Nobody here is afraid of going home.

## Objectives
- **O1** A place to go in every district.
"""


@pytest.fixture
def shipped(transactional_db) -> None:
    strategy.seed(by=partners.operator())


@pytest.mark.usefixtures("shipped")
def test_an_own_framework_from_the_document_to_its_reader(chromium, served_town, sign_in):
    with browsers.watched(chromium) as lead:
        page = lead.page
        sign_in(page, "programme_lead")
        page.goto(f"{served_town}/strategy/draft/")
        page.get_by_label("Title").fill("Our framework")
        page.get_by_label("First day").fill("2026-04-01")
        page.get_by_label("Last day").fill("2029-03-31")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("button", name="Import a document").click()
        page.get_by_label("Or paste a table or an outline").fill(OUTLINE)
        page.get_by_role("button", name="Show what it would change").click()
        assert page.get_by_text("2 new, 0 changed").is_visible()
        page.get_by_role("button", name="Bring it in").click()
        page.get_by_role("button", name="Add a clause").click()
        page.get_by_label("Its key").fill("L1")
        page.get_by_label("What it is").select_option("long_term_outcome")
        page.get_by_label("What it says").fill("Less violence in the street.")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("link", name="Say what it leads to").click()
        page.get_by_label("It leads to").select_option(f"indicator:{town.INDICATOR}")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("link", name="Our framework").click()
        page.get_by_role("link", name="Adopt it").click()
        page.get_by_label("Where it was decided").fill("The board of March")
        page.get_by_role("button", name="Adopt", exact=True).click()
        assert page.get_by_text("The plan is adopted, and anybody can read it.").is_visible()
        assert lead.complaints == []
    with browsers.watched(chromium, width=390) as resident:
        page = resident.open(f"{served_town}/strategy/")
        page.get_by_role("link", name="Our framework").first.click()
        page.get_by_role("link", name="Less violence in the street.").click()
        trend = page.get_by_role("main").locator(f"a[href='/trends/?indicator={town.INDICATOR}']")
        assert trend.is_visible()
        assert browsers.faults_of_access(page) == []
        assert resident.complaints == []
