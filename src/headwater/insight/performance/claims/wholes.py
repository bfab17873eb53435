"""Wholes and their parts: a share beside its two counts, parts that should add up, and numbers outside their range."""

import re
from collections.abc import Iterator

from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Number, Read

_SHARES = [
    re.compile(pattern)
    for pattern in (
        (
            r"\{(?P<part>c\d+)\} (?:out )?of (?:the |our |these |all )?\{(?P<whole>c\d+)\}[^{}.;]{0,40}(?:[(,]|-|\u2013) "
            r"?(?:or )?\{(?P<said>p\d+)\}"
        ),
        (
            r"\bof (?:the |our |these |all )?\{(?P<whole>c\d+)\}[^{}.;]{0,40}, \{(?P<part>c\d+)\} "
            r"\(\{(?P<said>p\d+)\}"
        ),
    )
]
_ONE_IN = re.compile(r"\{(?P<share>[of]\d+)\}[^{}.;]{0,40}\((?P<about>about |around )?\{(?P<said>p\d+)\}\)")
_DIVIDED = re.compile(
    r"came from|\bsplit\b|made up|consist|compris|divided|\bof (?:those|these|them)\b|\bby (?:age|sex"
    r"|gender|ethnic)|breakdown|broken down|\b(?:fe)?male\b|\bboys\b|\bwomen\b|the rest|ethnicity of\b"
)
_OVERLAP = re.compile(
    r"more than \{c\d+\}|more than one|all that appl|overlap|multiple|any of|both|rounding|could "
    r"choose|also|up from|down from|\bfrom \{p|compared|against"
)
_TOTAL = re.compile(
    r"\{(?P<whole>[cm]\d+)\}[^{}.:;]{0,40}(?P<cue>:|made up of|compris\w+|consisting of|of wh(?:om|ich)"
    r"|divided into|split into|split between)(?P<rest>.*)"
)
_OF_THE = re.compile(r"^of the \{(?P<whole>c\d+)\}[^{}.;,]{0,30},(?P<cue>)(?P<rest>.*)")
_COUNT = re.compile(r"\{([cm]\d+)\}")
_SEXES = re.compile(
    r"\b(?:boys|men|male)\b.*\b(?:girls|women|female)\b|\b(?:girls|women|female)\b.*\b(?:boys|men|male)\b"
)
_WHOLLY = {":", "made up of", "consisting of", "divided into", "split into"}
_BETWEEN = re.compile(
    r"(?<!difference )(?<!gap )(?<!change )\b(?:between|ranged? (?:from|between)|rang(?:ing|es) "
    r"(?:from|between)) \{(?P<a>[crpm]\d+)\} (?:and|to) \{(?P<b>[crpmz]\d+)\}"
)
_INTERVAL = re.compile(
    r"\{(?P<value>[crpmo]\d+)\}(?: \{z\d+\})?[^{}]{0,50}\(\{z\d+\} ?(?:ci|interval|confidence interval"
    r"|confidence)?(?![^{}]*\b(?:ratio|difference|change)\b)[^{}]{0,30}\{(?P<a>[crpm]\d+)\} ?(?:to|-"
    r"|\u2013|and) ?\{(?P<b>[crpm]\d+)\}\)"
)
_LIMITS = re.compile(
    r"\b(?:interval|ci|limits)(?: of| was| is|:)? \{(?P<a>[crp]\d+)\} ?(?:to|-|\u2013|and) "
    r"?\{(?P<b>[crp]\d+)\}"
)
_RANGE = re.compile(
    r"\{(?P<value>[crpm]\d+)\} \((?:range|between|from):? \{(?P<a>[crpm]\d+)\} (?:to|and) \{(?P<b>[crpm]\d+)\}\)"
)
_LENGTH = re.compile(r"(?:minute|hour|day|week|month)s$")
_MEAN = re.compile(r"(?:average|mean|median)(?: was| is)? (?:of )?\{(?P<mean>[crpm]\d+)\}")
_LEAST_SHARES, _LEAST_PARTS = 3, 2  # fewer seldom are all of them
_ROUNDED = 2.0  # three shares rounded to whole numbers add up to 98 to 102


