"""What people write together: every version is kept, and nobody's words are lost."""

from datetime import UTC, date, datetime

import pytest

from governance.partnership_makers import make_person
from headwater.governance.audit.action import Actor, action
from headwater.governance.partners import written
from headwater.governance.partners.rules import LONGEST_TEXT
from headwater.governance.strategy.models import Plan
from headwater.vocabulary.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.django_db


@action
def _draft(now: datetime, *, by: Actor) -> Plan:
    plan = Plan(key="plan", title="A plan", starts_on=date(2025, 4, 1), ends_on=date(2028, 4, 1))
    return written.begin(plan, by=by, now=now)


@action
def _rewrite(now: datetime, plan: Plan, *, seen: int, by: Actor, reason: str = "", **changes: str) -> Plan:
    return written.rewrite(plan, changes, seen=seen, by=by, now=now, reason=reason)


def test_each_change_keeps_the_version_before_it() -> None:
    by = make_person()
    plan = _draft(by=by)
    _rewrite(plan, seen=1, by=by, title="A better plan", reason="It was dull.")
    newest, first = written.history(plan)
    assert (newest.number, newest.content["title"], newest.reason) == (2, "A better plan", "It was dull.")
    assert (first.number, first.content["title"]) == (1, "A plan")
    assert newest.written_by == by.uuid
    assert newest.written_at.tzinfo is UTC
    assert written.version_of(plan.uuid, 1) == first
    with pytest.raises(NotFound):
        written.version_of(plan.uuid, 3)


def test_a_text_longer_than_any_is_kept_is_refused_with_a_sentence_and_changes_nothing() -> None:
    by = make_person()
    plan = _draft(by=by)
    with pytest.raises(Invalid, match="The about has 10,001 characters, and at most 10,000 are kept"):
        _rewrite(plan, seen=1, by=by, about="x" * (LONGEST_TEXT + 1))
    assert (Plan.objects.get().about, Plan.objects.get().version) == ("", 1)
    _rewrite(Plan.objects.get(), seen=1, by=by, about="x" * LONGEST_TEXT)
    assert Plan.objects.get().version == 2


def test_a_text_longer_than_its_field_or_that_is_none_is_refused_on_every_database() -> None:
    by = make_person()
    plan = _draft(by=by)
    with pytest.raises(Invalid, match="The title has 201 characters, and at most 200 are kept"):
        _rewrite(plan, seen=1, by=by, title="x" * 201)
    with pytest.raises(Invalid, match="The about has a character that is no part of any text"):
        _rewrite(Plan.objects.get(), seen=1, by=by, about="a\0b")


@pytest.mark.parametrize("seen", [0, 2, 10**20])
def test_who_began_with_a_version_that_never_was_is_told_and_nothing_is_written(seen: int) -> None:
    by = make_person()
    plan = _draft(by=by)
    with pytest.raises(Invalid, match="is not kept here"):
        _rewrite(plan, seen=seen, by=by, title="Mine")
    assert Plan.objects.get().title == "A plan"


def test_two_writers_of_two_fields_both_keep_their_words() -> None:
    by = make_person()
    plan = _draft(by=by)
    _rewrite(plan, seen=1, by=by, title="Hers")
    _rewrite(Plan.objects.get(), seen=1, by=by, about="His")
    stands = Plan.objects.get()
    assert (stands.title, stands.about, stands.version) == ("Hers", "His", 3)


def test_two_writers_of_one_field_are_told_and_nothing_is_overwritten() -> None:
    by = make_person()
    plan = _draft(by=by)
    _rewrite(plan, seen=1, by=by, title="Hers")
    with pytest.raises(Conflict, match="title") as told:
        _rewrite(Plan.objects.get(), seen=1, by=by, title="His")
    assert told.value.code == "changed_meanwhile"
    assert Plan.objects.get().title == "Hers"
    _rewrite(Plan.objects.get(), seen=2, by=by, title="Hers and his")
    assert Plan.objects.get().version == 3


def test_the_same_words_twice_make_no_version_and_quarrel_with_nobody() -> None:
    by = make_person()
    plan = _draft(by=by)
    _rewrite(plan, seen=1, by=by, title="Both of us")
    _rewrite(Plan.objects.get(), seen=1, by=by, title="Both of us")
    assert Plan.objects.get().version == 2


def test_a_field_that_is_not_written_together_is_refused() -> None:
    by = make_person()
    plan = _draft(by=by)
    with pytest.raises(Invalid, match="key"):
        _rewrite(plan, seen=1, by=by, key="another")


def test_differences_name_what_reads_otherwise() -> None:
    found = written.differences({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 4})
    assert found == [written.Difference("b", 2, 4), written.Difference("gone", 3, None)]
