"""Receive: a file is kept whole, sealed under a key of its own, known by the hash of its content. The same content twice is one submission."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction

from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit.action import Actor
from headwater.machinery import disk, file_store, home
from headwater.machinery.encryption import keys

LIVING = (SubmissionState.RECEIVED, SubmissionState.NEEDS_MAPPING, SubmissionState.LANDED)
_CHUNK = 1024 * 1024


def content_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find_same(sha256: str) -> Submission | None:
    """The submission that already holds this content, if it is not refused or purged."""
    return Submission.objects.filter(sha256=sha256, state__in=LIVING).first()


@disk.full_is_unavailable()
def keep(path: Path, *, file_name: str, supplier_key: str, by: Actor, now: datetime) -> Submission:
    """Seal the file and write its row. Two at once: one wins, the other gets the winner's row and its own copy is destroyed."""
    key_id = keys.new_key("submission")
    try:
        with path.open("rb") as source:
            stored = file_store.put_sealed(source, key_id)
        with transaction.atomic():
            return Submission.objects.create(
                file_name=file_name[-255:],
                supplier_key=supplier_key,
                sha256=stored.sha256,
                size=stored.size,
                key_id=key_id,
                original_path=stored.path,
                received_at=now,
                received_by=by.uuid,
                received_by_label=by.label,
            )
    except IntegrityError:
        forget(key_id)
        return Submission.objects.get(sha256=stored.sha256, state__in=LIVING)
    except BaseException:
        forget(key_id)
        raise


def forget(key_id: str) -> None:
    """Destroy the key, then what it sealed."""
    keys.destroy(key_id)
    file_store.remove(key_id)


def sweep_orphans() -> int:
    """Forget the originals that a kill left sealed but unwritten in the database. Only while nobody is sending."""
    known = set(Submission.objects.values_list("key_id", flat=True))
    orphans = [each.name for each in home.folder("originals").iterdir() if each.name not in known]
    for key_id in orphans:
        forget(key_id)
    return len(orphans)
