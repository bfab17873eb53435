"""The source of Headwater, parsed once for the tests of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "headwater"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed() -> dict[Path, ast.Module]:
    """Every module of the product but migrations, which Django writes."""
    files = (file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(files)}


def name_of(file: Path) -> str:
    """`governance.partners.models` for its file."""
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts)


def room_of(name: str) -> str:
    """The domain that a module belongs to: its first two words, or one for a room without domains."""
    return ".".join(name.split(".")[:2])


def functions(tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def length_of(function: Function) -> int:
    """Lines of code; a docstring may teach at length."""
    taught = function.body[0] if ast.get_docstring(function) else None
    told = (taught.end_lineno or 0) - taught.lineno + 1 if taught else 0
    return (function.end_lineno or 0) - function.lineno + 1 - told


def models() -> dict[str, str]:
    """Each Django model by name, and the domain that holds it."""
    found = {}
    for file, tree in parsed().items():
        if file.name == "models.py" and file.parent != SOURCE:
            found |= {
                node.name: room_of(name_of(file)) for node in tree.body if isinstance(node, ast.ClassDef)
            }
    return found
