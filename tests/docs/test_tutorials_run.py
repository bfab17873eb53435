"""The tutorials are run as a reader would run them: each ``sh`` block in a shell, in order, in one empty folder. The lines of a
``text`` block must be found in what the block before printed, in that order; ``*`` stands for anything.
"""

import os
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of(page: Path) -> list[tuple[str, str]]:
    return [
        (kind, text)
        for kind, text in BLOCK.findall(page.read_text(encoding="utf-8"))
        if kind in ("sh", "text")
    ]


def first_missing(expected: str, printed: str) -> str | None:
    """The first line of ``expected`` that is not in ``printed`` after those before it."""
    lines = iter(line.strip() for line in printed.splitlines())
    for wanted in expected.splitlines():
        if not any(fnmatchcase(line, wanted.strip()) for line in lines):
            return wanted
    return None


def test_a_missing_line_is_found_and_so_is_a_wrong_order() -> None:
    assert first_missing("a*\nb", "abc\nx\n b ") is None
    assert first_missing("b\na*", "abc\nb") == "a*"


@pytest.mark.parametrize("page", sorted(TUTORIALS.glob("*.md")), ids=lambda page: page.stem)
def test_tutorial_does_what_it_says(page: Path, tmp_path: Path) -> None:
    commands = Path(sys.executable).parent
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HEADWATER", "DJANGO", "COV"))
        },
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "HEADWATER_HOME": str(tmp_path / "home"),
        "COLUMNS": "200",
    }
    printed = ""
    for kind, text in blocks_of(page):
        if kind == "text":
            missing = first_missing(text, printed)
            assert missing is None, f"{page.name}: expected {missing!r} in\n{printed}"
            continue
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = run.stdout + run.stderr
        assert run.returncode == 0, f"{page.name}: {text}\n{printed}"
