"""The one folder under which everything is kept, and how a file gets there whole.

`HEADWATER_HOME` and `HEADWATER_KEYS` are read from the settings at each call, so that a test or a restore
may point elsewhere.
"""

import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
FOLDERS = ("originals", "lake", "work", "reports", "checkpoints")


def home() -> Path:
    """The folder of everything kept; it exists after the call."""
    return _made(Path(settings.HEADWATER_HOME))


def folder(name: str) -> Path:
    """One of `FOLDERS` under the home; it exists after the call and only its owner can open it."""
    if name not in FOLDERS:
        raise ValueError(f"{name!r} is not a folder of the home. The folders are {', '.join(FOLDERS)}.")
    return _made(home() / name)


def keys_folder() -> Path:
    """The folder of keys, which an operator may put on another disk."""
    return _made(Path(settings.HEADWATER_KEYS))


def sweep_work() -> int:
    """Remove what killed runs left in the work folder; call it only while no worker runs.

    Returns how many things went.
    """
    leftovers = list(folder("work").iterdir())
    for leftover in leftovers:
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)
    return len(leftovers)


def write_whole(path: Path, content: bytes) -> None:
    """Write a small private file so that a kill leaves either the old content or the new, never a part."""
    temporary = _temporary_beside(path, content)
    temporary.replace(path)
    sync_folder(path.parent)


def write_first(path: Path, content: bytes) -> bool:
    """Write a small private file only if there is none.

    False when somebody else was first; then theirs stands.
    """
    temporary = _temporary_beside(path, content)
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    sync_folder(path.parent)
    return True


def sync_folder(path: Path) -> None:
    """Make a rename in the folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _temporary_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(handle, "wb") as temporary:
        temporary.write(content)
        temporary.flush()
        os.fsync(temporary.fileno())
    return Path(name)


def _made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return path
