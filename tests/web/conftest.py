"""Fixtures of the pages: a town with figures, and a browser signed in as somebody."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from web import town


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test is a new start: what it takes back leaves no trace in the audit trail that pages are remembered under."""
    caches["pages"].clear()


@pytest.fixture
def figures(db) -> None:
    town.make_town()


@pytest.fixture
def signed_in(db) -> Callable[..., Client]:
    """A client signed in as a person with one role."""

    def sign_in(role: str = "", **given) -> Client:
        client = Client()
        client.force_login(town.make_person(role, **given))
        return client

    return sign_in
