"""Each root of error as an exit code, in one table. 0: done, 1: an error of the program, 2: a wrong command."""

from headwater.vocabulary.errors import Conflict, HeadwaterError, Invalid, NotFound, Refused, Unavailable

DONE = 0
BROKEN = 1
INTERRUPTED = 130
CODES: dict[type[HeadwaterError], int] = {
    Refused: 3,
    Invalid: 4,
    NotFound: 5,
    Conflict: 6,
    Unavailable: 7,
}


def code_of(error: HeadwaterError) -> int:
    """The row of the table for an error: by its own type, else by the nearest root.

    >>> code_of(Refused("No."))
    3
    """
    return next((CODES[root] for root in type(error).__mro__ if root in CODES), BROKEN)
