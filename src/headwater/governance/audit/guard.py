"""Triggers that make the database itself refuse to change or delete an audit entry.

They are a fence, not the proof (the chain is the proof): they stop a careless statement, and an
administrator of the database can remove them. They are installed when a home is initialised and at each
start, not by a migration: SQLite drops triggers whenever a migration remakes the table, and a test suite
that empties its tables must be able to.
"""

from django.db import connection

from headwater.governance.audit.models import AuditEntry

_TABLE = AuditEntry._meta.db_table
_SAYS = "The audit trail is append-only."
# INSERT OR REPLACE removes the row in its way without asking a trigger for deletions
_TAKEN = f"EXISTS (SELECT 1 FROM {_TABLE} WHERE number = NEW.number OR id = NEW.id)"  # noqa: S608  (the table's own name)
_WHEN = {"UPDATE": "1", "DELETE": "1", "INSERT": _TAKEN}
_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb.lower()} BEFORE {verb} ON {_TABLE} WHEN {when} "
    f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    for verb, when in _WHEN.items()
)
_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$
"""
_ON_CHANGE = f"""
    CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {_TABLE}
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()
"""
_ON_TRUNCATE = f"""
    CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {_TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
"""
_POSTGRESQL = (_FUNCTION, _ON_CHANGE, _ON_TRUNCATE)
_LIFT = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS audit_no_{verb.lower()}" for verb in _WHEN),
    "postgresql": (
        f"DROP TRIGGER IF EXISTS audit_no_change ON {_TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_truncate ON {_TABLE}",
    ),
}


def install() -> None:
    """Put the triggers in place; doing it again changes nothing."""
    _execute(_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def lift() -> None:
    """Take the triggers away: for a restore or a test, never while the site runs."""
    _execute(_LIFT[connection.vendor])


def _execute(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
