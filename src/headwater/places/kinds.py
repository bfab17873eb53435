"""Kinds of area and the vintage of a code.

A code says its kind by its first three characters but not its vintage: E01013810 was an LSOA in 2011 and is
one in 2021. Whatever is kept by area therefore names a `Vintage` (`lsoa21`). England and Wales only.
"""

import re
from dataclasses import dataclass
from enum import Enum

from headwater.vocabulary import identifiers


class AreaKind(Enum):
    """A kind of area: its key, what people call it, and the first characters of its codes."""

    LSOA = ("lsoa", "neighbourhood of about 1,700 people (LSOA)", ("E01", "W01"))
    MSOA = ("msoa", "group of neighbourhoods of about 8,000 people (MSOA)", ("E02", "W02"))
    WARD = ("ward", "council ward", ("E05", "W05"))
    LTLA = ("ltla", "district or borough council area", ("E06", "E07", "E08", "E09", "W06"))
    UTLA = ("utla", "county or unitary council area", ("E10", "E06", "E08", "E09", "W06"))
    CSP = ("csp", "community safety partnership area", ("E22", "W22"))
    PFA = ("pfa", "police force area", ("E23", "W15"))
    ICB = ("icb", "integrated care board area (NHS)", ("E54",))
    REGION = ("region", "region of England", ("E12",))
    COUNTRY = ("country", "country", ("E92", "W92"))

    def __init__(self, key: str, plain_name: str, prefixes: tuple[str, ...]) -> None:
        self.key = key
        self.plain_name = plain_name
        self.prefixes = prefixes


# The stems that ONS and its users put before the year in a heading, where they differ from our key.
_STEMS = {kind.key: kind for kind in AreaKind} | {
    "wd": AreaKind.WARD,
    "lad": AreaKind.LTLA,
    "ctyua": AreaKind.UTLA,
    "rgn": AreaKind.REGION,
    "ctry": AreaKind.COUNTRY,
}
_HEADING = re.compile(r"([a-z]+)(\d{2})(?:_?(?:cd|code))?", re.ASCII)


@dataclass(frozen=True)
class Vintage:
    """A kind of area as it was drawn in one year."""

    kind: AreaKind
    year: int

    @property
    def key(self) -> str:
        """The short name that columns and tables carry, such as `lsoa21`."""
        return f"{self.kind.key}{self.year % 100:02d}"

    @property
    def plain_name(self) -> str:
        return f"{self.kind.plain_name}, as drawn in {self.year}"


def kinds_of(code: str) -> tuple[AreaKind, ...]:
    """The kinds that a code can be; a unitary council is both tiers. Empty for an unknown code."""
    if not identifiers.is_gss_code(code):
        return ()
    return tuple(kind for kind in AreaKind if code[:3] in kind.prefixes)


def find_vintage(heading: str) -> Vintage | None:
    """The vintage that a heading or key names: `lsoa21`, `LSOA21CD`, `ltla24_code`; None if it names none."""
    found = _HEADING.fullmatch(heading.strip().lower())
    if found is None or found[1] not in _STEMS:
        return None
    return Vintage(_STEMS[found[1]], 2000 + int(found[2]))
