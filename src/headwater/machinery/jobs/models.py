"""Jobs wait in the operations database, so that a killed worker or a restart loses none."""

import uuid

from django.db import models

from headwater.machinery.jobs.states import UNFINISHED, JobState


class Job(models.Model):
    """Work to be done later. Change it only through `queue`. Payloads hold keys, never records' values."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    key = models.CharField(
        max_length=200, blank=True, default=""
    )  # the same unfinished key is not queued twice
    state = models.CharField(
        max_length=10, default=JobState.QUEUED, choices=[(s.value, s.value) for s in JobState]
    )
    lease = models.UUIDField(
        null=True, editable=False
    )  # drawn anew by each claim: an outlived worker no longer has it
    lease_expires_at = models.DateTimeField(null=True)
    not_before_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    progress_says = models.CharField(max_length=300, blank=True, default="")
    error_says = models.TextField(blank=True, default="")
    queued_by = models.UUIDField()
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "headwater"
        ordering = ("id",)
        indexes = (models.Index(fields=["state", "not_before_at", "id"], name="job_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=["key"],
                condition=~models.Q(key="") & models.Q(state__in=UNFINISHED),
                name="job_unfinished_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
