"""What may be done with plans, as truth tables."""

from datetime import date

import pytest

from headwater.governance.strategy import rules

DAY, NEXT, EARLIER = date(2026, 5, 1), date(2026, 5, 2), date(2026, 4, 30)


def code_of(refusal):
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("status", "step", "allowed"),
    [
        ("draft", "adopt", True),
        ("draft", "open_consultation", True),
        ("draft", "roll_over", True),
        ("draft", "close_consultation", False),
        ("consultation", "adopt", False),
        ("consultation", "open_consultation", True),
        ("consultation", "close_consultation", True),
        ("consultation", "roll_over", False),
        ("adopted", "adopt", False),
        ("adopted", "roll_over", True),
        ("adopted", "open_consultation", False),
        ("superseded", "adopt", False),
        ("superseded", "roll_over", False),
    ],
)
def test_steps_of_a_plan(status, step, allowed):
    assert (rules.why_not_step(status=status, step=step) is None) is allowed


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        ("draft", "", None),
        ("consultation", "", None),
        ("adopted", "", "amendment_without_reason"),
        ("adopted", "  ", "amendment_without_reason"),
        ("adopted", "The board asked.", None),
        ("superseded", "The board asked.", "plan_is_past"),
    ],
)
def test_why_not_change(status, reason, code):
    assert code_of(rules.why_not_change(status=status, reason=reason)) == code


@pytest.mark.parametrize(
    ("status", "code"), [("draft", None), ("adopted", None), ("superseded", "plan_is_past")]
)
def test_why_not_add(status, code):
    assert code_of(rules.why_not_add(status=status)) == code


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("O1.2", None),
        ("Oc3.3a", None),
        ("Цель-1", None),
        ("目标2", None),
        ("लक्ष्य-2", None),
        ("", "not_a_clause_key"),
        ("O1..2", "not_a_clause_key"),
        ("O 1", "not_a_clause_key"),
        ("O1/2", "not_a_clause_key"),
        (".O1", "not_a_clause_key"),
        ("x" * 101, "not_a_clause_key"),
        ("v", "clause_key_taken"),
    ],
)
def test_why_not_clause_key(key, code):
    assert code_of(rules.why_not_clause_key(key=key, taken=["V"], clauses=1)) == code


def test_a_plan_has_an_end_of_clauses():
    assert (
        code_of(rules.why_not_clause_key(key="a", taken=[], clauses=rules.MOST_CLAUSES)) == "too_many_clauses"
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [(["b", "c"], None), (["a"], "own_parent"), (["b", "a"], "parents_in_a_circle"), ([], None)],
)
def test_why_not_parent(line, code):
    assert code_of(rules.why_not_parent(key="a", parent_line=line)) == code


def test_a_circle_of_parents_is_told_in_words():
    refusal = rules.why_not_parent(key="a", parent_line=["b", "c", "a", "d"])
    assert "a under b under c under a" in refusal.says


@pytest.mark.parametrize(("above", "code"), [(["b"], None), (["b", "a"], "plans_in_a_circle")])
def test_why_not_roll_up(above, code):
    assert code_of(rules.why_not_roll_up(plan="a", above=above)) == code


@pytest.mark.parametrize(
    ("ends_on", "successor", "says"),
    [
        (None, "", None),
        (NEXT, "", None),
        (DAY, "", "The Trust ended on 1 May 2026. Choose another."),
        (
            EARLIER,
            "New Trust",
            "The Trust ended on 30 April 2026. New Trust has taken over: choose it instead.",
        ),
    ],
)
def test_why_not_own(ends_on, successor, says):
    refusal = rules.why_not_own(name="The Trust", ends_on=ends_on, successor=successor, on=DAY)
    assert (refusal.says if refusal else None) == says


@pytest.mark.parametrize(
    ("due_on", "done_on", "code"),
    [
        (NEXT, None, None),
        (DAY, None, None),
        (EARLIER, None, "due_in_the_past"),
        (EARLIER, EARLIER, None),
        (NEXT, DAY, None),
        (NEXT, NEXT, "done_in_the_future"),
    ],
)
def test_why_not_milestone(due_on, done_on, code):
    assert code_of(rules.why_not_milestone(due_on=due_on, done_on=done_on, today=DAY)) == code


@pytest.mark.parametrize(
    ("heard", "changed", "code"),
    [("", "x", "nothing_heard"), ("x", " ", "nothing_said_of_change"), ("x", "y", None)],
)
def test_why_not_close_consultation(heard, changed, code):
    assert code_of(rules.why_not_close_consultation(heard=heard, changed=changed)) == code


@pytest.mark.parametrize(
    ("status", "clauses", "asked", "code"),
    [
        ("draft", 1, 0, None),
        ("draft", 0, 0, "no_clauses"),
        ("consultation", 1, 1, "consultation_open"),
        ("adopted", 1, 0, "cannot_adopt"),
        ("superseded", 1, 0, "cannot_adopt"),
    ],
)
def test_why_not_adopt(status, clauses, asked, code):
    assert code_of(rules.why_not_adopt(status=status, clauses=clauses, open_consultations=asked)) == code


@pytest.mark.parametrize(
    ("status", "follower", "starts_on", "code"),
    [
        ("adopted", "", NEXT, None),
        ("draft", "", NEXT, None),
        ("adopted", "The next", NEXT, "followed_already"),
        ("consultation", "", NEXT, "cannot_roll_over"),
        ("adopted", "", DAY, "not_a_later_period"),
    ],
)
def test_why_not_roll_over(status, follower, starts_on, code):
    refusal = rules.why_not_roll_over(
        status=status, follower=follower, starts_on=starts_on, old_starts_on=DAY
    )
    assert code_of(refusal) == code


@pytest.mark.parametrize(
    ("due_on", "done_on", "late"), [(EARLIER, None, True), (DAY, None, False), (EARLIER, DAY, False)]
)
def test_a_step_is_overdue_from_the_day_after(due_on, done_on, late):
    assert rules.is_overdue(due_on=due_on, done_on=done_on, on=DAY) is late
