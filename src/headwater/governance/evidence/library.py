"""The library as files: read with every fault named, written so that it reads back the same, and what is shipped.

A file is TOML with tables [[factor]], [[evidence]], [[driver]] and [[intervention]]. Research briefs are made here and not taken in.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import headwater
from headwater.governance.evidence.models import Driver, Evidence, Factor, Intervention
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.identifiers import checked_key

Thing = Factor | Evidence | Driver | Intervention
KINDS: dict[str, type[Any]] = {  # in the order that they can stand
    "factor": Factor,
    "evidence": Evidence,
    "driver": Driver,
    "intervention": Intervention,
}
NAMES = {"driver": ("from", "to")}  # what names a thing in the file; else its key
SHIPPED = Path(headwater.__file__).parent / "content"
FILES = ("factors.toml", "evidence.toml", "drivers.toml", "interventions.toml")
MOST_CHARACTERS = 5_000_000


@dataclass(frozen=True)
class Row:
    """One table of the file."""

    kind: str
    names: tuple[str, ...]
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.kind} {' -> '.join(self.names)}"


@dataclass(frozen=True)
class Library:
    """Rows of a file, or of several."""

    rows: tuple[Row, ...]

    def in_order(self) -> list[Row]:
        """What others name comes before them."""
        return sorted(self.rows, key=lambda row: list(KINDS).index(row.kind))


@dataclass(frozen=True)
class Imported:
    """What became of the rows."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int


def read(text: str) -> Library:
    """The rows of a file. Invalid with every fault, one a line, where anything is wrong with its shape."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid("The file is too long for a library: five million characters are the most.")
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise Invalid(f"The file cannot be read as TOML: {wrong}.") from None
    rows: list[Row] = []
    faults = [f"There is no kind of entry called {kind}." for kind in tables if kind not in KINDS]
    for kind in KINDS:
        entries = tables.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            faults.append(f"Write [[{kind}]], with two brackets, above each {kind}.")
            continue
        for at, fields in enumerate(entries, start=1):
            names = tuple(str(fields.get(name, "")) for name in NAMES.get(kind, ("key",)))
            row = Row(kind, names, {k: v for k, v in fields.items() if k not in NAMES.get(kind, ("key",))})
            faults += _faults(row, at)
            rows.append(row)
    faults += _twice(rows)
    if faults:
        raise Invalid("\n".join(faults))
    return Library(tuple(rows))


def _faults(row: Row, at: int) -> Iterator[str]:
    if not all(row.names):
        yield f"{row.kind} number {at} has no {' and '.join(NAMES.get(row.kind, ('key',)))}."
    for name in sorted(set(row.fields) - set(KINDS[row.kind].WRITTEN)):
        yield f"{row.name} has {name}, which is no field of it."


def _twice(rows: Iterable[Row]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        if row.name in seen:
            yield f"{row.name} stands in the file twice."
        seen.add(row.name)


@cache
def shipped() -> Library:
    """What comes with the product: verified facts, each with its source."""
    return Library(tuple(row for name in FILES for row in read((SHIPPED / name).read_text()).rows))


def never_here(rows: Library) -> Library:
    """The rows whose thing does not stand, not even withdrawn."""
    known = {(kind, *names) for kind in KINDS for names in _names_of(kind)}
    return Library(tuple(row for row in rows.rows if (row.kind, *row.names) not in known))


def _names_of(kind: str) -> Iterable[tuple[str, ...]]:
    if kind == "driver":
        return Driver.objects.values_list("from_factor__key", "to_key")
    found: Iterable[tuple[str, ...]] = KINDS[kind].objects.values_list("key")
    return found


def stands(row: Row) -> Thing | None:
    """The thing that a row is about, if it is here."""
    if row.kind == "driver":
        return Driver.objects.filter(from_factor__key=row.names[0], to_key=row.names[1]).first()
    found: Thing | None = KINDS[row.kind].objects.filter(key=row.names[0]).first()
    return found


def fresh(row: Row) -> Thing:
    """A new thing for a row, not yet kept."""
    if row.kind != "driver":
        made: Thing = KINDS[row.kind](key=checked_key(row.names[0]))
        return made
    from_factor = Factor.objects.filter(key=row.names[0]).first()
    if from_factor is None:
        raise Invalid(f"{row.name}: there is no factor called {row.names[0]}.")
    return Driver(from_factor=from_factor, to_key=row.names[1])


def content(row: Row) -> dict[str, Any]:
    """The written fields of a row: organisations by their key become organisations."""
    fields = dict(row.fields)
    if "provider" in fields:
        fields["provider"] = _organisation(row, str(fields["provider"]))
    return fields


def _organisation(row: Row, key: str) -> Organisation | None:
    found = partners.find_organisation(key) if key else None
    if key and found is None:
        raise Invalid(f"{row.name}: there is no organisation called {key}. Register it first.")
    return found


def written_out() -> str:
    """Everything here as one file that reads back the same."""
    named = {"driver": ("from_factor",), "intervention": ("provider",)}  # read with the thing that names them
    parts = [
        _table(kind, thing)
        for kind, model in KINDS.items()
        for thing in model.objects.select_related(*named.get(kind, ())).order_by("pk")
    ]
    return "\n".join(parts)


def _table(kind: str, thing: Written) -> str:
    if isinstance(thing, Driver):
        head = {"from": thing.from_factor.key, "to": thing.to_key}
    else:
        assert isinstance(thing, Factor | Evidence | Intervention)
        head = {"key": thing.key}
    lines = [f"{name} = {_toml(value)}" for name, value in {**head, **_fields(thing)}.items()]
    return "\n".join((f"[[{kind}]]", *lines, ""))


def _fields(thing: Written) -> dict[str, Any]:
    fields = {name: getattr(thing, name) for name in thing.WRITTEN}
    return {name: value for name, value in fields.items() if value is not None}


def _toml(value: Any) -> str:
    """A value as TOML writes it. A basic string of TOML is one of JSON, where DEL is escaped too."""
    if isinstance(value, Organisation):
        return _toml(value.key)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name} = {_toml(each)}' for name, each in value.items())}}}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
