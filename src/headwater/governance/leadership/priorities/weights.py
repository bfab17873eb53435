"""For how many a voter counts: `content/priority_vote.toml`, and the partnership's own copy under the home folder where there is one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

import headwater
from headwater.governance.leadership.models import Voice
from headwater.governance.leadership.priorities import rules
from headwater.vocabulary.errors import Invalid

FILE = "priority_vote.toml"
SHIPPED = Path(headwater.__file__).parent / "content" / FILE


@dataclass(frozen=True)
class Declared:
    """How many questions a voter may choose, and for how many each voice counts."""

    choose: int
    weights: Mapping[str, float]


def declared() -> Declared:
    """What is declared today. A vote keeps what was declared on its first day."""
    own = Path(settings.HEADWATER_HOME) / "content" / FILE
    return parse((own if own.is_file() else SHIPPED).read_text())


def parse(text: str) -> Declared:
    """What a file declares; Invalid with a sentence where it cannot be counted by."""
    try:
        content = tomllib.loads(text)
        weights = {str(voice): float(weight) for voice, weight in content["weights"].items()}
        choose = int(content["choose"])
    except (tomllib.TOMLDecodeError, RecursionError, KeyError, AttributeError, TypeError, ValueError):
        raise Invalid(
            f"{FILE} says how many questions a voter may choose, and for how many each voice counts, in numbers: "
            "see the file that is shipped."
        ) from None
    if refusal := rules.why_not_weigh(weights, voices=Voice.values, choose=choose):
        raise Invalid(f"{FILE}: {refusal.says}", code=refusal.code)
    return Declared(choose, weights)
