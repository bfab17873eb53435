"""The assurance pack by the pages: for those who answer for it, in each form, and nothing in it is left to a browser's goodwill."""

import io
import zipfile

import pytest
from web import town

from headwater.governance.access import rate_limits
from headwater.insight.reporting.assurance import DOCUMENTS


@pytest.mark.parametrize("role", ["information_governance", "administrator", "programme_lead"])
def test_the_pack_is_there_for_those_who_answer_for_it(role, signed_in):
    client = signed_in(role)
    town.make_agreement(contract_key="ed_assaults")
    page = client.get("/assurance/").content.decode()
    assert all(title in page for title in DOCUMENTS.values())
    assert "No current agreement covers these records" in page


def test_nobody_else_reads_it(signed_in):
    assert signed_in("analyst").get("/assurance/").status_code == 403


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_read_under_the_strict_policy(name, signed_in):
    answer = signed_in("information_governance").get(f"/assurance/{name}.html")
    page = answer.content.decode()
    assert DOCUMENTS[name] in page
    nonce = page.split('<style nonce="')[1].split('"')[0]
    assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_document_that_is_not_in_the_pack_is_not_there(signed_in):
    client = signed_in("information_governance")
    assert client.get("/assurance/nothing.html").status_code == 404
    assert client.get("/assurance/nothing.pdf").status_code == 404


def test_the_whole_pack_is_one_file_of_pages_and_prints(signed_in):
    answer = signed_in("information_governance").get("/assurance/pack.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert set(pack.namelist()) == {
            "index.html",
            *(f"{n}.{f}" for n in DOCUMENTS for f in ("html", "pdf")),
        }
        assert pack.read("security-statement.pdf").startswith(b"%PDF")
        assert b"nonce" not in pack.read("security-statement.html")


def test_printing_without_end_is_refused_with_a_sentence(signed_in, monkeypatch):
    few = rate_limits.Limit("exports", 1, rate_limits.EXPORTS.window)
    monkeypatch.setattr(rate_limits, "EXPORTS", few)
    client = signed_in("information_governance")
    found = [client.get("/assurance/security-statement.pdf").status_code for _ in range(3)]
    assert 403 in found
