"""What the guard reads: sentences and their places, numbers, tables; and that what the product writes itself passes."""

from datetime import date
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.insight.indicators import breaks, verdict
from headwater.insight.indicators.language import Direction
from headwater.insight.indicators.verdict import Facts, Verdict, Window
from headwater.insight.performance import change
from headwater.insight.performance.change import Question
from headwater.insight.performance.claims import chance, guard, numerals, sentences
from headwater.insight.performance.claims.findings import Kind
from headwater.vocabulary.errors import Invalid
from headwater.vocabulary.periods import Month, Period

WINDOWS = (0, 1, 7, 20, 30, 65, 70, 120, 480, 802, 826, 1500)


def kinds(text: str, **given) -> set[Kind]:
    return {each.kind for each in guard.check(text, **given)}


def judged() -> list[verdict.Judged]:
    """Verdicts of every kind, over many sizes of number."""
    year = 12.0
    found = [verdict.grown_stale(9, stale_after=4)]
    break_says = "The codes for attendance changed in August 2024."
    absent = (Period.months(Month(2024, 3), 2),)
    for direction in Direction:
        basic = {"direction": direction, "periods": 24, "needed": 24}
        found += [
            verdict.judge(Facts(direction=direction, periods=0, needed=24)),
            verdict.judge(Facts(direction=direction, periods=20, needed=24)),
            verdict.judge(Facts(direction=direction, periods=22, needed=24, absent=absent)),
            verdict.judge(Facts(**basic, break_says=break_says)),
            verdict.judge(Facts(**basic, has_counts=False)),
            verdict.judge(Facts(**basic)),
            verdict.judge(Facts(**basic, before=Window(3, 9, year), after=Window(20, 20, year))),
        ]
        for before, after in product(WINDOWS, WINDOWS):
            sides = {"before": Window(before, before, year), "after": Window(after, after, year)}
            found += [verdict.judge(Facts(**basic, **sides, usual=usual)) for usual in (None, 40.0)]
    return [each for each in found if each]


def test_what_verdicts_say_passes_the_guard():
    every = judged()
    assert {each.verdict for each in every} == set(Verdict)
    assert [each.says for each in every if guard.check(each.says)] == []


def test_what_is_said_of_two_numbers_passes_the_guard():
    answers = [change.is_it_a_change(Question(*pair)) for pair in product(WINDOWS, WINDOWS)]
    said = [text for each in answers for text in (each.write, f"{each.headline} {' '.join(each.says)}")]
    assert [text for text in said if guard.check(text)] == []


def test_a_finding_knows_its_place():
    text = "We met in May.\n\nKnife crime fell from 826 to 802, a fall of 8.1%. Nobody knows why."
    for each in guard.check(text):
        assert (
            text[each.start : each.end]
            == each.sentence
            == "Knife crime fell from 826 to 802, a fall of 8.1%."
        )


def test_a_sentence_beside_it_may_take_a_claim_back():
    assert Kind.SMALL_CHANGE in kinds("Stab admissions fell from 30 to 20.")
    assert kinds("Stab admissions fell from 30 to 20. That could be chance.") == set()
    assert kinds("We cannot tell this from chance. Stab admissions fell from 30 to 20.") == set()


def test_a_trend_is_questioned_across_a_break_and_on_neither_side_of_it():
    found = breaks.parse(
        '[[break]]\nsource = "x"\nmonth = "2023-04"\nwords = ["recorded stalking"]\nsays = "Counted anew."'
    )
    across = "Recorded stalking rose between 2022 and 2024."
    assert kinds(across, breaks=found) == {Kind.RECORDING_BREAK}
    assert kinds(across, breaks=[]) == set()
    assert kinds("Recorded stalking rose between 2024 and 2025.", breaks=found) == set()
    assert kinds("Burglary rose between 2022 and 2024.", breaks=found) == set()
    assert kinds("Recorded stalking rose between autumn 2023 and spring 2024.", breaks=found) == set()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It fell from 1,826 to 802, or 8.1%.", "it fell from {c0} to {c1}, or {p2}."),
        ("Under-25s: a third of £1.2 million.", "{z0}: {f1} of {m2}."),
        ("One in five in spring 2025 and 2023/24 (n = 40)", "{o0} in {y1} and {y2} ({n3})"),
        ("up 5 percentage points, 4.2 per 1,000, p = 0.18", "up {q0}, {r1} {z2}, {z3}"),
        ("twenty per cent on 3 May at 7 pm", "{p0} on {z1} at {z2}"),
        ("30 → 20", "{c0} to {c1}"),
        ("Most happen from 22:00 to 02:00: 2.3 times", "most happen from {z0} to {z1}: {r2} times"),
    ],
)
def test_numbers_are_read_as_what_they_are(text, marked):
    assert numerals.read(text).marked == marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("From 24% to 33%: 1 to 16 points more.", set()),
        ("From 24% to 33%: 12 to 16 points more.", {Kind.POINTS}),
        ("From 24% to 33%: 16 points more.", {Kind.POINTS}),
        ("From 61% to 58%: between 1 and 5 percentage points fewer.", set()),
    ],
)
def test_a_range_of_points_is_read_as_a_range(text, found):
    assert kinds(text) == found


