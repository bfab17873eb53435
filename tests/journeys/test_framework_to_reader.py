"""A programme lead brings the partnership's own framework, adds an outcome and its indicator, sees the verdict, and freezes an edition
with an analyst's words in it; a resident reads both.
"""

import re

import pytest
from journeys import browser as browsers
from playwright.sync_api import Page
from web import town

from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.insight.indicators import findings, registry
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.reporting.models import Edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]

OUTLINE = """## Vision
- **V** Nobody here is afraid of going home.

## Objectives
- **O1** A place to go in every district.
"""
OUTCOME = "Less violence in the street."
REPORT = "/reports/annual-report-chapter/"
COMMENT = "Read this beside what hospitals see."


@pytest.fixture
def shipped(transactional_db) -> None:
    strategy.seed(by=partners.operator())


@pytest.fixture
def judged(served_town) -> None:
    """What the town's figures say is read as it is after a refresh."""
    for released in release.standing(town.INDICATOR, audience=Audience.PUBLIC):
        findings.keep(released, registry.get_indicator(town.INDICATOR), {}, None)


@pytest.mark.usefixtures("own_home", "shipped", "judged")
def test_from_an_own_framework_to_the_reader_of_an_edition(chromium, served_town, sign_in) -> None:
    with browsers.watched(chromium, width=1280) as analyst:
        sign_in(analyst.page, "analyst")
        comment_on_the_figures(analyst.open(f"{served_town}{REPORT}year/"))
        assert analyst.complaints == []
    with browsers.watched(chromium, width=1280) as lead:
        page = lead.page
        sign_in(page, "programme_lead")
        import_a_framework(lead.open(f"{served_town}/strategy/draft/"))
        add_an_outcome(page)
        see_the_verdict(page)
        adopt(page)
        freeze_sign_and_publish(lead.open(f"{served_town}{REPORT}"))
        assert lead.complaints == []
    with browsers.watched(chromium, width=390) as resident:
        read_the_framework(resident.open(f"{served_town}/strategy/"))
        read_the_edition(resident.open(f"{served_town}/reports/"))
        assert resident.complaints == []
    assert Edition.objects.get().state == "published"


def comment_on_the_figures(page: Page) -> None:
    link = re.compile("Comment for everybody.+Violence recorded by the police")
    page.get_by_role("link", name=link).click()
    page.get_by_label("What do these figures mean here?").fill(COMMENT)
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text(COMMENT).is_visible()


def import_a_framework(page: Page) -> None:
    page.get_by_label("Title").fill("Our framework")
    page.get_by_label("First day").fill("2026-04-01")
    page.get_by_label("Last day").fill("2029-03-31")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Import a document").click()
    page.get_by_label("Or paste a table or an outline").fill(OUTLINE)
    page.get_by_role("button", name="Show what it would change").click()
    assert page.get_by_text("2 new, 0 changed").is_visible()
    page.get_by_role("button", name="Bring it in").click()


def add_an_outcome(page: Page) -> None:
    page.get_by_role("button", name="Add a clause").click()
    page.get_by_label("Its key").fill("L1")
    page.get_by_label("What it is").select_option("long_term_outcome")
    page.get_by_label("What it says").fill(OUTCOME)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Say what it leads to").click()
    page.get_by_label("It leads to").select_option(f"indicator:{town.INDICATOR}")
    page.get_by_role("button", name="Add", exact=True).click()


def see_the_verdict(page: Page) -> None:
    """The town's figures end in 2025: they are called too old, and not better."""
    assert page.get_by_role("heading", name="What the figures say").is_visible()
    assert page.locator(".hw-verdict").first.is_visible()
    assert page.get_by_text("too old to say what is happening now").first.is_visible()


def adopt(page: Page) -> None:
    page.get_by_role("link", name="Our framework").click()
    page.get_by_role("link", name="Adopt it").click()
    page.get_by_label("Where it was decided").fill("The board of March")
    page.get_by_role("button", name="Adopt", exact=True).click()
    assert page.get_by_text("The plan is adopted, and anybody can read it.").is_visible()


def freeze_sign_and_publish(page: Page) -> None:
    page.get_by_role("button", name="Freeze an edition").click()
    page.get_by_label("Everybody").check()
    page.get_by_role("button", name="Freeze", exact=True).click()
    page.get_by_role("button", name="Sign it").click()
    page.get_by_label("As what do you sign?").fill("Chair of the board")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("button", name="Publish it").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    assert page.get_by_text("Signed on").is_visible()


def read_the_framework(page: Page) -> None:
    page.get_by_role("link", name="Our framework").first.click()
    page.get_by_role("link", name=OUTCOME).click()
    assert page.locator(".hw-verdict").first.is_visible()
    trend = page.get_by_role("main").locator(f"a[href='/trends/?indicator={town.INDICATOR}']")
    assert trend.is_visible()
    assert browsers.faults_of_access(page) == []


def read_the_edition(page: Page) -> None:
    page.get_by_role("link", name="edition 1").click()
    page.get_by_role("button", name="Read it").click()
    assert page.get_by_text(COMMENT).is_visible()
    assert page.get_by_text("Testshire").first.is_visible()
    assert browsers.faults_of_access(page) == []
    assert browsers.sideways(page) <= 0
