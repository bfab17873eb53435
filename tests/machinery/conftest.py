"""Fixtures of the machinery: a home of one's own, and a migrated database outside the test's process."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

SCRIPT = Path(__file__).with_name("jobs_apart.py")
START = f"import django, runpy; django.setup(); runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
DJANGO = {"DJANGO_SETTINGS_MODULE": "headwater.settings"}


@pytest.fixture
def own_home(tmp_path, settings) -> Path:
    settings.HEADWATER_HOME = tmp_path / "home"
    settings.HEADWATER_KEYS = tmp_path / "keys"
    return tmp_path


def _run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", START, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory) -> Path:
    """A home with migrated SQLite databases, made once and copied."""
    home = tmp_path_factory.mktemp("migrated") / "home"
    environment = {
        **os.environ,
        **DJANGO,
        "HEADWATER_HOME": str(home),
        "HEADWATER_KEYS": "",
        "HEADWATER_DATABASE": "",
    }
    _run(environment, "migrate")
    return home


@pytest.fixture
def apart(tmp_path, migrated_home) -> Iterator[dict[str, str]]:
    """The environment of processes that share one fresh database, of the kind that the suite runs on."""
    shutil.copytree(migrated_home, tmp_path / "home")
    environment = {**os.environ, **DJANGO, "HEADWATER_HOME": str(tmp_path / "home"), "HEADWATER_KEYS": ""}
    server = os.environ.get("HEADWATER_DATABASE")
    if not server:
        yield environment
        return
    name = f"apart_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        environment["HEADWATER_DATABASE"] = urlsplit(server)._replace(path=f"/{name}").geturl()
        _run(environment, "migrate")
        yield environment
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def run_apart(apart) -> Callable[..., str]:
    """Run one command of `jobs_apart.py` to its end and return what it printed."""
    return lambda *arguments: _run(apart, *arguments)


@pytest.fixture
def start_apart(apart) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start one command of `jobs_apart.py`; whatever still runs afterwards is killed."""
    started = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", START, *arguments]
        started.append(
            subprocess.Popen(command, env=apart, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
