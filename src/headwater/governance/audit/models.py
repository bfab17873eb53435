"""The audit trail: one row for each thing done or refused, chained to the one before by a keyed hash."""

from typing import NoReturn

from django.db import models


class Outcome(models.TextChoices):
    DONE = "done", "done"
    REFUSED = "refused", "refused"


class AuditEntry(models.Model):
    """Append-only: never update or delete one, never put a record's value in one.

    `chain.append` is the only writer. The actor is held as uuid and label, with no foreign key: the
    entry outlives the person's account.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=100)
    actor_uuid = models.UUIDField()
    actor_label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    refusal_code = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)  # a person's own words, where the action asks why
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "headwater"
        ordering = ("number",)
        indexes = (
            models.Index(fields=["subject_kind", "subject_key", "number"], name="audit_subject"),
            models.Index(fields=["actor_uuid", "number"], name="audit_actor"),
            models.Index(fields=["kind", "number"], name="audit_kind"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind} by {self.actor_label}: {self.outcome}"

    def save(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("The audit trail is append-only: entries are written by audit.chain.append alone.")

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("The audit trail is append-only: an entry is never deleted.")
