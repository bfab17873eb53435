"""A board member without an account pastes a report, reads what to look at again, and asks about two numbers."""

import pytest
from journeys import browser as browsers

pytestmark = pytest.mark.browser

REPORT = (
    "Hospital admissions of under-25s for stab wounds are down a third, from 30 to 20. "
    "Of the 24 young people supported, none have reoffended. The board met six times this year."
)


@pytest.mark.parametrize(("width", "javascript"), [(browsers.WIDE, True), (browsers.NARROW, False)])
def test_a_report_is_checked_without_an_account(width, javascript, chromium, served_town):
    with browsers.watched(chromium, width=width, javascript=javascript) as seen:
        page = seen.open(f"{served_town}/accessibility/")
        page.get_by_role("link", name="Check what a text claims").click()
        page.get_by_label("Paste your text").fill(REPORT)
        page.get_by_role("button", name="Check").press("Enter")
        assert page.get_by_role("heading", name="2 things to look at again").is_visible()
        assert page.get_by_text("A change this small happens by chance").first.is_visible()
        assert page.context.cookies() == []
        if javascript:
            assert browsers.faults_wide_and_narrow(seen) == []
        page.get_by_role("link", name="Is it a change?").first.click()
        page.get_by_label("The number before").fill("30")
        page.get_by_label("The number after").fill("20")
        page.get_by_role("button", name="Show").click()
        assert page.get_by_role("heading", name="30 to 20: no clear change.").is_visible()
        assert seen.complaints == []
