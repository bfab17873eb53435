"""An administrator registers somebody and gives them a role; that person signs in, adds a second step and sees what was given."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from journeys import browser as browsers
from web import town

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "iris@example.org", "a calm blue estuary"


def code(secret: str) -> str:
    """The code of now; near the end of its half minute that of the next, waited for."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_out(page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()


def test_from_a_new_account_to_a_sign_in_with_a_second_step(chromium, served_town, sign_in):
    with browsers.watched(chromium, width=390) as seen:
        page = seen.page
        sign_in(page, "administrator")
        page.goto(f"{served_town}/desk/")
        page.get_by_role("heading", name="People and roles").get_by_role("link").click()
        page.get_by_role("button", name="Register a person").click()
        page.get_by_label("Name", exact=True).fill("Iris Governance")
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Organisation").select_option(label="Partnership")
        page.get_by_label("First password").fill(PASSWORD)
        page.get_by_role("button", name="Register").click()
        page.get_by_role("heading", name="Iris Governance").wait_for()
        assert page.get_by_text("This person can sign in and open nothing").is_visible()
        page.get_by_role("button", name="Give a role").click()
        page.get_by_label("Role", exact=True).select_option(label="Information governance lead")
        page.get_by_role("button", name="Give the role").click()
        page.get_by_text("A role of theirs asks for one").wait_for()
        assert browsers.faults_of_access(page) == []
        sign_out(page)
        page.goto(f"{served_town}/account/login/")
        page.get_by_label("Email").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("link", name="Set up an authenticator app").click()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("heading", name="Set up an authenticator app").wait_for()
        secret = page.locator(".hw-mono").inner_text()
        page.get_by_label("Authenticator code").fill(code(secret))
        page.get_by_role("button", name="Turn on").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        spare = page.locator(".hw-codes li").first.inner_text()
        sign_out(page)
        page.goto(f"{served_town}/account/login/")
        page.get_by_label("Email").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Type your code").wait_for()
        page.get_by_label("Code").fill(spare)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Your desk").wait_for()
        assert page.get_by_role("heading", name="Retention").is_visible()
        assert not page.get_by_text("asks for a second step").is_visible()
        assert page.goto(f"{served_town}/people/").status == 403
        assert seen.complaints == [
            "Failed to load resource: the server responded with a status of 403 (Forbidden)"
        ]
        assert town.partners.find_person(EMAIL) is not None
