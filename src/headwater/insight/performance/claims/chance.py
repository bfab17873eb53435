"""Claims that chance can make: small changes told as real, "significant" without a test, percentages of a few, and
places put in order.
"""

import re
from collections.abc import Iterator

from headwater.insight.performance.claims import changes, words
from headwater.insight.performance.claims.changes import Pair
from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Read
from headwater.statistics import rates

FEWEST = 20  # a percentage of fewer is moved by five points or more by one person
LARGEST = 100_000  # counts beyond this are never small, and the exact test would be slow
LEVEL = 0.05
NEARLY_ALWAYS = 0.95

_CLAIMS_CHANGE = re.compile(
    rf"\b{words.CHANGE}\b|progress|encourag|success|turning the corner|welcome|worrying|alarming|pleas"
    r"|better|worse"
)
_SIGNIFICANT = re.compile(
    rf"(?<!not )(?<!not statistically )\bsignificant(?:ly)? (?:\w+ )?(?:{words.CHANGE}|better|worse"
    rf"|gains?|trends?|(?:down|up)ward \w+)\b|\b{words.CHANGE} (?:\w+ )?significantly\b"
    rf"|\b{words.CHANGE} (?:\w+ ){{0,5}}(?:was|were|is|are) (?:statistically )?significant\b"
    r"|statistically significant\b(?! or)"
)
_NOT = re.compile(r"\b(?:not|no|nor|neither|whether|if|would|without)\b[^.]{0,40}significant")
_P = re.compile(r"\bp\s?(?P<sign>[=<>])\s?(?P<value>0?\.\d+)")
_TESTED = re.compile(
    r"\bCI\b|confidence (?:interval|limits)|\binterval\b|\btest\b|chi.squared?|\bratio \d", re.IGNORECASE
)

_FEW = [
    re.compile(pattern)
    for pattern in (
        r"\{(?P<share>p\d+)\}\)? of (?:the |our |these |all )?\{(?P<base>c\d+)\} ?(?P<what>[^{}]*)",
        r"\{(?P<share>p\d+)\}[^{}.;]{0,25}\(\{c\d+\} (?:out )?of (?:the )?\{(?P<base>c\d+)\}(?P<what>)",
        (
            r"\{c\d+\}(?: (?:out )?of (?:the |our )?|/)\{(?P<base>c\d+)\} ?(?P<what>[^{}.;]{0,40})[(,] ?(?:or "
            r")?\{(?P<share>p\d+)\}"
        ),
        r"\b(?:of|among) (?:the |our )?\{(?P<base>c\d+)\} ?(?P<what>[^{}.;]{0,40}), \{(?P<share>p\d+)\}",
        r"\{(?P<share>p\d+)\}(?P<what>[^{}.;]{0,40})\{(?P<base>n\d+)\}",
    )
]
_WHOLE_THINGS = re.compile(
    r"^(?:seats|actions|clauses|milestones|districts|authorities|meetings|members|wards|months|weeks)\b"
)

_RANKED = re.compile(
    r"league table (?:of|for|position)?|\branked (?:\w+ )?(?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|top|bottom|\{z\d+\}|number)"
    r"|\b(?:top|bottom|foot) of the (?:table|league|rankings?)|\baccording to the rankings|\brank(?:s"
    r"|ed|ing) (?:as )?(?:the )?(?:\w+ )?(?:safest|worst|best|highest|lowest|first|top)"
    r"|\b(?:(?:second|third|fourth|fifth) |\{z\d+\} )?(?:safest|worst|best.performing|most "
    r"(?:dangerous|violent)|least (?:safe|dangerous|violent))"
    r" (?:performing )?(?:district|ward|town|city|area|county|force|borough|partnership|place"
    r"|neighbourhood|region|council|unit|in the)"
    r"|\branks? (?:\{z\d+\}|first|second|third|fourth|fifth)|\btops the (?:table|list|league)"
    r"|\bsafest place|\branked \{z\d+\}|performing (?:the )?(?:worst|best)\b|performing (?:better"
    r"|worse) than (?:the )?(?:district|ward|town|city|area|county|force|borough|other|most)"
    r"|(?:second|third|fourth|fifth|\{z\d+\}) (?:best|worst|safest)\b|(?:highest|lowest|worst|best) "
    r"(?:\w+ ){0,3}(?:rates?|numbers?) (?:of (?:the|all|any)|in the) (?:\{c\d+\} )?(?:districts|wards"
    r"|county|region|country|forces|areas|boroughs)"
    r"|(?:second|third|fourth|fifth|\{z\d+\}) (?:highest|lowest) rate|moved (?:up|down) from (?:\w+"
    r"|\{z\d+\}) to"
)
_NOT_RANKED = re.compile(
    r"\b(?:not|never|no|left out|avoid|rather than|instead of|cannot)\b|\binterval\b|limits"
)
_SAFER_AIM = re.compile(r"\b(?:become|becoming|be|make|aim|vision|ambition)\b[^.]{0,30}(?:safest|best)")


