"""Pages with drawings on them, wide and narrow: charts of groups, sources side by side, and where a number comes from."""

import pytest
from journeys import browser as browsers
from web import town

from headwater.governance.partners import queries as partners
from headwater.insight.charts import actions as charts
from headwater.insight.release.draft import Place
from headwater.insight.release.models import Release

pytestmark = pytest.mark.browser
COUNTY = (Place(town.TOWN, "Testshire", "utla"),)
CHOICE = f"/trends/?area={town.TOWN}&indicator="


@pytest.fixture
def drawn_town(served_town) -> str:
    town.release_groups()
    for key in ("serious_violence", "ed_assaults", "ambulance_assaults"):
        town.release_elsewhere(key, COUNTY)
    charts.draw_all(by=partners.operator())
    return served_town


def test_pages_with_drawings(chromium, drawn_town):
    release = Release.objects.filter(indicator=town.INDICATOR, grain="month").latest("id")
    addresses = (
        f"{CHOICE}{town.INDICATOR}",
        f"{CHOICE}serious_violence&by=ethnicity",
        f"/areas/{town.TOWN}/",
        f"/where-from/{release.uuid}/",
    )
    with browsers.watched(chromium) as seen:
        for address in addresses:
            seen.open(drawn_town + address)
            assert browsers.faults_wide_and_narrow(seen) == [], address


def test_a_choice_changes_the_other_lists_without_leaving_the_page(chromium, drawn_town):
    with browsers.watched(chromium) as seen:
        page = seen.open(f"{drawn_town}{CHOICE}{town.INDICATOR}")
        assert "Ethnicity" not in page.inner_text("#by")
        page.select_option("#indicator", "serious_violence")
        page.locator("#by option", has_text="Ethnicity").wait_for(state="attached")
        page.focus("#by")
        page.select_option("#by", "ethnicity")
        page.get_by_role("heading", name="Serious violence recorded by the police in Testshire").wait_for()
        page.get_by_role("region", name="Figures by group over time").wait_for()
        assert "by=ethnicity" in page.url
        assert page.evaluate("document.activeElement.id") == "by"
        assert seen.complaints == []


def test_a_chart_wider_than_a_phone_is_moved_by_keyboard(chromium, drawn_town):
    with browsers.watched(chromium, width=390) as seen:
        page = seen.open(f"{drawn_town}{CHOICE}{town.INDICATOR}")
        page.locator(".hw-chart__picture").focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        assert page.locator(".hw-chart__picture").evaluate("part => part.scrollLeft") > 0
        assert seen.complaints == []
