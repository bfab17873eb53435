"""One row of a document that says what a plan says, and a table of cells read as such rows.

Headings are found by their words, in any order. A column that the document does not have changes nothing in the plan.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.governance.strategy.models import ClauseKind
from headwater.vocabulary import cells

HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("key", "id", "ref", "reference", "number", "no", "clause key"),
    "kind": ("kind", "type", "level", "category"),
    "text": ("text", "clause", "wording", "says", "statement", "description"),
    "parent": ("parent", "under", "part of", "belongs to"),
    "owner": ("owner", "lead", "lead organisation", "responsible", "organisation"),
    "owner_role": ("owner role", "post", "lead post", "role"),
    "qualifiers": ("qualifiers", "words to keep"),
    "activities": ("activities", "activity", "actions", "interventions", "intervention"),
    "indicators": ("indicators", "indicator", "measures", "measure"),
    "evidence": ("evidence", "evidence keys"),
    "aligned_with": ("aligned with", "alignment", "serves"),
}
COLUMNS = tuple(HEADINGS)
NEEDED = ("key", "kind", "text")
_KINDS = {
    **{kind.value: kind.value for kind in ClauseKind},
    **{str(kind.label).casefold(): kind.value for kind in ClauseKind},
    "strategic priority": "priority",
    "community consensus": "consensus",
    "approach": "consensus",
    "long-term": "long_term_outcome",
    "long term outcome": "long_term_outcome",
    "heading": "header",
}


@dataclass(frozen=True)
class Row:
    """One clause as a document has it. `line` counts from 1 in the document."""

    line: int
    key: str
    kind: str
    text: str
    parent: str = ""
    owner: str = ""
    owner_role: str = ""
    qualifiers: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    aligned_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something wrong in one line, or in the whole document (line 0). What `stops` must be put right first."""

    line: int
    says: str
    stops: bool = True

    def __str__(self) -> str:
        return f"Line {self.line}: {self.says}" if self.line else self.says


@dataclass(frozen=True)
class Reading:
    """What was read: rows, which columns the document has, and what is wrong."""

    rows: tuple[Row, ...] = ()
    columns: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()

    @property
    def stops(self) -> bool:
        return any(fault.stops for fault in self.faults)


def refused(says: str) -> Reading:
    """Nothing was read, and why."""
    return Reading(faults=(Fault(0, says),))


def kind_of(words: str) -> str:
    """The kind that words name, in the singular or plural; empty where they name none."""
    plain = " ".join(words.casefold().split()).rstrip(":")
    singular = plain[:-3] + "y" if plain.endswith("ies") else plain.removesuffix("s")
    return _KINDS.get(plain) or _KINDS.get(singular) or _KINDS.get(plain.replace(" ", "_"), "")


def column_of(words: str) -> str:
    """The column that a heading names; empty where it names none."""
    plain = " ".join(words.casefold().replace("_", " ").split()).rstrip(":")
    return next((name for name, said in HEADINGS.items() if plain in said), "")


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell: set apart by semicolons or by lines."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;\n]", cell) if part.strip()))


def from_table(table: Sequence[Sequence[str]]) -> Reading:
    """A table with its headings in the first line that has them."""
    found = _heading(table)
    if found is None:
        wanted = ", ".join(NEEDED)
        return refused(f"No line has the headings that a plan needs ({wanted}). Put them in the first line.")
    start, columns = found
    rows, faults = list[Row](), list[Fault]()
    for line, row in enumerate(table[start + 1 :], start=start + 2):
        given = {name: cells.plain_cell(row[at]) for name, at in columns.items() if at < len(row)}
        if not any(given.values()):
            continue
        faults.extend(_faults(line, given))
        rows.append(row_of(line, given))
    return Reading(tuple(rows), frozenset(columns), tuple(faults))


def row_of(line: int, given: Mapping[str, str]) -> Row:
    """One row from its cells by column."""

    def parts(name: str) -> tuple[str, ...]:
        return listed(given.get(name, ""))

    return Row(
        line=line,
        key=given.get("key", ""),
        kind=kind_of(given.get("kind", "")),
        text=given.get("text", ""),
        parent=given.get("parent", ""),
        owner=given.get("owner", ""),
        owner_role=given.get("owner_role", ""),
        qualifiers=parts("qualifiers"),
        activities=parts("activities"),
        indicators=parts("indicators"),
        evidence=parts("evidence"),
        aligned_with=parts("aligned_with"),
    )


def _heading(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(table[:20]):
        columns: dict[str, int] = {}
        for place, words in enumerate(row):
            if name := column_of(words):
                columns.setdefault(name, place)
        if set(NEEDED) <= set(columns):
            return at, columns
    return None


def _faults(line: int, given: dict[str, str]) -> Iterable[Fault]:
    for name in NEEDED:
        if not given.get(name):
            yield Fault(line, f"The {name} is empty.")
    if given.get("kind") and not kind_of(given["kind"]):
        kinds = ", ".join(str(kind.label).lower() for kind in ClauseKind)
        yield Fault(line, f"“{given['kind'][:40]}” is not a kind of clause. The kinds are: {kinds}.")
