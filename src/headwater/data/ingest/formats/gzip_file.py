"""A gzip file: unpacked as a stream into the work folder, never past the limit, then opened for what it
holds.
"""

import gzip
import zlib
from pathlib import Path
from typing import IO

from headwater.data.ingest.formats.sheets import Reading, Unreadable, said_bytes

_BLOCK = 1024 * 1024


def unpack(path: Path, reading: Reading) -> Path:
    """The plain file that was compressed."""
    target = reading.new_file(".plain")
    try:
        with gzip.open(path, "rb") as packed:
            copy_within(packed, target, limit=reading.limits.unpacked_bytes)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable("broken_archive") from error
    return target


def copy_within(packed: IO[bytes] | gzip.GzipFile, target: Path, *, limit: int) -> int:
    """Copy an unpacking stream to a file, at most `limit` bytes of it. How many there were."""
    copied = 0
    with target.open("wb") as plain:
        while block := packed.read(_BLOCK):
            copied += len(block)
            if copied > limit:
                raise Unreadable("too_large_unpacked", detail=said_bytes(limit))
            plain.write(block)
    return copied
