"""Pages of long answers: an offset, a limit, and where the next page begins."""

from typing import Annotated

from pydantic import Field

USUAL, MOST = 1_000, 10_000
Offset = Annotated[int, Field(ge=0, le=100_000_000)]
Limit = Annotated[int, Field(ge=1, le=MOST)]


def after(offset: int, shown: int, total: int) -> int | None:
    """Where the next page begins; None after the last.

    >>> after(0, 10, 25), after(20, 5, 25)
    (10, None)
    """
    end = offset + shown
    return end if shown and end < total else None
