"""The guard itself: text in, findings out, in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from headwater.insight.indicators import breaks as recorded
from headwater.insight.indicators.breaks import Break
from headwater.insight.performance.claims import (
    arithmetic,
    causes,
    chance,
    numerals,
    people,
    recording,
    sentences,
    tables,
    wholes,
)
from headwater.insight.performance.claims.findings import Doubt, Finding
from headwater.insight.performance.claims.numerals import Read
from headwater.insight.performance.claims.sentences import Sentence
from headwater.vocabulary.errors import Invalid

MOST_CHARACTERS = 300_000  # some hundred pages
LOOKS = (arithmetic.doubts, wholes.doubts, chance.doubts, causes.doubts, people.doubts)


def check(text: str, *, breaks: Sequence[Break] | None = None) -> list[Finding]:
    """What the text says that its figures do not carry. The breaks are those declared, unless others are given."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"This is longer than {MOST_CHARACTERS:,} characters. Check it in parts.")
    known = recorded.declared() if breaks is None else breaks
    found = sentences.split(text)
    in_text = [finding for sentence, read in _reads(found) for finding in _of_sentence(sentence, read, known)]
    return sorted([*in_text, *tables.findings(text)], key=lambda each: (each.start, each.kind))


def _reads(found: Sequence[Sentence]) -> Iterator[tuple[Sentence, Read]]:
    """Each sentence read, with those beside it in its paragraph: a writer may take back there what this one says."""
    earlier: tuple[int, Read] | None = None
    for at, sentence in enumerate(found):
        beside = [*found[max(0, at - 1) : at], *found[at + 1 : at + 2]]
        around = " ".join(each.text for each in beside if each.line == sentence.line)
        before = earlier[1] if earlier and earlier[0] == sentence.line else None
        read = numerals.read(sentence.text, around, earlier=before)
        yield sentence, read
        earlier = sentence.line, replace(read, earlier=None)


def _of_sentence(sentence: Sentence, read: Read, breaks: Sequence[Break]) -> Iterator[Finding]:
    for doubt in dict.fromkeys(_doubts(read, breaks)):
        place = sentence.text, sentence.start, sentence.end
        yield Finding(doubt.kind, *place, doubt.why, doubt.instead, doubt.numbers)


def _doubts(read: Read, breaks: Sequence[Break]) -> Iterator[Doubt]:
    for look in LOOKS:
        yield from look(read)
    yield from recording.doubts(read, breaks)
