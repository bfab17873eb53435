"""A disk that is full while a file is sent: a page that says so, and nothing of the file."""

import os
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from web import town

from headwater.data.ingest import queries as ingest
from headwater.machinery import home


@contextmanager
def narrow(most: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.usefixtures("own_home")
@pytest.mark.parametrize("strict", [False, True], ids=["in the view", "while the form is read"])
def test_a_file_that_does_not_fit_is_answered_with_a_sentence(strict: bool) -> None:
    client = Client(enforce_csrf_checks=strict, raise_request_exception=False)
    client.force_login(
        town.make_person("submitter", organisation=town.make_organisation("police", kind="police"))
    )
    page = client.get("/submissions/send/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    file = SimpleUploadedFile("street.csv", os.urandom(1024 * 1024))
    given = {"csrfmiddlewaretoken": token[1], "supplier": "police", "file": file}
    with narrow(256 * 1024):
        answer = client.post("/submissions/send/", given)
    assert answer.status_code == 503
    assert "The disk is full. Nothing is lost and nothing is half done." in answer.content.decode()
    assert not ingest.submissions().exists()
    assert list(home.folder("work").iterdir()) == []
    for handler in answer.wsgi_request.upload_handlers:  # the framework leaves open what it could not write
        if hasattr(handler, "file"):
            handler.file.close()
