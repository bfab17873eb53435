"""Questions about votes on what to find out first: what can be asked, who may vote for whom, and what may be said once it has closed."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import ResearchBrief
from headwater.governance.leadership import queries as leadership
from headwater.governance.leadership.models import BoardMember, Voice
from headwater.governance.leadership.priorities import places
from headwater.governance.leadership.priorities.models import PriorityTally, PriorityTurn, PriorityVote
from headwater.governance.leadership.priorities.places import Places, Poll
from headwater.governance.partners import lasting
from headwater.vocabulary.errors import NotFound

TURNOUT = ""  # the tally that counts voters
SIDES = {
    places.LIVED: "Young people, residents and people with lived experience",
    places.OTHERS: "Statutory partners and the voluntary sector",
}
BANDS = ("2 in 10 or fewer", "2 to 4 in 10", "4 to 6 in 10", "6 to 8 in 10", "8 in 10 or more")
BANDS_OF_FEW = {0: "4 in 10 or fewer", 2: "4 to 6 in 10", 4: "6 in 10 or more"}


@dataclass(frozen=True)
class Gap:
    """One factor and question of which nothing is known, and which nobody is asking."""

    key: str
    factor: str
    question: str
    words: str

    def as_kept(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Placed:
    """One question: the places that it may have, and how many of each shown group chose it, in bands."""

    gap: Gap
    places: Places
    chosen_by: tuple[tuple[str, str], ...]

    @property
    def place_words(self) -> str:
        first, last = self.places.first, self.places.last
        return ordinal(first) if first == last else f"{ordinal(first)} to {ordinal(last)}"


@dataclass(frozen=True)
class Result:
    """What may be said of a vote. Without places, only why nothing is said."""

    says: str
    placed: tuple[Placed, ...] = ()
    groups_say: str = ""  # why groups are shown or not
    weights_say: str = ""  # whether the weights made the difference


def votes() -> QuerySet[PriorityVote]:
    return PriorityVote.objects.all()


def get_vote(vote_uuid: UUID) -> PriorityVote:
    found = PriorityVote.objects.filter(uuid=vote_uuid).first()
    if found is None:
        raise NotFound("There is no such vote.")
    return found


def open_vote(*, on: date) -> PriorityVote | None:
    return PriorityVote.objects.filter(opens_on__lte=on, closes_on__gt=on).first()


def is_open(vote: PriorityVote, *, on: date) -> bool:
    return vote.opens_on <= on < vote.closes_on


def has_voted(vote: PriorityVote, person_uuid: UUID) -> bool:
    return PriorityTurn.objects.filter(vote=vote, person__uuid=person_uuid).exists()


def waits_for(person_uuid: UUID, *, on: date) -> int:
    """How many votes wait for a person: one or none."""
    found = open_vote(on=on)
    waits = found and leadership.has_a_seat(person_uuid, on=on) and not has_voted(found, person_uuid)
    return int(bool(waits))


def open_gaps() -> list[Gap]:
    """What could be asked: each factor and question, for all people together."""
    found = evidence.gaps()
    return [
        Gap(f"{factor.key}:{question.value}", factor.key, question.value, f"{factor.name}: {question.label}")
        for factor in found.factors
        for question, cell in found.row(factor.key)
        if cell.is_gap and not cell.asked
    ]


def voices_seated(*, on: date) -> set[str]:
    """For whom anybody sits on a board on a day."""
    return set(_seats(on).values_list("voice", flat=True))


def voice_of(person_uuid: UUID, vote: PriorityVote, *, on: date) -> str | None:
    """For whom a person votes: with several seats, for the voice that counts most. None without a seat."""
    held = set(_seats(on).filter(person__uuid=person_uuid).values_list("voice", flat=True))
    return max(sorted(held), key=lambda voice: vote.weights[voice], default=None)


def result(vote: PriorityVote, *, on: date) -> Result:
    """What may be said of a vote on a day: nothing before it has closed, nor of fewer than eight voters."""
    if on < vote.closes_on:
        return Result("It is not closed yet. What members chose is shown once it has closed.")
    poll = _poll(vote)
    if poll.total < places.SMALLEST:
        return Result(f"Fewer than {places.SMALLEST} members voted, so nothing is shown.")
    groups = places.shown_groups(poll.voters)
    found = _placed(vote, poll, groups)
    return Result(_lead(found), found, _groups_say(groups), _weights_say(poll, found) if groups else "")


def briefs_of(gap: Gap, among: Collection[ResearchBrief]) -> list[ResearchBrief]:
    """The studies that ask a question that was put to the vote."""
    return [each for each in among if each.question == gap.question and gap.factor in each.factor_keys]


def placed_in_votes(brief: ResearchBrief, *, on: date) -> list[tuple[PriorityVote, Placed]]:
    """How what a study asks was placed, in every vote that it stood in, newest first."""
    return [
        (vote, placed)
        for vote in votes().filter(closes_on__lte=on)
        for placed in result(vote, on=on).placed
        if briefs_of(placed.gap, [brief])
    ]


def ordinal(number: int) -> str:
    """A place in words.

    >>> [ordinal(each) for each in (1, 2, 3, 8)]
    ['1st', '2nd', '3rd', '8th']
    """
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _seats(on: date) -> QuerySet[BoardMember]:
    return BoardMember.objects.filter(lasting.holding(on), board__in=leadership.boards(on=on))


def _poll(vote: PriorityVote) -> Poll:
    counts: dict[tuple[str, str], int] = {
        (tally.question, tally.voice): tally.count for tally in PriorityTally.objects.filter(vote=vote)
    }
    return Poll(
        voters={voice: counts[TURNOUT, voice] for voice in Voice.values},
        chosen={
            each["key"]: {voice: counts[each["key"], voice] for voice in Voice.values} for each in vote.asked
        },
        weights={voice: Fraction(str(weight)) for voice, weight in vote.weights.items()},
    )


def _placed(vote: PriorityVote, poll: Poll, groups: tuple[frozenset[str], ...]) -> tuple[Placed, ...]:
    """Those that may come first before those that may not; alike ones by name, so that no order is told that is none."""
    found = places.places(poll)
    asked = [Gap(**each) for each in vote.asked]
    rows = [
        Placed(
            gap,
            found[gap.key],
            tuple((_group_words(group), _band_words(poll, gap, group)) for group in groups),
        )
        for gap in asked
    ]
    return tuple(sorted(rows, key=lambda row: (row.places.first, row.places.last, row.gap.words)))


def _group_words(group: frozenset[str]) -> str:
    return SIDES[group] if group in SIDES else Voice(*group).label


def _band_words(poll: Poll, gap: Gap, group: frozenset[str]) -> str:
    band = places.band(poll, gap.key, group)
    return BANDS_OF_FEW[band.at] if band.of_few else BANDS[band.at]


def _lead(placed: tuple[Placed, ...]) -> str:
    first = [each.gap.words for each in placed if each.places.first == 1]
    if len(first) == len(placed):
        return "The vote sets no question surely before another. Talk it over: all of them may come first."
    if len(first) == 1:
        return f"One question surely comes first: {first[0]}"
    return f"{len(first)} of {len(placed)} questions may come first, and are too close to call. Talk it over between them."


def _groups_say(groups: tuple[frozenset[str], ...]) -> str:
    if groups:
        return f"Each group that is shown has {places.SMALLEST} voters or more, and together they are everybody who voted."
    return (
        f"What single groups chose is not shown, because one of them had fewer than {places.SMALLEST} voters."
    )


def _weights_say(poll: Poll, placed: tuple[Placed, ...]) -> str:
    plain = places.places(poll.unweighted())
    if all(plain[each.gap.key] == each.places for each in placed):
        return "If everybody counted the same, each question would have the same place."
    lead = [each.gap.words for each in placed if plain[each.gap.key].first == 1]
    return f"If everybody counted the same, these could come first: {'; '.join(lead)}"


def weight_words(weights: Mapping[str, float]) -> list[tuple[str, str]]:
    """For how many each voice counts, in words."""
    return [(voice.label, f"{weights[voice]:g}") for voice in Voice]
