"""One at a time, for what two must not do at once.

`in_this_transaction` holds until the transaction ends: SQLite has one writer anyway, whose transactions begin IMMEDIATE (settings);
PostgreSQL has many, each of which reads what stood before the others. `alone` holds among the processes of one home, for work that
reads the lake for longer than a transaction should last; the system takes it from a process that dies.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from headwater.machinery import home


def in_this_transaction(name: str) -> None:
    """Wait until no other transaction has this turn, and have it until ours ends.

    Take it before reading what will be built upon.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A turn is held by a transaction: take it inside one.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Wait until no other process or thread has this turn, and have it for the block. It is not taken twice by one."""
    turn = os.open(home.home() / f"{name}.lock", os.O_RDWR | os.O_CREAT, home.PRIVATE_FILE)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
    finally:
        os.close(turn)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
