"""The commit point of the lake: a table is what its newest manifest names, nothing else.

`commit` belongs in the same transaction as whatever else must become true with it. A kill before the commit leaves files that no
manifest names; `sweep` removes them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from django.db import transaction

from headwater.data.lake.models import Manifest
from headwater.data.lake.parts import Part
from headwater.machinery import home, turns

KEPT_MANIFESTS = 20  # older ones are dropped when nothing but history hangs on them


def current(table: str) -> Manifest | None:
    return Manifest.objects.filter(table=table).order_by("-number").first()


def parts(table: str) -> tuple[Part, ...]:
    """The active parts of a table, in the order that they were committed."""
    return tuple(part for part in all_parts(table) if part.active)


def all_parts(table: str) -> tuple[Part, ...]:
    """Active parts and those that a correction superseded: the old stays readable."""
    manifest = current(table)
    return tuple(Part.from_json(each) for each in manifest.parts) if manifest else ()


def tables() -> list[str]:
    return sorted(set(Manifest.objects.values_list("table", flat=True)))


@transaction.atomic
def commit(
    table: str,
    *,
    add: Sequence[Part],
    now: datetime,
    retire: Iterable[str] = (),
    drop: Iterable[str] = (),
    made_from: str = "",
) -> Manifest:
    """The next manifest: with `add`, the paths in `retire` no longer active, the paths in `drop` gone."""
    turns.in_this_transaction("lake")
    before = current(table)
    gone, retired = set(drop), set(retire)
    standing = [Part.from_json(each) for each in before.parts] if before else []
    kept = [replace(p, active=p.active and p.path not in retired) for p in standing if p.path not in gone]
    together = [*kept, *add]
    made = Manifest.objects.create(
        table=table,
        number=before.number + 1 if before else 1,
        parts=[part.as_json() for part in together],
        made_at=now,
        code_version=version("headwater"),
        made_from=made_from,
        stamp=_stamp(together),
    )
    Manifest.objects.filter(table=table, number__lte=made.number - KEPT_MANIFESTS).delete()
    return made


@transaction.atomic
def remove_submission(submission: int, *, now: datetime) -> list[str]:
    """Take a submission's parts, and what derives from them, out of every manifest, past ones too. Returns the tables that changed."""
    turns.in_this_transaction("lake")
    changed = []
    for table in tables():
        mine = [part.path for part in all_parts(table) if part.submission == submission]
        if not mine:
            continue
        commit(table, add=(), drop=mine, now=now)
        newest = current(table)
        if newest:
            Manifest.objects.filter(table=table).exclude(pk=newest.pk).delete()
        changed.append(table)
    return changed


def files_of(submission: int) -> list[str]:
    """Every file that holds rows of a submission, in the newest manifests and in past ones."""
    named = (each for listed in Manifest.objects.values_list("parts", flat=True) for each in listed)
    return sorted({part["path"] for part in named if part["submission"] == submission})


def sweep() -> int:
    """Remove the files that no manifest names. Call it only while nothing is landing."""
    named = {each["path"] for parts in Manifest.objects.values_list("parts", flat=True) for each in parts}
    lake = home.folder("lake")
    rubbish = [file for file in lake.glob("*/*") if str(file.relative_to(lake)) not in named]
    for file in rubbish:
        file.unlink(missing_ok=True)
    return len(rubbish)


def _stamp(standing: Iterable[Part]) -> str:
    return hashlib.sha256("\n".join(sorted(p.path for p in standing if p.active)).encode()).hexdigest()
