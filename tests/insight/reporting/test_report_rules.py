"""When an edition may be frozen, signed and published: every row of the tables."""

import pytest

from headwater.insight.reporting import rules

SOUND = {"questions": 0, "moved": 0, "beyond": 0, "reason": ""}
SIGNS = {"is_signed": False, "is_whole": True, "signed_as": "Chair"}
PUBLISHES = {"is_public": True, "is_signed": True, "is_published": False}


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"questions": 1}, "commentary_questioned"),
        ({"moved": 1}, "commentary_questioned"),
        ({"beyond": 2}, "commentary_questioned"),
        ({"questions": 1, "reason": "  "}, "commentary_questioned"),
        ({"questions": 1, "moved": 2, "reason": "The board has seen both."}, ""),
    ],
)
def test_commentary_is_questioned_before_an_edition_is_frozen(given, expected) -> None:
    assert code(rules.why_not_freeze(**(SOUND | given))) == expected


def test_the_gate_says_how_many_of_what() -> None:
    refusal = rules.why_not_freeze(questions=1, moved=2, beyond=0, reason="")
    assert refusal is not None
    assert refusal.says.startswith(
        "1 sentence of the commentary may say more than its figures do; 2 comments were written under other"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"is_signed": True}, "edition_signed"),
        ({"is_whole": False}, "edition_broken"),
        ({"signed_as": " "}, "edition_signed_as_nobody"),
    ],
)
def test_an_edition_is_signed_once_whole_and_by_a_post(given, expected) -> None:
    assert code(rules.why_not_sign(**(SIGNS | given))) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"is_public": False}, "edition_for_partners"),
        ({"is_signed": False}, "edition_not_signed"),
        ({"is_published": True}, "edition_published"),
    ],
)
def test_only_a_signed_public_edition_is_published_and_once(given, expected) -> None:
    assert code(rules.why_not_publish(**(PUBLISHES | given))) == expected


def test_numbers_that_stand_beside_a_comment_are_known_however_they_are_written() -> None:
    assert rules.numbers_beyond("1204 in all, 12.5 per cent.", "1,204 and 12.5%") == []
    assert rules.numbers_beyond("Some 17 people", "1,204") == ["17"]
