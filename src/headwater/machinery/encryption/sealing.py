"""Sealing: authenticated encryption of streams in chunks, and of single fields.

A stream is cut into chunks, each AES-256-GCM under a nonce of (random prefix, counter, last-chunk flag):
the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar (2015). So a chunk that is changed,
moved, dropped or taken from another file is noticed, and so is a cut end. What the stream is `about` (the
id of its file) is bound into every chunk. Memory is two chunks, whatever the size. A field is bound to
its table, column and row. Lengths are not hidden.
"""

import io
import os
import secrets
import struct
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from headwater.vocabulary.errors import Conflict

MAGIC = b"HWS1"
CHUNK_BYTES = 256 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
_PREFIX_BYTES = 7
_HEADER_BYTES = len(MAGIC) + _PREFIX_BYTES
_FIELD_NONCE_BYTES = 12


class Readable(Protocol):
    """Anything that gives bytes until it gives none."""

    def read(self, size: int, /) -> bytes: ...


def seal_stream(source: Readable, sink: BinaryIO, *, key: bytes, about: str) -> int:
    """Read `source` to its end and write it sealed to `sink`. Returns how many plain bytes there were."""
    prefix = secrets.token_bytes(_PREFIX_BYTES)
    sink.write(MAGIC + prefix)
    cipher, bound, size = AESGCM(key), _bound(MAGIC, about), 0
    chunk, counter = _filled(source), 0
    while True:
        following = _filled(source)
        sink.write(cipher.encrypt(_nonce(prefix, counter, last=not following), chunk, bound))
        size += len(chunk)
        if not following:
            return size
        chunk, counter = following, counter + 1


def open_stream(source: BinaryIO, *, key: bytes, about: str) -> io.BufferedReader:
    """The plain bytes of a sealed stream, as a binary file that can be read and sought.

    `source` must be seekable.

    The end is checked before the first byte is given, so a cut file is refused at once; every other chunk
    is checked when it is read. Closing the result closes `source`.
    """
    return io.BufferedReader(_OpenedStream(source, key=key, about=about), buffer_size=CHUNK_BYTES)


def seal_field(value: str, *, key: bytes, table: str, column: str, row: str) -> bytes:
    """One value, sealed so that it opens only in the same table, column and row."""
    nonce = secrets.token_bytes(_FIELD_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, value.encode(), _bound(b"HWF1", table, column, row))


def open_field(sealed: bytes, *, key: bytes, table: str, column: str, row: str) -> str:
    """The value that `seal_field` sealed for this table, column and row."""
    nonce, rest = sealed[:_FIELD_NONCE_BYTES], sealed[_FIELD_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, _bound(b"HWF1", table, column, row)).decode()
    except (InvalidTag, ValueError):
        raise Conflict(
            "A sealed field does not open in its place: it was changed, moved or sealed under another key.",
            code="field_damaged",
        ) from None


@dataclass(frozen=True)
class _Layout:
    """How many chunks a sealed file of a size has and how many plain bytes they hold."""

    chunks: int
    plain_bytes: int

    @classmethod
    def of(cls, sealed_bytes: int) -> "_Layout":
        body = sealed_bytes - _HEADER_BYTES
        chunks = -(-body // SEALED_CHUNK_BYTES)
        plain_bytes = body - chunks * TAG_BYTES
        if chunks < 1 or plain_bytes < (chunks - 1) * CHUNK_BYTES:
            raise _damaged()
        return cls(chunks, plain_bytes)


class _OpenedStream(io.RawIOBase):
    def __init__(self, source: BinaryIO, *, key: bytes, about: str) -> None:
        super().__init__()
        self._source = source
        self._cipher = AESGCM(key)
        self._bound = _bound(MAGIC, about)
        self._layout = _Layout.of(source.seek(0, os.SEEK_END))
        source.seek(0)
        header = source.read(_HEADER_BYTES)
        if not header.startswith(MAGIC):
            raise _damaged()
        self._prefix = header[len(MAGIC) :]
        self._held = self._layout.chunks - 1
        self._chunk = self._open_chunk(self._held)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._layout.plain_bytes}[whence]
        if start + offset < 0:
            raise ValueError("A position before the start of the file.")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]  # any writable buffer
        index, inside = divmod(self._at, CHUNK_BYTES)
        if self._at >= self._layout.plain_bytes:
            return 0
        if index != self._held:
            self._chunk, self._held = self._open_chunk(index), index
        piece = self._chunk[inside : inside + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()

    def _open_chunk(self, index: int) -> bytes:
        self._source.seek(_HEADER_BYTES + index * SEALED_CHUNK_BYTES)
        sealed = self._source.read(SEALED_CHUNK_BYTES)
        nonce = _nonce(self._prefix, index, last=index == self._layout.chunks - 1)
        try:
            return self._cipher.decrypt(nonce, sealed, self._bound)
        except InvalidTag:
            raise _damaged() from None


def _filled(source: Readable) -> bytes:
    """A whole chunk, unless the source ends: raw streams and sockets may give less at once."""
    pieces, wanted = [], CHUNK_BYTES
    while wanted and (piece := source.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">I?", counter, last)


def _bound(kind: bytes, *parts: str) -> bytes:
    """The parts with their lengths, so that ("ab", "c") and ("a", "bc") differ."""
    encoded = [part.encode() for part in parts]
    return kind + b"".join(struct.pack(">I", len(part)) + part for part in encoded)


def _damaged() -> Conflict:
    return Conflict(
        "A sealed file does not open: it was changed or cut short, or belongs to another key. "
        "Put it back from a backup, or ask for the file again.",
        code="file_damaged",
    )
