"""Originals: files kept whole, as they came, each sealed under a key that can be destroyed alone.

A file stands in `originals/<key id>/<file id>.sealed`, with the hash of its plain content known to the
caller and never in its name. It is written beside its place, synced and renamed: a kill leaves nothing or
all of it.
"""

import hashlib
import os
import shutil
import uuid
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from headwater.machinery import disk, home
from headwater.machinery.encryption import keys, sealing
from headwater.vocabulary.errors import NotFound

_PART = ".part"
_NOT_KEPT = (
    "The disk is full, so the file was not kept and nothing of it is left. Make room and send it again."
)


@dataclass(frozen=True)
class StoredFile:
    """Where a file went:

    `sha256` is of its plain content, `size` in plain bytes, `path` relative to the originals.
    """

    file_id: str
    key_id: str
    sha256: str
    size: int
    path: str


class _Hashing:
    """A source that hashes what is read from it, so that a stream is read once."""

    def __init__(self, source: sealing.Readable) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        piece = self._source.read(size)
        self.sha256.update(piece)
        return piece


def put_sealed(stream: sealing.Readable, key_id: str) -> StoredFile:
    """Keep a stream, sealed under the key.

    It is on disk for good when this returns; if it fails, nothing is left.
    """
    key, file_id = keys.opened(key_id), uuid.uuid4().hex
    with disk.full_is_unavailable(_NOT_KEPT):
        place = _place(f"{key_id}/{file_id}.sealed")
        place.parent.mkdir(mode=home.PRIVATE_FOLDER, exist_ok=True)
        try:
            source, size = _write_part(stream, place.with_suffix(_PART), key=key, about=f"{key_id}/{file_id}")
            place.with_suffix(_PART).rename(place)
        except BaseException:
            place.with_suffix(_PART).unlink(missing_ok=True)
            _remove_if_empty(place.parent)
            raise
        home.sync_folder(place.parent)
        home.sync_folder(place.parent.parent)
    return StoredFile(file_id, key_id, source.sha256.hexdigest(), size, f"{key_id}/{file_id}.sealed")


def open_sealed(path: str) -> BufferedReader:
    """The plain content of a stored file, as a binary stream; `path` is that of its `StoredFile`.

    Refused once its key was destroyed.
    """
    place = _place(path)
    key = keys.opened(place.parent.name)
    if not place.exists():
        raise NotFound(
            "The original file is not in its place. Put it back from a backup.", code="original_missing"
        )
    source = place.open("rb")
    try:
        return sealing.open_stream(source, key=key, about=f"{place.parent.name}/{place.stem}")
    except BaseException:
        source.close()
        raise


def remove(key_id: str) -> None:
    """Remove all files under a key; destroying the key is what makes them unreadable.

    Doing it twice is harmless.
    """
    shutil.rmtree(_place(f"{key_id}/x").parent, ignore_errors=True)


def sweep_parts() -> int:
    """Remove what killed runs left half-written; call it only while nothing is being received."""
    parts = list(home.folder("originals").glob(f"*/*{_PART}"))
    for part in parts:
        part.unlink(missing_ok=True)
        _remove_if_empty(part.parent)
    return len(parts)


def _write_part(stream: sealing.Readable, part: Path, *, key: bytes, about: str) -> tuple[_Hashing, int]:
    source = _Hashing(stream)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, home.PRIVATE_FILE), "wb") as sink:
        size = sealing.seal_stream(source, sink, key=key, about=about)
        sink.flush()
        os.fsync(sink.fileno())
    return source, size


def _place(path: str) -> Path:
    originals = home.folder("originals").resolve()
    place = (originals / path).resolve()
    if place.parent.parent != originals:
        raise ValueError("A stored file lies one folder below the originals.")
    return place


def _remove_if_empty(folder: Path) -> None:
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
