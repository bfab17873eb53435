"""Questions about pulses: which is open, whether somebody has answered, and what may be said once it has closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.pulse import rules
from headwater.governance.leadership.pulse.models import Pulse, PulseTally, PulseTurn
from headwater.vocabulary.errors import NotFound


@dataclass(frozen=True)
class Result:
    """What may be said of one question, and how it was said in the pulse before."""

    words: str
    said: rules.Said
    before: rules.Said | None

    @property
    def moved(self) -> str:
        """The way since the pulse before, in words; empty where one of them says nothing."""
        if self.before is None:
            return ""
        alike = self.said.of_few == self.before.of_few
        now, then = ((each.band if alike else each.side) for each in (self.said, self.before))
        if now is None or then is None:
            return ""
        if now == then:
            return "as in the pulse before"
        return "more than in the pulse before" if now > then else "less than in the pulse before"


def pulses() -> QuerySet[Pulse]:
    return Pulse.objects.all()


def get_pulse(pulse_uuid: UUID) -> Pulse:
    found = Pulse.objects.filter(uuid=pulse_uuid).first()
    if found is None:
        raise NotFound("There is no such pulse.")
    return found


def open_pulse(*, on: date) -> Pulse | None:
    return Pulse.objects.filter(opens_on__lte=on, closes_on__gt=on).first()


def newest_closed(*, on: date) -> Pulse | None:
    return Pulse.objects.filter(closes_on__lte=on).order_by("-closes_on", "-id").first()


def is_open(pulse: Pulse, *, on: date) -> bool:
    return pulse.opens_on <= on < pulse.closes_on


def has_answered(pulse: Pulse, person_uuid: UUID) -> bool:
    return PulseTurn.objects.filter(pulse=pulse, person__uuid=person_uuid).exists()


def waits_for(person_uuid: UUID, *, on: date) -> int:
    """How many pulses wait for a person's answers: one or none."""
    found = open_pulse(on=on)
    waits = found and leadership.has_a_seat(person_uuid, on=on) and not has_answered(found, person_uuid)
    return int(bool(waits))


def results(pulse: Pulse, *, on: date) -> list[Result]:
    """What may be said of each question on a day."""
    earlier = Pulse.objects.filter(opens_on__lt=pulse.opens_on).order_by("-opens_on", "-id").first()
    mine, before = _said(pulse, on), _said(earlier, on) if earlier else {}
    return [
        Result(str(each["words"]), mine[each["key"]], before.get(each["key"])) for each in pulse.questions
    ]


def _said(pulse: Pulse, on: date) -> Mapping[str, rules.Said]:
    counts: dict[str, dict[int, int]] = {each["key"]: {} for each in pulse.questions}
    for tally in PulseTally.objects.filter(pulse=pulse):
        counts[tally.question][tally.answer] = tally.count
    closed = on >= pulse.closes_on
    return {key: rules.said_of(each, closed=closed) for key, each in counts.items()}
