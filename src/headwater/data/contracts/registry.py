"""Finds every contract: one declaration a file in `definitions/`, file name = key."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from headwater.data.contracts import definitions
from headwater.data.contracts.language import Contract
from headwater.vocabulary.errors import Invalid, NotFound


@cache
def contracts() -> Mapping[str, Contract]:
    """Every contract by key, in order of key."""
    found: dict[str, Contract] = {}
    for module in sorted(pkgutil.iter_modules(definitions.__path__), key=lambda each: each.name):
        contract = importlib.import_module(f"{definitions.__name__}.{module.name}").CONTRACT
        if contract.key != module.name:
            raise Invalid(
                f"{module.name}.py declares the contract {contract.key}; the names must be the same."
            )
        found[contract.key] = contract
    return found


def get_contract(key: str) -> Contract:
    try:
        return contracts()[key]
    except KeyError:
        raise NotFound(f"There is no contract called {key}. `headwater contracts list` shows them.") from None
