"""Words of cause on a before and after, and outcomes of the people supported with nobody to compare them with."""

import re
from collections.abc import Iterator

from headwater.insight.performance.claims import words
from headwater.insight.performance.claims.findings import Doubt, Kind
from headwater.insight.performance.claims.numerals import Read

_WORK = (
    r"(?:programmes?|projects?|interventions?|mentor(?:s|ing)|outreach|schemes?|services?|patrols?"
    r"|training|funding|campaigns?|pilots?|initiatives?|navigators?"
    r"|youth work(?:ers)?|diversion|focused deterrence|operation \w+|charter|partnership|our work"
    r"|work of|vr[pu]|policing|strategy|support|sessions|workshops|we"
    r"|team|investment|course|approach|scheme's|support package|activities)"
)
_OUTCOME = (
    r"(?:violen\w+|crimes?|offences?|offending|re-?offending|admissions?|assaults?|attendances?"
    r"|injur\w+|homicides?|robber\w+|kni(?:fe|ves)|exclusions?"
    r"|suspensions?|arrests?|incidents?|shootings?|stabbings?|antisocial|anti-social|harm|thefts?"
    r"|burglar\w+|admitted|hospital)"
)
_DID = (
    r"(?:(?:has|have|had) )?(?:clearly |directly |already |also |successfully )?(?:reduced|cut|lowered"
    r"|prevented|stopped|averted|halved|curbed|drove down|driven down|brought down"
    r"|decreased|saved|diverted|transformed|eliminated|(?:led|leading) to|resulted in|resulting in"
    r"|caused|contributed to|delivered|achieved|brought about|produced)"
)
_BECAUSE = (
    r"(?:thanks to|(?<!may be )due to|because of|(?:as|a) (?:direct )?result of|attributable to|(?:is"
    r"|was|were|are|been) down to|driven by|owing to|credit for"
    r"|attributed to|(?:direct )?consequence of|in response to|reduced by|prevented by|brought down by|caused by)"
)
_CLAIMED = [
    re.compile(pattern)
    for pattern in (
        rf"\b{_WORK}\b[^.;:]{{0,40}}?\b{_DID}\b[^.;:]{{0,60}}\b{_OUTCOME}\b",
        rf"\b{_OUTCOME}\b[^.;:]{{0,80}}\b{_BECAUSE}\b[^.;:]{{0,40}}\b{_WORK}\b",
        (
            rf"\b{_BECAUSE}\b[^.;:]{{0,60}}\b{_WORK}\b[^.;]{{0,20}},[^.;]{{0,60}}\b(?:{words.DOWN}"
            rf"|{words.UP})\b[^.;]{{0,60}}"
        ),
        (
            rf"\b{_OUTCOME}\b[^.;:]{{0,40}}\b(?:proves?|shows?|demonstrates?|confirms?|is proof|is "
            rf"evidence)\b[^.;:]{{0,40}}\b{_WORK}\b[^.;:]{{0,20}}\b(?:works?|worked|working|effective"
            r"|succeed\w*)\b"
        ),
        (
            r"\b(?:impact|effect|success|effectiveness) of (?:the |our |this "
            rf")?{_WORK}\b[^.;:]{{0,60}}\b(?:seen|shown|evident|clear|visible|demonstrated)\b"
        ),
        rf"\b{_DID}\b(?: over| more than| about| some)? ?\{{c\d+\}}[^.;:{{}}]{{0,40}}\b{_OUTCOME}\b",
        rf"\b{_OUTCOME}\b[^.;:]{{0,60}}\b{words.DOWN}\b[^.;:]{{0,40}}\bwhich shows\b",
        (
            rf"^(?=.*\b(?:{_OUTCOME}|fall|rise|drop|reduction|increase)\b).*\b(?:reduced|prevented|cut|lowered"
            rf"|caused|driven|stopped|brought down) by (?:the |our |this )?(?:[\w-]+ ){{0,2}}?{_WORK}\b"
        ),
        (
            rf"\b{_WORK}\b[^.;:]{{0,30}}\b(?:had|made|having|making)\b (?:an? )?(?:\w+ ){{0,2}}(?:impact|effect"
            rf"|difference) (?:on|to) (?:\w+ ){{0,3}}{_OUTCOME}\b"
        ),
        (
            rf"\b{_OUTCOME}\b[^.;:]{{0,80}}\b(?:showing|proving|demonstrating|confirming|so|which (?:shows"
            rf"|proves))\b (?:that )?(?:\w+ ){{0,2}}(?:{_WORK} (?:is |are |has |have )?(?:work\w*|effective"
            r"|succe\w+)|impact|effectiveness|it works)"
        ),
        (
            rf"\b{_WORK}\b[^.;:]{{0,30}}\b(?:is|are) (?:now )?(?:driving|bringing|pushing) "
            rf"down\b[^.;:]{{0,30}}\b{_OUTCOME}\b"
        ),
        (
            rf"\b{_WORK}\b[^.;:]{{0,30}}\b(?:is|are) (?:now )?(?:cutting|reducing|preventing"
            rf"|stopping)\b[^.;:]{{0,30}}\b{_OUTCOME}\b"
        ),
        rf"\b(?:drop|fall|reduction|decrease|decline|rise) (?:is|was|has been) (?:an? )?{_BECAUSE}[^.;:]{{0,40}}\b{_WORK}\b",
        rf"\b(?:has|have) had an? (?:\w+ ){{0,2}}(?:impact|effect) (?:on|in) (?:\w+ ){{0,2}}{_OUTCOME}\b",
        rf"\b{_WORK}\b[^.;:]{{0,30}}\bmade\b[^.;:]{{0,40}}\bsafer\b",
        rf"\b{_WORK}\b (?:is|are|was|has been|have been|proved) (?:\w+ )?(?:effective|successful) (?:in|at) \w+ing\b",
        r"\bkept (?:over |more than |about )?\{c\d+\} [^{}.;:]{0,30}\b(?:out of|away from)\b",
    )
]
_WITHOUT = re.compile(rf"\bwithout (?:the |our |this )?{_WORK}\b[^.;:]{{0,60}}\bwould (?:have|be)\b")
# an aim, a question, a doubt, or somebody else's evidence
_OPEN = re.compile(
    r"\b(?:aims?|aimed|intend\w*|designed|meant|written|hopes?|hoped|plans?|planned|will|would|could"
    r"|(?<!in )(?<!since )(?<!until )(?<!by )may|might|should|whether|if|expected?|seeks?|in order to"
    r"|helps? to|try|tries"
    r"|too early|cannot|can't|not|never|no evidence|unknown|unclear|why|objective|associated|linked"
    r"|correlat\w+|estimates? that|toolkit|tested?|needs?|to (?:reduce|prevent|cut))\b"
)

