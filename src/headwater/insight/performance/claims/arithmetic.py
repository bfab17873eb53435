"""Arithmetic that does not follow: percentages, differences, multiples, and per cent where points are meant."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from headwater.insight.performance.claims import changes, numerals, words
from headwater.insight.performance.claims.changes import Claim, Pair
from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Read
from headwater.insight.performance.claims.words import Way

_WHOLE = 100
_NEAR = 1.0  # a claim may be cut off where it should be rounded: one unit of its last digit
_SAME = 1e-9


@dataclass(frozen=True)
class _Multiple:
    """A word such as "doubled": the ratios of after to before for which it is fair."""

    pattern: re.Pattern[str]
    fair: tuple[float, float]
    near: tuple[float, float]  # with "almost" or "more than"


_MULTIPLES = (
    _Multiple(re.compile(r"\b(?:doubl(?:ed|ing)|twice as many)\b"), (1.9, 2.15), (1.75, 2.9)),
    _Multiple(re.compile(r"\b(?:trebl(?:ed|ing)|tripl(?:ed|ing))\b"), (2.85, 3.2), (2.7, 3.9)),
    _Multiple(re.compile(r"\bquadrupl(?:ed|ing)\b"), (3.8, 4.25), (3.6, 4.9)),
    _Multiple(
        re.compile(r"\b(?:halv(?:ed|ing)|cut (?:by|in) (?:\{f\d+\}|half)|half as many|half what)"),
        (0.46, 0.54),
        (0.4, 0.56),
    ),
)
_TIMES = re.compile(
    r"\{(?P<times>[cr]\d+)\} times (?:as (?:many|much|high|likely)|the (?:number|rate|level))"
)
_FOLD = re.compile(r"\b(?P<times>two|three|four|five|six|seven|eight|nine|ten)-?fold\b")
_NO_CLAIM = re.compile(r"\bwould (?:be likely|have to|need)|\bmay lie\b")  # what is not but could be
_MORE = re.compile(r"(?:more than|over)(?: has| have)? $")
_LESS = re.compile(r"(?:almost|nearly|just under)(?: has| have)? $")


def doubts(read: Read) -> Iterator[Doubt]:
    """What does not follow in one sentence."""
    if _NO_CLAIM.search(read.lower):
        return
    compared = changes.pairs(read)
    claimed = changes.claims(read, compared)
    yield from _impossible(claimed)
    if compared:
        yield from _multiples(read, compared)
        for claim in claimed:
            check = _CHECKS.get(claim.number.form)
            found = [check(claim, pair) for pair in compared] if check else []
            if found and all(found):
                yield next(filter(None, found))


def _impossible(claimed: list[Claim]) -> Iterator[Doubt]:
    for claim in claimed:
        if claim.number.form == "p" and claim.way is Way.DOWN and claim.number.value > _WHOLE:
            yield Doubt(
                Kind.PERCENTAGE,
                "Nothing that is counted can fall by more than 100%: at 100% there is none left.",
                "Check which number was divided by which, and write both numbers.",
                (claim.number.value,),
            )


def _per_cent(claim: Claim, pair: Pair) -> Doubt | None:
    if pair.before.form == "p":
        return _of_shares(claim, pair)
    least, greatest = pair.per_cent
    if _against(claim, pair) or not _fits(claim, least, greatest):
        return _wrong_percentage(claim, pair, (least + greatest) / 2)
    return None


def _of_shares(claim: Claim, pair: Pair) -> Doubt | None:
    """A percentage beside two percentages: of the first one, or points?"""
    least, greatest = pair.per_cent
    points = abs(pair.difference)
    nearer = abs(points - claim.number.value) < _SAME < abs(abs(least + greatest) / 2 - claim.number.value)
    if _fits(claim, least, greatest) and not _against(claim, pair) and not nearer:
        return None
    if abs(points - claim.number.value) <= _NEAR * claim.number.grain + _SAME:
        relative = abs(least + greatest) / 2
        return Doubt(
            Kind.POINTS,
            (
                f"{pair.said()} is {points:g} percentage points. As a share of the first number it is "
                f"{relative:.0f}%."
            ),
            f"Write “{points:g} percentage points”.",
            (pair.before.value, pair.after.value, claim.number.value),
        )
    return _wrong_percentage(claim, pair, (least + greatest) / 2)


def _points(claim: Claim, pair: Pair) -> Doubt | None:
    if pair.before.form != "p":
        return None
    points, room = abs(pair.difference), _NEAR * claim.number.grain + _SAME
    least = claim.least or claim.number
    if least.value - room <= points <= claim.number.value + room:
        return None
    said = f"{least.text.strip()} to {claim.number.value:g}" if claim.least else f"{claim.number.value:g}"
    return Doubt(
        Kind.POINTS,
        f"{pair.said()} is {points:g} percentage points, not {said}.",
        f"Write “{points:g} percentage points”.",
        (pair.before.value, pair.after.value, claim.number.value),
    )


def _fraction(claim: Claim, pair: Pair) -> Doubt | None:
    least, greatest = (abs(end) for end in pair.per_cent)
    room = 7 if claim.loose else 3.5
    wanted = _WHOLE * claim.number.value
    if min(least, greatest) - room <= wanted <= max(least, greatest) + room and not _against(claim, pair):
        return None
    return Doubt(
        Kind.MULTIPLE,
        f"{pair.said()} is {_changed(pair)}; {claim.number.text.strip()} would be {wanted:.0f}%.",
        f"Write “from {pair.said()}” and leave the fraction out.",
        (pair.before.value, pair.after.value),
    )


def _difference(claim: Claim, pair: Pair) -> Doubt | None:
    if pair.before.form != "c":
        return None
    room = max(claim.number.grain, pair.before.grain, pair.after.grain)
    room = room if room > 1 or claim.loose else 0
    if abs(abs(pair.difference) - claim.number.value) <= room and not _against(claim, pair):
        return None
    return Doubt(
        Kind.DIFFERENCE,
        f"{pair.said()} is a difference of {abs(pair.difference):,.0f}, not {claim.number.value:,.0f}.",
        f"Write “{abs(pair.difference):,.0f}”, or check which years the two numbers are of.",
        (pair.before.value, pair.after.value, claim.number.value),
    )


_CHECKS: dict[str, Callable[[Claim, Pair], Doubt | None]] = {
    "p": _per_cent,
    "q": _points,
    "f": _fraction,
    "c": _difference,
}


def _multiples(read: Read, compared: list[Pair]) -> Iterator[Doubt]:
    for each in (*_MULTIPLES, *_times(read)):
        found = each.pattern.search(read.marked)
        ratios = [(pair, pair.after.value / pair.before.value) for pair in compared if pair.before.value]
        least, greatest = _fair(each, read.marked[: found.start()]) if found else (0.0, 0.0)
        if found and ratios and not any(least <= ratio <= greatest for _, ratio in ratios):
            pair, ratio = ratios[0]
            yield Doubt(
                Kind.MULTIPLE,
                f"{pair.said()} is {_changed(pair)}, which makes it {ratio:.1f} times what it was.",
                f"Write “from {pair.said()}”.",
                (pair.before.value, pair.after.value),
            )


def _times(read: Read) -> Iterator[_Multiple]:
    """ "Five times as many" and "fivefold", whatever the number."""
    for fold in _FOLD.finditer(read.marked):
        yield _of_times(fold[0], numerals.WORDS[fold["times"]])
    for found in _TIMES.finditer(read.marked):
        yield _of_times(found[0], read.of(found["times"]).value)


def _of_times(words: str, times: float) -> _Multiple:
    fair, near = (0.93 * times, 1.08 * times), (0.88 * times, 1.3 * times)
    return _Multiple(re.compile(re.escape(words)), fair, near)


def _fair(each: _Multiple, before: str) -> tuple[float, float]:
    """For which ratios the word is fair, with what stands before it."""
    if _MORE.search(before):
        return each.fair[0] * 1.03, each.near[1]
    return (each.near[0], each.fair[1]) if _LESS.search(before) else each.fair


def _against(claim: Claim, pair: Pair) -> bool:
    """Whether the claim goes up where the numbers go down."""
    return claim.way is not Way.EITHER and pair.way is not Way.EITHER and claim.way != pair.way


def _fits(claim: Claim, least: float, greatest: float) -> bool:
    low, high = sorted((abs(least), abs(greatest)))
    value, room = claim.number.value, claim.number.grain * _NEAR
    if claim.loose:
        room = max(2.5, 0.1 * value)
    return low - room <= value + _SAME and value - _SAME <= high + room


def _wrong_percentage(claim: Claim, pair: Pair, true: float) -> Doubt:
    return Doubt(
        Kind.PERCENTAGE,
        f"{pair.said()} is {_changed(pair)}, not {words.SAID[claim.way]} of {claim.number.value:g}%.",
        f"Write “{_changed(pair)}”, or check which years the two numbers are of.",
        (pair.before.value, pair.after.value, claim.number.value, round(true, 1)),
    )


def _changed(pair: Pair) -> str:
    if not pair.before.value:
        return "a rise from none"
    change = _WHOLE * pair.difference / pair.before.value
    return f"{words.SAID[pair.way]} of {abs(change):.1f}%"
