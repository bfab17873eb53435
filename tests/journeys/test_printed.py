"""A page on paper: no address of the site within its sentences, and nothing in white on white."""

import pytest
from journeys import browser as browsers

pytestmark = pytest.mark.browser
AFTER_LINKS = (
    "[...document.querySelectorAll('main a[href]')].map(a => getComputedStyle(a, '::after').content)"
)
INK = "getComputedStyle(document.querySelector('.hw-header a')).color"


def test_a_printed_page_has_no_addresses_and_a_name_that_can_be_read(chromium, served_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(f"{served_town}/outcomes/serious-violence/")
        page.emulate_media(media="print")
        assert set(page.evaluate(AFTER_LINKS)) <= {"none", "normal"}
        assert page.evaluate(INK) != "rgb(255, 255, 255)"
