"""A walk that is killed and walked again ends where an undisturbed one does; two that begin at once are one. Real processes."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from data import walking

SCRIPT = Path(__file__).with_name("walk_apart.py")
START = f"import django, runpy; django.setup(); runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
FILE = str(walking.SAMPLES / "police_street" / "good.csv")
TESTS = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("HEADWATER_DATABASE")), reason="copies a SQLite home for each kill"
)


def begin(home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "headwater.settings",
        "HEADWATER_HOME": str(home),
        "HEADWATER_KEYS": "",
        "PYTHONPATH": str(TESTS),
    }
    command = [sys.executable, "-c", START, *words]
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(home: Path, *words: str) -> str:
    process = begin(home, *words)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("fresh") / "home"
    run(home, "migrate")
    return home


@pytest.fixture(scope="module")
def undisturbed(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    """How a walk that nobody disturbs ends, and how long it takes."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(fresh, home)
    process = begin(home, "walk", FILE)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    began = time.monotonic()
    process.communicate(timeout=120)
    assert process.returncode == 0
    return dict(json.loads(run(home, "state"))), time.monotonic() - began


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_killed_walk_ends_like_an_undisturbed_one(
    share: float, fresh: Path, undisturbed: tuple[dict[str, object], float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    home = tmp_path / "home"
    shutil.copytree(fresh, home)
    process = begin(home, "walk", FILE)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(share * seconds)
    process.kill()
    process.communicate(timeout=30)
    assert json.loads(run(home, "walk_again", FILE)) == expected
    assert (expected["rubbish"], expected["work"], expected["originals"]) == ([], [], 1)


def test_same_content_at_the_same_moment_is_one_submission(fresh: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(fresh, home)
    both = [begin(home, "receive", FILE) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert said[0][0] == said[1][0] != ""
    state = json.loads(run(home, "state"))
    assert (state["states"], state["originals"]) == (["received"], 1)
