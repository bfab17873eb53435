"""What ingest keeps: how each supplier's files are matched to contracts."""

import uuid

from django.db import models


class MappingProfile(models.Model):
    """One version of how a supplier's headings and codes are said in a contract's words.

    Never change a row: saving again under the same name makes the next version and ends this one, so that a
    submission can always say by which version it was read.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    supplier_key = models.CharField(
        max_length=100
    )  # of an organisation; text, as it may come later than the file
    contract_key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)  # of the headings: see mapping.fingerprint
    columns = models.JSONField(default=dict)  # heading -> column
    codes = models.JSONField(default=dict)  # column -> theirs -> ours
    dates = models.JSONField(default=dict)  # column -> DateForm name
    version = models.PositiveIntegerField()
    created_by = models.UUIDField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("supplier_key", "name", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["supplier_key", "name", "version"], name="mapping_profile_version"
            ),
            models.UniqueConstraint(
                fields=["supplier_key", "name"],
                condition=models.Q(ended_at=None),
                name="mapping_profile_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.supplier_key}, version {self.version}"
