"""One word for several verdicts never says more than they do."""

import itertools

import pytest

from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import standing

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
