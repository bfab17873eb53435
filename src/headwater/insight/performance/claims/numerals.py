"""Numbers in a sentence, and the sentence with each of them replaced by a mark such as `{c0}`, so that patterns
can be read: `from {c0} to {c1}`.

Forms: c a count, r a number with decimals, p a percentage, q percentage points, m money, f a fraction of a whole
("a third"), o one in so many, y a time ("2023/24", "spring 2025"), z a number that counts nothing here (an age, a
page, the time of day, a level of confidence), n the size of a sample.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_TO_NINETEEN = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = {
    **{word: value for value, word in enumerate(_TO_NINETEEN)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "tenth": 1 / 10}
_PARTS = {word: top / below for word, top, below in (("two thirds", 2, 3), ("three quarters", 3, 4))}
SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1e9, "billion": 1e9}
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_SEASONS = {"spring": (1, 5), "summer": (4, 8), "autumn": (9, 12), "winter": (12, 12)}

_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?"
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_AMOUNT = rf"(?:{_NUMBER})(?:\s?(?:thousand|million|billion|k|m|bn)\b)?"
_WHEN = (
    rf"(?:(?P<season>{'|'.join((*_MONTHS, *_SEASONS))})(?:\s+(?:of|term))?\s+)?(?P<year>(?:19"
    r"|20)\d\d)(?:\s?[/\u2013-]\s?(?P<until>\d\d(?:\d\d)?))?"
)
_NOT_COUNTED = (
    r"\bp\s?[=<>]\s?0?\.\d+|\b\d\d(?:\.\d)?\s?%\s+(?:CI\b|confidence|level)|\b\d\s?% level"
    r"|\b(?:under|over|aged|age|ages|page|table|figure|risk|item|annex|section|chapter|priority|action"
    r"|level|ward)"
    rf"[\s-]\d+s?(?:\s?(?:to|\u2013|-|and)\s?\d+)?(?!,\d)(?:s\b)?"
    r"|\byears? (?:[1-9]|1[0-3])\b"
    r"|\b\d{1,2}\s?(?:to|\u2013|-)\s?\d{1,2}[\s-]year[\s-]olds?|\b\d+[\s-](?:year|month|week"
    r"|day)s?[\s-]olds?"
    r"|\b\d+\s?(?:and|or)\s(?:over|under|older|younger)|\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b"
    r"|\b\d+(?:st|nd|rd|th)\b"
    rf"|\b\d{{1,2}}\s(?:{'|'.join(_MONTHS)})(?:\s(?:19|20)\d\d)?|\bper\s(?:{_NUMBER})"
    rf"|\bunder[\s-]\d+s?\b|\b(?:{_NUMBER}|{_WORD})[\s-](?:day|week|month|year|hour|minute)s?\b"
)
_ONE_TO_ONE = (
    r"\b(?:one|two|1|2)[\s-]to[\s-](?:one|1)\b|\b[12]:1\b"  # a way to work with people: not a number
)
_FORMS = (
    ("w", _ONE_TO_ONE),
    ("z", _NOT_COUNTED),
    ("y", rf"\b{_WHEN}\b(?!,\d)"),
    ("n", r"\bn\s?=\s?\d{1,9}"),
    ("q", rf"(?:\b(?:{_NUMBER}|{_WORD}))[\s-](?:percentage[\s-])?points?\b|\b(?:{_NUMBER})\s?(?:pp|ppts?)\b"),
    ("p", rf"(?:{_NUMBER})\s?(?:%|per\s?cent\b)|\b(?:{_WORD})\sper\s?cent\b"),
    ("m", rf"£\s?{_AMOUNT}"),
    (
        "o",
        rf"\b(?:{_WORD}|\d+)\s(?:in|out of)\s(?:every\s)?(?:{_WORD})\b(?![\s-]to[\s-])|\b1 in \d+",
    ),
    (
        "f",
        (
            r"\b(?:two thirds|three quarters|(?:a|one)[\s-](?:half|third|quarter|fifth|sixth|tenth)|by half"
            r"|(?<=of )half|half of)\b"
        ),
    ),
    ("c", rf"\b{_AMOUNT}|\b(?:{_WORD})\b(?!\s(?:another|of them|by one|day))"),
)
_ANY = re.compile("|".join(f"(?P<{form}>{pattern})" for form, pattern in _FORMS), re.IGNORECASE)
_ARROW = re.compile(r" ?(?:-+>|=+>|→|➔|⇒) ?")
_DIGITS = re.compile(_NUMBER)
_SCALE = re.compile(r"(thousand|million|billion|bn|k|m)$", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """One number: its value (a percentage as 8.1, a fraction as 0.333) and how finely it was given."""

    form: str
    value: float
    grain: float  # one unit of the last digit that was written
    text: str
    start: int
    first_on: date | None = None
    last_on: date | None = None

    @property
    def whole(self) -> bool:
        return self.form == "c" and self.value == int(self.value)

    @property
    def least(self) -> float:
        """What it may have been before it was rounded; a whole count was not."""
        return self.value - (0 if self.form == "c" and self.grain == 1 else self.grain / 2)

    @property
    def greatest(self) -> float:
        return self.value + (0 if self.form == "c" and self.grain == 1 else self.grain / 2)


@dataclass(frozen=True)
class Read:
    """A sentence as the checks read it. `around` are the sentences before and after, for words that take back."""

    text: str
    numbers: tuple[Number, ...]
    marked: str
    around: str = ""
    earlier: "Read | None" = None  # the sentence before, where there is one

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    def of(self, mark: str) -> Number:
        """The number behind a mark such as `c0`."""
        return self.numbers[int(mark[1:])]

    def having(self, forms: str) -> list[Number]:
        return [each for each in self.numbers if each.form in forms]


def read(text: str, around: str = "", *, earlier: Read | None = None) -> Read:
    """A sentence with its numbers found.

    >>> read("It fell from 826 to 802, or 2.9%.").marked
    'it fell from {c0} to {c1}, or {p2}.'
    """
    plain = text.replace("{", "(").replace("}", ")")
    numbers = tuple(_numbers(plain))
    marked, at = [], 0
    for place, each in enumerate(numbers):
        marked += [plain[at : each.start].lower(), f"{{{each.form}{place}}}"]
        at = each.start + len(each.text)
    whole = _ARROW.sub(" to ", "".join((*marked, plain[at:].lower())))
    return Read(text, numbers, whole, around.lower(), earlier)


def _numbers(text: str) -> Iterator[Number]:
    for found in _ANY.finditer(text):
        form = str(found.lastgroup)
        if form == "w":
            continue
        if form == "y":
            first, last = _when(found)
            yield Number("y", first.year, 1, found[0], found.start(), first, last)
        else:
            yield _number(form, found[0], found.start())


def _number(form: str, text: str, start: int) -> Number:
    value, grain = _value(form, text.lower())
    return Number("r" if form == "c" and grain < 1 else form, value, grain, text, start)


def _value(form: str, text: str) -> tuple[float, float]:
    if form == "f":
        word = next((each for each in _PARTS if each in text), None)
        return (_PARTS[word] if word else next(v for k, v in FRACTIONS.items() if k in text)), 0.01
    if form == "o":
        top, below = re.split(r"\s(?:in|out of)\s(?:every\s)?", text)
        return _whole(top) / max(1, _whole(below)), 0.01
    digits = _DIGITS.search(text)
    if digits is None:
        return _whole(re.split(r"[\s-]", text)[0]), 1
    scale = _SCALE.search(text) if form in "cm" else None
    times = SCALES[scale[1]] if scale else 1
    decimals = len(digits[0].partition(".")[2])
    return float(digits[0].replace(",", "")) * times, times * 10.0**-decimals


def _whole(text: str) -> float:
    return WORDS[text] if text in WORDS else float(text)


def _when(found: re.Match[str]) -> tuple[date, date]:
    """The first and last day that a time in words can mean."""
    year, season = int(found["year"]), (found["season"] or "").lower()
    if found["until"]:
        return date(year, 4, 1), date(year + 1, 8, 31)
    if season in _MONTHS:
        month = _MONTHS.index(season) + 1
        return date(year, month, 1), date(year, month, 28)
    first, last = _SEASONS.get(season, (1, 12))
    return date(year, first, 1), date(year, last, 28)
