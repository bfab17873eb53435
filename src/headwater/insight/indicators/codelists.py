"""Codelists: which offence classes an indicator counts, versioned, from `content/codelists`. Edited by
people, stamped on releases.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ibis

import headwater
from headwater.vocabulary.errors import Invalid, NotFound

FOLDER = Path(headwater.__file__).parent / "content" / "codelists"


@dataclass(frozen=True)
class Code:
    """One offence class, or some of its sub-codes."""

    ho_class: str
    says: str
    subcodes: tuple[str, ...] = ()
    weight: float | None = None


@dataclass(frozen=True)
class Codelist:
    key: str
    title: str
    version: int
    agreed: str
    codes: tuple[Code, ...]
    hash: str

    @property
    def stamp(self) -> str:
        """What a release says of it."""
        return f"{self.title}, version {self.version}"

    @property
    def weights(self) -> tuple[float, ...]:
        """What one event may weigh, each once. Empty where no class has a weight."""
        weights = {code.weight for code in self.codes}
        return tuple(sorted(weight or 0.0 for weight in weights)) if weights - {None} else ()

    def holds(self, ho_class: ibis.Value, subcode: ibis.Value) -> ibis.Value:
        """Whether a row's class (and sub-code, where the list asks for one) is in the list. A class without
        sub-code counts.
        """
        whole = [code.ho_class for code in self.codes if not code.subcodes]
        found = ho_class.isin(whole)
        for code in (code for code in self.codes if code.subcodes):
            found = found | ((ho_class == code.ho_class) & (subcode.isin(code.subcodes) | subcode.isnull()))
        return found

    def weight_of(self, ho_class: ibis.Value) -> ibis.Value:
        """The weight of a row's class; zero where the list has none."""
        branches = [
            (ho_class == code.ho_class, code.weight) for code in self.codes if code.weight is not None
        ]
        return ibis.cases(*branches, else_=0.0)


def parse(toml: str) -> Codelist:
    read = tomllib.loads(toml)
    codes = tuple(
        Code(row["ho_class"], row["says"], tuple(row.get("subcodes", ())), row.get("weight"))
        for row in read["code"]
    )
    if len({code.ho_class for code in codes}) != len(codes):
        raise Invalid(f"The codelist {read['key']} names a class twice.")
    stamp = hashlib.sha256(toml.encode()).hexdigest()
    return Codelist(read["key"], read["title"], read["version"], read["agreed"], codes, stamp)


@cache
def get_codelist(key: str) -> Codelist:
    file = FOLDER / f"{key}.toml"
    if not file.is_file():
        raise NotFound(f"There is no codelist called {key}.")
    return parse(file.read_text())
