"""The vault: sealed values in a database of their own, which open only in their place and go whole."""

import uuid

import pytest
from django.apps import apps
from django.db import connections, router

from headwater.data.vault import actions, queries
from headwater.data.vault.models import Identity
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners.models import Organisation
from headwater.governance.partners.queries import operator
from headwater.vocabulary.errors import Conflict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

ROWS = [
    ("c1", {"surname": "Doe", "date_of_birth": "2001-02-03", "forename": None}),
    ("c2", {"surname": "Ó Briain", "date_of_birth": ""}),
]


def store(submission: uuid.UUID, rows=ROWS) -> int:
    return actions.store(submission, "youth_justice", rows, by=operator())


def read(submission: uuid.UUID) -> list[tuple[str, str, str]]:
    found = queries.identities("youth_justice", submission_uuid=submission)
    return [(each.record_key, each.column, each.value) for each in found]


def test_stored_identifiers_are_read_back_without_the_empty_ones():
    submission = uuid.uuid4()
    assert store(submission) == 3
    assert read(submission) == [
        ("c1", "date_of_birth", "2001-02-03"),
        ("c1", "surname", "Doe"),
        ("c2", "surname", "Ó Briain"),
    ]


def test_database_holds_no_value_in_clear_and_the_audit_neither():
    store(uuid.uuid4())
    sealed = b"".join(bytes(each.sealed_value) for each in Identity.objects.all())
    assert b"Doe" not in sealed
    entry = AuditEntry.objects.get(kind="vault.store")
    assert entry.subject_kind == "submission"
    assert "Doe" not in str(AuditEntry.objects.values())
    (revealed, *_) = queries.identities("youth_justice", submission_uuid=uuid.UUID(entry.subject_key))
    assert revealed.value not in repr(revealed)


def test_storing_again_replaces_what_a_killed_run_left():
    submission = uuid.uuid4()
    store(submission, [("c1", {"surname": "Half"})])
    store(submission)
    assert [value for *_, value in read(submission)] == ["2001-02-03", "Doe", "Ó Briain"]


def test_store_that_fails_in_the_middle_keeps_what_was_there():
    submission = uuid.uuid4()
    store(submission)

    def broken():
        yield "c9", {"surname": "New"}
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store(submission, broken())
    assert len(read(submission)) == 3


@pytest.mark.parametrize("move", ["record_key", "column", "submission_uuid"])
def test_value_that_was_moved_does_not_open(move):
    submission, other = uuid.uuid4(), uuid.uuid4()
    store(submission, [("c1", {"surname": "Doe"})])
    elsewhere = {"record_key": "c2", "column": "forename", "submission_uuid": other}
    Identity.objects.update(**{move: elsewhere[move]})
    with pytest.raises(Conflict, match="in its place"):
        read(other if move == "submission_uuid" else submission)


def test_purge_removes_every_identifier_of_the_submission_and_no_other():
    gone, kept = uuid.uuid4(), uuid.uuid4()
    store(gone)
    store(kept)
    assert actions.purge(gone, by=operator()) == 3
    assert (queries.count(gone), queries.count(kept)) == (0, 3)


def test_vault_database_holds_the_vault_and_nothing_else():
    tables = set(connections["vault"].introspection.table_names())
    assert tables == {Identity._meta.db_table, "django_migrations"}
    assert Identity._meta.db_table not in connections["default"].introspection.table_names()


def test_router_keeps_the_vault_apart():
    for model in apps.get_models():
        database = "vault" if model is Identity else "default"
        assert (router.db_for_read(model), router.db_for_write(model)) == (database, database)
        assert router.allow_migrate_model(database, model)
        assert not router.allow_migrate_model("default" if database == "vault" else "vault", model)
    assert not router.allow_relation(Identity(), Organisation())
    assert router.allow_relation(Organisation(), Organisation())
