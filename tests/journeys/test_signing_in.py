"""Somebody who works here signs in, sets up a second step, and signs in with it."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from journeys import browser as browsers
from web import town

pytestmark = pytest.mark.browser


def _code(secret: str) -> str:
    """The code of now; near the end of its half minute that of the next, waited for."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_second_step_is_set_up_and_asked_for(chromium, served_town, sign_in):
    with browsers.watched(chromium) as seen:
        page = seen.page
        sign_in(page, "information_governance")
        page.goto(f"{served_town}/account/2fa/totp/activate/")
        page.get_by_label("Password").fill(town.PASSWORD)
        assert browsers.faults_of_access(page) == []
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("heading", name="Set up an authenticator app").wait_for()
        secret = page.locator(".hw-mono").inner_text()
        assert page.locator(".hw-qr img").evaluate("image => image.naturalWidth > 0")
        assert browsers.faults_of_access(page) == []
        page.get_by_label("Authenticator code").fill(_code(secret))
        page.get_by_role("button", name="Turn on").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        assert browsers.faults_of_access(page) == []
        code = page.locator(".hw-codes li").first.inner_text()
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{served_town}/account/login/")
        page.get_by_label("Email").fill("information_governance@example.org")
        page.get_by_label("Password").fill(town.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Type your code").wait_for()
        assert browsers.faults_of_access(page) == []
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Your desk").wait_for()
        assert seen.complaints == []


def test_errors_stand_at_the_top_and_beside_the_field(chromium, served_town, sign_in):
    with browsers.watched(chromium, width=390) as seen:
        page = seen.page
        sign_in(page, "administrator")
        page.goto(f"{served_town}/people/register/")
        page.get_by_role("button", name="Register").click()
        assert page.title().startswith("Error:")
        assert browsers.faults_of_access(page) == []
        page.locator(".govuk-error-summary a").first.click()
        assert page.evaluate("document.activeElement.id") == "id_display_name"
