"""The pulse of the partnership: that somebody answered, and how many gave each answer, kept apart from each other."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Pulse(models.Model):
    """A short survey of how well the partnership works together. Answers carry no name; under five of them nothing is shown."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opens_on = models.DateField()
    closes_on = models.DateField()
    questions = models.JSONField(default=list)  # {"key", "words"}, answered 1 to 5

    class Meta:
        app_label = "headwater"
        ordering = ("-opens_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gt=models.F("opens_on")), name="pulse_closes_after_opening"
            ),
        )

    def __str__(self) -> str:
        return f"Pulse of {self.opens_on}"


class PulseTurn(models.Model):
    """That somebody has answered, apart from what: one answer a person, and no way from the one to the other."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "headwater"
        constraints = (models.UniqueConstraint(fields=["pulse", "person"], name="pulse_one_turn"),)

    def __str__(self) -> str:
        return f"a turn in {self.pulse}"


class PulseTally(models.Model):
    """How many gave each answer to each question: the answers themselves are never kept."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="tallies")
    question = models.CharField(max_length=100)
    answer = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(fields=["pulse", "question", "answer"], name="pulse_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.question}={self.answer}"