def doubts(read: Read) -> Iterator[Doubt]:
    yield from _shares(read)
    yield from _one_in(read)
    yield from _percentages(read)
    yield from _counts(read)
    yield from _ranges(read)


def _shares(read: Read) -> Iterator[Doubt]:
    for pattern in _SHARES:
        for found in pattern.finditer(read.marked):
            part, whole, said = (read.of(found[name]) for name in ("part", "whole", "said"))
            if whole.value and part.value <= whole.value:
                yield from _share(part.value / whole.value, said, f"{part.text} of {whole.text}", found[0])


def _one_in(read: Read) -> Iterator[Doubt]:
    for found in _ONE_IN.finditer(read.marked):
        share = read.of(found["share"])
        yield from _share(share.value, read.of(found["said"]), share.text, "about")


def _share(true: float, said: Number, words: str, around: str) -> Iterator[Doubt]:
    room = 4.0 if "about" in around else said.grain
    if abs(100 * true - said.value) > room:
        yield Doubt(
            Kind.SHARE,
            f"{words[0].upper()}{words[1:]} is {100 * true:.0f}%, not {said.value:g}%.",
            f"Write “{100 * true:.0f}%”, or check the two counts.",
            (round(100 * true, 1), said.value),
        )


def _percentages(read: Read) -> Iterator[Doubt]:
    shares = [each.value for each in read.having("p")]
    if len(shares) < _LEAST_SHARES or not _DIVIDED.search(read.marked) or _OVERLAP.search(read.marked):
        return
    if sum(shares) > 100 + _ROUNDED:
        yield Doubt(
            Kind.PARTS,
            f"The shares add up to {sum(shares):g}%, so somebody is counted twice or a number is wrong.",
            "Check the shares. If people could be in two groups, say so.",
            tuple(shares),
        )


def _counts(read: Read) -> Iterator[Doubt]:
    found = _TOTAL.search(read.marked) or _OF_THE.search(read.marked)
    if not found:
        return
    form, whole = found["whole"][0], read.of(found["whole"]).value
    parts = [read.of(mark).value for mark in _COUNT.findall(found["rest"]) if mark[0] == form]
    if len(parts) < _LEAST_PARTS or max(parts) >= whole or "{p" in found["rest"]:
        return
    total = sum(parts)
    all_told = found["cue"] in _WHOLLY or _SEXES.search(found["rest"])
    if total > whole or (all_told and total < whole):
        yield Doubt(
            Kind.PARTS,
            f"The parts add up to {total:,.0f} and the whole is {whole:,.0f}.",
            "Check the counts. If some people are in two groups or in none, say so.",
            (whole, *parts),
        )


def _ranges(read: Read) -> Iterator[Doubt]:
    for found in _BETWEEN.finditer(read.marked):
        first, last = read.of(found["a"]), read.of(found["b"])
        if (first.form == last.form or _LENGTH.search(last.text)) and first.value > last.value:
            yield _backwards(first, last)
            continue
        mean = _MEAN.search(read.marked)
        if mean and first.form == read.of(mean["mean"]).form:
            yield from _outside(read.of(mean["mean"]), first, last)
    for found in _LIMITS.finditer(read.marked):
        first, last = read.of(found["a"]), read.of(found["b"])
        if first.value > last.value:
            yield _backwards(first, last)
    for found in (*_INTERVAL.finditer(read.marked), *_RANGE.finditer(read.marked)):
        yield from _outside(*(read.of(found[name]) for name in ("value", "a", "b")))


def _outside(value: Number, first: Number, last: Number) -> Iterator[Doubt]:
    if not first.value <= value.value <= last.value:
        yield Doubt(
            Kind.RANGE,
            f"{value.text.strip()} does not lie between {first.text.strip()} and {last.text.strip()}.",
            "Check the three numbers against the table that they come from.",
            (value.value, first.value, last.value),
        )


def _backwards(first: Number, last: Number) -> Doubt:
    return Doubt(
        Kind.RANGE,
        f"The range runs from {first.text.strip()} down to {last.text.strip()}.",
        f"Write “{last.text.strip()} to {first.text.strip()}”, or say that it is a change.",
        (first.value, last.value),
    )
