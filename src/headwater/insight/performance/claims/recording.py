"""Trends across a change in how things are recorded: one that the partnership declared, or one that the sentence
itself names.
"""

import re
from collections.abc import Iterator, Sequence

from headwater.insight.indicators.breaks import Break
from headwater.insight.performance.claims import words
from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Number, Read

_NAMED = re.compile(
    r"\b(?:new|chang\w+|different|moved to|switch\w*|introduc\w+|updated|revised)\b[^.;]{0,40}"
    r"\b(?:record(?:ing|s|ed)?(?: system| practice| rules)?|counting rules|cod(?:es|ing|ed)"
    r"|crime-recording|definitions?|data system|case management system)\b"
)
_TREND = re.compile(rf"\b(?:{words.DOWN}|{words.UP}|improv\w+|better|worse)\b")
_MOVED = re.compile(
    rf"\b(?:{words.DOWN}|{words.UP})\b[^.;]{{0,30}}\{{[cpqrf]\d+\}}"
    rf"|\{{[cpqrf]\d+\}}[^.;]{{0,20}}\b(?:{words.DOWN}|{words.UP})\b"
)
_TOLD = re.compile(
    r"cannot be|can't be|not (?:be )?(?:compar\w+|shown|like)|no trend|break (?:is|in)|series begins"
    r"|are not comparable|caution|because of the change|not a real"
)


def doubts(read: Read, breaks: Sequence[Break]) -> Iterator[Doubt]:
    if _TOLD.search(read.lower) or _TOLD.search(read.around):
        return
    across = next((each for each in breaks if _reaches_across(read, each)), None)
    if across:
        yield _said(f"{across.says} Figures from before and after count different things.")
    elif _NAMED.search(read.marked) and _MOVED.search(read.marked):
        yield _said("The sentence itself names a change in recording: it may be all that the numbers show.")


def _reaches_across(read: Read, each: Break) -> bool:
    times = [number for number in read.having("y") if number.first_on]
    return _speaks_of(read, each) and bool(_TREND.search(read.marked)) and _either_side(times, each)


def _speaks_of(read: Read, each: Break) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b(?! at\b| of\b)", read.lower) for word in each.words)


def _either_side(times: list[Number], each: Break) -> bool:
    """Whether two times lie on the two sides of the break: one begins before it, a later one ends after it."""
    starts = [number.first_on for number in times if number.first_on]
    ends = [number.last_on for number in times if number.last_on]
    return len(set(starts)) > 1 and min(starts) < each.month.start < max(ends)


def _said(why: str) -> Doubt:
    return Doubt(
        Kind.RECORDING_BREAK,
        why,
        (
            "Show the two stretches apart, with a mark where the recording changed, and call neither a rise "
            "nor a fall."
        ),
    )
