"""The reference pages of the two faces that programs and scripts use: every address of the API and every command."""

import importlib
from collections.abc import Callable, Iterable, Iterator

import click

Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]
METHODS = ("get", "post")


def api_page(table: Table) -> str:
    """Every address, what it answers and what it can be asked, as the API describes itself."""
    head = (
        "# The API\n\nEverything lies under `/api/v1/`. What everybody sees needs no token; with a token you read what your roles "
        "give. Types, states and errors: `/api/v1/openapi.json`.\n\n"
    )
    return head + table(("address", "answers", "can be asked for"), _operations())


def commands_page(table: Table) -> str:
    """Every command with its verbs, as its own help says."""
    head = "# Commands\n\nEach tells its arguments with `--help`; most print JSON with `--json`.\n\n"
    return head + table(("command", "does"), _commands())


def _operations() -> Iterator[tuple[str, str, str]]:
    from headwater.api.version_1 import api

    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in METHODS:
            if told := methods.get(method):
                asked = ", ".join(f"`{each['name']}`" for each in told.get("parameters", []))
                address = path.removeprefix("/api/v1/")
                yield f"`{method.upper()} {address}`", _one_line(told["description"]), asked


def _commands() -> Iterator[tuple[str, str]]:
    from headwater.cli.main import COMMANDS

    for name, place in COMMANDS.items():
        yield f"`headwater {name}`", place.line
        found = getattr(importlib.import_module(f"headwater.cli.{place.module}"), place.name)
        for verb, command in sorted(getattr(found, "commands", {}).items()):
            yield f"`headwater {name} {verb}`", _does(command)


def _does(command: click.Command) -> str:
    return _one_line((command.help or "").split("\n\n")[0])


def _one_line(words: str) -> str:
    return " ".join(words.split())
