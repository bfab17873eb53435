"""Keeps the vault apart: its app only in its database, nothing else there, no relation across."""

from typing import Any

from django.db.models import Model

VAULT = "vault"


class VaultRouter:
    """A Django database router; settings name it."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return VAULT if model._meta.app_label == VAULT else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        return VAULT if model._meta.app_label == VAULT else None

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:
        return False if VAULT in {one._meta.app_label, other._meta.app_label} else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return (db == VAULT) == (app_label == VAULT)
