"""Letting a table leave, and taking it back."""

from datetime import datetime

from headwater.governance.audit.action import Actor, about, action
from headwater.insight.release import audit, cells, policies, rolling, rules, store, surveys
from headwater.insight.release.audit import Safe
from headwater.insight.release.draft import Audience, Draft
from headwater.insight.release.models import Release, Series
from headwater.insight.release.policies import Policy
from headwater.insight.release.rules import Shape
from headwater.machinery import turns
from headwater.vocabulary.errors import Refused, obey
from headwater.vocabulary.periods import Grain


@action
def publish(now: datetime, draft: Draft, *, audience: Audience, by: Actor) -> list[Release]:  # noqa: ARG001  (the audit reads who and why)
    """Let a draft leave as safely as its policy asks, with its rolling twelve months where it is monthly.

    A table that cannot leave safely is recorded as withheld, with the reason; nothing of it is served.
    """
    about("table", draft.slot)
    turns.in_this_transaction("release")  # what another lets leave meanwhile counts as having left
    policy = policies.get_policy(draft.policy)
    draft = surveys.coarsened(cells.blurred(draft, policy), policy)
    try:
        safe = _safe(draft, policy)
    except Refused as refused:
        return [store.write_withheld(draft, policy, refused, audience=audience, now=now)]
    released = [store.write(draft, safe, policy, audience=audience, now=now, protects=policy.protects)]
    rolled = rolling.rolled(draft, safe.cells) if draft.grain is Grain.MONTH else None
    if rolled is not None:
        released.append(_publish_rolled(rolled, policy, audience=audience, now=now))
    return released


@action
def withdraw(now: datetime, release: Release, *, by: Actor, reason: str) -> Release:  # noqa: ARG001  (the audit reads who and why)
    """Stop serving a release. Its record stays: what left is remembered."""
    release.withdrawn_at = now
    release.save(update_fields=["withdrawn_at"])
    Series.objects.filter(release=release).delete()
    return release


def _safe(draft: Draft, policy: Policy) -> Safe:
    if not policy.protects:
        return audit.secure(draft, policy, earlier=())
    if cells.shares_of_few(draft, policy):
        raise Refused(
            "This table is withheld: its shares are of so few that a small count would follow from them.",
            code="shares_of_few",
        )
    before = store.earlier(draft.origin.sources)
    obey(
        rules.why_not_release(
            Shape(draft.grain, draft.kinds),
            protects=policy.protects,
            small_areas=policy.small_areas,
            earlier=store.shapes(before),
        )
    )
    return audit.secure(draft, policy, earlier=[store.contents(release.uuid) for release in before])


def _publish_rolled(rolled: Draft, policy: Policy, *, audience: Audience, now: datetime) -> Release:
    """Made of released counts: nothing is hidden again, nothing rounded twice, and nothing new is said."""
    safe = audit.derived(rolled, policy)
    return store.write(rolled, safe, policy, audience=audience, now=now, protects=False)
