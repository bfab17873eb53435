"""The pages that check a text and two numbers: without an account, in plain words, and keeping nothing."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.files import uploadhandler
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from headwater.governance.access import rate_limits
from headwater.governance.access.models import RequestCount
from headwater.insight.performance.claims import documents

pytestmark = pytest.mark.django_db(databases=["default", "vault"])

FAULT = "Knife crime fell from 1,826 to 1,402, a reduction of 38.1%."
NOTHING = "Nothing to question"


def posted(**given) -> str:
    answer = Client().post("/check-claims/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def refused(**given) -> str:
    answer = Client(enforce_csrf_checks=True).post("/check-claims/", given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "There is a problem" in page
    return page


def pack(*, picture_bytes: int = 0) -> bytes:
    """A Word file with one fault and, if asked for, something large that is no text."""
    document = docx.Document()
    document.add_paragraph(FAULT)
    content = io.BytesIO()
    document.save(content)
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr("word/media/picture.bin", bytes(picture_bytes))
    return content.getvalue()


def everything_kept() -> dict[str, object]:
    """How many rows each table has, and every file under the home folder and the folder of uploads. How often an address asked is
    counted, with nothing of what it asked.
    """
    rows = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model is not RequestCount
    }
    folders = (Path(configured.HEADWATER_HOME), Path(configured.FILE_UPLOAD_TEMP_DIR))
    files = {
        str(path): path.stat().st_mtime_ns
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {**rows, **{name: at for name, at in files.items() if "sqlite3" not in name}}


def test_a_stranger_pastes_a_text_and_reads_why():
    page = posted(text=f"The board met. {FAULT}")
    assert "1 thing to look at again" in page
    assert FAULT in page
    assert "is a fall of 23.2%, not a fall of 38.1%" in page
    assert NOTHING in posted(text="The board met.")


def test_a_word_file_is_read():
    assert FAULT in posted(file=SimpleUploadedFile("pack.docx", pack()))


def test_nothing_is_kept_of_a_text_or_of_a_large_file(monkeypatch):
    def on_disk(*_args, **_kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", on_disk)
    large = SimpleUploadedFile("pack.docx", pack(picture_bytes=2_000_000))
    assert large.size > configured.FILE_UPLOAD_MAX_MEMORY_SIZE
    before = everything_kept()
    client = Client()
    answer = client.post("/check-claims/", {"text": FAULT, "file": large})
    assert answer.status_code == 200
    assert FAULT in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert not client.cookies
    assert everything_kept() == before


def test_nothing_is_left_in_the_folder_of_uploads():
    folder = Path(configured.FILE_UPLOAD_TEMP_DIR)
    before = set(folder.iterdir())
    posted(text=FAULT)
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Paste a text or choose a file."),
        ({"file": ("a.pdf", b"%PDF-1.7 x")}, "Save it as Word"),
        ({"file": ("a.txt", b"")}, "The file is empty."),
        ({"text": "a" * 300_001}, "longer than 300,000 characters"),
        ({"file": ("a.txt", b"a" * 300_001)}, "longer than 300,000 characters"),
        ({"file": ("a.txt", b"a" * (documents.MOST_BYTES + 1))}, "larger than 5 MB"),
        ({"file": ("a.txt", b"a" * (documents.MOST_BYTES + 200_000))}, "larger than 5 MB"),
    ],
    ids=["nothing", "pdf", "empty", "long text", "long file", "large", "far too large"],
)
def test_what_cannot_be_checked_is_said_beside_the_field(given, says):
    files = {name: SimpleUploadedFile(*value) for name, value in given.items() if isinstance(value, tuple)}
    assert says in refused(**{**given, **files})


def test_two_numbers_are_read_from_the_address():
    page = Client().get("/is-it-a-change/?before=30&after=20").content.decode()
    assert "30 to 20: no clear change." in page
    assert "a fall by 59% or more" in page
    rates = (
        Client()
        .get("/is-it-a-change/?before=30&after=20&people_before=1000&people_after=500")
        .content.decode()
    )
    assert "30 to 20: no clear change." in rates
    assert "33% higher" in rates


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("before=30", "Give the number after."),
        ("before=-1&after=2", "greater than or equal to 0"),
        ("before=thirty&after=2", "Enter a whole number"),
        ("before=1&after=2&people_before=3", "how many people for both"),
        ("before=1&after=2&months_before=0&months_after=1", "above nought"),
    ],
)
def test_what_is_not_two_numbers_is_said(asked, says):
    answer = Client().get(f"/is-it-a-change/?{asked}")
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_every_page_leads_to_them():
    page = Client().get("/accessibility/").content.decode()
    assert 'href="/check-claims/"' in page
    assert 'href="/is-it-a-change/"' in page


def test_pages_and_api_share_one_limit_and_an_honest_sentence_says_when_it_bites(monkeypatch):
    monkeypatch.setattr(rate_limits, "OPEN", rate_limits.Limit("open", 2, timedelta(hours=12)))
    client = Client()
    assert client.get("/is-it-a-change/?before=30&after=20").status_code == 200
    assert client.get("/api/v1/claims/change?before=30&after=20").status_code == 200
    for refused_now in (
        client.post("/check-claims/", {"text": FAULT}),
        client.get("/is-it-a-change/?before=31&after=20"),
    ):
        assert refused_now.status_code == 429
        assert int(refused_now["Retry-After"]) >= 1
        page = refused_now.content.decode()
        assert "That was too often. Try again in" in page
        assert "Nothing was changed" in page
    assert {client.get(path).status_code for path in ("/check-claims/", "/is-it-a-change/")} == {200}


def test_a_count_holds_nothing_of_a_text():
    posted(text=FAULT)
    [count] = RequestCount.objects.all()
    assert (count.key, count.count) == ("open 127.0.0.1", 1)
