"""From how often each question was chosen to the places that it may have. Pure arithmetic: counts in, places and bands out.

A question is ahead of another only where chance among voters like these would not turn them round. Members are no sample of everybody
who lives here: places say nothing of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from headwater.governance.leadership.bands import Band, band_of
from headwater.statistics import intervals

SMALLEST = 8  # voters: a group of 1 to 7 is not shown apart, and of so few in all nothing is shown
LIVED, OTHERS = frozenset({"young", "community"}), frozenset({"statutory", "voluntary"})


@dataclass(frozen=True)
class Poll:
    """How many of each voice voted, how often they chose each question, and for how many each of them counts."""

    voters: Mapping[str, int]
    chosen: Mapping[str, Mapping[str, int]]  # by question and voice
    weights: Mapping[str, Fraction]

    @property
    def total(self) -> int:
        return sum(self.voters.values())

    def unweighted(self) -> "Poll":
        """The same choices, if everybody counted the same."""
        return Poll(self.voters, self.chosen, dict.fromkeys(self.weights, Fraction(1)))


@dataclass(frozen=True)
class Places:
    """The first and the last place that a question may have, from 1."""

    first: int
    last: int


def share(poll: Poll, question: str, voices: Collection[str]) -> Fraction:
    """What part of these voices chose a question, each voter counted for as many as was declared."""
    weight = sum((poll.weights[each] * poll.voters[each] for each in voices), Fraction(0))
    chose = sum((poll.weights[each] * poll.chosen[question].get(each, 0) for each in voices), Fraction(0))
    return chose / weight if weight else Fraction(0)


def places(poll: Poll) -> dict[str, Places]:
    """The places that each question may have.

    One is ahead of another where their 95 % limits (Wilson's, of as many equal voters as the weighted ones are worth: Kish) do not touch.
    That holds however the two choices hang together, because the error of a difference is at most the sum of both errors.
    """
    voices = list(poll.voters)
    worth = _effective(poll)
    limits = {key: _limits(share(poll, key, voices), worth) for key in poll.chosen}
    return {
        key: Places(
            1 + sum(other_low > high for other_low, _ in limits.values()),
            len(limits) - sum(other_high < low for _, other_high in limits.values()),
        )
        for key, (low, high) in limits.items()
    }


def shown_groups(voters: Mapping[str, int]) -> tuple[frozenset[str], ...]:
    """The groups that may be shown apart, all of them large enough: each voice, else the two sides, else none.

    Groups are shown only where together they are everybody, so that none follows by taking the others away from the whole.
    """
    for groups in (tuple(frozenset({voice}) for voice in voters), (LIVED, OTHERS)):
        if all(sum(voters[voice] for voice in group) >= SMALLEST for group in groups):
            return groups
    return ()


def band(poll: Poll, question: str, voices: Collection[str]) -> Band:
    return band_of(share(poll, question, voices), answers=sum(poll.voters[each] for each in voices))


def _effective(poll: Poll) -> float:
    """How many voters of equal weight these are worth: (sum w)^2 / sum w^2 (Kish 1965)."""
    total = sum((poll.weights[each] * count for each, count in poll.voters.items()), Fraction(0))
    squares = sum((poll.weights[each] ** 2 * count for each, count in poll.voters.items()), Fraction(0))
    return float(total**2 / squares) if squares else 0.0


def _limits(part: Fraction, worth: float) -> tuple[float, float]:
    limits = intervals.wilson(float(part) * worth, worth)
    return float(limits.lower), float(limits.upper)
