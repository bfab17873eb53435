"""The chain: each entry's hash is keyed and covers the entry and the hash before it.

Without the audit key nobody can make an entry that fits, not even who can write to the database. `append`
takes the head under a lock and holds it until the transaction ends, so numbers have no gaps and no forks.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from headwater.governance.audit import checkpoint
from headwater.governance.audit.models import AuditEntry
from headwater.machinery import turns
from headwater.machinery.encryption import keys

START = "0" * 64


@dataclass(frozen=True)
class Event:
    """What happened, before it has a place in the chain."""

    at: datetime
    kind: str
    actor_uuid: UUID
    actor_label: str
    subject_kind: str
    subject_key: str
    outcome: str
    refusal_code: str = ""
    reason: str = ""


def append(events: Sequence[Event]) -> list[AuditEntry]:
    """Write entries at the end of the chain, in this order, and its checkpoint once they are committed."""
    with transaction.atomic():
        turns.in_this_transaction("audit")
        head = AuditEntry.objects.order_by("-number").only("number", "hash").first()
        number, previous = (head.number, head.hash) if head else (0, START)
        key, entries = keys.named("audit"), []
        for event in events:
            number += 1
            entry = AuditEntry(number=number, previous_hash=previous, **asdict(event))
            entry.hash = previous = hash_of(entry, key=key)
            entries.append(entry)
        AuditEntry.objects.bulk_create(entries)
        transaction.on_commit(lambda: checkpoint.write(number, previous))
    return entries


def hash_of(entry: AuditEntry, *, key: bytes, number: int | None = None) -> str:
    """The hash that an entry must have; `number` asks what it would be if it stood elsewhere."""
    covered = {name: _plain(getattr(entry, name)) for name in _COVERED}
    covered["number"] = entry.number if number is None else number
    canonical = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.digest(key, canonical.encode(), hashlib.sha256).hex()


_COVERED = tuple(f.attname for f in AuditEntry._meta.concrete_fields if f.attname not in {"id", "hash"})


def _plain(value: Any) -> Any:
    """As JSON has it, the same before saving and after loading."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, int) else str(value)
