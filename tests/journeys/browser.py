"""A real Chromium for the tests: how it is started, and what makes a page fail whatever the test looks at."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1280, 390)
# told to every page before its own scripts: each break of the policy becomes an error of the page
LISTEN = """
window.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI}`);
});
"""
# a driver of the software renderer says this of any map
HARMLESS = ("GL Driver Message",)


@dataclass
class Watched:
    """A page and everything that it complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(address)
        if self.page.query_selector("#map"):
            self.page.wait_for_selector("#map[data-ready]", timeout=30_000)
        return self.page


def executable() -> str | None:
    """An installed Chromium, or None for Playwright's own."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return os.environ.get("HEADWATER_CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, *, width: int = 1280, javascript: bool = True) -> Iterator[Watched]:
    """A page of its own, with its complaints gathered."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
    context.add_init_script(LISTEN)
    seen = Watched(context.new_page())
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on(
        "console",
        lambda message: (
            seen.complaints.append(message.text) if _matters(message.type, message.text) else None
        ),
    )
    yield seen
    context.close()


def _matters(kind: str, text: str) -> bool:
    return kind == "error" and not any(words in text for words in HARMLESS)


def faults_of_access(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


# of radio buttons one is reached by Tab and the others from it, by the arrows
_OPERABLE = """[...document.querySelectorAll("a[href], button, select, textarea, input, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.type !== "hidden" && e.type !== "radio")"""


def out_of_reach(page: Page) -> list[str]:
    """What can be clicked or filled in and is not come to by pressing Tab, from the top of the page on."""
    wanted = int(page.evaluate(f"{_OPERABLE}.length"))
    reached = set()
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        reached.add(int(page.evaluate(f"{_OPERABLE}.indexOf(document.activeElement)")))
        if len(reached - {-1}) == wanted:
            return []
    return [
        str(page.evaluate(f"{_OPERABLE}[{at}].outerHTML.slice(0, 150)"))
        for at in sorted(set(range(wanted)) - reached)
    ]
