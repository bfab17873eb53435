"""Pairs of numbers that a sentence puts before and after each other, and the change that it claims between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.insight.performance.claims import words
from headwater.insight.performance.claims.numerals import Number, Read
from headwater.insight.performance.claims.words import Way

_A, _B = r"\{(?P<a>[crpm]\d+)\}", r"\{(?P<b>[crpm]\d+)\}"
_SOME = r"(?:[^\s{}.;]+\s){0,5}?"  # a few words and no number
_TIME = r"(?:\s?\{[yz]\d+\})?"
# the first number is the earlier one
_FORWARD = (
    rf"\bcompared (?:with|to) (?:last|the previous) [^{{}}]{{0,10}}{_A} [^{{}};]{{0,30}}{_B}",
    rf"{_A} (?:then|before),? (?:and )?{_B} (?:now|after)",
    rf"{_A} in q[1-3],? (?:and )?{_B} in q[2-4]",
    rf"\bfrom {_SOME}{_A}{_TIME}[^{{}};]{{0,40}}?\b(?:to|down to|up to) {_SOME}{_B}",
    rf"(?:[:(]|\bon|\bby) ?{_A} to {_B}",
    rf"^{_A} to {_B}",
    (
        r"(?:fell|rose|went|dropped|up|down|decreased|increased|cut|trebled|tripled|doubled|halved"
        rf"|quadrupled)[^{{}}]{{0,20}} {_A} to {_B}"
    ),
    (
        rf"{_A}[^{{}}]{{0,60}}\blast (?:year|spring|summer|autumn|winter|quarter"
        rf"|month)\b[^{{}}]{{0,40}}{_B}[^{{}}]{{0,30}}\bthis"
    ),
    rf"\bin the first\b[^{{}}]{{0,40}}{_A}[^{{}}]{{0,30}}\bin the second\b[^{{}}]{{0,30}}{_B}",
)
# the first number is the later one
_BACKWARD = (
    rf"{_A}[^{{}};]{{0,40}}\{{p\d+\}} (?:below|above) {_SOME}{_B}",
    rf"{_A}[^{{}};]{{0,30}}\((?:\{{y\d+\}}|(?:the )?(?:previous|last) year|before):? {_B}\)",
    rf"{_A}[^{{}};]{{0,60}}\b(?:against|(?<!not be )compared (?:with|to)|up from|down from) {_SOME}{_B}",
    (
        rf"(?:fell|rose|dropped|increased|decreased|climbed|grew) to {_SOME}{_A}[^{{}};]{{0,40}}\bfrom "
        rf"{_SOME}{_B}"
    ),
    rf"{_A}[^{{}};]{{0,40}}\b(?:up|down) \{{p\d+\}} (?:on|from) {_SOME}{_B}",
    rf"{_A}[^{{}};]{{0,40}}\{{p\d+\}} (?:lower|higher|fewer|more|less) than {_SOME}{_B}",
    (
        rf"{_A}[^{{}};]{{0,60}}\bthis (?:year|spring|summer|autumn|winter|quarter"
        rf"|month)\b[^{{}}]{{0,40}}{_B}[^{{}}]{{0,30}}\blast"
    ),
)
_YEARS = rf"{_A}[^{{}};]{{0,40}}\{{(?P<ya>y\d+)\}}[^{{}};.]{{0,40}}{_B}[^{{}};]{{0,40}}\{{(?P<yb>y\d+)\}}"
_EARLIER = [re.compile(each) for each in _FORWARD]
_LATER = [re.compile(each) for each in _BACKWARD]
_DATED = re.compile(_YEARS)

_HOW = rf"(?:{words.ABOUT} ){{0,2}}"
_CLAIM = r"\{(?P<n>[pqfc]\d+)\}"
_LEAST = re.compile(r"\{(?P<least>c\d+)\} (?:to|and) $")  # before a claim: it is the upper end of a range
_TIMED = re.compile(r"\{y\d+\}|\byear|\blast\b|\bthis\b|\bprevious|\bquarter\b|\bmonth")
_CLAIMED = [
    re.compile(rf"\b(?P<way>{words.CHANGE}) (?P<how>{_HOW}){_CLAIM}(?! to \{{)"),
    re.compile(rf"(?P<how>{_HOW}){_CLAIM} (?:\w+ ){{0,1}}?(?P<way>{words.CHANGE}|below|above)\b"),
    re.compile(
        rf"\{{[crpm]\d+\}}(?: \w+){{0,4}}(?: in \{{y\d+\}})? "
        rf"\((?P<way>[-\u2212\u2013+]?)(?P<how>){_CLAIM}\)"
    ),
    re.compile(rf"\b(?P<way>{words.CHANGE}) in [^{{}}.,;]{{0,40}} (?P<how>of ){_CLAIM}"),
]


@dataclass(frozen=True)
class Pair:
    before: Number
    after: Number

    @property
    def way(self) -> Way:
        return Way((self.after.value > self.before.value) - (self.after.value < self.before.value))

    @property
    def difference(self) -> float:
        return self.after.value - self.before.value

    @property
    def per_cent(self) -> tuple[float, float]:
        """The least and the greatest change in per cent, as the numbers were rounded."""
        ends = [
            100 * (after - before) / before
            for before in (self.before.least, self.before.greatest)
            for after in (self.after.least, self.after.greatest)
            if before > 0
        ]
        return (min(ends), max(ends)) if ends else (0.0, float("inf"))

    def said(self) -> str:
        return f"{self.before.text.strip()} to {self.after.text.strip()}"


@dataclass(frozen=True)
class Claim:
    """A change that is claimed: by how much (of a range, from how much), which way, and whether "about" stands before it."""

    number: Number
    way: Way
    loose: bool
    least: Number | None = None


def pairs(read: Read) -> list[Pair]:
    """Every before and after in the sentence, each once."""
    found: dict[tuple[int, int], Pair] = {}
    for pair in [*_dated(read), *_placed(read)] or _across_sentences(read):
        if pair.before.form == pair.after.form or {pair.before.form, pair.after.form} == {"c", "r"}:
            key = tuple(sorted((pair.before.start, pair.after.start)))
            found.setdefault((key[0], key[1]), pair)
    return list(found.values())


def _dated(read: Read) -> Iterator[Pair]:
    for match in _DATED.finditer(read.marked):
        first, second = read.of(match["a"]), read.of(match["b"])
        earlier, later = read.of(match["ya"]), read.of(match["yb"])
        if earlier.first_on and later.first_on and earlier.first_on != later.first_on:
            ordered = earlier.first_on < later.first_on
            yield Pair(first, second) if ordered else Pair(second, first)


def _placed(read: Read) -> Iterator[Pair]:
    for pattern in _EARLIER:
        for match in pattern.finditer(read.marked):
            yield Pair(read.of(match["a"]), read.of(match["b"]))
    for pattern in _LATER:
        for match in pattern.finditer(read.marked):
            yield Pair(read.of(match["b"]), read.of(match["a"]))


def _across_sentences(read: Read) -> list[Pair]:
    """ "There were 826 last year. This year there were 802, a fall of 3%." """
    if read.earlier is None or not (_TIMED.search(read.marked) and _TIMED.search(read.earlier.marked)):
        return []
    before, after = read.earlier.having("cr"), read.having("cr")
    speaks_of_change = any(pattern.search(read.marked) for pattern in _CLAIMED)
    return [Pair(before[0], after[0])] if len(before) == len(after) == 1 and speaks_of_change else []


def claims(read: Read, compared: list[Pair]) -> list[Claim]:
    """Every change by so much that the sentence speaks of, apart from the numbers that it compares."""
    taken = {number.start for pair in compared for number in (pair.before, pair.after)}
    found: dict[int, Claim] = {}
    for pattern in _CLAIMED:
        for match in pattern.finditer(read.marked):
            number = read.of(match["n"])
            if number.start not in taken:
                loose = bool(words.LOOSE.search(match["how"]))
                least = _LEAST.search(read.marked[: match.start("n") - 1])
                claim = Claim(
                    number, words.way_of(match["way"]), loose, read.of(least["least"]) if least else None
                )
                found.setdefault(number.start, claim)
    return list(found.values())
