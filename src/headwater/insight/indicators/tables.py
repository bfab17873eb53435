"""The tables that indicators read, with a stamp of what each was made from: the lake's, or any set of Ibis
tables in a notebook or test.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import ibis


class Tables(Protocol):
    """What computing needs of a store."""

    def has(self, name: str) -> bool: ...

    def get(self, name: str) -> ibis.Table: ...

    def stamp(self, name: str) -> str:
        """A hash that changes whenever the table does; empty where there is no such table."""

    def extracted_on(self, name: str) -> date:
        """The day the newest part of the table came in."""


@dataclass(frozen=True)
class GivenTables:
    """Tables at hand, such as a notebook's."""

    tables: Mapping[str, ibis.Table]
    extracted: Mapping[str, date]
    stamps: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.tables

    def get(self, name: str) -> ibis.Table:
        return self.tables[name]

    def stamp(self, name: str) -> str:
        return self.stamps.get(name, name if name in self.tables else "")

    def extracted_on(self, name: str) -> date:
        return self.extracted[name]


def stamp_of(tables: Tables, names: Iterable[str], *others: str) -> str:
    """One hash for all these tables and whatever else a result hangs on."""
    facts = [*(f"{name}={tables.stamp(name)}" for name in sorted(names)), *others]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
