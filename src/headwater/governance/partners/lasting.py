"""What takes part from a day, perhaps until a day, and may then have a successor: organisations and boards.

Days are half-open: `starts_on` is in, `ends_on` is the first day that is not.
"""

import uuid
from datetime import date
from typing import TypeVar, cast

from django.db import models
from django.db.models import Q

from headwater.governance.partners import rules
from headwater.vocabulary.errors import obey

Kind = TypeVar("Kind", bound="Lasting")


class Lasting(models.Model):
    """Never delete one, or rename one into another: end it and name its successor."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta:
        abstract = True
        app_label = "headwater"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("starts_on")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(ends_on__isnull=False),
                name="%(class)s_successor_after_end",
            ),
        )

    def __str__(self) -> str:
        return self.name


def holding(on: date) -> Q:
    """The condition under which a row with a start and an end holds on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))


def lineage(first: Kind) -> list[Kind]:
    """The first and all its successors, in order, whatever the day."""
    found = [first]
    while found[-1].successor is not None:
        found.append(cast("Kind", found[-1].successor))  # a successor is of its own kind
    return found


def forebears(last: Kind) -> list[Kind]:
    """All whose duties it has taken over, the nearest first."""
    found: list[Kind] = []
    nearest = list(type(last)._default_manager.filter(successor=last))
    while nearest:
        found += nearest
        nearest = list(type(last)._default_manager.filter(successor__in=nearest))
    return found


def current_successor(first: Kind, *, on: date) -> Kind:
    """Which of them holds the first one's duties on a day: the last where all have ended."""
    line = lineage(first)
    return next((each for each in line if each.ends_on is None or each.ends_on > on), line[-1])


def end(ending: Kind, *, ends_on: date, successor: Kind | None) -> None:
    """End it on a day, inside the action that ends it."""
    ending.refresh_from_db(from_queryset=type(ending)._default_manager.select_for_update())
    obey(
        rules.why_not_end_lasting(
            starts_on=ending.starts_on,
            ends_already_on=ending.ends_on,
            ends_on=ends_on,
            successor_lineage=[each.key for each in lineage(successor)] if successor else [],
            key=ending.key,
        )
    )
    ending.ends_on, ending.successor = ends_on, successor
    ending.save(update_fields=["ends_on", "successor"])
