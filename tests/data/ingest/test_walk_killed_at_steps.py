"""kill -9 exactly between each step of the walk and the next: walked again, everything ends as if nobody had disturbed it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from data import walking

SCRIPT = Path(__file__).with_name("steps_apart.py")
START = f"import django, runpy; django.setup(); runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
FILE = (
    walking.SAMPLES / "youth_justice" / "good.csv"
)  # of records about people: with an agreement, and names for the vault
STEPS = (
    "machinery.file_store:put_sealed",
    "data.ingest.receive:keep",
    "data.flow:receive",
    "data.ingest.formats.opening:open_file",
    "data.ingest.check:check",
    "data.vault.actions:store",
    "data.lake.parts:move_in",
    "data.ingest.land:land",
    "data.lake.manifest:commit",
    "data.ingest.actions:_write_report",
    "data.ingest.actions:land_submission",
    "data.ingest.locate:locate",
    "data.ingest.publish:publish",
)
Ended = dict[str, tuple[bool, str, str]]


@pytest.fixture
def ended(tmp_path: Path) -> Ended:
    """By step: whether the walk was killed there, and what stood in lake, operations and vault after the second walk."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("HEADWATER_")}
    ours = {"DJANGO_SETTINGS_MODULE": "headwater.settings", "HEADWATER_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", START, str(FILE), *STEPS],
        env={**others, **ours, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 3 * (len(STEPS) + 1)
    said = [json.loads(line) for line in lines[::3]]
    return {
        each["step"]: (each["killed"], state, vault)
        for each, state, vault in zip(said, lines[1::3], lines[2::3], strict=True)
    }


def test_walk_killed_at_any_step_ends_like_an_undisturbed_one(ended: Ended) -> None:
    killed, state, vault = ended[""]
    assert not killed
    stands = json.loads(state)
    rows = FILE.read_text(encoding="utf-8").count("\n") - 1
    assert [len(stands["rows"][name]) for name in ("youth_justice", "youth_justice_located")] == [rows, rows]
    assert (stands["states"], stands["originals"]) == (["landed"], 1)
    assert (stands["rubbish"], stands["work"]) == ([], [])
    assert {column for _, column in json.loads(vault)} == {"first_name", "last_name", "born_on"}
    for step in STEPS:
        assert ended[step] == (True, state, vault), step
