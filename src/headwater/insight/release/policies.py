"""Disclosure policies: read from `content/disclosure.toml`, with the words that people are shown and the
hash of the file.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import headwater
from headwater.vocabulary.errors import Invalid, NotFound

FILE = Path(headwater.__file__).parent / "content" / "disclosure.toml"


@dataclass(frozen=True)
class Policy:
    """What one policy does. `hide_from` to `hide_to`, both included, are hidden; the rest is rounded to
    `round_base`. A hidden small count can be at least `narrowest` values, for all that anybody can work out.
    """

    key: str
    title: str
    words: str
    hash: str
    small_areas: frozenset[str]
    protects: bool = True
    hide_from: int = 1
    hide_to: int = 0
    round_base: int = 0  # 0: not rounded
    narrowest: int = 1  # 1: it is only never told exactly
    fewest_each_way: int = 0  # of a survey: fewer answers that say so, or that do not, hide the share
    reason: str = ""  # why counts from a source that is not open may be shown unprotected

    def __post_init__(self) -> None:
        if self.protects and not 1 <= self.hide_from <= self.hide_to:
            raise Invalid(
                f"The disclosure policy {self.key} hides nothing: give hide_from (1 or more) and hide_to."
            )
        if self.protects and not 1 <= self.narrowest <= self.hide_to - self.hide_from + 1:
            raise Invalid(
                f"The disclosure policy {self.key} wants a hidden count to be any of {self.narrowest} values. "
                f"Give narrowest from 1 to {self.hide_to - self.hide_from + 1}: so many does it hide."
            )
        if self.round_base < 0:
            raise Invalid(f"The disclosure policy {self.key} rounds to a number below zero.")


def parse(toml: str) -> Mapping[str, Policy]:
    """The policies of a file's text."""
    read = tomllib.loads(toml)
    stamp = hashlib.sha256(toml.encode()).hexdigest()
    small = frozenset(read["small_areas"])
    return {
        key: Policy(key=key, hash=stamp, small_areas=small, **facts)
        for key, facts in read["policies"].items()
    }


@cache
def policies() -> Mapping[str, Policy]:
    return parse(FILE.read_text())


def get_policy(key: str) -> Policy:
    try:
        return policies()[key]
    except KeyError:
        raise NotFound(f"There is no disclosure policy called {key} in {FILE.name}.") from None
