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


class SubmissionState(models.TextChoices):
    """Where a supplied file stands on the walk. `states.MOVES` says what may follow what."""

    RECEIVED = "received", "Received, waiting to be checked"
    NEEDS_MAPPING = "needs_mapping", "Its columns match no contract yet"
    LANDED = "landed", "Checked and in use"
    REFUSED = "refused", "Refused: nothing of it is in use"
    PURGED = "purged", "Purged: nothing of it is kept but this line"


class Submission(models.Model):
    """One supplied file, kept whole and sealed. Never holds a value of the file, and is never deleted: purging leaves it as a tombstone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    supplier_key = models.CharField(max_length=100, blank=True)
    contract_key = models.CharField(max_length=100, blank=True)  # the one it met, or the first of several
    state = models.CharField(max_length=20, choices=SubmissionState.choices, default=SubmissionState.RECEIVED)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    key_id = models.CharField(max_length=100)
    original_path = models.CharField(max_length=255)
    profile_uuid = models.UUIDField(null=True, blank=True)  # the mapping profile it was read by
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    received_by_label = models.CharField(max_length=200)
    tallies = models.JSONField(default=dict)  # contract -> files, rows_read, landed, quarantined, problems
    problems = models.JSONField(default=list)  # [code, column, detail, how many]
    refusal_says = models.TextField(blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    legal_hold = models.BooleanField(default=False)
    landed_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    job_id = models.BigIntegerField(
        null=True, blank=True
    )  # of the queue; text would outlive it, a number does too

    class Meta:
        app_label = "headwater"
        ordering = ("-received_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["sha256"],
                condition=models.Q(state__in=["received", "needs_mapping", "landed"]),
                name="submission_once",
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def label(self) -> str:
        return self.file_name

    def _sum(self, name: str) -> int:
        return sum(int(tally[name]) for tally in self.tallies.values())

    @property
    def rows_read(self) -> int:
        return self._sum("rows_read")

    @property
    def rows_landed(self) -> int:
        return self._sum("landed")

    @property
    def rows_quarantined(self) -> int:
        return self._sum("quarantined")


class PlaceReview(models.Model):
    """A written place that the gazetteer matched too weakly to use. Holds the gazetteer's entry and a keyed hash of the words, never the words."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract_key = models.CharField(max_length=100)
    words_hash = models.CharField(max_length=64)
    suggestion = models.CharField(max_length=200)  # the name of the gazetteer's place
    confidence = models.FloatField()
    rows = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, blank=True)  # "", "yes", "no"
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("-rows", "uuid")
        constraints = (
            models.UniqueConstraint(fields=["contract_key", "words_hash"], name="place_review_once"),
        )

    def __str__(self) -> str:
        return self.suggestion
