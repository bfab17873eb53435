"""The assurance pack by the pages: for those who answer for it, in each form, and nothing in it is left to a browser's goodwill."""

import io
import zipfile

import pytest
from insight import county
from insight.drafts import family, make_draft
from web import town

from headwater.governance.access import rate_limits
from headwater.governance.partners import queries as partners
from headwater.insight.release import actions as release
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


def test_the_impact_assessment_says_how_near_an_outsider_comes(signed_in):
    county.sign_agreement("police_recorded_crime")
    draft = make_draft([[[23.0]], [[20.0]], [[1.0]], [[2.0]]], places=family(3))
    release.publish(draft, audience="public", by=partners.operator())
    page = signed_in("information_governance").get("/assurance/impact-assessment.html").content.decode()
    row = page.split("Hidden numbers of the tables that stand now")[1].split("</table>")[0]
    assert "<td>2</td><td>2</td>" in row


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
    assert 429 in found
