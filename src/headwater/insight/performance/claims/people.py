"""Reach, contacts, people who took part and people who finished: four counts that are never added up or swapped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Number, Read


class Counted(Enum):
    REACH = re.compile(
        r"\breach(?:ed|es|ing)?\b|\bviews?\b|\bviewers\b|watched|\bsaw the\b|followers?|impressions"
        r"|social media|assembl(?:y|ies)|audience|\bonline\b|leaflets?|listeners|tiktok|facebook|instagram|youtube|podcast"
        r"|newsletter|\btalks?\b"
    )
    CONTACTS = re.compile(
        r"\bcontacts?\b|\battendances\b|\bvisits\b|\bconversations\b|\bcalls\b|\bsessions\b"
    )
    FINISHED = re.compile(r"\bcomplet(?:ed|ers|ing)\b|\bfinished\b|\bgraduat\w+")
    TOOK_PART = re.compile(
        r"participants?|took part|taken part|\bsupport(?:ed|ing)\b|mentor|helped|benefit(?:ed|ted)|enrolled"
        r"|places?\b|joined|workshops?|started|engaged|worked with|attend(?:ed|ees)|beneficiar\w+|people "
        r"(?:were|are)|residents|\b(?:one|1)(?:[\s-]to[\s-]|:)(?:one|1)\b"
    )


_CLAUSE = re.compile(
    r"[,;:()]|\band\b|\bso\b|\bwhich means\b|\bmeaning\b|\bincluding\b|\bof whom\b|\bmade up of\b|\bmake\b|\bplus\b|\bout of\b"
)
_MARK = re.compile(r"\{(c\d+)\}")
_TOGETHER = re.compile(r"\bsupported|engaged|helped|benefi[ct]|took part|taken part|worked with|participants")
_INCLUDING = re.compile(
    r"\{(c\d+)\}[^{};.]{0,40}\b(?:including|of whom|of which) \{(c\d+)\}(?P<rest>[^{};.]*)"
)
_APART = re.compile(
    r"separately|counted apart|never added|different (?:young )?people|do not know how many|not added"
    r"|later joined|by \{c\d+\} (?:\w+ )*people"
)
_UNIQUE = re.compile(
    r"\bunique (?:participants|people|young people)[^{}]{0,20}\{(c\d+)\}[^{};]{0,30}\{(c\d+)\}"
)
_LEAST_PARTS = 2
_NOT_PEOPLE = frozenset({Counted.REACH, Counted.CONTACTS})


@dataclass(frozen=True)
class _Labelled:
    number: Number
    counted: Counted | None


def doubts(read: Read) -> Iterator[Doubt]:
    counts = _labelled(read)
    if len(counts) < _LEAST_PARTS or _APART.search(read.marked):
        return
    yield from (
        _unique(read) or _added(read, counts) or _included(read) or _swapped(counts) or _more_finished(counts)
    )


def _labelled(read: Read) -> list[_Labelled]:
    """Each count with what the words of its clause say that it counts."""
    found = []
    for clause in _CLAUSE.split(read.marked):
        kind = next((each for each in Counted if each.value.search(clause)), None)
        found += [_Labelled(read.of(mark), kind) for mark in _MARK.findall(clause)]
    return found


def _added(read: Read, counts: list[_Labelled]) -> list[Doubt]:
    """A number that is the sum of reach and of people who took part."""
    if not any(each.counted in _NOT_PEOPLE for each in counts):
        return []
    for total in counts:
        rest = [each for each in counts if each is not total]
        kinds = {each.counted for each in rest}
        if (
            len(rest) >= _LEAST_PARTS
            and sum(each.number.value for each in rest) == total.number.value
            and kinds & _NOT_PEOPLE
            and kinds & {Counted.TOOK_PART, Counted.FINISHED}
        ):
            return [_said("adds them up", *(each.number for each in counts))]
        taking_part = kinds & {Counted.REACH} and kinds & {Counted.TOOK_PART, Counted.FINISHED}
        if taking_part and _nearly_all(total, rest) and _TOGETHER.search(read.marked):
            return [_said("adds them up", *(each.number for each in counts))]
    return []


def _nearly_all(total: _Labelled, rest: list[_Labelled]) -> bool:
    """Parts that come close to the total: "9,300, made up of 9,000 views and 300 places", give or take."""
    parts = sum(each.number.value for each in rest)
    return len(rest) >= _LEAST_PARTS and 0.98 * total.number.value <= parts <= 1.02 * total.number.value


def _included(read: Read) -> list[Doubt]:
    """People reached told as a part of the people supported."""
    found = _INCLUDING.search(read.marked)
    if found and Counted.REACH.value.search(found["rest"]) and _TOGETHER.search(read.marked[: found.end(1)]):
        return [_said("counts those reached among those supported", read.of(found[1]), read.of(found[2]))]
    return []


def _swapped(counts: list[_Labelled]) -> list[Doubt]:
    """One number told first as contacts or reach, then as people."""
    people = {each.number.value for each in counts if each.counted is Counted.TOOK_PART}
    twice = (each for each in counts if each.counted in _NOT_PEOPLE and each.number.value in people)
    return [_said("takes one for the other", each.number) for each in twice][:1]


def _unique(read: Read) -> list[Doubt]:
    """More unique people than people."""
    found = _UNIQUE.search(read.marked)
    if not found or read.of(found[1]).value <= read.of(found[2]).value:
        return []
    first, second = read.of(found[1]), read.of(found[2])
    return [
        Doubt(
            Kind.REACH,
            f"More unique people ({first.text}) than people in all ({second.text}).",
            "Check the register: counted once each, people are never more than when they are counted every time.",
            (first.value, second.value),
        )
    ]


def _more_finished(counts: list[_Labelled]) -> list[Doubt]:
    """More who finished than took part."""
    begun = [each.number for each in counts if each.counted is Counted.TOOK_PART]
    ended = [each.number for each in counts if each.counted is Counted.FINISHED]
    if len(begun) == 1 and len(ended) == 1 and ended[0].value > begun[0].value:
        return [
            Doubt(
                Kind.REACH,
                f"More finished ({ended[0].text}) than took part ({begun[0].text}).",
                "Check the register: those who finished are some of those who started.",
                (begun[0].value, ended[0].value),
            )
        ]
    return []


def _said(what: str, *numbers: Number) -> Doubt:
    return Doubt(
        Kind.REACH,
        "Being reached, being in contact and taking part are different things, and one person can be in "
        "contact many "
        f"times. This sentence {what}.",
        (
            "Give each count by itself: how many were reached, how many contacts there were, how many "
            "different people took part."
        ),
        tuple(each.value for each in numbers),
    )
