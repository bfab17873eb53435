"""The product cannot say more than its tests: what it writes of figures, and what is shipped to be shown, passes its own guard.

Verdicts and "Is it a change?" are held to it in `test_claim_guard`, whole pages in `web/test_own_words_on_pages`.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import combinations_with_replacement, product
from pathlib import Path

import pytest

import headwater
from headwater.governance.evidence import standard
from headwater.governance.leadership.priorities import queries as priorities
from headwater.insight.indicators import area_changes, gradient_words, near_repeats, registry, survey_readings
from headwater.insight.indicators.language import Direction
from headwater.insight.indicators.said_of_areas import Gap
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import gaps, rules, standing
from headwater.insight.performance.claims import guard
from headwater.insight.performance.models import GapTarget
from headwater.insight.performance.rules import Reached
from headwater.vocabulary.estimates import Estimate
from headwater.vocabulary.periods import Period

CONTENT = Path(headwater.__file__).parent / "content"
DUE, BEFORE, AFTER = date(2027, 4, 1), date(2026, 4, 1), date(2028, 4, 1)
SIZES = (0.0, 1.0, 7.0, 24.0, 33.0, 80.0, 826.0)
# what nobody writes of a figure, and is not shown as a sentence
NOT_SENTENCES = {"key", "from", "to", "source", "source_url", "link", "address", "telephone", "url"}


def questioned(said: Iterator[str]) -> list[str]:
    return [text for text in said if guard.check(text)]


def test_how_something_stands_by_several_indicators():
    said = (
        standing.sentence(words)
        for many in (1, 2, 3)
        for words in combinations_with_replacement(Verdict, many)
    )
    assert questioned(said) == []


def test_how_a_target_stands():
    ranges = [(low, high) for low, high in product(SIZES, SIZES) if low <= high]
    said = [
        rules.how_it_stands(direction=way.value, aim=aim, reached=Reached((low + high) / 2, low, high))
        for way, aim, (low, high) in product(Direction, SIZES, ranges)
    ]
    assert {stands for stands, _ in said} == set(rules.Stands)
    assert questioned(text for _, text in said) == []


def test_how_a_gap_moves_and_stands_to_its_target():
    told = [
        gaps.target_says(Estimate(value, low, high, 0.95, "", ""), GapTarget(aim=aim, due_on=DUE), on=on)
        for value, low, high in ((1.5, 1.1, 2.0), (3.1, 2.9, 3.3), (1.05, 0.9, 1.2))
        for aim, on in product((1, 1.2, 2), (BEFORE, AFTER))
    ]
    assert len(set(told)) >= 4
    assert questioned(iter([*told, *gaps.SAYS.values(), gaps.NO_TARGET])) == []


def estimates() -> list[Estimate]:
    found = [(0.4, 0.3, 0.5), (0.9, 0.7, 1.2), (1.3, 1.1, 1.5), (3.14, 2.2, 4.1)]
    return [Estimate(*each, 0.95, "", "") for each in found]


def test_how_unequal_it_is():
    year = Period(date(2024, 4, 1), date(2025, 4, 1))
    blank = dict.fromkeys(Gap.__dataclass_fields__)
    said = [
        gradient_words.headline(
            Gap(**{**blank, "period": year, "ends": ends, "relative": relative}), indicator
        )
        for indicator in registry.indicators().values()
        for ends, relative in product((None, *estimates()), (None, *estimates()))
    ]
    assert questioned(iter(set(said))) == []


def test_whether_one_brings_another_nearby():
    chances = (None, 0.002, 0.2)
    said = {
        near_repeats.says([first, second, *[0.5] * 4], ratio)
        for first, second, ratio in product(chances, chances, (None, 0.9, 1.4, 8.9))
    }
    assert questioned(iter(said)) == []


def test_what_a_survey_says_of_two_waves():
    said = [
        survey_readings.of_two(
            Estimate(before, before - reach, before + reach, 0.95, "", ""),
            Estimate(after, after - reach, after + reach, 0.95, "", ""),
            way,
        ).says
        for before, after in product((3, 24, 33, 50, 71), (2, 24, 25, 33, 50, 72))
        for reach, way in product((1, 4, 9), Direction)
    ]
    assert questioned(iter(set(said))) == []


def test_what_a_vote_says():
    lots = [f"{priorities.ordinal(first)} to {priorities.ordinal(last)}" for first, last in ((1, 3), (2, 6))]
    bands = (*priorities.BANDS, *priorities.BANDS_OF_FEW.values())
    assert questioned(iter([*lots, *bands, *standard.SAYS.values()])) == []


def shipped(content: object) -> Iterator[str]:
    """Every sentence of a file of content, whatever it is beneath."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from shipped(each)
    elif isinstance(content, dict):
        for name, each in content.items():
            if name not in NOT_SENTENCES:
                yield from shipped(each)


@pytest.mark.parametrize("file", sorted(CONTENT.glob("*.toml")), ids=lambda file: file.name)
def test_what_is_shipped_to_be_shown(file):
    assert questioned(shipped(tomllib.loads(file.read_text()))) == []


def test_what_indicators_say_they_count():
    said = [
        text
        for each in registry.indicators().values()
        for text in (each.title, each.plain_title, each.counts, *each.caveats)
    ]
    assert questioned(iter(said)) == []
    assert questioned(iter(area_changes.words())) == []
