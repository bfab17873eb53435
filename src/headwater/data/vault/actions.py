"""Putting identifiers into the vault and purging them.

The vault is another database, so no transaction spans both. `store` is safe to run again: it replaces
what an earlier, killed run of the same submission left.
"""

# ruff: noqa: ARG001  (an action takes `now` and `by` for its audit entry)

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from headwater.data.vault.models import Identity
from headwater.data.vault.router import VAULT
from headwater.data.vault.sealed import KEY_NAME, row_of
from headwater.governance.audit.action import Actor, about, action
from headwater.machinery.encryption import keys, sealing

_BATCH = 5_000

Rows = Iterable[tuple[str, Mapping[str, str | None]]]


@action
def store(now: datetime, submission_uuid: UUID, contract_key: str, rows: Rows, *, by: Actor) -> int:
    """Seal the identifiers of a submission: each row is its record's key and its values by column.

    Empty values are left out. Returns how many are kept. All or nothing.
    """
    about("submission", str(submission_uuid))
    key, kept = keys.named(KEY_NAME), 0
    with transaction.atomic(using=VAULT):
        Identity.objects.filter(submission_uuid=submission_uuid, contract_key=contract_key).delete()
        sealed = _sealed(submission_uuid, contract_key, rows, key)
        while batch := list(islice(sealed, _BATCH)):
            Identity.objects.bulk_create(batch)
            kept += len(batch)
    return kept


@action
def purge(now: datetime, submission_uuid: UUID, *, by: Actor) -> int:
    """Remove every identifier of a submission. Returns how many there were."""
    about("submission", str(submission_uuid))
    gone, _each = Identity.objects.filter(submission_uuid=submission_uuid).delete()
    return gone


def _sealed(submission_uuid: UUID, contract_key: str, rows: Rows, key: bytes) -> Iterator[Identity]:
    table = Identity._meta.db_table
    for record_key, values in rows:
        row = row_of(submission_uuid, record_key)
        for column, value in values.items():
            if value:
                yield Identity(
                    record_key=record_key,
                    contract_key=contract_key,
                    submission_uuid=submission_uuid,
                    column=column,
                    sealed_value=sealing.seal_field(value, key=key, table=table, column=column, row=row),
                )
