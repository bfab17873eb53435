"""`headwater load` on a disk that is full: a sentence, an exit code that a script can tell, and a second run that finishes the work."""

import json
import os
import resource
from pathlib import Path

import pytest

from headwater.cli import main

SAMPLE = Path(__file__).parents[1] / "samples" / "police_street" / "good.csv"

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def month(folder: Path) -> Path:
    heading, row, *_ = SAMPLE.read_text(encoding="utf-8").splitlines()
    rest = row.split(",", 1)[1]
    path = folder / "month.csv"
    path.write_text("\n".join([heading, *(f"{os.urandom(32).hex()},{rest}" for _ in range(1_000))]) + "\n")
    return path


def test_load_says_that_the_disk_is_full_and_is_finished_by_the_next(tmp_path, capsys):
    path = month(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (48 * 1024, before[1]))
    try:
        assert main.run(["load", str(path), "--json"]) == 7
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("The disk is full")
    assert "Traceback" not in said.err
    assert main.run(["load", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["contracts"]["police_street"]["landed"] == 1_000
