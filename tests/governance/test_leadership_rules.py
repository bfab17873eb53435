"""The rules of what boards record, each by its truth table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headwater.governance.leadership import rules
from headwater.governance.leadership.models import Voice

TODAY = date(2026, 6, 1)
BEFORE, LATER = TODAY - timedelta(days=30), TODAY + timedelta(days=30)


def code(refusal) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("held_on", "board_holds", "wanted"),
    [(TODAY, True, None), (BEFORE, False, "board_does_not_exist"), (LATER, True, "in_the_future")],
)
def test_why_not_meet(held_on, board_holds, wanted):
    assert code(rules.why_not_meet(held_on=held_on, today=TODAY, board_holds=board_holds)) == wanted


@pytest.mark.parametrize(
    ("named", "wanted"), [([], None), (["Police"], None), (["Police", "Nobody"], "no_seat")]
)
def test_why_not_note_attendance(named, wanted):
    assert code(rules.why_not_note_attendance(seated=["Police", "Health"], named=named)) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, None),
        ({"is_public": False, "public_words": ""}, None),
        ({"public_words": " "}, "no_public_words"),
        ({"board_holds": False}, "board_does_not_exist"),
        ({"decided_on": LATER}, "in_the_future"),
    ],
)
def test_why_not_decide(given, wanted):
    usual = {"decided_on": BEFORE, "board_holds": True, "is_public": True, "public_words": "We will."}
    assert code(rules.why_not_decide(today=TODAY, **{**usual, **given})) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, None),
        ({"due_on": BEFORE - timedelta(days=1)}, "due_before_heard"),
        ({"replied_on": TODAY}, "reply_without_answer"),
        ({"answered": True, "words": "We did.", "replied_on": TODAY}, None),
        ({"answered": True, "words": "", "replied_on": TODAY}, "no_answer_words"),
        ({"answered": True, "words": "We did."}, "no_day_of_reply"),
        (
            {"answered": True, "words": "We did.", "replied_on": BEFORE - timedelta(days=1)},
            "reply_before_heard",
        ),
    ],
)
def test_why_not_answer(given, wanted):
    usual = {"answered": False, "words": "", "heard_on": BEFORE, "due_on": TODAY, "replied_on": None}
    assert code(rules.why_not_answer(**{**usual, **given})) == wanted


@pytest.mark.parametrize(
    ("due_on", "takes_part", "wanted"),
    [
        (LATER, True, None),
        (TODAY, True, None),
        (BEFORE, True, "due_in_the_past"),
        (LATER, False, "owner_ended"),
    ],
)
def test_why_not_set_task(due_on, takes_part, wanted):
    refusal = rules.why_not_set_task(due_on=due_on, given_on=TODAY, owner_takes_part=takes_part)
    assert code(refusal) == wanted


@pytest.mark.parametrize(
    ("done_on", "because", "wanted"),
    [
        (None, "", None),
        (TODAY, "", None),
        (None, "It is no longer needed.", None),
        (TODAY, "It is no longer needed.", "done_and_dropped"),
        (LATER, "", "in_the_future"),
    ],
)
def test_why_not_close_task(done_on, because, wanted):
    assert code(rules.why_not_close_task(done_on=done_on, dropped_because=because, today=TODAY)) == wanted


@pytest.mark.parametrize(
    ("binds", "is_met", "shown_by", "wanted"),
    [
        (True, False, "", None),
        (True, True, "Strategy, page 4", None),
        (True, True, " ", "nothing_shows_it"),
        (False, False, "", "not_bound"),
    ],
)
def test_why_not_state_duty(binds, is_met, shown_by, wanted):
    assert code(rules.why_not_state_duty(binds=binds, is_met=is_met, shown_by=shown_by)) == wanted


@pytest.mark.parametrize(
    "after",
    [
        "Forty staff were trained in trauma informed practice.",
        "The head of service attended the quarterly meeting.",
        "We held two workshops and circulated the slides.",
        "A conference raised awareness of exploitation.",
        "The partnership was briefed and took part in a seminar.",
        "Launched a newsletter.",
    ],
)
def test_activity_is_not_a_change(after):
    refusal = rules.why_not_a_change(
        before="Nothing was said.", after=after, changed_on=BEFORE, today=TODAY, reversed_on=None
    )
    assert code(refusal) == "activity"


@pytest.mark.parametrize(
    "after",
    [
        "Every pupil who is suspended now gets a call from a youth worker within a day.",
        "Staff who were trained must ask what happened before a sanction is given.",
        "Two posts are in the budget of the hospital.",
        "The young people's board has a vote, and may decide on a fifth of the fund.",
        "The policy says that no child is excluded without a meeting of the family.",
        "Custody suites telephone the youth justice service within the hour.",
    ],
)
def test_what_is_otherwise_now_is_a_change(after):
    facts = {"before": "Nobody did.", "changed_on": BEFORE, "today": TODAY, "reversed_on": None}
    assert rules.why_not_a_change(after=after, **facts) is None


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"before": "They  call within\na day."}, "nothing_changed"),
        ({"changed_on": LATER}, "in_the_future"),
        ({"reversed_on": BEFORE - timedelta(days=1)}, "reversed_before"),
        ({"reversed_on": TODAY}, None),
    ],
)
def test_why_not_a_change(given, wanted):
    usual = {"before": "Nobody called.", "after": "they call within a day.", "changed_on": BEFORE}
    facts = {**usual, "today": TODAY, "reversed_on": None, **given}
    assert code(rules.why_not_a_change(**facts)) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, None),
        ({"is_money": True}, "no_amount"),
        ({"is_money": True, "amount_gbp": Decimal(0)}, "no_amount"),
        ({"is_money": True, "amount_gbp": Decimal(1)}, None),
        ({"signed_on": TODAY}, "no_signatory"),
        ({"signed_on": TODAY, "signed_by_role": "Chief executive"}, None),
        ({"signed_on": LATER, "signed_by_role": "Chief executive"}, "in_the_future"),
    ],
)
def test_why_not_commit(given, wanted):
    usual = {"is_money": False, "amount_gbp": None, "signed_on": None, "signed_by_role": ""}
    assert code(rules.why_not_commit(today=TODAY, **{**usual, **given})) == wanted


@pytest.mark.parametrize(
    ("used", "not_used", "has_decision", "because", "wanted"),
    [
        (False, False, False, "", None),
        (True, False, True, "", None),
        (True, False, False, "", "no_decision"),
        (False, True, False, "Too few of them to plan on.", None),
        (False, True, True, " ", "no_reason"),
    ],
)
def test_why_not_use(used, not_used, has_decision, because, wanted):
    refusal = rules.why_not_use(
        is_used=used, is_not_used=not_used, has_decision=has_decision, because=because
    )
    assert code(refusal) == wanted


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ([], None),
        ([{"item": "Lighting", "voice": "community"}], None),
        ([{"item": " ", "voice": "community"}], "bad_item"),
        ([{"item": "Lighting", "voice": "nobody"}], "bad_item"),
    ],
)
def test_why_not_items(items, wanted):
    assert code(rules.why_not_items(items, voices=Voice.values)) == wanted