def test_numbers_have_values():
    [million, share, school_year] = numerals.read("£1.2 million, three quarters, 2023/24").numbers
    assert (million.value, share.value) == (1_200_000, 0.75)
    assert (school_year.first_on, school_year.last_on) == (date(2023, 4, 1), date(2024, 8, 31))


def test_sentences_end_where_they_end():
    text = "It was 4.2. See p. 9, e.g. The table.\nNext line without an end\nThe U.K. rate"
    assert [each.text for each in sentences.split(text)] == [
        "It was 4.2.",
        "See p. 9, e.g. The table.",
        "Next line without an end",
        "The U.K. rate",
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Knife crime | 826 | 802 | -8.1%", {Kind.PERCENTAGE}),
        ("Knife crime | 826 | 802 | -2.9%", set()),
        ("Robbery | 1,204 | 1,020 | \u221215%", set()),
        ("Robbery | 1,204 | 1,020 | +15%", {Kind.PERCENTAGE}),
        ("Homicide | 0 | 3 | -", set()),
        ("Share | 40% | 50% | +10%", set()),
        ("Share | 40% | 50% | +25%", set()),
        ("Share | 40% | 50% | +30%", {Kind.PERCENTAGE}),
    ],
)
def test_a_column_of_change_is_checked_against_the_two_before_it(row, found):
    table = f"Measure | 2022/23 | 2023/24 | % change\n{row}\nArea | Owner | Note"
    assert kinds(table) == found
    assert kinds(table.replace(" | ", "\t")) == found


def test_a_column_of_differences_is_checked_too():
    table = "Measure | Before | After | Change\nRobbery | 900 | 700 | -150\nTheft | 900 | 700 | -200"
    [found] = guard.check(table)
    assert (found.kind, found.numbers) == (Kind.DIFFERENCE, (900, 700, -150))
    assert found.sentence.startswith("Robbery")


def test_how_often_chance_does_it_is_said_in_words():
    assert [chance.often(p) for p in (1.0, 0.73, 0.2, 0.0001)] == [
        "almost every time",
        "about 7 times in 10",
        "about 1 time in 5",
        "less than 1 time in 1,000",
    ]


def test_a_text_too_long_is_refused_with_a_sentence():
    with pytest.raises(Invalid, match="longer than"):
        guard.check("a" * (guard.MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    "hostile",
    [
        "from 9 to 8 " * 500,
        "{c0} of {p1} (" * 300,
        "violence " * 3_000,
        "reduced " * 3_000,
        "1,111," * 3_000,
        "9" * 20_000,
        "we cut we cut " * 1_000 + "violence due to mentoring",
        "in 2023 and 5 in 2024 or " * 400,
        "((((((((" * 2_000,
        "zero in zero, 1 in 0",
        "½ ٣٤ 一二 ①",
    ],
)
def test_no_text_keeps_it_long(hostile):
    began = process_time()
    guard.check(hostile)
    assert process_time() - began < 3


SAID = (
    "from to of fell rose by 30 20 826 0 8.1% 50% £3m half doubled a third 2023/24 spring 2025 one in five ( ) , . ; : none "
    "reoffended reached people between and CI 95% interval significant p=0.2 n=3 thanks programme violence { } points | change"
)
WORDS = st.sampled_from(SAID.split())


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=40))
def test_any_words_in_any_order_get_an_answer(words):
    text = " ".join(words)
    for each in guard.check(text):
        assert text[each.start : each.end].strip() == each.sentence