_AGAIN = (
    r"(?:re-?offend(?:ed|ing|s)?|re-?offences?|re-?arrest(?:ed)?|arrested again|offended? again"
    r"|offend again|re-?convict(?:ed|ion|ions)?|another offence|further offen[cd]\w*|come to "
    r"(?:police )?(?:notice|attention)|police notice|out of trouble|on to offend)"
)
_NONE = (
    r"(?:none|not \{c\d+\}|no ?-?one|nobody|zero|not a single|no (?:young people|young person"
    r"|participants?)|\{[cp]\d+\}(?: (?:out of|of|in) (?:the )?\{c\d+\})?|\{o\d+\}|only|just|all|every"
    r"|most|few)"
)
_OUTCOMES = [
    re.compile(pattern)
    for pattern in (
        rf"\b{_NONE}[^.;:]{{0,90}}\b{_AGAIN}",
        rf"\{{[cpo]\d+\}}[^.;:]{{0,90}}\b{_AGAIN}",
        (
            r"\bno (?:re-?offending|further offen\w+|re-?arrests?|re-?convictions?)\b(?! (?:data|figures"
            r"|rates?|information|numbers|results|has been (?:measured|collected)))"
        ),
        r"\b(?:zero|nil|\{p\d+\}) re-?offending",
        (
            r"\bre-?offending (?:fell|dropped|is|was|stands at|reduced|went down) (?:to |by |at )?"
            r"\{p\d+\} (?:among|for|in) (?:those|participants|young people|people)"
        ),
        rf"\b(?:none|nobody|zero)\b[^.;:]{{0,60}}\b{_AGAIN}",
    )
]
_TOLD = re.compile(
    r"\b(?:know|measured?|collect\w*|held|months? after the|will|would|risk of|aims?|to (?:prevent"
    r"|reduce)|cannot|comparison|what this means|than|of people who|nationally|national)\b"
)


def doubts(read: Read) -> Iterator[Doubt]:
    yield from _causes(read)
    yield from _outcomes(read)


def _causes(read: Read) -> Iterator[Doubt]:
    if _compared(read) or words.doubted(read):
        return
    claimed = not _OPEN.search(read.marked) and any(pattern.search(read.marked) for pattern in _CLAIMED)
    if claimed or _WITHOUT.search(read.marked):
        yield Doubt(
            Kind.CAUSE,
            (
                "Numbers from before and after show that something changed. They cannot show why: other things "
                "changed at the same time."
            ),
            "Say what changed and what was done, side by side, and that the figures cannot say whether one "
            "made the other. "
            "With similar places or people that had no such help, more can be said.",
        )


def _outcomes(read: Read) -> Iterator[Doubt]:
    if _compared(read) or _TOLD.search(read.lower) or words.doubted(read):
        return
    if any(pattern.search(read.marked) for pattern in _OUTCOMES):
        yield Doubt(
            Kind.NO_COMPARISON,
            (
                "Many people who get no such help do not offend again either, so this number alone does not show "
                "what the help did."
            ),
            "Give the count, for how many people and over how long, beside the same count for similar people. "
            "If there is nobody to compare with, say so.",
            tuple(each.value for each in read.having("cp")),
        )


def _compared(read: Read) -> bool:
    return bool(words.COMPARED.search(read.lower))
