"""Opening a pulse, answering it, closing it. An answer adds one to a tally and leaves no other trace of what it was."""

# ruff: noqa: ARG001  (an action takes `now` and `by` for its entry, whether or not its body needs them)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, action
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.pulse import queries, rules
from headwater.governance.leadership.pulse.models import Pulse, PulseTally, PulseTurn
from headwater.governance.partners.models import Person
from headwater.vocabulary.errors import obey
from headwater.vocabulary.identifiers import checked_key


@dataclass(frozen=True)
class Question:
    """One statement that people agree with, from 1 (not at all) to 5 (very much). Keep its key from pulse to pulse."""

    key: str
    words: str


USUAL = (
    Question("shared-aim", "We work to one aim, and it is the same for all of us."),
    Question("heard", "What my organisation says is heard, whatever its size."),
    Question("young-people", "Young people and residents change what we decide."),
    Question("sharing", "We share what we know in time for it to be of use."),
    Question("difference", "What we decide here changes what my organisation does."),
)


@action
def open_pulse(
    now: datetime, *, opens_on: date, closes_on: date, by: Actor, questions: Sequence[Question] = USUAL
) -> Pulse:
    """Open a pulse from a day until another. Its tallies stand at nought from the start, so that their order tells nothing."""
    obey(
        rules.why_not_open(
            opens_on=opens_on,
            closes_on=closes_on,
            questions=len(questions),
            one_is_open=Pulse.objects.filter(closes_on__gt=max(opens_on, clock.local_day(now))).exists(),
        )
    )
    asked = [{"key": checked_key(each.key), "words": each.words} for each in questions]
    pulse = Pulse.objects.create(opens_on=opens_on, closes_on=closes_on, questions=asked)
    tallies = [
        PulseTally(pulse=pulse, question=each.key, answer=answer)
        for each in questions
        for answer in rules.SCALE
    ]
    PulseTally.objects.bulk_create(tallies)
    return pulse


@action
def answer_pulse(now: datetime, pulse: Pulse, *, answers: Mapping[str, int], by: Person) -> Pulse:
    """Answer, once. That somebody answered is kept, and how often each answer was given; not who gave which."""
    pulse.refresh_from_db(from_queryset=Pulse.objects.select_for_update())
    today = clock.local_day(now)
    obey(
        rules.why_not_answer(
            is_open=queries.is_open(pulse, on=today),
            has_a_seat=leadership.has_a_seat(by.uuid, on=today),
            answered_already=queries.has_answered(pulse, by.uuid),
            answers=answers,
            asked={each["key"] for each in pulse.questions},
        )
    )
    PulseTurn.objects.create(pulse=pulse, person=by)
    for question, given in answers.items():
        PulseTally.objects.filter(pulse=pulse, question=question, answer=given).update(count=F("count") + 1)
    return pulse


@action
def close_pulse(now: datetime, pulse: Pulse, *, closes_on: date, by: Actor) -> Pulse:
    """Close a pulse before its time. It does not open again."""
    pulse.refresh_from_db(from_queryset=Pulse.objects.select_for_update())
    today = clock.local_day(now)
    obey(
        rules.why_not_close(
            opens_on=pulse.opens_on,
            closes_on=closes_on,
            today=today,
            is_closed=pulse.closes_on <= today,
        )
    )
    pulse.closes_on = closes_on
    pulse.save(update_fields=["closes_on"])
    return pulse
