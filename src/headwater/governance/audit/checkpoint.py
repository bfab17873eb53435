"""The checkpoint: the head of the chain, kept outside the database, so that cutting its end shows too.

It stands in `checkpoints/audit.json` under the home and carries its own keyed hash. It only moves
forward. Copy it to a place that the administrators of the database cannot write to: who can change both
can hide a cut, though never an edit.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from headwater.machinery import home
from headwater.machinery.encryption import keys
from headwater.vocabulary.errors import Conflict


@dataclass(frozen=True)
class Checkpoint:
    """The chain held at least `number` entries, and that one had this hash."""

    number: int
    hash: str


def read() -> Checkpoint | None:
    """The last checkpoint, None if none was ever written. One that was changed by hand is a conflict."""
    try:
        content = file().read_bytes()
    except FileNotFoundError:
        return None
    try:
        kept = json.loads(content)
        found = Checkpoint(int(kept["number"]), str(kept["hash"]))
        genuine = hmac.compare_digest(str(kept["seal"]), _seal(found))
    except (ValueError, KeyError, TypeError):
        genuine = False
    if not genuine:
        raise Conflict(
            "The checkpoint of the audit trail was changed by hand or damaged.", code="checkpoint_changed"
        )
    return found


def write(number: int, hash_of_head: str) -> None:
    """Move the checkpoint forward to this head.

    A slower process that comes late with an older head changes nothing.
    """
    with _alone():
        try:
            last = read()
        except Conflict:  # left as it is: `verify_chain` must find it
            return
        if last is None or number > last.number:
            head = Checkpoint(number, hash_of_head)
            kept = {"number": head.number, "hash": head.hash, "seal": _seal(head)}
            home.write_whole(file(), json.dumps(kept).encode())


def file() -> Path:
    return home.folder("checkpoints") / "audit.json"


def _seal(head: Checkpoint) -> str:
    return hmac.digest(
        keys.named("audit"), f"checkpoint {head.number} {head.hash}".encode(), hashlib.sha256
    ).hex()


@contextmanager
def _alone() -> Iterator[None]:
    with os.fdopen(
        os.open(home.folder("checkpoints") / "audit.lock", os.O_RDWR | os.O_CREAT, 0o600), "w"
    ) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
