"""What the repository promises beside its code: locks without addresses, migrations that are current, settings that are told."""

import ast
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from architecture.source_files import ROOT, SOURCE, name_of, parsed
from django.core.management import call_command

from headwater.settings import SETTINGS

ADDRESS = re.compile(r"https?://")
LOCKS = ("requirements/run.txt", "requirements/test.txt", "package-lock.json")


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_download_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    kept = [
        line for line in text.splitlines() if '"url":' not in line and '"funding":' not in line
    ]  # who asks for money
    assert [line for line in kept if ADDRESS.search(line)] == []


@pytest.mark.parametrize("lock", ["requirements/run.txt", "requirements/test.txt"])
def test_every_requirement_is_pinned_by_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    packages = [block for block in blocks if not block.startswith("#")]
    assert len(packages) > 50
    assert [
        block.splitlines()[0] for block in packages if "==" not in block or "--hash=sha256:" not in block
    ] == []


@pytest.mark.django_db(databases=["default", "vault"])
def test_migrations_are_current() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, verbosity=1)
    assert "No changes detected" in said.getvalue()


def _environment_read(tree: ast.Module) -> set[str]:
    """Names of our own that a module takes from the environment."""
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if re.fullmatch(r"HEADWATER_[A-Z_]+", text)}


def test_every_setting_is_told() -> None:
    told = {setting.name for setting in SETTINGS}
    untold = {name_of(file): _environment_read(tree) - told for file, tree in parsed().items()}
    assert {where: names for where, names in untold.items() if names} == {}


def test_every_setting_has_a_meaning() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.meaning.endswith(".") for setting in SETTINGS)


def test_a_wrong_setting_stops_the_start(tmp_path: Path) -> None:
    environment = {**os.environ, "HEADWATER_HOME": str(tmp_path), "HEADWATER_SESSION_MINUTES": "soon"}
    command = [sys.executable, "-c", "import headwater.settings"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode != 0
    assert "HEADWATER_SESSION_MINUTES must be a whole number above 0, not 'soon'." in done.stderr


SILENCED = re.compile(r"# (?:ruff: )?(?:noqa|type: ignore)(?P<rule>: ?[A-Z0-9, ]+|\[[a-z-]+\])?(?P<why>.*)$")


def _silenced_without_a_reason(text: str) -> list[str]:
    found = (SILENCED.search(line) for line in text.splitlines())
    return [each[0] for each in found if each and not (each["rule"] and each["why"].strip(" #()"))]


def test_no_check_is_silenced_without_a_reason() -> None:
    """`type: ignore` and `noqa` name a rule and say why."""
    bare = ("# noqa", "# noqa: S101", "# type: ignore", "# type: ignore[misc]", "# ruff: noqa: F403")
    assert [len(_silenced_without_a_reason(f"x = 1  {each}")) for each in bare] == [1] * len(bare)
    assert _silenced_without_a_reason("x = 2  # noqa: PLR2004  (two make a pair)") == []
    found = {
        name_of(file): _silenced_without_a_reason(file.read_text(encoding="utf-8"))
        for file in SOURCE.rglob("*.py")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}
