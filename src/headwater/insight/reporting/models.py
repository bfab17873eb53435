"""What reports keep: the commentary beside their blocks, and editions, which never change once they are frozen."""

import hashlib
import json
import uuid
import zlib
from typing import Any

from django.db import models

from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Refused


class Commentary(Written):
    """What people say beside one block. `figures_hash` is of the figures that its writer saw: when it is another, the words
    wait to be looked at again.
    """

    WRITTEN = ("text", "figures_hash", "withdrawn")

    report = models.CharField(max_length=100)
    block = models.CharField(max_length=120)
    audience = models.CharField(max_length=10)  # "public" stands in both editions, "partner" in theirs only
    text = models.TextField()
    figures_hash = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)

    class Meta(Written.Meta):
        ordering = ("report", "block", "audience")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "block", "audience"], name="commentary_once_a_block_and_audience"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, {self.block}"


class Edition(models.Model):
    """A report as it was at one moment, whole. Its content is never edited: what has to be said otherwise is the next edition."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.CharField(max_length=100)
    audience = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    area_code = models.CharField(max_length=12, blank=True)
    packed = models.BinaryField()  # the content as JSON, compressed
    sha256 = models.CharField(max_length=64)  # of the content's bytes
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField()
    frozen_by_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)  # why it was frozen though the guard had questions
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.UUIDField(null=True, blank=True)
    signed_by_label = models.CharField(max_length=200, blank=True)
    signed_as = models.CharField(max_length=200, blank=True)  # the post that answers for it
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("-frozen_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["report", "audience", "number"], name="edition_once_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not set(kwargs.get("update_fields") or ("packed",)) <= LATER:
            raise Refused("An edition never changes. Freeze another.", code="edition_stands")
        super().save(*args, **kwargs)

    @property
    def text(self) -> bytes:
        return zlib.decompress(self.packed)

    @property
    def is_whole(self) -> bool:
        """Whether what is kept is what was frozen."""
        try:
            return hashlib.sha256(self.text).hexdigest() == self.sha256
        except zlib.error:
            return False

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def state(self) -> str:
        if self.published_at:
            return "published"
        return "signed" if self.signed_at else "frozen"


LATER = frozenset(
    {"signed_at", "signed_by", "signed_by_label", "signed_as", "published_at"}
)  # what comes after
