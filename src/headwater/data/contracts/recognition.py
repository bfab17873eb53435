"""Which contract a table of headings belongs to, whatever its file is called.

A contract fits when every column that it must have is there. Of those that fit, the one that explains most
headings wins; a tie goes to the one that has fewer columns of its own left over. A `sparse` file leaves empty
cells out, so a column that happens to be empty throughout has no heading in it: of a contract that may come as
XML, only what must be filled is missed there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.data.contracts.language import Contract, same_heading


@dataclass(frozen=True)
class Match:
    """How a table's headings fit a contract. `places` maps a column's name to its position in the table."""

    contract: Contract
    places: dict[str, int]
    missing: tuple[str, ...]
    unknown: tuple[int, ...]
    duplicated: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.missing and not self.duplicated and bool(self.places)


def match(contract: Contract, headings: Sequence[str], *, sparse: bool = False) -> Match:
    """How these headings fit this contract: the first spelling that stands among them is taken."""
    positions: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        positions.setdefault(same_heading(heading), []).append(position)
    places: dict[str, int] = {}
    duplicated: list[str] = []
    for column in contract.columns:
        spellings = (same_heading(spelling) for spelling in column.spellings)
        found = next((positions[spelling] for spelling in spellings if spelling in positions), None)
        if found is None:
            continue
        places[column.name] = found[0]
        if len(found) > 1:
            duplicated.append(headings[found[0]])
    filled_only = sparse and "xml" in contract.formats
    must = (c for c in contract.columns if (c.required if filled_only else not c.optional))
    missing = tuple(c.name for c in must if c.name not in places)
    taken = set(places.values())
    unknown = tuple(p for p, heading in enumerate(headings) if p not in taken and heading.strip())
    return Match(contract, places, missing, unknown, tuple(duplicated))


def recognise(headings: Sequence[str], among: Iterable[Contract], *, sparse: bool = False) -> Match | None:
    """The contract that these headings belong to, or None."""
    matches = (match(contract, headings, sparse=sparse) for contract in among)
    fitting = [m for m in matches if not m.missing and m.places]
    if not fitting:
        return None
    return max(fitting, key=lambda m: (len(m.places), -len(m.unknown), -len(m.contract.columns)))
