"""Members who vote on what to find out first, and the gaps that they vote on."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from governance.evidence_makers import make_factor
from governance.leadership_makers import make_board, make_seat
from governance.partnership_makers import make_organisation
from headwater.governance.audit import clock
from headwater.governance.leadership.models import Voice
from headwater.governance.leadership.priorities import actions
from headwater.governance.leadership.priorities.models import PriorityVote
from headwater.governance.partners.models import Person
from headwater.governance.partners.queries import operator

ASKED = ("hope:why", "luck:why", "rest:why", "work:why")


def seated(**how_many: int) -> dict[str, list[Person]]:
    """People on one board, so many of each voice."""
    board, organisation = make_board(), make_organisation()
    return {
        voice: [make_seat(board, organisation=organisation, voice=Voice(voice)).person for _ in range(number)]
        for voice, number in how_many.items()
    }


def opened(asked: Sequence[str] = ASKED) -> PriorityVote:
    """A vote on factors of which nothing is known. Somebody must sit for young people and for residents."""
    for key in sorted({each.partition(":")[0] for each in asked}):
        make_factor(key, name=key.title())
    return reopened(asked)


def reopened(asked: Sequence[str] = ASKED) -> PriorityVote:
    """Another vote on factors that are there."""
    today = clock.today()
    days = {"opens_on": today - timedelta(days=9), "closes_on": today + timedelta(days=1)}
    return actions.open_vote(asked=asked, **days, by=operator())


def closed(vote: PriorityVote) -> PriorityVote:
    return actions.close_vote(vote, closes_on=clock.today(), by=operator())


def voted(vote: PriorityVote, choices: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Seat one person for each list of choices, and let them vote."""
    people = seated(**{voice: len(each) for voice, each in choices.items()})
    for voice, each in choices.items():
        for person, chosen in zip(people[voice], each, strict=True):
            actions.cast_vote(vote, chosen=chosen, by=person)
