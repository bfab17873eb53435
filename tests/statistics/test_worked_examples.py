"""Each statistic's docstring is whole, and the worked example in it runs and shows what it says."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import headwater.statistics

NAMES = [each.name for each in pkgutil.iter_modules(headwater.statistics.__path__)]
MODULES = [importlib.import_module(f"headwater.statistics.{name}") for name in NAMES]
PARTS = ("Formula:", "Shape and units:", "Valid when:", "Raises:", "Source:", ">>>")


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_worked_examples_run_and_show_what_they_say(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_a_statistic_with_a_formula_has_every_part_of_its_docstring(module: ModuleType) -> None:
    functions = inspect.getmembers(module, inspect.isfunction)
    own = {name: each.__doc__ or "" for name, each in functions if each.__module__ == module.__name__}
    wanting = {
        name: missing
        for name, says in own.items()
        if "Formula:" in says and (missing := [part for part in PARTS if part not in says])
    }
    assert wanting == {}


def test_most_modules_have_worked_examples() -> None:
    """So that the two tests above cannot pass on nothing."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    with_examples = [
        name for name, each in zip(NAMES, MODULES, strict=True) if any(t.examples for t in finder.find(each))
    ]
    assert len(with_examples) > 0.7 * len(NAMES)
