"""Questions to the audit trail: what was done, by whom, to what; and whether the chain is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.audit import chain, checkpoint
from headwater.governance.audit.models import AuditEntry
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Conflict

_BATCH = 2_000
_MOST_MOVES_SOUGHT = 500
_UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
)  # what a value of another type does to the store's reader


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the chain.

    `number` is the entry's place; the code is edited, moved, removed, truncated, ...
    """

    code: str
    number: int
    says: str


@dataclass(frozen=True)
class Verification:
    """How many entries were read and what is wrong with them; nothing wrong means whole."""

    entries: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not self.findings


def entries(
    *,
    kind: str = "",
    actor_uuid: UUID | None = None,
    subject_key: str = "",
    outcome: str = "",
    since: datetime | None = None,
    before: datetime | None = None,
) -> QuerySet[AuditEntry]:
    """Entries, the newest first; `kind` is a room (`partners`) or one action (`partners.sign_agreement`), `subject_key` how the
    subject's key begins.
    """
    found = AuditEntry.objects.order_by("-number")
    wanted = {
        "kind" if "." in kind else "kind__startswith": kind if "." in kind else kind and f"{kind}.",
        "actor_uuid": actor_uuid,
        "subject_key__startswith": subject_key,
        "outcome": outcome,
        "at__gte": since,
        "at__lt": before,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})


def newest_hash() -> str:
    """The hash of the newest entry: another whenever somebody has acted. Empty where nobody has."""
    return AuditEntry.objects.order_by("-number").values_list("hash", flat=True).first() or ""


def verify() -> Verification:
    """Read the whole chain in order and compare it with its keyed hashes and its checkpoint."""
    reading = _Reading(keys.named("audit"))
    for entry in _whole_chain():
        reading.take(entry)
    return Verification(reading.count, (*reading.findings(), *_against_checkpoint(reading)))


def verify_chain() -> list[Finding]:
    """What is wrong with the chain, in order; nothing means that it is whole."""
    return list(verify().findings)


@dataclass(frozen=True)
class _Unreadable:
    """An entry that was changed into what the store cannot even read."""

    number: int | None


def _whole_chain() -> Iterator[AuditEntry | _Unreadable]:
    """Every entry in order. One that cannot be read hides no other: from there on each is read by itself."""
    every = AuditEntry.objects.order_by("number")
    read = 0
    try:
        for entry in every.iterator(chunk_size=_BATCH):
            yield entry
            read += 1
    except _UNREADABLE:
        yield from map(_readable, list(every.values_list("id", flat=True)[read:]))


def _readable(key: int) -> AuditEntry | _Unreadable:
    try:
        return AuditEntry.objects.get(id=key)
    except _UNREADABLE:
        number: object = AuditEntry.objects.values_list("number", flat=True).get(id=key)
        return _Unreadable(number if isinstance(number, int) else None)


class _Reading:
    """Walks the chain once, in memory that grows only with what is wrong."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._found: list[Finding] = []
        self._misfits: list[AuditEntry] = []
        self.count = 0
        self.last_number, self._last_hash = 0, chain.START  # an empty hash: that entry could not be read
        self.checkpoint_hash: str | None = None
        self.checkpoint = _checkpoint_or_finding(self._found)

    def take(self, entry: AuditEntry | _Unreadable) -> None:
        if isinstance(entry, AuditEntry) and isinstance(entry.number, int):
            self._take(entry)
        else:
            self._take_unreadable(entry.number)

    def _take_unreadable(self, number: object) -> None:
        at = number if isinstance(number, int) else self.last_number + 1
        if at > self.last_number + 1:
            self._found.append(_removed(self.last_number + 1, at - 1))
        says = f"Entry {at} was changed after it was written, so that it cannot be read."
        self._found.append(Finding("edited", at, says))
        self.count, self.last_number, self._last_hash = self.count + 1, at, ""

    def _take(self, entry: AuditEntry) -> None:
        follows = entry.number == self.last_number + 1
        if not follows:
            self._found.append(_removed(self.last_number + 1, entry.number - 1))
        if entry.hash != chain.hash_of(entry, key=self._key):
            self._misfits.append(entry)
        elif (
            follows
            and self._last_hash not in {"", entry.previous_hash}
            and not self._misfits_end_at(entry.number - 1)
        ):
            self._found.append(
                Finding("broken", entry.number, f"Entry {entry.number} does not follow the one before it.")
            )
        if self.checkpoint and entry.number == self.checkpoint.number:
            self.checkpoint_hash = entry.hash
        self.count, self.last_number, self._last_hash = self.count + 1, entry.number, entry.hash

    def findings(self) -> Iterator[Finding]:
        yield from sorted([*self._found, *map(self._misfit, self._misfits)], key=lambda found: found.number)

    def _misfits_end_at(self, number: int) -> bool:
        return bool(self._misfits) and self._misfits[-1].number == number

    def _misfit(self, entry: AuditEntry) -> Finding:
        """An entry whose hash is right for another number was moved; any other was edited."""
        for number in _places(self._misfits):
            if entry.hash == chain.hash_of(entry, key=self._key, number=number):
                says = f"Entry {entry.number} was moved: it was written as number {number}."
                return Finding("moved", entry.number, says)
        return Finding("edited", entry.number, f"Entry {entry.number} was changed after it was written.")


def _places(misfits: list[AuditEntry]) -> Iterable[int]:
    """Where a misfit may have stood: at the other misfits, or one past each (entries may have closed up)."""
    numbers = {entry.number for entry in misfits[:_MOST_MOVES_SOUGHT]}
    return sorted(numbers | {number + 1 for number in numbers})


def _removed(first: int, last: int) -> Finding:
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return Finding("removed", first, f"{which} missing.")


def _checkpoint_or_finding(found: list[Finding]) -> checkpoint.Checkpoint | None:
    try:
        return checkpoint.read()
    except Conflict as changed:
        found.append(Finding(changed.code, 0, changed.says))
        return None


def _against_checkpoint(reading: _Reading) -> Iterator[Finding]:
    kept = reading.checkpoint
    if kept is None:
        if reading.count and not checkpoint.file().exists():
            says = "There is no checkpoint outside the database, so a cut end would not show."
            yield Finding("checkpoint_missing", reading.last_number, says)
    elif reading.last_number < kept.number:
        says = (
            f"The chain ends at entry {reading.last_number}, but its checkpoint had seen entry {kept.number}."
        )
        yield Finding("truncated", reading.last_number + 1, says)
    elif reading.checkpoint_hash not in {None, kept.hash}:
        says = f"Entry {kept.number} is not the one that the checkpoint had seen."
        yield Finding("replaced", kept.number, says)
