"""Where a sealed value belongs: the place that sealing and opening must name alike."""

from uuid import UUID

KEY_NAME = "vault"


def row_of(submission_uuid: UUID, record_key: str) -> str:
    """The row to which a value is bound: one record of one submission."""
    return f"{submission_uuid}/{record_key}"
