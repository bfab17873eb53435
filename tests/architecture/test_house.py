"""What keeps the house, where imports cannot show it; the import contracts are in .importlinter."""

import ast
from pathlib import Path

from architecture.source_files import ROOT, SOURCE, functions, length_of, models, name_of, parsed, room_of

LINES_OF_FILE = 400
LINES_OF_FUNCTION = 50
WORDLESS = {
    "utils",
    "util",
    "common",
    "helpers",
    "core",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
FOLDERS_OF_PYTHON = ("src", "tests", "benchmarks", "docs", ".ci")


def test_the_house_is_found() -> None:
    assert len(parsed()) > 200
    assert models()["Submission"] == "data.ingest"


def _python_files() -> list[Path]:
    found = (file for folder in FOLDERS_OF_PYTHON for file in (ROOT / folder).rglob("*.py"))
    return [file for file in found if "migrations" not in file.parts]


def test_no_file_is_longer_than_a_reader_bears() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in _python_files()}
    assert {str(file): length for file, length in lengths.items() if length > LINES_OF_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{name_of(file)}.{function.name}": length_of(function)
        for file, tree in parsed().items()
        for function in functions(tree)
    }
    assert {name: length for name, length in long.items() if length > LINES_OF_FUNCTION} == {}


def test_every_module_is_called_by_what_it_holds() -> None:
    words = {word for file in _python_files() for word in file.relative_to(ROOT).with_suffix("").parts}
    assert words & WORDLESS == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = {name_of(file) for file, tree in parsed().items() if tree.body and not ast.get_docstring(tree)}
    assert silent == set()


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _keys_by_string(tree: ast.Module) -> list[int]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in RELATIONS)
    targets = ((call.lineno, call.args[0]) for call in calls if call.args)
    return [line for line, target in targets if isinstance(target, ast.Constant) and target.value != "self"]


def test_no_foreign_key_names_its_model_by_string() -> None:
    assert _keys_by_string(ast.parse("models.ForeignKey('headwater.Person')")) == [1]
    found = {name_of(file): _keys_by_string(tree) for file, tree in parsed().items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def _managers_used(tree: ast.Module) -> set[str]:
    """The models whose `.objects` a module touches, however it reached the class."""
    managers = (
        node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "objects"
    )
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in managers}


def test_no_domain_queries_the_tables_of_another() -> None:
    owners = models()
    strangers = {
        (name_of(file), used)
        for file, tree in parsed().items()
        for used in _managers_used(tree)
        if used in owners and owners[used] != room_of(name_of(file))
    }
    assert strangers == set()


def test_people_are_the_only_models_reached_by_setting() -> None:
    """`get_user_model().objects` would be a way around the rule above."""
    around = {name_of(file) for file in parsed() if "get_user_model" in file.read_text(encoding="utf-8")}
    assert around == set()


def test_nothing_imports_a_test() -> None:
    assert not list(SOURCE.rglob("test_*.py"))
