"""What partners promise to shared objectives, and whether the objectives have what they need.

A commitment counts once it is signed and while it runs. An objective asks for two partners at least; without money or staff it is unfunded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, rules
from headwater.governance.leadership.models import Commitment, CommitmentKind
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import queries as strategy
from headwater.governance.strategy.models import Clause, ClauseKind, Plan
from headwater.vocabulary.errors import Refusal

PARTNERS_WANTED = 2
FUNDING = {CommitmentKind.MONEY, CommitmentKind.STAFF}


@dataclass(frozen=True)
class Aligned:
    """One shared objective: what is signed for it, what is only promised, and whose own plans name it."""

    key: str  # "plan key/clause key"
    text: str
    signed: list[Commitment]
    promised: list[Commitment]
    own_plans: list[Plan]

    @property
    def has_begun(self) -> bool:
        """Whether anybody signed or promised anything."""
        return bool(self.signed or self.promised)

    @property
    def partners(self) -> list[Organisation]:
        return sorted({each.organisation for each in self.signed}, key=lambda each: each.name)

    @property
    def lacks_partners(self) -> int:
        """How many more partners have to sign."""
        return max(0, PARTNERS_WANTED - len(self.partners))

    @property
    def is_unfunded(self) -> bool:
        return not any(each.kind in FUNDING for each in self.signed)

    @property
    def money_gbp(self) -> Decimal:
        return sum((each.amount_gbp or Decimal(0) for each in self.signed), Decimal(0))

    @property
    def staff(self) -> Decimal:
        return sum((each.full_time_equivalent or Decimal(0) for each in self.signed), Decimal(0))


@action
def make_commitment(now: datetime, commitment: Commitment, *, by: Actor) -> Commitment:
    """Keep what a partner promises to an objective."""
    return papers.begin(commitment, _why_not, by=by, now=now)


@action
def change_commitment(
    now: datetime,
    commitment: Commitment,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> Commitment:
    """Sign a commitment, end it, or correct it."""
    return papers.change(commitment, changes, _why_not, edit=Edit(seen, by, reason), now=now)


def commitments() -> QuerySet[Commitment]:
    return Commitment.objects.select_related("organisation")


def running(*, on: date) -> QuerySet[Commitment]:
    """Commitments that have not ended by a day. One that starts later is promised already."""
    return commitments().filter(Q(ends_on=None) | Q(ends_on__gt=on))


def shared_objectives(*, on: date) -> list[Aligned]:
    """The objectives of the strategy of a day, each beside what partners signed for it."""
    plan = strategy.the_strategy(on)
    found = strategy.clauses(plan).filter(kind=ClauseKind.OBJECTIVE) if plan else []
    return alignment(found, strategy.plans(), on=on)


def alignment(objectives: Iterable[Clause], plans: Iterable[Plan], *, on: date) -> list[Aligned]:
    """Each objective beside what partners signed for it and which plans roll up to it."""
    found, own = list(running(on=on)), list(plans)
    return [_aligned(each, found, own, on) for each in objectives]


def _aligned(clause: Clause, found: list[Commitment], plans: list[Plan], on: date) -> Aligned:
    """A promise to the clause of an earlier plan that this one follows still counts while it runs."""
    keys = strategy.addresses_through_time(clause)
    here = [each for each in found if each.clause_key in keys]
    signed = [each for each in here if each.signed_on is not None and each.starts_on <= on]
    return Aligned(
        key=strategy.address_of(clause),
        text=clause.text,
        signed=signed,
        promised=[each for each in here if each not in signed],
        own_plans=[plan for plan in plans if plan.parent_clause in keys],
    )


def _why_not(commitment: Commitment, now: datetime) -> Refusal | None:
    return rules.why_not_commit(
        is_money=commitment.kind == CommitmentKind.MONEY,
        amount_gbp=commitment.amount_gbp,
        signed_on=commitment.signed_on,
        signed_by_role=commitment.signed_by_role,
        today=clock.local_day(now),
    )
