"""The five roots of everything that can go wrong for a person.

A face maps each root to a status, an exit code and words, in one table. A broken row in a file is not an error but a value:
see `problems`. The sentence of an error says what to do next.
"""

# ruff: noqa: N818  (the field's words: Refused, not RefusedError)

from dataclasses import dataclass


class HeadwaterError(Exception):
    """A sentence for a person: what happened and what to do next. Never a record's value."""

    def __init__(self, says: str, *, code: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.code = code or _snake(type(self).__name__)


class Refused(HeadwaterError):
    """The rules do not allow it: permission, agreement, disclosure, state."""


class Invalid(HeadwaterError):
    """What was given cannot be understood or does not meet its contract."""


class NotFound(HeadwaterError):
    """There is no such thing, or the person may not know that there is."""


class Conflict(HeadwaterError):
    """Somebody else changed it first, or it is being done already."""


class Unavailable(HeadwaterError):
    """It cannot be done now (disk full, a missing system library, a busy store) and may work later."""


@dataclass(frozen=True)
class Refusal:
    """Why not: the answer of a rule. An action raises it; a page shows it."""

    code: str
    says: str

    def raised(self) -> Refused:
        return Refused(self.says, code=self.code)


def obey(refusal: Refusal | None) -> None:
    """Stop where a rule says why not."""
    if refusal:
        raise refusal.raised()


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
