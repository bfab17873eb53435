"""The notebook is run as Jupyter would run it, cell after cell in one namespace, but without Jupyter: on a generated county, and on
the police's open data where the reference folder is.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorials" / "violence-in-one-county.ipynb"
REFERENCE = Path(os.environ.get("HEADWATER_REFERENCE", Path(__file__).parents[3] / "shared"))
RUNNER = """
import ast, asyncio, json, sys, warnings

warnings.simplefilter("error", category=FutureWarning)
names = {"__name__": "__main__"}

async def run():  # Jupyter runs cells inside a loop, and so does this
    for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, cell["id"], "exec"), names)
        if last is not None:
            print(eval(compile(ast.Expression(last.value), cell["id"], "eval"), names))

asyncio.run(run())
"""


def printed(home: Path, reference: Path) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEADWATER", "DJANGO", "COV"))
    } | {"HEADWATER_HOME": str(home), "HEADWATER_REFERENCE": str(reference), "COLUMNS": "200"}
    ran = subprocess.run(
        [sys.executable, "-c", RUNNER, str(NOTEBOOK)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def assert_answered(shown: str) -> None:
    """Each question of the notebook has its answer, in words."""
    assert "police_street_violence" in shown
    assert "cause: " in shown  # special or common
    assert "of charts, though nothing had changed" in shown
    assert "A fall that would probably have shown" in shown
    assert "times as much as chance alone" in shown
    assert "NaN a month" not in shown


def test_the_notebook_runs_on_a_generated_county(tmp_path: Path) -> None:
    shown = printed(tmp_path / "home", tmp_path / "nothing")
    assert_answered(shown)
    assert "Aldershire" in shown


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference folder is not here")
def test_the_notebook_runs_on_open_data_of_nottinghamshire(tmp_path: Path) -> None:
    shown = printed(tmp_path / "home", REFERENCE)
    assert_answered(shown)
    assert "Robbery in " in shown
    assert "Nottingham" in shown


def test_the_notebook_is_kept_without_what_it_printed() -> None:
    """So that nobody's figures are in the repository, and a change of it can be read."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
