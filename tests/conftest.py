"""Fixtures and rules of every room's tests."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import stores_apart
from django.test import override_settings
from stores_apart import Stores

# how long one example takes is the machine's matter
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

LONG = (
    "journeys",
    "spec",
    "docs",
)  # each begun first, by a process of its own: what is long and last keeps the others waiting


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What ALLOW_MISSING names is not tried; CI never sets it (.ci/run). What is of PostgreSQL alone is for `-p on_postgres`."""
    for name in filter(None, os.environ.get("ALLOW_MISSING", "").split(",")):
        for item in items:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"ALLOW_MISSING names {name}"))
    if not os.environ.get("HEADWATER_DATABASE"):
        of_postgres = [item for item in items if item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=of_postgres)
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]
    items[:] = _long_first(items, processes=getattr(config, "workerinput", {}).get("workercount", 1))


def pytest_collection_finish() -> None:
    """What stands by now stays to the end: the collector of rubbish need not walk it again and again."""
    gc.freeze()


def _long_first(items: list[pytest.Item], *, processes: int) -> list[pytest.Item]:
    """In equal stretches, as pytest-xdist deals them out at the start; the long ones stand at the front of the stretches by turns."""
    fronts: list[list[pytest.Item]] = [[] for _ in range(processes)]
    for at, folder in enumerate(LONG):
        fronts[at % processes] += [item for item in items if folder in item.path.parts]
    rest = [item for item in items if not set(LONG) & set(item.path.parts)]
    dealt: list[pytest.Item] = []
    for left, front in zip(range(processes, 0, -1), fronts, strict=True):
        size = (len(items) - len(dealt)) // left - len(front)
        dealt += [*front, *rest[: max(size, 0)]]
        rest = rest[max(size, 0) :]
    return dealt


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Of another process the real ones: hashing as the product does took a third of the time of the tests of pages."""
    with override_settings(PASSWORD_HASHERS=["quick_passwords.Once"]):
        yield


@pytest.fixture
def empty_stores(tmp_path: Path) -> Iterator[Stores]:
    """For other processes: stores that nobody has used."""
    with stores_apart.empty(tmp_path / "home") as stores:
        yield stores


@pytest.fixture(scope="session")
def migrated_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """For copying: stores with their tables."""
    with stores_apart.migrated(tmp_path_factory.mktemp("migrated") / "home") as stores:
        yield stores


@pytest.fixture
def stores(tmp_path: Path, migrated_stores: Stores) -> Iterator[Stores]:
    """For other processes: stores with their tables and nothing in them."""
    with stores_apart.copied(migrated_stores, tmp_path / "home") as copy:
        yield copy
