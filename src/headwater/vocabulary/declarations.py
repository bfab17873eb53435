"""Finds what is declared one to a file in a folder: contracts, indicators. The name of the file is the key."""

import importlib
import pkgutil
from types import ModuleType
from typing import Protocol, TypeVar

from headwater.vocabulary.errors import Invalid


class Declared(Protocol):
    """Whatever has a key."""

    @property
    def key(self) -> str: ...


Kind = TypeVar("Kind", bound=Declared)


def declared(folder: ModuleType, name: str, kind: type[Kind]) -> dict[str, Kind]:
    """What each module of a folder calls by this name, by key and in order of key."""
    found: dict[str, Kind] = {}
    for module in sorted(each.name for each in pkgutil.iter_modules(folder.__path__)):
        declaration = getattr(importlib.import_module(f"{folder.__name__}.{module}"), name, None)
        if not isinstance(declaration, kind):
            raise Invalid(f"{module}.py does not declare {name}.")
        if declaration.key != module:
            raise Invalid(f"{module}.py declares {declaration.key}; the names must be the same.")
        found[module] = declaration
    return found
