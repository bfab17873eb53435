"""For how many a voter counts: `content/priority_vote.toml`, and the partnership's own copy under the home folder where there is one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    return parse(tomllib.loads((own if own.is_file() else SHIPPED).read_text()))


def parse(content: Mapping[str, Any]) -> Declared:
    weights = {str(voice): float(weight) for voice, weight in content["weights"].items()}
    if refusal := rules.why_not_weigh(weights, voices=Voice.values):
        raise Invalid(f"{FILE}: {refusal.says}", code=refusal.code)
    return Declared(int(content["choose"]), weights)
