"""Who may do what: roles given to people, tokens for programs, and counts for rate limits."""

import uuid

from django.conf import settings
from django.db import models

from headwater.governance.partners.models import Organisation


class RoleAssignment(models.Model):
    """A role given to a person for a time. What the role allows stands in `roles`, never here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_assignments"
    )
    role_key = models.CharField(max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="role_assignments"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("person", "role_key", "id")
        constraints = (
            # equal days: a role taken back on the day it was given held for no day at all
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role_key} for {self.person}"


class ApiToken(models.Model):
    """A program's way in, with some of its owner's permissions.

    The secret is shown once and only its hash is kept: never store or log a secret.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    hashed = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("person", "-created_at")

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"


class RequestCount(models.Model):
    """How often one caller did one thing in one window of time. Swept when the windows are past."""

    key = models.CharField(max_length=200)
    window_starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(fields=["key", "window_starts_at"], name="request_count_window"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
