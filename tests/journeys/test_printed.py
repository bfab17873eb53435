"""A page on paper: no address of the site within its sentences, and nothing in white on white."""

import pytest
from journeys import browser as browsers

from headwater.governance.evidence import actions as evidence
from headwater.governance.partners.queries import operator

pytestmark = pytest.mark.browser
AFTER_LINKS = (
    "[...document.querySelectorAll('main a[href]')].map(a => getComputedStyle(a, '::after').content)"
)
MARK = "getComputedStyle(document.querySelector('.hw-mark path')).stroke"
INK = "getComputedStyle(document.querySelector('.hw-header a')).color"


def test_a_printed_page_has_no_addresses_and_a_name_that_can_be_read(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(f"{served_town}/outcomes/serious-violence/")
        page.emulate_media(media="print")
        assert set(page.evaluate(AFTER_LINKS)) <= {"none", "normal"}
        assert page.evaluate(INK) != "rgb(255, 255, 255)"
        assert page.evaluate(MARK) != "rgb(255, 255, 255)"
        assert not page.locator(".govuk-back-link").is_visible()


def test_what_is_folded_in_the_tree_of_causes_stands_on_paper(chromium, served_town):
    evidence.seed(by=operator())
    with browsers.watched(chromium) as seen:
        page = seen.open(f"{served_town}/drivers/?indicator=serious_violence")
        behind = page.locator(".hw-tree__behind .hw-tree__name").first
        assert not behind.is_visible()
        page.emulate_media(media="print")
        assert behind.is_visible()
        assert behind.bounding_box()["height"] > 0
