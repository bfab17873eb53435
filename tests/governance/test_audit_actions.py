"""`@action`: one transaction, one entry, and a refusal that outlives what it undid."""

import inspect
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from headwater.governance.audit.action import Actor, about, action
from headwater.governance.audit.models import AuditEntry
from headwater.governance.audit.queries import entries, verify_chain
from headwater.governance.leadership.models import Board
from headwater.vocabulary.errors import Invalid, Refused

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Someone:
    label: str = "Sam Someone"
    uuid: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class CaseNote:
    uuid: UUID = field(default_factory=uuid4)


def add_board(key: str) -> None:
    Board.objects.create(key=key, name=key, starts_on=datetime(2025, 1, 1, tzinfo=UTC).date())


@action
def write_note(now: datetime, note: CaseNote, *, by: Actor, reason: str = "") -> datetime:
    add_board("written")
    return now


@action
def refuse_note(now: datetime, note: CaseNote, *, by: Actor, reason: str = "") -> None:
    add_board("refused")
    raise Refused("You may not.", code="not_yours")


@action
def make_note(now: datetime, *, by: Actor) -> CaseNote:
    return CaseNote()


@action
def draw_list(now: datetime, contract_key: str, *, by: Actor) -> None:
    about("contract", contract_key)


@action
def break_off(now: datetime, *, by: Actor) -> None:
    add_board("broken")
    raise Invalid("The file is empty.")


@action
def write_both(now: datetime, note: CaseNote, *, by: Actor, then: str = "") -> datetime:
    at = write_note(note, by=by)
    if then == "refused":
        refuse_note(note, by=by)
    if then == "caught":
        with pytest.raises(Refused):
            refuse_note(note, by=by)
    if then == "broken":
        break_off(by=by)
    assert at == now
    return now


def told() -> list[tuple[str, str, str]]:
    return [
        (e.kind.removeprefix("governance."), e.outcome, e.refusal_code)
        for e in AuditEntry.objects.order_by("number")
    ]


def boards() -> set[str]:
    return set(Board.objects.values_list("key", flat=True))


def test_action_writes_who_did_what_to_what_and_when():
    sam, note = Someone(), CaseNote()
    before = datetime.now(UTC)
    at = write_note(note, by=sam, reason="The parent asked for it.")
    entry = AuditEntry.objects.get()
    assert before <= at == entry.at <= datetime.now(UTC)
    assert (entry.number, entry.kind, entry.outcome) == (1, "governance.write_note", "done")
    assert (entry.actor_uuid, entry.actor_label) == (sam.uuid, "Sam Someone")
    assert (entry.subject_kind, entry.subject_key) == ("case_note", str(note.uuid))
    assert entry.reason == "The parent asked for it."


def test_subject_of_a_thing_that_was_made_is_what_was_returned():
    note = make_note(by=Someone())
    assert AuditEntry.objects.get().subject_key == str(note.uuid)


def test_subject_without_a_uuid_is_what_the_body_named():
    draw_list("police_street", by=Someone())
    entry = AuditEntry.objects.get()
    assert (entry.subject_kind, entry.subject_key) == ("contract", "police_street")


def test_about_outside_an_action_is_a_mistake():
    with pytest.raises(RuntimeError):
        about("contract", "police_street")


def test_refused_action_is_undone_and_kept_as_refused():
    note = CaseNote()
    with pytest.raises(Refused, match="You may not"):
        refuse_note(note, by=Someone(), reason="I want to.")
    assert told() == [("refuse_note", "refused", "not_yours")]
    assert AuditEntry.objects.get().subject_key == str(note.uuid)
    assert AuditEntry.objects.get().reason == "I want to."
    assert boards() == set()


def test_action_that_breaks_off_is_undone_and_leaves_no_entry():
    with pytest.raises(Invalid):
        break_off(by=Someone())
    assert told() == []
    assert boards() == set()


def test_nested_actions_share_the_moment_and_the_transaction_and_write_their_own_entries():
    write_both(CaseNote(), by=Someone())
    assert told() == [("write_note", "done", ""), ("write_both", "done", "")]
    assert len(set(AuditEntry.objects.values_list("at", flat=True))) == 1


def test_refusal_inside_undoes_everything_and_both_are_kept_as_refused():
    with pytest.raises(Refused):
        write_both(CaseNote(), by=Someone(), then="refused")
    assert told() == [("refuse_note", "refused", "not_yours"), ("write_both", "refused", "not_yours")]
    assert boards() == set()


def test_refusal_that_the_outer_action_catches_is_kept_and_only_the_inner_is_undone():
    write_both(CaseNote(), by=Someone(), then="caught")
    assert told() == [
        ("write_note", "done", ""),
        ("refuse_note", "refused", "not_yours"),
        ("write_both", "done", ""),
    ]
    assert boards() == {"written"}


def test_error_after_an_inner_action_takes_its_entry_away_with_its_work():
    with pytest.raises(Invalid):
        write_both(CaseNote(), by=Someone(), then="broken")
    assert told() == []
    assert boards() == set()


def test_next_action_starts_afresh_after_one_that_failed():
    with pytest.raises(Invalid):
        break_off(by=Someone())
    write_note(CaseNote(), by=Someone())
    assert told() == [("write_note", "done", "")]
    assert verify_chain() == []


def test_callers_see_an_action_without_now():
    assert list(inspect.signature(write_note).parameters) == ["note", "by", "reason"]
    with pytest.raises(TypeError):
        write_note(CaseNote(), by=Someone(), now=datetime.now(UTC))


def test_action_that_nobody_does_is_a_mistake():
    with pytest.raises(TypeError, match="say who"):
        write_note(CaseNote())


def test_function_that_is_no_action_is_a_mistake_at_once():
    def without_now(note, *, by): ...

    with pytest.raises(TypeError, match="first parameter is `now`"):
        action(without_now)

    def positional_by(now, by): ...

    with pytest.raises(TypeError, match="keyword `by`"):
        action(positional_by)


def test_entries_are_found_by_kind_actor_subject_outcome_and_time():
    sam, note = Someone(), CaseNote()
    at = write_note(note, by=sam)
    with pytest.raises(Refused):
        refuse_note(note, by=Someone())
    make_note(by=sam)

    def found(**wanted) -> list[int]:
        return [entry.number for entry in entries(**wanted)]

    assert found() == [3, 2, 1]
    assert found(kind="governance.write_note") == [1]
    assert found(kind="governance") == [3, 2, 1]
    assert found(kind="govern") == []
    assert found(actor_uuid=sam.uuid) == [3, 1]
    assert found(subject_key=str(note.uuid)) == [2, 1]
    assert found(outcome="refused") == [2]
    assert found(before=at) == []
    assert found(since=at) == [3, 2, 1]
