"""Fixtures of the API: a town with figures, and a client that asks with a token."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from web import town

from headwater.governance.access import actions as access
from headwater.governance.audit import clock


@pytest.fixture(autouse=True)
def _own_home(own_home) -> None:
    pass


@pytest.fixture
def figures(db) -> None:
    town.make_town()


@pytest.fixture
def ask(db) -> Callable[..., Any]:
    """Ask the API; `token` is a secret or nothing."""

    def asking(path: str, *, token: str = "", **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return Client().get(f"/api/v1/{path}", given, headers=headers)

    return asking


@pytest.fixture
def token_of(db) -> Callable[..., str]:
    """The secret of a token for a new person with one role."""

    def make(role: str, *scopes: str, **given: Any) -> str:
        person = town.make_person(role, **given)
        ends = clock.now() + timedelta(days=30)
        _token, secret = access.make_token(person, name="test", scopes=scopes, expires_at=ends, by=person)
        return secret

    return make
