"""Boards and who sits on them. Days are half-open, as everywhere."""

import uuid

from django.conf import settings
from django.db import models

from headwater.governance.partners.lasting import Lasting
from headwater.governance.partners.models import Organisation


class Board(Lasting):
    """A board, with the area that it speaks for where it has one."""

    area_code = models.CharField(max_length=9, blank=True)


class BoardMember(models.Model):
    """One seat: a person who sits for an organisation. It gives no permission: a role does."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "headwater"
        ordering = ("board", "starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="board_member_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} on {self.board}"
