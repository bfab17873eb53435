"""A walk that is killed and walked again ends where an undisturbed one does; two that begin at once are one. Real processes."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import stores_apart
from data import walking
from stores_apart import Stores

SCRIPT = Path(__file__).with_name("walk_apart.py")
START = f"import django, runpy; django.setup(); runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
FILE = str(walking.SAMPLES / "police_street" / "good.csv")
TESTS = Path(__file__).parents[2]


def begin(stores: Stores, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START, *words]
    return subprocess.Popen(
        command,
        env={**stores.environment, "PYTHONPATH": str(TESTS)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(stores: Stores, *words: str) -> str:
    process = begin(stores, *words)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


@pytest.fixture(scope="module")
def fresh(migrated_stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Stores in which an agreement stands and a key is made, so that every copy has the same."""
    with stores_apart.copied(migrated_stores, tmp_path_factory.mktemp("fresh") / "home") as copy:
        run(copy, "prepare")
        yield copy


@pytest.fixture
def copy(fresh: Stores, tmp_path: Path) -> Iterator[Stores]:
    with stores_apart.copied(fresh, tmp_path / "home") as made:
        yield made


@pytest.fixture(scope="module")
def undisturbed(fresh: Stores, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], float]:
    """How a walk that nobody disturbs ends, and how long it takes."""
    with stores_apart.copied(fresh, tmp_path_factory.mktemp("undisturbed") / "home") as stores:
        process = begin(stores, "walk", FILE)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        process.communicate(timeout=120)
        assert process.returncode == 0
        seconds = time.monotonic() - began
        return dict(json.loads(run(stores, "state"))), seconds


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_killed_walk_ends_like_an_undisturbed_one(
    share: float, copy: Stores, undisturbed: tuple[dict[str, object], float]
) -> None:
    expected, seconds = undisturbed
    process = begin(copy, "walk", FILE)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(share * seconds)
    process.kill()
    process.communicate(timeout=30)
    assert json.loads(run(copy, "walk_again", FILE)) == expected
    assert (expected["rubbish"], expected["work"], expected["originals"]) == ([], [], 1)


def at_once(both: list[subprocess.Popen[str]]) -> list[tuple[str, str]]:
    """Let them go when each is ready; what they said."""
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    return said


def test_two_files_of_one_month_at_the_same_moment_count_it_once(copy: Stores, tmp_path: Path) -> None:
    """Whichever lands first: the longer corrects the shorter, or the shorter adds nothing to the longer."""
    headings, *rows = Path(FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    month = [row for row in rows if row.split(",")[1] == rows[0].split(",")[1]]
    files = {"longer.csv": month, "shorter.csv": month[:-1]}
    for name, kept in files.items():
        (tmp_path / name).write_text(headings + "".join(kept), encoding="utf-8")
    at_once([begin(copy, "walk_when_told", str(tmp_path / name)) for name in files])
    state = json.loads(run(copy, "state"))
    assert {table: len(found) for table, found in state["rows"].items() if found} == {
        "police_street": len(month),
        "police_street_located": len(month),
    }


def test_same_content_at_the_same_moment_is_one_submission(copy: Stores) -> None:
    both = [begin(copy, "receive", FILE) for _ in range(2)]
    said = at_once(both)
    assert said[0][0] == said[1][0] != ""
    state = json.loads(run(copy, "state"))
    assert (state["states"], state["originals"]) == (["received"], 1)
