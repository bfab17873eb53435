"""What an indicator means, whole: what is counted over what, from where, which way is good, what is hidden, and how it was defined before.

A definition is what the code and the codelists say on a day. Each change of it is kept, so that an old figure keeps its old words.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from headwater.data.contracts import registry as contracts
from headwater.insight.indicators import codelists, registry
from headwater.insight.indicators.language import Indicator
from headwater.insight.performance.models import Definition
from headwater.insight.release import policies
from headwater.insight.release.draft import Method

POLARITY = {
    "lower_is_better": "Lower is better",
    "higher_is_better": "Higher is better",
    "ambiguous": "Neither way is good by itself",
}
OVER = {
    Method.RATE: "people who live there",
    Method.SHARE: "those that could have counted",
    Method.COUNT: "nothing: a count",
    Method.SCORE: "nothing: a weighted sum, beside its count",
    Method.AS_PUBLISHED: "as the source publishes it",
    Method.ESTIMATE: "everybody whom those who answered stand for",
}


@dataclass(frozen=True)
class Entry:
    """One line of the dictionary as it stands today, with the definitions before it, newest first."""

    indicator: Indicator
    content: dict[str, Any]
    before: tuple["Before", ...]

    @property
    def rows(self) -> list[tuple[str, str]]:
        return rows_of(self.content)


@dataclass(frozen=True)
class Before:
    """What an indicator meant from a moment on, until its definition changed."""

    number: int
    since: datetime
    content: dict[str, Any]

    @property
    def rows(self) -> list[tuple[str, str]]:
        return rows_of(self.content)


def rows_of(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A definition as a reader has it: what, and in which words."""
    return [(WORDS[name], content[name]) for name in WORDS if content.get(name)]


WORDS = {
    "question": "Question",
    "numerator": "Counts",
    "denominator": "Over",
    "unit": "Unit",
    "source": "Source",
    "polarity": "Which way is good",
    "disclosure": "What is hidden",
    "freshness": "How fresh",
    "codelists": "Lists it rests on",
    "owner": "Answers for it",
    "caveats": "What must be known",
}


def content_of(indicator: Indicator) -> dict[str, Any]:
    """An indicator's definition in words, as it stands in code and codelists today."""
    contract = contracts.get_contract(indicator.of.contract)
    lists = [codelists.get_codelist(key) for key in indicator.codelists]
    return {
        "title": indicator.title,
        "question": indicator.question,
        "numerator": indicator.counts,
        "denominator": _denominator(indicator),
        "unit": indicator.unit,
        "source": f"{contract.title} ({contract.supplier})",
        "polarity": POLARITY[indicator.direction],
        "disclosure": policies.get_policy(indicator.policy).words,
        "freshness": _freshness(indicator),
        "codelists": "; ".join(each.stamp for each in lists),
        "codes": [each.hash for each in lists],
        "owner": indicator.owner,
        "caveats": " ".join(indicator.caveats),
        "version": indicator.version,
    }


def entries() -> list[Entry]:
    """The whole dictionary, by plain title."""
    kept: dict[str, list[Definition]] = {}
    for each in Definition.objects.all():
        kept.setdefault(each.indicator, []).append(each)
    found = registry.by_title()
    return [_entry(each, kept.get(each.key, [])) for each in found]


def entry(key: str) -> Entry:
    return _entry(registry.get_indicator(key), list(Definition.objects.filter(indicator=key)))


def hash_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _entry(indicator: Indicator, kept: list[Definition]) -> Entry:
    content = content_of(indicator)
    before = (each for each in kept if each.content_hash != hash_of(content))
    return Entry(indicator, content, tuple(Before(each.number, each.since, each.content) for each in before))


def _denominator(indicator: Indicator) -> str:
    over = OVER[indicator.method]
    if indicator.method is Method.RATE:
        return f"{over}, for every {indicator.per:,.0f}"
    return over


def _freshness(indicator: Indicator) -> str:
    fresh = contracts.get_contract(indicator.of.contract).freshness
    if fresh is None:
        return ""
    every = "every month" if fresh.every_months == 1 else f"every {fresh.every_months} months"
    return (
        f"Sent {every}, {fresh.lag_months} month{'' if fresh.lag_months == 1 else 's'} after the period ends"
        if fresh.lag_months
        else f"Sent {every}"
    )
