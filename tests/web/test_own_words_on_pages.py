"""Every sentence on the pages of figures passes the product's own guard: it cannot say more than its tests."""

import re
from html import unescape

import pytest
from django.test import Client
from web import asked, beside_town, town

from headwater.governance.evidence import actions as evidence
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as strategy
from headwater.governance.strategy.theory import actions as theory
from headwater.insight.performance.claims import guard

pytestmark = pytest.mark.usefixtures("own_home", "db")

BLOCK = re.compile(
    r"</?(?:p|li|ul|dd|dt|td|th|tr|caption|figcaption|h[1-6]|desc|title|div|section|option)\b[^>]*>"
)
TAG = re.compile(r"<[^>]*>")
SURVEYED = ("survey_get_on_well", "survey_hurt", "survey_worried", "survey_safe_after_dark")
PAGES = (
    "/",
    f"/trends/?indicator={town.INDICATOR}&area={town.TOWN}",
    "/areas/",
    f"/areas/{town.TOWN}/",
    f"/areas/compare/?indicator={town.INDICATOR}&kind=ltla",
    "/areas/compare/?indicator=serious_violence&kind=ltla",
    f"/inequality/?indicator={town.INDICATOR}&area={town.TOWN}",
    f"/indicators/{town.INDICATOR}/",
    *(f"/indicators/{key}/" for key in SURVEYED),
    "/vision/",
    "/feeling-safe/",
    "/children-we-look-out-for/",
    "/differences/?indicator=survey_safe_after_dark",
    "/gaps-closing/",
    "/performance/",
    "/performance/activities/",
    "/outcomes/serious-violence/",
    "/outcomes/children/",
    "/reach/",
    "/evidence/",
    "/drivers/",
    "/research/vote/",
    "/is-it-a-change/?before=30&after=20",
    "/is-it-a-change/?before=826&after=480",
)


@pytest.fixture
def county(own_home, db) -> None:
    """Figures by month, year, fifth, age and weight; two waves of a survey; the shipped plan and library."""
    town.make_town()
    beside_town.release_fifths()
    beside_town.release_ages()
    beside_town.release_serious_violence()
    beside_town.release_harm()
    asked.ask_the_town()
    by = partners.operator()
    strategy.seed(by=by)
    theory.seed(by=by)
    evidence.seed(by=by)


def said(address: str) -> set[str]:
    """The text of each block of a page, once."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    blocks = (unescape(TAG.sub(" ", each)) for each in BLOCK.split(main))
    return {" ".join(each.split()) for each in blocks} - {""}


@pytest.mark.usefixtures("county")
def test_no_page_of_figures_says_more_than_it_may():
    told = {(address, text) for address in PAGES for text in said(address)}
    assert any("points more, more than chance" in text for _, text in told), "a change is told of at all"
    assert any("times as many" in text for _, text in told), "and a gap"
    assert {(address, text, each.why) for address, text in told for each in guard.check(text)} == set()
