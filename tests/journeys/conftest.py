"""Fixtures of the journeys: one Chromium for all of them, and a served town with somebody to sign in as."""

import os
import threading
from collections.abc import Callable, Iterator

import pytest
from journeys import browser as browsers
from playwright.sync_api import Browser, Page
from web import town

# Playwright runs a loop of its own in this thread, which Django would take for an asynchronous view
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Django's test server leaves the sockets of its last requests to the collector."""
    config.addinivalue_line("filterwarnings", "ignore:unclosed <socket:ResourceWarning")


@pytest.fixture(scope="session")
def chromium(live_server) -> Iterator[Browser]:
    """Closed before the server stops: what answers its last connections may use the database only while the server stands."""
    with browsers.chromium() as found:
        yield found
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def served_town(transactional_db, live_server) -> str:
    """The address of a site with a town in it, and one person for each role."""
    town.make_town()
    return str(live_server.url)


@pytest.fixture
def sign_in(transactional_db, live_server) -> Callable[[Page, str], None]:
    """Sign in by the page, as a person would."""

    def by_page(page: Page, role: str) -> None:
        town.make_person(role)
        page.goto(f"{live_server.url}/account/login/")
        page.get_by_label("Email").fill(f"{role}@example.org")
        page.get_by_label("Password").fill(town.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{live_server.url}/desk/")

    return by_page
