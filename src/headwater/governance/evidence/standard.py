"""The national list of risk factors (`content/factor_standard.toml`), and how each factor of the register stands to it.

A term is filled in only by somebody who has read it there. Until then the register says that it is not aligned yet.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import headwater
from headwater.governance.evidence import rules
from headwater.governance.evidence.models import Factor

FILE = Path(headwater.__file__).parent / "content" / "factor_standard.toml"
SAYS = {
    rules.ALIGNED: "Said in the words of the standard",
    rules.OLDER: "Said in the words of another version of the standard",
    rules.NOT_YET: "Not yet aligned",
    rules.OUTSIDE: "Outside the standard, which lists risks of a person or a household",
}


@dataclass(frozen=True)
class Standard:
    """The list, as its publisher's page describes it."""

    title: str
    publisher: str
    version: str
    status: str
    published_on: date
    source_url: str
    says: str


@cache
def standard() -> Standard:
    return Standard(**tomllib.loads(FILE.read_text()))


def alignment(factor: Factor) -> str:
    """How a factor stands to the list: one of the keys of `SAYS`."""
    return rules.alignment(
        factor.standard_term,
        factor.standard_version,
        current=standard().version,
        bearing=factor.bearing,
        level=factor.level,
    )


def counted(factors: Iterable[Factor]) -> Mapping[str, int]:
    """How many factors stand to the list in each way, in the order of `SAYS`; ways that none has are left out."""
    found = Counter(map(alignment, factors))
    return {SAYS[key]: found[key] for key in SAYS if found[key]}
