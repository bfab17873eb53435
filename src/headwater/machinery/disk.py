"""A full disk, said as what it is. The operating system, the engine and the database each have words of their own for it.

Whoever writes files wraps its work in `full_is_unavailable`; what was begun must undo itself, as after any other error.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from headwater.vocabulary.errors import Unavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_ROOM_TO_OPEN = "SQLITE_IOERR_SHMSIZE"  # what the database says before it can say that the disk is full
_WORDS = (*(os.strerror(code) for code in sorted(_FULL)), "database or disk is full")
_SAYS = "The disk is full. Nothing is lost and nothing is half done. Make room and try again."


def is_full(error: BaseException) -> bool:
    """Whether an error, of the system or of a store, says that there is no room.

    >>> is_full(OSError(errno.ENOSPC, "")), is_full(ValueError("no such column"))
    (True, False)
    """
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    if _NO_ROOM_TO_OPEN in (getattr(each, "sqlite_errorname", "") for each in (error, error.__cause__)):
        return True
    return any(words in str(error) for words in _WORDS)


def unavailable(error: BaseException, says: str = _SAYS) -> Unavailable | None:
    """What an error means for a person, if it is that there is no room."""
    return Unavailable(says, code="disk_full") if is_full(error) else None


@contextmanager
def full_is_unavailable(says: str = _SAYS) -> Iterator[None]:
    """Raises `Unavailable` with a sentence where anything inside finds the disk full."""
    try:
        yield
    except Unavailable:
        raise
    except Exception as error:
        if full := unavailable(error, says):
            raise full from error
        raise