def doubts(read: Read) -> Iterator[Doubt]:
    yield from _small_changes(read)
    yield from _significance(read)
    yield from _small_bases(read)
    yield from _ranks(read)


def _small_changes(read: Read) -> Iterator[Doubt]:
    if not _is_of_events(read) or words.doubted(read) or not _CLAIMS_CHANGE.search(read.marked):
        return
    for pair in changes.pairs(read):
        if _is_counted(pair):
            yield from _small_change(pair)


def _is_of_events(read: Read) -> bool:
    return bool(words.EVENTS.search(read.lower)) and not words.DECIDED.search(read.lower)


def _is_counted(pair: Pair) -> bool:
    return pair.before.whole and pair.after.whole and max(pair.before.value, pair.after.value) <= LARGEST


def _small_change(pair: Pair) -> Iterator[Doubt]:
    before, after = int(pair.before.value), int(pair.after.value)
    compared = rates.compare_counts(before, after)
    if compared.verdict is not rates.Verdict.NO_CLEAR_CHANGE or before == after:
        return
    needed = (
        f" From {before:,}, only a fall of {compared.smallest_fall:.0%} or more would be likely to show."
        if compared.smallest_fall
        else ""
    )
    yield Doubt(
        Kind.SMALL_CHANGE,
        (
            "If nothing had changed, two counts at least this far apart would still turn up "
            f"{often(compared.p)}.{needed}"
        ),
        f"Write “{before:,} and then {after:,}: no clear change”.",
        (before, after, round(compared.p, 3)),
    )


def often(p: float) -> str:
    """A chance as people say it.

    >>> often(0.2), often(0.73), often(0.00001)
    ('about 1 time in 5', 'about 7 times in 10', 'less than 1 time in 1,000')
    """
    if p >= 1 / 3:
        return f"about {round(10 * p)} times in 10" if p < NEARLY_ALWAYS else "almost every time"
    return f"about 1 time in {round(1 / p):,}" if p > 1 / 1000 else "less than 1 time in 1,000"


def _significance(read: Read) -> Iterator[Doubt]:
    if not _SIGNIFICANT.search(read.lower) or _NOT.search(read.lower):
        return
    p = _P.search(read.lower)
    if p and p["sign"] != ">" and float(p["value"]) <= LEVEL:
        return
    if not p and (_TESTED.search(read.text) or _TESTED.search(read.around)):
        return
    why = (
        (
            f"The test beside it (p {p['sign']} {p['value']}) does not show a change: chance alone gives that "
            "often."
        )
        if p
        else "“Significant” is the word for a test that was passed, and no test stands here."
    )
    yield Doubt(
        Kind.SIGNIFICANCE,
        why,
        "Give the two numbers with their likely range, or write “large” if you mean large.",
        (float(p["value"]),) if p else (),
    )


def _small_bases(read: Read) -> Iterator[Doubt]:
    seen = set()
    for pattern in _FEW:
        for found in pattern.finditer(read.marked):
            base, share = read.of(found["base"]), read.of(found["share"])
            few = 0 < base.value < FEWEST and not _WHOLE_THINGS.search(found["what"])
            if few and share.start not in seen:
                seen.add(share.start)
                people = round(share.value * base.value / 100)
                yield Doubt(
                    Kind.SMALL_BASE,
                    f"With {base.value:.0f} in all, one answer more or less moves it by {100 / base.value:.0f} points.",
                    f"Write “{people} of {base.value:.0f}”.",
                    (share.value, base.value),
                )


def _ranks(read: Read) -> Iterator[Doubt]:
    if (
        _RANKED.search(read.marked)
        and not _NOT_RANKED.search(read.lower)
        and not _SAFER_AIM.search(read.lower)
    ):
        yield Doubt(
            Kind.LEAGUE,
            (
                "Most places differ from their neighbours on a list by no more than chance, so next year's order "
                "is another."
            ),
            (
                "Say which places are higher or lower than chance would make them (a funnel plot shows it), and "
                "leave the order out."
            ),
        )
