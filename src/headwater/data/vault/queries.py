"""Reading the vault. Only linkage and identification may import this (the import contracts say so)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from headwater.data.vault.models import Identity
from headwater.data.vault.sealed import KEY_NAME, row_of
from headwater.machinery.encryption import keys, sealing

_BATCH = 5_000


@dataclass(frozen=True)
class Revealed:
    """One identifier in clear: keep it in memory only. Its value does not show when printed or logged."""

    record_key: str
    column: str
    value: str = field(repr=False)


def identities(contract_key: str, *, submission_uuid: UUID) -> Iterator[Revealed]:
    """The identifiers of one submission, opened one by one, in the order of records and columns."""
    key, table = keys.named(KEY_NAME), Identity._meta.db_table
    found = Identity.objects.filter(contract_key=contract_key, submission_uuid=submission_uuid)
    for each in found.order_by("record_key", "column").iterator(chunk_size=_BATCH):
        row = row_of(each.submission_uuid, each.record_key)
        sealed = bytes(each.sealed_value)
        value = sealing.open_field(sealed, key=key, table=table, column=each.column, row=row)
        yield Revealed(each.record_key, each.column, value)


def count(submission_uuid: UUID) -> int:
    """How many identifiers of a submission the vault holds; none after a purge."""
    return Identity.objects.filter(submission_uuid=submission_uuid).count()
