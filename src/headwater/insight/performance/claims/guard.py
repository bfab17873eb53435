"""The guard itself: text in, findings out, in the order of the text."""

from collections.abc import Iterator, Sequence

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


def check(text: str, *, breaks: Sequence[Break] | None = None) -> list[Finding]:
    """What the text says that its figures do not carry. The breaks are those declared, unless others are given."""
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"This is longer than {MOST_CHARACTERS:,} characters. Check it in parts.")
    known = recorded.declared() if breaks is None else breaks
    found = sentences.split(text)
    in_text = [
        finding for at, each in enumerate(found) for finding in _of_sentence(each, _beside(found, at), known)
    ]
    return sorted([*in_text, *tables.findings(text)], key=lambda each: (each.start, each.kind))


def _of_sentence(sentence: Sentence, around: str, breaks: Sequence[Break]) -> Iterator[Finding]:
    read = numerals.read(sentence.text, around)
    seen = set()
    for doubt in _doubts(read, breaks):
        if doubt not in seen:
            seen.add(doubt)
            yield Finding(
                doubt.kind,
                sentence.text,
                sentence.start,
                sentence.end,
                doubt.why,
                doubt.instead,
                doubt.numbers,
            )


def _doubts(read: Read, breaks: Sequence[Break]) -> Iterator[Doubt]:
    yield from arithmetic.doubts(read)
    yield from wholes.doubts(read)
    yield from chance.doubts(read)
    yield from causes.doubts(read)
    yield from people.doubts(read)
    yield from recording.doubts(read, breaks)


def _beside(found: list[Sentence], at: int) -> str:
    """The sentence before and the one after: where a writer may have taken back what this one says."""
    return " ".join(each.text for each in (*found[max(0, at - 1) : at], *found[at + 1 : at + 2]))
