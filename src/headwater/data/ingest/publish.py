"""Publish: what has been located and linked becomes the table that indicators read. One transaction for all tables."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headwater.data.ingest.locate import Located
from headwater.data.lake import manifest


@transaction.atomic
def publish(linked: Sequence[Located], *, now: datetime) -> list[str]:
    """Commit the manifests; the names of the tables that changed."""
    for each in linked:
        manifest.commit(each.table, add=each.add, drop=each.drop, made_from=each.made_from, now=now)
    return [each.table for each in linked]
