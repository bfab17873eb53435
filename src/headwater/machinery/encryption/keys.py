"""Keys: one master key wraps every other, and each other key is a file that can be destroyed alone.

What loss means. Whoever loses the keys folder loses every original, the identity vault, the pseudonyms
and the proof that the audit trail is whole: nothing can be opened or matched again, by anybody. Back it
up, apart from the data and apart from the data's backups. Whoever destroys one key makes what it sealed
unreadable for good, which is how a purge works; a backup of the keys folder must then lose that key too.
On a flash disk overwriting does not reach every old cell: the wrapped key that may remain there is
useless without the master key, so the master key is what to guard.

Layout of the keys folder: `master.json` (master keys by id, and which is current) and `<key id>.key` (a
key wrapped by a master key) or `<key id>.destroyed` (nothing but the fact). Files are 0600 and written
whole.
"""

import json
import os
import re
import secrets
import uuid
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from headwater.machinery import home
from headwater.vocabulary.errors import Conflict, NotFound, Refused, Unavailable

KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,120}")

MASTER_MISSING = (
    "The master key is missing, but keys that it wraps are there. Put master.json back into the keys folder "
    "from its backup; without it nothing that was sealed can be opened again."
)


@dataclass(frozen=True)
class _Masters:
    """The master keys by id.

    Only the current one wraps; older ones stand only while a rotation is under way.
    """

    current: str
    keys: dict[str, bytes]

    def as_json(self) -> bytes:
        kept = {name: b64encode(key).decode() for name, key in self.keys.items()}
        return json.dumps({"current": self.current, "keys": kept}).encode()


def new_key(purpose: str) -> str:
    """Make a key of its own, such as one for each submission, and return its id.

    The key itself stays in the keys folder.
    """
    key_id = f"{purpose}-{uuid.uuid4().hex}"
    home.write_first(_file(key_id), _wrapped(key_id, secrets.token_bytes(KEY_BYTES), _masters()))
    return key_id


def opened(key_id: str) -> bytes:
    """The key behind an id made by `new_key`."""
    file = _file(key_id)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise _gone(file) from None
    return _unwrapped(key_id, content, _masters())


def named(name: str) -> bytes:
    """The one key of a name (`audit`, `vault`, a purpose of pseudonyms), made when it is first asked for."""
    file = _file(name)
    if not file.exists() and not _tombstone(file).exists():
        home.write_first(file, _wrapped(name, secrets.token_bytes(KEY_BYTES), _masters()))
    return opened(name)


def destroy(key_id: str) -> None:
    """Destroy a key for good: what it sealed can never be opened again. Doing it twice is harmless.

    The tombstone is written first: a kill between the two leaves a key that `destroyed` already calls gone.
    """
    file = _file(key_id)
    if not file.exists() and not _tombstone(file).exists():
        raise _gone(file)
    home.write_first(_tombstone(file), b"")
    if file.exists():
        _overwrite(file)
        file.unlink()
        home.sync_folder(file.parent)


def destroyed(key_id: str) -> bool:
    """True once `destroy` was called for the key, even if it was killed half-way."""
    return _tombstone(_file(key_id)).exists()


def rotate_master() -> int:
    """Make a new master key, wrap every key again under it and drop the old one.

    Returns how many keys were wrapped.

    Killed half-way it leaves both master keys, and every key opens; the next call finishes the work. Stop
    the site first: a key that another process makes meanwhile under the old master would not be seen.
    """
    old = _masters()
    fresh = uuid.uuid4().hex
    both = _Masters(fresh, {**old.keys, fresh: secrets.token_bytes(KEY_BYTES)})
    home.write_whole(_master_file(), both.as_json())
    files = sorted(home.keys_folder().glob("*.key"))
    kept = [
        file for file in files if file.name != "site.key"
    ]  # the site's signing key is not ours and not wrapped
    for file in kept:
        home.write_whole(file, _wrapped(file.stem, _unwrapped(file.stem, file.read_bytes(), both), both))
    home.write_whole(_master_file(), _Masters(fresh, {fresh: both.keys[fresh]}).as_json())
    return len(kept)


def _masters() -> _Masters:
    file = _master_file()
    if not file.exists():
        others = any(other.name != "site.key" for other in home.keys_folder().glob("*.key"))
        if others and not file.exists():  # asked again: another process may have just made both
            raise Unavailable(MASTER_MISSING, code="master_key_missing")
        first = uuid.uuid4().hex
        home.write_first(file, _Masters(first, {first: secrets.token_bytes(KEY_BYTES)}).as_json())
    found = json.loads(file.read_bytes())
    return _Masters(found["current"], {name: b64decode(key) for name, key in found["keys"].items()})


def _wrapped(key_id: str, key: bytes, masters: _Masters) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(masters.keys[masters.current]).encrypt(nonce, key, key_id.encode())
    return json.dumps({"master": masters.current, "wrapped": b64encode(nonce + sealed).decode()}).encode()


def _unwrapped(key_id: str, content: bytes, masters: _Masters) -> bytes:
    try:
        kept = json.loads(content)
        wrapped = b64decode(kept["wrapped"])
        master = AESGCM(masters.keys[kept["master"]])
        return master.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], key_id.encode())
    except (ValueError, KeyError, InvalidTag):
        raise Conflict(
            f"The key {key_id} does not open with this master key: it was damaged, or the two come "
            "from different backups. Put both back from the same backup.",
            code="key_damaged",
        ) from None


def _gone(file: Path) -> NotFound | Refused:
    if _tombstone(file).exists():
        return Refused(
            "This was purged: its key was destroyed, and nobody can open it again.", code="key_destroyed"
        )
    return NotFound(
        f"The key {file.stem} is not in the keys folder. If it was lost, put it back from a backup.",
        code="key_missing",
    )


def _overwrite(file: Path) -> None:
    with file.open("r+b") as open_file:
        open_file.write(secrets.token_bytes(file.stat().st_size))
        open_file.flush()
        os.fsync(open_file.fileno())


def _master_file() -> Path:
    return home.keys_folder() / "master.json"


def _file(key_id: str) -> Path:
    if not _KEY_ID.fullmatch(key_id) or key_id == "site":
        raise ValueError("A key's id is lower-case letters, digits, - and _.")
    return home.keys_folder() / f"{key_id}.key"


def _tombstone(file: Path) -> Path:
    return file.with_suffix(".destroyed")
