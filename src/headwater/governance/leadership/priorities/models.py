"""A vote on what to find out first: that somebody voted, and how often each question was chosen, kept apart from each other."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from headwater.governance.leadership.models import Voice


class PriorityVote(models.Model):
    """Some gaps of the evidence map, put to the people who sit on boards. What counts is kept as it was declared on the first day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opens_on = models.DateField()
    closes_on = models.DateField()
    asked = models.JSONField(default=list)  # {"key", "factor", "question", "words"}
    choose = models.PositiveSmallIntegerField()  # at most so many questions each
    weights = models.JSONField(default=dict)  # for how many a voter counts, by voice

    class Meta:
        app_label = "headwater"
        ordering = ("-opens_on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_on__gt=models.F("opens_on")), name="priority_vote_closes_after_opening"
            ),
        )

    def __str__(self) -> str:
        return f"Vote of {self.opens_on}"


class PriorityTurn(models.Model):
    """That somebody has voted, apart from what: one vote a person, and no way from the one to the other."""

    vote = models.ForeignKey(PriorityVote, on_delete=models.PROTECT, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "headwater"
        constraints = (models.UniqueConstraint(fields=["vote", "person"], name="priority_vote_one_turn"),)

    def __str__(self) -> str:
        return f"a turn in {self.vote}"


class PriorityTally(models.Model):
    """How often the voters of one voice chose a question; with no question named, how many of them voted."""

    vote = models.ForeignKey(PriorityVote, on_delete=models.PROTECT, related_name="tallies")
    voice = models.CharField(max_length=10, choices=Voice.choices)
    question = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "headwater"
        constraints = (
            models.UniqueConstraint(fields=["vote", "voice", "question"], name="priority_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.question or 'voted'}, {self.voice}"
