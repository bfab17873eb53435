"""The ledger of what changed in the system: policy, practice, resource, or who decides. Activity is refused, kindly."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, rules
from headwater.governance.leadership.models import SystemChange
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners.searching import having as with_words
from headwater.vocabulary.errors import Refusal


@action
def record_system_change(now: datetime, change: SystemChange, *, by: Actor) -> SystemChange:
    """Put a change in the ledger, with what was before, what is now, who decided and what shows it."""
    return papers.begin(change, _why_not, by=by, now=now)


@action
def change_system_change(
    now: datetime,
    change: SystemChange,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> SystemChange:
    """Correct an entry, say that it still holds, or that it was reversed."""
    return papers.change(change, changes, _why_not, edit=Edit(seen, by, reason), now=now)


def system_changes(*, having: str = "") -> QuerySet[SystemChange]:
    """Every change, newest first, with those that were reversed; or those that have certain words."""
    found = SystemChange.objects.select_related("organisation", "decision")
    looked_into = ("title", "before", "after", "shown_by", "decided_by", "organisation__name")
    return with_words(found, having, *looked_into)


def _why_not(change: SystemChange, now: datetime) -> Refusal | None:
    return rules.why_not_a_change(
        before=change.before,
        after=change.after,
        changed_on=change.changed_on,
        today=clock.local_day(now),
        reversed_on=change.reversed_on,
    )
