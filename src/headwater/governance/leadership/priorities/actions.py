"""Opening a vote, voting, closing it. A vote adds one to a tally for each question that was chosen, and leaves no other trace."""

# ruff: noqa: ARG001  (an action takes `now` and `by` for its entry, whether or not its body needs them)

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership.models import Voice
from headwater.governance.leadership.priorities import queries, rules, weights
from headwater.governance.leadership.priorities.models import PriorityTally, PriorityTurn, PriorityVote
from headwater.governance.partners.models import Person
from headwater.vocabulary.errors import obey

TURNOUT = queries.TURNOUT


@action
def open_vote(
    now: datetime, *, asked: Sequence[str], opens_on: date, closes_on: date, by: Actor
) -> PriorityVote:
    """Put gaps to the vote from a day until another. Tallies stand at nought from the start, so that their order tells nothing."""
    gaps = {gap.key: gap for gap in queries.open_gaps()}
    obey(
        rules.why_not_open(
            opens_on=opens_on,
            closes_on=closes_on,
            asked=asked,
            gaps=gaps,
            voices=queries.voices_seated(on=clock.local_day(now)),
            one_is_open=PriorityVote.objects.filter(
                closes_on__gt=max(opens_on, clock.local_day(now))
            ).exists(),
        )
    )
    declared = weights.declared()
    vote = PriorityVote.objects.create(
        opens_on=opens_on,
        closes_on=closes_on,
        asked=[gaps[key].as_kept() for key in asked],
        choose=min(declared.choose, len(asked) - 1),
        weights=dict(declared.weights),
    )
    tallies = [
        PriorityTally(vote=vote, voice=voice, question=key) for voice in Voice for key in (TURNOUT, *asked)
    ]
    PriorityTally.objects.bulk_create(tallies)
    return vote


@action
def cast_vote(now: datetime, vote: PriorityVote, *, chosen: Sequence[str], by: Person) -> PriorityVote:
    """Vote, once. That somebody voted is kept, and how often each question was chosen; not who chose which."""
    vote.refresh_from_db(from_queryset=PriorityVote.objects.select_for_update())
    today = clock.local_day(now)
    voice = queries.voice_of(by.uuid, vote, on=today)
    obey(
        rules.why_not_vote(
            is_open=queries.is_open(vote, on=today),
            has_a_seat=voice is not None,
            voted_already=queries.has_voted(vote, by.uuid),
            chosen=chosen,
            asked={each["key"] for each in vote.asked},
            choose=vote.choose,
        )
    )
    PriorityTurn.objects.create(vote=vote, person=by)
    counted = PriorityTally.objects.filter(vote=vote, voice=voice, question__in=[TURNOUT, *chosen])
    counted.update(count=F("count") + 1)
    return vote


@action
def close_vote(now: datetime, vote: PriorityVote, *, closes_on: date, by: Actor) -> PriorityVote:
    """Close a vote before its time. It does not open again."""
    vote.refresh_from_db(from_queryset=PriorityVote.objects.select_for_update())
    today = clock.local_day(now)
    obey(
        rules.why_not_close(
            opens_on=vote.opens_on, closes_on=closes_on, today=today, is_closed=vote.closes_on <= today
        )
    )
    vote.closes_on = closes_on
    vote.save(update_fields=["closes_on"])
    return vote
