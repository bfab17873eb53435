"""Fixtures of the machinery: a home of one's own, and processes that share stores outside the test's own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stores_apart import Stores

SCRIPT = Path(__file__).with_name("jobs_apart.py")
START = f"import django, runpy; django.setup(); runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"


@pytest.fixture
def run_apart(stores: Stores) -> Callable[..., str]:
    """Run one command of `jobs_apart.py` to its end and return what it printed."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "-c", START, *arguments]
        done = subprocess.run(
            command, env=stores.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def start_apart(stores: Stores) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start one command of `jobs_apart.py`; whatever still runs afterwards is killed."""
    started = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", START, *arguments]
        started.append(
            subprocess.Popen(
                command, env=stores.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
