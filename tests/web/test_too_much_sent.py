"""Whoever sends too much is told so on a page of the site: the rest of what they send is read, so that the page arrives."""

import io

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from headwater.web import unread
from headwater.web.proxy import Application, Environment

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
TOO_MUCH = "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
@pytest.mark.parametrize("name", ["check-claims", "account_login"])
def test_too_much_text_is_answered_with_a_page_that_says_what_to_do(name: str, kind: str) -> None:
    body = f'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n{TOO_MUCH}\r\n--b--\r\n'
    sent = body if "multipart" in kind else f"text={TOO_MUCH}"
    answer = Client().generic("POST", reverse(name), sent, content_type=kind)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "What was sent has more than 2 MB of text." in page
    assert "send less text, or send it as a file" in page


def asked(application: Application, body: bytes, **told: str) -> int:
    """How much of a request's body is left unread when its answer is ready."""
    sent = io.BytesIO(body)
    assert unread.throw_away(application)({"wsgi.input": sent, **told}, print) == [b"answer"]
    return len(sent.read())


def read_nothing(_environment: Environment, _start: object) -> list[bytes]:
    return [b"answer"]


def read_some(environment: Environment, _start: object) -> list[bytes]:
    assert environment["wsgi.input"].read(7) + environment["wsgi.input"].readline() == b"0123456789\n"
    return [b"answer"]


@pytest.mark.parametrize("application", [read_nothing, read_some])
def test_the_rest_of_a_request_is_read_and_no_more_than_it_says_it_has(application: Application) -> None:
    body = b"0123456789\n" + b"a" * 200_000
    assert asked(application, body + b"next", CONTENT_LENGTH=str(len(body))) == len(b"next")
    assert asked(application, body, CONTENT_LENGTH="many") == len(body) - (
        11 if application is read_some else 0
    )


def test_there_is_an_end_to_what_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread, "MOST_THROWN_AWAY", 1_000)
    assert asked(read_nothing, b"a" * 3_000, CONTENT_LENGTH="3000") == 2_000
