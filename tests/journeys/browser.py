"""A real Chromium for the tests: how it is started, and what makes a page fail whatever the test looks at."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",  # one process less draws the same
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW, HEIGHT = 1280, 390, 900
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
_ASK_AXE = """async ([of, options]) => {
  const { violations } = await axe.run(of === "body" ? document : of, options);
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
}"""
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
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
def watched(browser: Browser, *, width: int = WIDE, javascript: bool = True) -> Iterator[Watched]:
    """A page of its own, with its complaints gathered."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, java_script_enabled=javascript)
    context.add_init_script(LISTEN)
    context.add_init_script(
        path=AXE
    )  # once a page: sending it along with each question takes as long as the answer
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


def faults_wide_and_narrow(seen: Watched, *, of: str = "body") -> list[str]:
    """What is wrong with the page that is open, one line each: on a wide screen, then on a phone. `of` is the part that is judged.

    Colours are the same on both, and the keyboard is tried again only where the page itself lets other things be operated: what
    stands round every page is tried on a phone in `test_on_a_phone`.
    """
    page = seen.page
    wide = [*faults_of_access(page, of=of), *_cut_off(page), *out_of_reach(page, of=of)]
    operable = _operable(page, "main")
    _turn(page, NARROW)
    narrow = [*faults_of_access(page, of=of, colour=False), *_cut_off(page)]
    if _operable(page, "main") - operable:
        narrow += out_of_reach(page, of="main")
    page.set_viewport_size(
        {"width": WIDE, "height": HEIGHT}
    )  # whoever looks next waits for what it looks for
    named = [f"{width}: {fault}" for width, found in ((WIDE, wide), (NARROW, narrow)) for fault in found]
    return [*named, *seen.complaints]


def _turn(page: Page, width: int) -> None:
    """Until what stands on the page has moved to where it stands at that width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def faults_of_access(page: Page, *, of: str = "body", colour: bool = True) -> list[str]:
    """What axe finds, one line each; in the whole page, or in a part. Colours cost it five times as much as all else."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colour}}}
    found = page.evaluate(_ASK_AXE, [of, options])
    return [f"{each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]]


def _cut_off(page: Page) -> list[str]:
    wider = sideways(page)
    return [f"the page is {wider} pixels wider than the screen"] if wider > 0 else []


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


# of radio buttons one is reached by Tab and the others from it, by the arrows
_OPERABLE = """[...document.querySelectorAll("a[href], button, select, textarea, input, summary, [tabindex='0']")]
  .map((e, at) => ({ e, at }))
  .filter(({ e }) => e.closest(of) && e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.type !== "hidden" && e.type !== "radio")"""
# keeps what the keyboard comes to from now on, from the top of the part on
_FOLLOW = """(of) => {
  const top = document.querySelector(of);
  if (of !== "body") { top.tabIndex = -1; top.focus(); }
  if (!window.cameTo) document.addEventListener("focusin", (event) => window.cameTo.add(event.target));
  window.cameTo = new Set();
}"""
_MISSED = f"""(of) => {_OPERABLE}
  .filter(({{ e }}) => !window.cameTo.has(e)).map(({{ e }}) => e.outerHTML.slice(0, 150))"""


def _operable(page: Page, of: str) -> set[int]:
    """What can be clicked or filled in as the page stands, by its place among all that might be."""
    return set(page.evaluate(f"(of) => {_OPERABLE}.map(({{ at }}) => at)", of))


def out_of_reach(page: Page, *, of: str = "body") -> list[str]:
    """What can be clicked or filled in and is not come to by pressing Tab."""
    page.evaluate(_FOLLOW, of)
    keyboard = page.context.new_cdp_session(
        page
    )  # in half the time of a press, which is a question for each way of the key
    for _ in range(
        3
    ):  # once may end at the foot of the page, and what opens when it is come to may hold more
        missed = list(page.evaluate(_MISSED, of))
        if not missed:
            break
        for _ in range(len(missed) + 2):
            keyboard.send("Input.dispatchKeyEvent", TAB)
    keyboard.detach()
    page.evaluate(
        "document.activeElement.blur()"
    )  # the link to skip to the text shows, and moves the rest, while it is come to
    return list(page.evaluate(_MISSED, of))
