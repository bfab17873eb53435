"""Words that several checks look for: of change and its direction, of doubt, of comparison, of what is counted."""

import re
from enum import IntEnum

from headwater.insight.performance.claims.numerals import Read

DOWN = (
    r"(?:fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|decreas\w+|slip\w*|dip\w*|reduc\w+|declin\w+|down|lower\w*|fewer"
    r"|less|cut|cuts"
    r"|shrank|shrunk|halv\w+|smaller|came down|gone down|went down)"
)
UP = (
    r"(?:rose|ris(?:e|es|en|ing)|increas\w+|up|grew|grow(?:s|n|th|ing)?|higher|more|climb\w*|jump\w*"
    r"|surg\w+|worsen\w*|doubl\w+"
    r"|trebl\w+|tripl\w+|quadrupl\w+|gone up|went up|soar\w*)"
)
EITHER = r"(?:chang\w+|improv\w+|differ\w+|went|gone|moved)"
CHANGE = rf"(?:{DOWN}|{UP}|{EITHER})"
ABOUT = (
    r"(?:about|around|roughly|almost|nearly|approximately|some|over|just over|more than|under|just "
    r"under|at least|well over|close to|by|of|of about|of almost|of nearly|of over|of more than|by "
    r"about|by almost|by nearly|by over|by more than|by around|by just over|by at least|an?|by an?|of "
    r"an?)"
)

LOOSE = re.compile(
    r"\b(?:about|around|roughly|almost|nearly|approximately|some|over|under|more than|less than|at "
    r"least|close to)\b"
)
_DOUBTED = re.compile(
    r"\bchance\b|no clear (?:change|fall|rise)|not (?:\w+ )?(?:distinguish|tell|told|significant"
    r"|comparable|compared|unusual|clear)|cannot|can't"
    r"|could not (?:say|tell|know)|too (?:few|small|early)|within (?:the|its|their|what) (?:usual"
    r"|normal|expected|limits|range|chance)"
    r"|by themselves|by itself|uncertain|confidence interval|\bCI\b|numbers this small|do(?:es)? not "
    r"(?:know|claim|show)|don't know|neither is unusual"
    r"|no (?:trend|special cause)|would (?:be likely to|have to)|random",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\bcompar(?:ed|ison|isons|e|ing)\b|control (?:group|area)|controls\b|randomi[sz]ed|\btrial\b"
    r"|matched|difference.in.difference|counterfactual"
    r"|interrupted time|synthetic control|similar (?:areas|young people|places)",
    re.IGNORECASE,
)
EVENTS = re.compile(
    r"\b(?:offen[cs]es?|crimes?|crime|robber\w*|assaults?|stabbings?|admissions?|homicides?|murders?"
    r"|incidents?|violence|arrests?|injur\w+|attendances"
    r"|victims?|deaths?|shootings?|exclusions?|suspensions?|referrals?|burglar\w+|entrants|admitted"
    r"|custody|rapes?|calls|call-outs|detections|cautions"
    r"|hospital\w*|stab|kni(?:fe|ves)|reports|thefts?)\b",
    re.IGNORECASE,
)
# what is counted whole and moves by decision, not by chance
DECIDED = re.compile(
    r"\b(?:staff|team|posts?|workers?|budget|funding|schools|partners that|organisations|membership"
    r"|seats|places|waits?|waiting|caseloads?|vacanc\w+"
    r"|mentors|volunteers|meetings|sessions|members|officers)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"(?P<down>\b{DOWN}\b|[-\u2212\u2013])|(?P<up>\b{UP}\b|\+)")


class Way(IntEnum):
    DOWN = -1
    EITHER = 0
    UP = 1


def way_of(words: str) -> Way:
    """Which way the last word of change in some words points."""
    found = list(_HEADED.finditer(words))
    if not found:
        return Way.EITHER
    return Way.DOWN if found[-1]["down"] else Way.UP


def doubted(read: Read) -> bool:
    """Whether the sentence, or one beside it, says already that this may be chance or cannot be said."""
    return bool(_DOUBTED.search(read.lower) or _DOUBTED.search(read.around))


SAID = {Way.DOWN: "a fall", Way.EITHER: "a change", Way.UP: "a rise"}
