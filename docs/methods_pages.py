"""The reference pages of statistical methods, from the docstrings of `headwater.statistics`: one page a module, and their list.

A method is a public function whose docstring gives its formula. Other public functions are parts of methods, and only named.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType

PARTS = ("Formula", "Shape and units", "Valid when", "Raises", "Source")
_PART = re.compile(rf"^({'|'.join(PARTS)}): ", re.MULTILINE)
_EXAMPLE = re.compile(r"^>>>", re.MULTILINE)
_MARKED = re.compile(r"(`[^`]*`)|([\\*_<>\[\]#])")


@dataclass(frozen=True)
class Method:
    """One function, as its docstring tells it."""

    name: str
    call: str
    says: str
    parts: dict[str, str]
    example: str


@dataclass(frozen=True)
class Family:
    """One module: what it is for, its methods, and other public functions with what they do."""

    name: str
    title: str
    says: str
    methods: tuple[Method, ...]
    others: tuple[tuple[str, str], ...]


def pages() -> Iterator[tuple[str, str]]:
    """Every page by its path under docs/reference: the list first."""
    found = [family for family in families() if family.methods]
    yield "methods.md", _list_page(found)
    for family in found:
        yield f"methods/{family.name}.md", _page(family)


def families() -> list[Family]:
    package = importlib.import_module("headwater.statistics")
    names = [each.name for each in pkgutil.iter_modules(package.__path__)]
    return [_family(name, importlib.import_module(f"headwater.statistics.{name}")) for name in names]


def _family(name: str, module: ModuleType) -> Family:
    title, _, says = inspect.cleandoc(module.__doc__ or "").partition("\n\n")
    functions = list(_functions(module))
    methods = tuple(_method(each) for each in functions if "Formula:" in (each.__doc__ or ""))
    told = {each.name for each in methods}
    others = tuple(
        (each.__name__, _joined(_caption(each))) for each in functions if each.__name__ not in told
    )
    return Family(name, _joined(title), _paragraphs(says), methods, others)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """Public functions of its own, in the order in which they are written."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield getattr(module, node.name)


def _method(function: FunctionType) -> Method:
    text = inspect.cleandoc(function.__doc__ or "")
    starts = [(found.group(1), found.start(), found.end()) for found in _PART.finditer(text)]
    example = _EXAMPLE.search(text)
    ends = [start for _, start, _ in starts[1:]] + [example.start() if example else len(text)]
    parts = {
        name: _joined(text[begins:ends_at]) for (name, _, begins), ends_at in zip(starts, ends, strict=True)
    }
    return Method(
        function.__name__,
        _call(function),
        _paragraphs(text[: starts[0][1]]),
        parts,
        text[example.start() :].rstrip() if example else "",
    )


def _call(function: FunctionType) -> str:
    """How it is called: names and defaults, without types."""
    found = inspect.signature(function)
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in found.parameters.values()]
    plain = found.replace(parameters=bare, return_annotation=inspect.Signature.empty)
    return f"{function.__name__}{plain}"


def _caption(function: FunctionType) -> str:
    return inspect.cleandoc(function.__doc__ or "").partition("\n\n")[0]


def _joined(text: str) -> str:
    return _plain(" ".join(text.split()))


def _paragraphs(text: str) -> str:
    return "\n\n".join(_joined(each) for each in text.split("\n\n") if each.strip())


def _plain(text: str) -> str:
    """Nothing in a formula is taken for Markdown, but what stands between backticks."""
    return _MARKED.sub(lambda found: found.group(1) or f"\\{found.group(2)}", text)


def _page(family: Family) -> str:
    lines = [f"# {family.title}", "", f"`headwater.statistics.{family.name}`", ""]
    if family.says:
        lines += [family.says, ""]
    for method in family.methods:
        lines += [f"## `{method.name}`", "", method.says, "", f"```python\n{method.call}\n```", ""]
        for name, text in method.parts.items():
            lines += [
                f"**{name}.** {text[:1].upper()}{text[1:]}" if name != "Formula" else f"**{name}.** {text}",
                "",
            ]
        lines += ["**Worked example**", "", f"```python\n{method.example}\n```", ""]
    if family.others:
        lines += ["## Also here", "", *(f"* `{name}`: {says}" for name, says in family.others), ""]
    return "\n".join(lines)


def _list_page(found: list[Family]) -> str:
    many = sum(len(family.methods) for family in found)
    rows = [
        f"| [`{family.name}`](methods/{family.name}.md) | {family.title} | "
        + ", ".join(f"`{method.name}`" for method in family.methods)
        + " |"
        for family in found
    ]
    lines = [
        "# Methods",
        "",
        f"{many} methods in {len(found)} families. Each page gives the formula, the shape and units of what goes in and comes out, when it is",
        "valid, what it refuses, a worked example that runs in the tests, and the source. How often limits hold what they should, and how often",
        "a method cries wolf: [measured](methods/coverage.md).",
        "",
        "| family | what it is for | methods |",
        "| --- | --- | --- |",
        *rows,
    ]
    return "\n".join(lines) + "\n"
