"""One word for several verdicts never says more than they do."""

import itertools

import pytest

from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import standing
from headwater.insight.performance.standing import Measure

BETTER, WORSE, SAME, CHANGED = (
    Verdict.IMPROVING,
    Verdict.WORSENING,
    Verdict.NO_CLEAR_CHANGE,
    Verdict.CHANGED,
)
STALE, HIDDEN, NONE, BREAK = Verdict.STALE, Verdict.SUPPRESSED, Verdict.NO_DATA, Verdict.NOT_COMPARABLE

TABLE = [
    ([], NONE, "Nobody measures this yet."),
    ([BETTER], BETTER, "Its indicator gets better."),
    ([BETTER, BETTER], BETTER, "Both indicators get better."),
    ([SAME, SAME, SAME], SAME, "All three indicators show no clear change."),
    ([BETTER, STALE], BETTER, "Of two indicators one gets better and one is too old to say."),
    ([BETTER, SAME], SAME, "Of two indicators one gets better and one shows no clear change."),
    ([BETTER, CHANGED], SAME, "Of two indicators one gets better and one has changed, neither for better nor for worse."),
    ([BETTER, WORSE], WORSE, "Of two indicators one gets worse and one gets better."),
    ([CHANGED], CHANGED, "Its indicator has changed, neither for better nor for worse."),
    ([STALE, HIDDEN, HIDDEN], HIDDEN, "Of three indicators two have too few to show and one is too old to say."),
    ([NONE, BREAK], BREAK, "Of two indicators one cannot be compared with the year before and one has no figures."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "word", "says"), TABLE)
def test_the_word_and_the_sentence(words, word, says):
    assert (standing.overall(words), standing.sentence(words)) == (word, says)


def test_nothing_is_good_news_unless_something_improves_and_nothing_judged_does_otherwise():
    for words in itertools.product(Verdict, repeat=3):
        if standing.overall(words) is BETTER:
            assert BETTER in words
            assert not {WORSE, SAME, CHANGED} & set(words)
        if WORSE in words:
            assert standing.overall(words) is WORSE


def test_order_changes_nothing():
    for words in itertools.product(Verdict, repeat=3):
        assert len({standing.overall(each) for each in itertools.permutations(words)}) == 1
        assert len({standing.sentence(each) for each in itertools.permutations(words)}) == 1


def measured(word: Verdict, p: float | None) -> Measure:
    facts = dict.fromkeys(ReleasedVerdict.__dataclass_fields__)
    return Measure("serious_violence", None, ReleasedVerdict(**{**facts, "verdict": word, "p": p}))


def found(*words_and_p: tuple[Verdict, float | None]) -> standing.Standing:
    return standing.standing_of([measured(word, p) for word, p in words_and_p])


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ([WORSE], ""),
        ([WORSE, WORSE], ""),
        ([WORSE, SAME, STALE, SAME], "1 of 3 gets worse"),
        ([WORSE, BETTER, WORSE], "2 of 3 get worse"),
        ([BETTER, CHANGED], ""),
        ([BETTER, SAME, SAME], "2 of 3 show no clear change"),
        ([STALE, HIDDEN], ""),
        ([BETTER, STALE], ""),
    ],
)
def test_a_mark_says_of_how_many_its_word_is_true(words, counted):
    assert standing.counted(words) == counted


def test_one_of_fifteen_that_chance_may_have_moved_is_told_as_such():
    fourteen = [(SAME, 0.5)] * 14
    said = found((WORSE, 0.03), *fourteen)
    assert said.word is WORSE
    assert said.counted == "1 of 15 gets worse"
    assert said.says.endswith("Among 15, chance alone may do as much.")
    assert "chance" not in found((WORSE, 0.001), *fourteen).says
    assert "chance" not in found((WORSE, 0.03)).says
    assert "chance" not in found(*fourteen).says
    assert "chance" in found((BETTER, 0.03), *fourteen).says


def test_a_move_whose_probability_nobody_gave_is_not_told_as_more_than_chance():
    assert "chance" in found((WORSE, None), (SAME, None)).says
