"""Two numbers: what can be said, and what would have shown."""

import pytest

from headwater.insight.performance.change import Question, is_it_a_change
from headwater.statistics.rates import Verdict
from headwater.vocabulary.errors import Invalid


def test_30_to_20_is_no_clear_change_and_says_what_would_have_been():
    answer = is_it_a_change(Question(30, 20))
    assert answer.headline == "30 to 20: no clear change."
    assert answer.comparison.verdict is Verdict.NO_CLEAR_CHANGE
    assert answer.comparison.p == pytest.approx(0.20, abs=0.005)  # reference, section 0.1
    chance, size, needed = answer.says
    assert "about 1 time in 5" in chance
    assert "33% lower" in size
    assert "a fall by 59% or more" in needed
    assert "from 30 to 12 or fewer" in needed
    assert answer.write == "30 to 20: no clear change. Only a fall of 59% or more would be likely to show."


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        (Question(120, 61), "120 to 61: a clear fall."),
        (Question(61, 120), "61 to 120: a clear rise."),
        (Question(65, 70), "65 to 70: no clear change."),
        (Question(0, 0), "0 to 0: no clear change."),
        (Question(300, 300, 100_000, 150_000), "300 to 300: a clear fall of the rate."),
        (Question(300, 150, months_before=12, months_after=6), "300 to 150: no clear change."),
        (Question(300, 300, 100_000, 100_000, 12, 24), "300 to 300: a clear fall of the rate."),
    ],
)
def test_people_and_time_are_taken_into_account(question, headline):
    assert is_it_a_change(question).headline == headline


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (Question(0, 3), "no percentage can be given"),
        (Question(3, 0), "no fall would show"),
        (Question(0, 0), "nothing to compare"),
        (Question(10, 45), "4.5 times as high."),
        (Question(20, 20), "The second is the same as the first."),
        (Question(20, 20, 1_000, 1_100), "would be likely to show."),
    ],
)
def test_noughts_and_large_rises_are_said_plainly(question, says):
    assert says in " ".join(is_it_a_change(question).says)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (Question(-1, 3), "whole numbers from 0"),
        (Question(1, 2_000_000), "whole numbers from 0"),
        (Question(1, 3, people_before=10), "how many people for both"),
        (Question(1, 3, months_after=3), "how many months for both"),
        (Question(1, 3, months_before=0, months_after=3), "above nought"),
        (Question(1, 3, months_before=float("nan"), months_after=3), "above nought"),
    ],
)
def test_what_cannot_be_compared_is_refused(question, says):
    with pytest.raises(Invalid, match=says):
        is_it_a_change(question)
