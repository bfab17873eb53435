"""Finds every contract: one declaration a file in `definitions/`, file name = key."""

from collections.abc import Mapping
from functools import cache

from headwater.data.contracts import definitions
from headwater.data.contracts.language import Contract
from headwater.vocabulary.declarations import declared
from headwater.vocabulary.errors import NotFound


@cache
def contracts() -> Mapping[str, Contract]:
    """Every contract by key, in order of key."""
    return declared(definitions, "CONTRACT", Contract)


def get_contract(key: str) -> Contract:
    try:
        return contracts()[key]
    except KeyError:
        raise NotFound(f"There is no contract called {key}. `headwater contracts list` shows them.") from None
