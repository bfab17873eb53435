"""A report from a comment to a reader: an analyst writes, a lead freezes, signs and publishes, a resident reads."""

import re

import pytest
from journeys import browser as browsers

from headwater.insight.reporting.models import Edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]

REPORT = "/reports/annual-report-chapter/"
COMMENT = "Read this beside what hospitals see."


@pytest.fixture
def own_home(tmp_path, settings) -> None:
    settings.HEADWATER_HOME, settings.HEADWATER_KEYS = tmp_path / "home", tmp_path / "keys"


@pytest.mark.usefixtures("own_home")
def test_a_report_is_written_signed_and_read(chromium, served_town, sign_in) -> None:
    with browsers.watched(chromium, width=1280) as seen:
        sign_in(seen.page, "analyst")
        page = seen.open(f"{served_town}{REPORT}year/")
        page.get_by_role(
            "link", name=re.compile("Comment for everybody.+Violence recorded by the police")
        ).click()
        page.get_by_label("What do these figures mean here?").fill(COMMENT)
        page.get_by_role("button", name="Save").click()
        assert page.get_by_text(COMMENT).is_visible()
        assert seen.complaints == []
    with browsers.watched(chromium, width=1280) as seen:
        sign_in(seen.page, "programme_lead")
        page = seen.open(f"{served_town}{REPORT}")
        page.get_by_role("button", name="Freeze an edition").click()
        page.get_by_label("Everybody").check()
        page.get_by_role("button", name="Freeze", exact=True).click()
        page.get_by_role("button", name="Sign it").click()
        page.get_by_label("As what do you sign?").fill("Chair of the board")
        page.get_by_role("button", name="Sign", exact=True).click()
        page.get_by_role("button", name="Publish it").click()
        page.get_by_role("button", name="Publish", exact=True).click()
        assert page.get_by_text("Signed on").is_visible()
        assert seen.complaints == []
    with browsers.watched(chromium, width=390) as seen:
        page = seen.open(f"{served_town}/reports/")
        page.get_by_role("link", name="edition 1").click()
        page.get_by_role("button", name="Read it").click()
        assert page.get_by_text(COMMENT).is_visible()
        assert page.get_by_text("Testshire").first.is_visible()
        assert browsers.faults_of_access(page) == []
        assert browsers.sideways(page) <= 0
        assert seen.complaints == []
    assert Edition.objects.get().state == "published"
