"""The decision ledger and what people told the partnership. Where nobody was involved in a decision, that is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import papers, queries, rules
from headwater.governance.leadership.models import Answer, Contribution, Decision
from headwater.governance.leadership.papers import Edit
from headwater.governance.partners.searching import having as with_words
from headwater.vocabulary.errors import NotFound, Refusal


@dataclass(frozen=True)
class YouSaid:
    """What people told the partnership, by what became of it on a day."""

    did: list[Contribution]
    did_not: list[Contribution]
    overdue: list[Contribution]
    waiting: list[Contribution]

    @property
    def answered(self) -> int:
        return len(self.did) + len(self.did_not)

    @property
    def heard(self) -> int:
        return self.answered + len(self.overdue) + len(self.waiting)


@action
def record_decision(now: datetime, decision: Decision, *, by: Actor) -> Decision:
    """Put a decision in the ledger."""
    return papers.begin(decision, _why_not_decide, by=by, now=now)


@action
def change_decision(
    now: datetime, decision: Decision, changes: Mapping[str, Any], *, seen: int, by: Actor, reason: str = ""
) -> Decision:
    """Correct a decision's entry. What was decided otherwise later is another decision."""
    return papers.change(decision, changes, _why_not_decide, edit=Edit(seen, by, reason), now=now)


@action
def record_contribution(now: datetime, contribution: Contribution, *, by: Actor) -> Contribution:
    """Keep what a group told the partnership, and by when it is answered."""
    return papers.begin(contribution, _why_not_answer, by=by, now=now)


@action
def change_contribution(
    now: datetime,
    contribution: Contribution,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> Contribution:
    """Answer a group, link what it said to a decision, or correct the entry."""
    return papers.change(contribution, changes, _why_not_answer, edit=Edit(seen, by, reason), now=now)


LOOKED_INTO = ("title", "decided", "because", "public_words", "board__name")


def decisions(*, public: bool = False, having: str = "") -> QuerySet[Decision]:
    """The ledger, newest first; for the public only what is marked public; or what has certain words."""
    found = Decision.objects.select_related("board").prefetch_related("contributions")
    found = found.filter(is_public=True) if public else found
    return with_words(found, having, *LOOKED_INTO)


def get_decision(key: str, *, public: bool = False) -> Decision:
    found = decisions(public=public).filter(key=key).first()
    if found is None:
        raise NotFound("There is no such decision.")
    return found


def decided_on(address: str, *, public: bool = False) -> QuerySet[Decision]:
    """Decisions that name a clause by its address. Only the addresses of the others are read, not their words."""
    named = Decision.objects.order_by().values_list("pk", "clause_keys")
    return decisions(public=public).filter(pk__in=[pk for pk, keys in named if address in keys])


def nobody_involved(*, public: bool = False) -> QuerySet[Decision]:
    """Decisions to which nothing that anybody said is linked: the gap, which is printed."""
    return decisions(public=public).filter(contributions=None)


def contributions(*, having: str = "") -> QuerySet[Contribution]:
    """What was heard, or of it what has certain words. What a group said is looked into where it may be shown."""
    found = Contribution.objects.select_related("decision")
    shown = {"said": Q(may_be_shown=True)}
    return with_words(found, having, "who", "in_what", "answer_words", only_where=shown)


def you_said(*, on: date, having: str = "") -> YouSaid:
    """Everything that was heard, with its answer, or since when one is due; or of it what has certain words."""
    found = list(contributions(having=having))
    open_ones = [each for each in found if each.answer == Answer.NOT_YET]
    return YouSaid(
        did=[each for each in found if each.answer == Answer.WE_DID],
        did_not=[each for each in found if each.answer == Answer.WE_DID_NOT],
        overdue=sorted((e for e in open_ones if e.reply_due_on < on), key=lambda e: e.reply_due_on),
        waiting=sorted((e for e in open_ones if e.reply_due_on >= on), key=lambda e: e.reply_due_on),
    )


def newest_answers(most: int) -> QuerySet[Contribution]:
    """The newest answers to words that may be shown."""
    answered = contributions().exclude(answer=Answer.NOT_YET).filter(may_be_shown=True)
    return answered.order_by("-replied_on", "-id")[:most]


def overdue_replies(*, on: date) -> QuerySet[Contribution]:
    return contributions().filter(answer=Answer.NOT_YET, reply_due_on__lt=on)


def _why_not_decide(decision: Decision, now: datetime) -> Refusal | None:
    return rules.why_not_decide(
        decided_on=decision.decided_on,
        today=clock.local_day(now),
        board_holds=queries.holds(decision.board, on=decision.decided_on),
        is_public=decision.is_public,
        public_words=decision.public_words,
    )


def _why_not_answer(contribution: Contribution, _now: datetime) -> Refusal | None:
    return rules.why_not_answer(
        answered=contribution.answer != Answer.NOT_YET,
        words=contribution.answer_words,
        heard_on=contribution.heard_on,
        due_on=contribution.reply_due_on,
        replied_on=contribution.replied_on,
    )
