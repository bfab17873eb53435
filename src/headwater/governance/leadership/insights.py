"""The insight register: what was found, who was told, and the decision it led to or why there was none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, rules
from headwater.governance.leadership.models import Insight, InsightUse
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners.searching import having as with_words
from headwater.vocabulary.errors import Refusal


@action
def record_insight(now: datetime, insight: Insight, *, by: Actor) -> Insight:
    """Keep a finding. It quotes figures that were released, and no others."""
    return papers.begin(insight, _why_not, by=by, now=now)


@action
def change_insight(
    now: datetime, insight: Insight, changes: Mapping[str, Any], *, seen: int, by: Actor, reason: str = ""
) -> Insight:
    """Say who was told, what was decided on it or why nothing was, and what came of that."""
    return papers.change(insight, changes, _why_not, edit=Edit(seen, by, reason), now=now)


def insights(*, use: str = "", having: str = "") -> QuerySet[Insight]:
    """The register, or of it what became a certain thing, or has certain words."""
    found = Insight.objects.select_related("decision")
    found = found.filter(use=use) if use else found
    return with_words(found, having, "finding", "from_what", "told", "not_used_because", "result")


def undecided() -> QuerySet[Insight]:
    """Insights that wait for a decision, or for the reason why there is none."""
    return insights().filter(use=InsightUse.OPEN)


def _why_not(insight: Insight, _now: datetime) -> Refusal | None:
    return rules.why_not_use(
        is_used=insight.use == InsightUse.USED,
        is_not_used=insight.use == InsightUse.NOT_USED,
        has_decision=insight.decision is not None,
        because=insight.not_used_because,
    )
