"""The tests that touch a store, on PostgreSQL: `pytest -p on_postgres` starts a server and leaves out the rest.

Faces, journeys in the browser, indicators, pictures, reports, samples of files and a whole county run once, on SQLite; of these,
what is marked `every_store` runs here too.
The processes of pytest-xdist inherit the address of the server from the one that started it.
"""

import atexit
import contextlib
import os

import postgres_server
import pytest

STORES = {"db", "transactional_db", "live_server", "stores", "empty_stores", "migrated_stores"}
ONCE = {"web", "api", "cli", "journeys", "spec", "indicators", "charts", "reporting"} | {
    f"test_{files}.py" for files in ("flow_county", "real_traps", "walk_samples", "theory_picture")
}
LEFT_OUT = "postgres" in os.environ.get("ALLOW_MISSING", "").split(",")


def _start() -> None:
    """At import, because Django reads its settings before any hook of a plugin that is named on the command line."""
    kept = contextlib.ExitStack()
    atexit.register(kept.close)
    os.environ.update(kept.enter_context(postgres_server.serve()))


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


if not LEFT_OUT and not _is_worker():
    _start()


def pytest_configure(config: pytest.Config) -> None:
    if LEFT_OUT:
        pytest.exit("Not run on PostgreSQL, as ALLOW_MISSING says.", returncode=0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if _touches_a_store(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_a_store(item)])
    items[:] = kept


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A part of the tests in which none touches a store is no failure."""
    if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def _touches_a_store(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgres") or item.get_closest_marker("every_store"):
        return True
    wants = item.get_closest_marker("django_db") or STORES & set(getattr(item, "fixturenames", ()))
    return bool(wants) and not ONCE & set(item.path.parts)
