"""Every example in a docstring gives what it says."""

import doctest
import importlib
import io
from pathlib import Path

import pytest

import headwater

ROOT = Path(headwater.__file__).parent


def _modules() -> list[str]:
    """The modules that have examples."""
    files = [file for file in ROOT.rglob("*.py") if ">>> " in file.read_text(encoding="utf-8")]
    names = [".".join(("headwater", *file.relative_to(ROOT).with_suffix("").parts)) for file in files]
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("name", _modules())
def test_examples_give_what_they_say(name):
    said, runner = io.StringIO(), doctest.DocTestRunner(verbose=False)
    for found in doctest.DocTestFinder().find(importlib.import_module(name)):
        runner.run(found, out=said.write)
    assert runner.tries > 0
    assert runner.failures == 0, said.getvalue()


def test_a_false_example_is_found():
    false = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "false", None, None)
    assert doctest.DocTestRunner(verbose=False).run(false, out=io.StringIO().write).failed == 1
