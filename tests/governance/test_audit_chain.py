"""The chain shows every edit, removal, move and cut; and many can append at once."""

import threading
import time
import uuid
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from headwater.governance.audit import chain, checkpoint, guard
from headwater.governance.audit.models import AuditEntry
from headwater.governance.audit.queries import Verification, verify, verify_chain

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2025, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def event(label: str = "Sam Someone") -> chain.Event:
    return chain.Event(
        NOW, "partners.sign_agreement", uuid.uuid4(), label, "agreement", str(uuid.uuid4()), "done"
    )


@pytest.fixture
def ten() -> None:
    for number in range(10):
        chain.append([event(f"Person {number + 1}")])


def found() -> list[tuple[str, int]]:
    return [(finding.code, finding.number) for finding in verify_chain()]


def entry(number: int):
    return AuditEntry.objects.filter(number=number)


def renumber(before: int, after: int) -> None:
    entry(before).update(number=after)


@pytest.mark.usefixtures("ten")
def test_chain_that_nobody_touched_is_whole():
    verification = verify()
    assert (verification.entries, verification.is_whole) == (10, True)
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 11))
    assert checkpoint.read() == checkpoint.Checkpoint(10, entry(10).get().hash)


def test_chain_that_is_empty_is_whole():
    assert verify().is_whole


EDITS = {
    "at": datetime(2025, 3, 1, 12, 0, 0, 123457, tzinfo=UTC),
    "kind": "partners.end_agreement",
    "actor_uuid": uuid.uuid4(),
    "actor_label": "Somebody else",
    "subject_kind": "person",
    "subject_key": "other",
    "outcome": "refused",
    "refusal_code": "x",
    "reason": "Because.",
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("column", EDITS)
def test_edit_of_any_column_is_found(column):
    entry(4).update(**{column: EDITS[column]})
    assert ("edited", 4) in found()


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("column", ["at", "actor_uuid", "number"])
def test_entry_made_unreadable_is_found_and_hides_no_other(column):
    if connection.vendor == "postgresql":
        return  # it keeps no value of another type than the column's
    entry(6).update(kind="partners.end_agreement")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {AuditEntry._meta.db_table} SET {column} = 'nonsense' WHERE number = 4")
    codes = found()
    assert ("edited", 6) in codes
    assert ("removed", 4) in codes if column == "number" else ("edited", 4) in codes
    assert verify().entries == 10


@pytest.mark.usefixtures("ten")
def test_edit_with_a_hash_made_without_the_key_is_found():
    import hashlib

    forged = entry(4).get()
    forged.reason = "Because."
    entry(4).update(reason="Because.", hash=hashlib.sha256(str(forged).encode()).hexdigest())
    assert ("edited", 4) in found()


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize(
    ("numbers", "says"), [([1], "Entry 1 is"), ([5], "Entry 5 is"), ([5, 6], "Entries 5 to 6 are")]
)
def test_removal_is_found(numbers, says):
    AuditEntry.objects.filter(number__in=numbers).delete()
    (finding,) = verify_chain()
    assert (finding.code, finding.number) == ("removed", numbers[0])
    assert finding.says == f"{says} missing."


@pytest.mark.usefixtures("ten")
def test_removal_with_the_rest_closed_up_is_found():
    entry(5).delete()
    for number in range(6, 11):
        renumber(number, number - 1)
    codes = found()
    assert ("moved", 5) in codes
    assert ("truncated", 10) in codes


@pytest.mark.usefixtures("ten")
def test_entries_that_changed_places_are_found():
    renumber(3, 99)
    renumber(7, 3)
    renumber(99, 7)
    assert found() == [("moved", 3), ("moved", 7)]
    assert verify_chain()[0].says == "Entry 3 was moved: it was written as number 7."


@pytest.mark.usefixtures("ten")
def test_cut_end_is_found_by_the_checkpoint():
    AuditEntry.objects.filter(number__gt=7).delete()
    assert found() == [("truncated", 8)]


@pytest.mark.usefixtures("ten")
def test_emptied_trail_is_found_by_the_checkpoint():
    AuditEntry.objects.all().delete()
    assert found() == [("truncated", 1)]


@pytest.mark.usefixtures("ten")
def test_end_that_was_cut_and_grown_again_is_found_by_the_checkpoint():
    seen = checkpoint.file().read_bytes()
    AuditEntry.objects.filter(number__gt=7).delete()
    for _again in range(5):
        chain.append([event()])
    checkpoint.file().write_bytes(seen)  # an operator compares with the copy that was kept elsewhere
    assert found() == [("replaced", 10)]


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("damage", ["{}", "", '{"number": 3, "hash": "x", "seal": "x"}', '{"number": []}'])
def test_checkpoint_that_was_changed_is_found_and_never_written_over(damage):
    checkpoint.file().write_text(damage)
    chain.append([event()])
    assert ("checkpoint_changed", 0) in found()
    assert checkpoint.file().read_text() == damage


@pytest.mark.usefixtures("ten")
def test_missing_checkpoint_is_found():
    checkpoint.file().unlink()
    assert found() == [("checkpoint_missing", 10)]


def test_checkpoint_only_moves_forward_and_only_by_what_is_committed():
    chain.append([event(), event()])
    checkpoint.write(1, "late")
    assert checkpoint.read().number == 2
    with transaction.atomic():
        chain.append([event()])
        transaction.set_rollback(True)
    assert checkpoint.read().number == 2
    assert found() == []


def test_entry_is_neither_saved_nor_deleted_by_itself():
    (written,) = chain.append([event()])
    with pytest.raises(TypeError, match="append-only"):
        written.save()
    with pytest.raises(TypeError, match="append-only"):
        written.delete()


@pytest.fixture
def guarded():
    guard.install()
    yield
    guard.lift()


@pytest.mark.usefixtures("ten", "guarded")
@pytest.mark.parametrize("change", [lambda: entry(4).update(reason="x"), lambda: entry(4).delete()])
def test_guarded_table_itself_refuses_changes(change):
    guard.install()  # again: nothing happens
    with pytest.raises(DatabaseError, match="append-only"):
        change()
    chain.append([event()])
    assert found() == []


@pytest.mark.usefixtures("ten", "guarded")
def test_guarded_table_refuses_to_have_a_row_replaced():
    table = AuditEntry._meta.db_table
    says = "append-only" if connection.vendor == "sqlite" else "syntax"  # PostgreSQL has no such statement
    with pytest.raises(DatabaseError, match=says), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE number = 4")
    chain.append([event()])
    assert verify().is_whole


@pytest.mark.usefixtures("guarded")
@pytest.mark.postgres  # only PostgreSQL can truncate a table
def test_guarded_table_refuses_to_be_truncated():
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"):
        cursor.execute(f"TRUNCATE {AuditEntry._meta.db_table}")


def _append_some(times: int) -> None:
    for _time in range(times):
        while True:
            try:
                chain.append([event(), event()])
                break
            except DatabaseError:  # an in-memory SQLite database refuses at once where a file would wait
                time.sleep(0.002)
    connection.close()


def test_appends_from_many_threads_make_one_chain():
    threads = [threading.Thread(target=_append_some, args=(10,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditEntry.objects.count() == 80
    assert found() == []


def test_thousands_of_entries_are_read_once(django_assert_num_queries):
    for _batch in range(10):
        chain.append([event() for _ in range(500)])
    with django_assert_num_queries(1):
        assert verify() == Verification(5_000, ())
