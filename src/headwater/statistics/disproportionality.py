"""Rate ratios between ethnic groups, with what the records that name no ethnicity could make of them.

Search and arrest records often leave ethnicity out, seldom evenly. A ratio from recorded cases alone can
mislead either way; the bounds say how far, whoever the missing were.
"""

from dataclasses import dataclass
from enum import StrEnum

from headwater.statistics import arrays, rates
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.estimates import Estimate


class Holds(StrEnum):
    """Whether the direction of a disparity depends on the records without ethnicity."""

    HIGHER_WHOEVER_IS_MISSING = "higher_whoever_is_missing"
    LOWER_WHOEVER_IS_MISSING = "lower_whoever_is_missing"
    DEPENDS_ON_THE_MISSING = "depends_on_the_missing"


@dataclass(frozen=True)
class Counted:
    """Events of a group and the people in it."""

    events: int
    people: float


@dataclass(frozen=True)
class Disparity:
    """The ratio as recorded, and the ratios if every missing record were the reference's, or the group's.

    `turns_at`: the share of the missing that, given to the group and the rest to the reference, makes the
    rates equal; None where no share does.
    """

    recorded: Estimate
    least: Estimate
    most: Estimate
    missing_share: float  # of all the events given
    turns_at: float | None
    holds: Holds


def disparity(
    group: Counted, reference: Counted, *, missing: int, elsewhere: int = 0, confidence: float = 0.95
) -> Disparity:
    """How many times the reference's rate a group's rate is, and whether the missing could undo it.

    Formula: with counts a, b on people n, m and u unknown: recorded (a/n)/(b/m), least (a/n)/((b + u)/m), most
        ((a + u)/n)/(b/m), each with exact conditional limits; equal rates where (a + t u)/n = (b + (1 - t) u)/m.
        A direction holds where the limits of both bounds lie on one side of 1.
    Shape and units: whole counts and people; ratios have no unit. `elsewhere`: events of all other groups,
        for the share missing.
    Valid when: events are independent (the same people stopped again make true limits wider) and the
        population is that from which they came: residents, where many pass through, is not.
    Raises: Invalid where the reference has no recorded events, for negative, broken or missing counts,
        populations of zero or below, a confidence outside (0, 1).
    Source: Manski C.F. (2003), Partial Identification of Probability Distributions, Springer, chapter 1
        (bounds); Breslow N.E., Day N.E. (1987), Statistical Methods in Cancer Research II, IARC, p. 93-95.

    >>> found = disparity(Counted(120, 20_000), Counted(300, 180_000), missing=60)
    >>> [round(each.value, 2) for each in (found.least, found.recorded, found.most)]
    [3.0, 3.6, 5.4]
    >>> str(found.holds), found.missing_share
    ('higher_whoever_is_missing', 0.125)
    """
    unknown, others = (int(arrays.whole_counts(each, "counts")) for each in (missing, elsewhere))
    recorded = _ratio(group, reference, confidence)
    least = _ratio(group, Counted(reference.events + unknown, reference.people), confidence)
    most = _ratio(Counted(group.events + unknown, group.people), reference, confidence)
    share = unknown / (group.events + reference.events + unknown + others)
    turns_at = _turns_at(group, reference, unknown)
    return Disparity(recorded, least, most, share, turns_at, _holds(least, most))


def _ratio(group: Counted, reference: Counted, confidence: float) -> Estimate:
    arrays.positive([group.people, reference.people], "populations")
    if reference.events == 0:
        raise Invalid(
            "The reference group has no recorded events, so there is no ratio to it: show the counts."
        )
    return rates.rate_ratio(
        group.events,
        reference.events,
        exposure=group.people,
        reference_exposure=reference.people,
        confidence=confidence,
    )


def _turns_at(group: Counted, reference: Counted, unknown: int) -> float | None:
    if unknown == 0:
        return None
    even = (group.events + reference.events + unknown) * group.people / (group.people + reference.people)
    share = (even - group.events) / unknown
    return share if 0 <= share <= 1 else None


def _holds(least: Estimate, most: Estimate) -> Holds:
    if least.lower > 1:
        return Holds.HIGHER_WHOEVER_IS_MISSING
    if most.upper < 1:
        return Holds.LOWER_WHOEVER_IS_MISSING
    return Holds.DEPENDS_ON_THE_MISSING
