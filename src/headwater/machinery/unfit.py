"""Values that a store cannot hold, said as what they are: PostgreSQL has no text with a NUL in it, and no text longer than its column."""

from django.db import DataError

from headwater.vocabulary.errors import Invalid

UNFIT = Invalid(
    "Something that was sent is too long, or holds a character that is not text.", code="unfit_value"
)


def invalid(error: BaseException) -> Invalid | None:
    """What an error means for a person, if it is that a value does not fit."""
    return UNFIT if isinstance(error, DataError) else None
