"""The guard measured on what boards write: every planted fault found, and at most 1 in 50 sound sentences questioned.

Each part was written before the patterns had met it, and this is how it went then. Second half, in the style of the first: 71 of 73
faults found, none of 155 sound statements questioned. Third and fourth, in other styles and harder: 43 of 66 and 35 of 70 found, 1 of 93 and
none of 81 questioned. So a text in a style of its own holds faults that are not found; few of its sound sentences are questioned.
"""

from collections import Counter
from pathlib import Path

import pytest

from headwater.insight.performance.claims import guard
from headwater.insight.performance.claims.findings import Kind

CORPUS = Path(__file__).parent / "claims_corpus"
PARTS = ("first", "second", "third", "fourth")
SOUND_QUESTIONED = 1 / 50


def faults(part: str) -> list[tuple[str, str]]:
    lines = (CORPUS / f"faults_{part}.txt").read_text().splitlines()
    return [(kind, text) for kind, _, text in (line.partition(" | ") for line in lines)]


def sound(part: str) -> list[str]:
    return (CORPUS / f"sound_{part}.txt").read_text().splitlines()


def test_the_corpus_is_as_large_as_it_should_be_and_plants_every_kind():
    planted = Counter(kind for part in PARTS for kind, _ in faults(part))
    assert set(planted) == set(Kind)
    assert min(planted.values()) >= 6
    assert planted.total() >= 120
    assert len({text for part in PARTS for text in sound(part)}) >= 300


@pytest.mark.parametrize("part", PARTS)
def test_every_planted_fault_is_found_for_what_it_is(part):
    missed = [text for kind, text in faults(part) if kind not in {each.kind for each in guard.check(text)}]
    assert missed == []


@pytest.mark.parametrize("part", PARTS)
def test_at_most_one_in_fifty_sound_statements_is_questioned(part):
    statements = sound(part)
    questioned = [text for text in statements if guard.check(text)]
    assert len(questioned) <= SOUND_QUESTIONED * len(statements), questioned


def test_faults_are_found_inside_a_report_as_well():
    planted = [fault for part in PARTS for fault in faults(part)]
    between = [text for part in PARTS for text in sound(part)]
    report = "\n\n".join(text for at, (_, text) in enumerate(planted) for text in (text, between[at]))
    found = {(each.kind, each.sentence) for each in guard.check(report)}
    assert [
        text for kind, text in planted if not any(kind == of and each in text for of, each in found)
    ] == []


def test_every_finding_says_why_and_what_could_be_written_and_blames_nobody():
    for part in PARTS:
        for _, text in faults(part):
            for each in guard.check(text):
                assert each.why.endswith(".")
                assert each.instead.endswith(".")
                assert each.title
                said = f"{each.title} {each.why} {each.instead}".lower()
                assert not any(
                    word in said for word in ("mislead", "wrongly", "you claim", "error", "mistake", "false")
                )
