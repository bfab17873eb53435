"""Retention by the pages: what is due is listed and purged, what is held is refused with a sentence, and both are on record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from web import town

from headwater.data import flow
from headwater.data.ingest.models import Submission
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.machinery.encryption import keys
from headwater.machinery.jobs import queue

SAMPLE = Path(__file__).parents[1] / "samples" / "ambulance_assaults" / "good.csv"
LONG_AGO = datetime(2015, 1, 31, 12, tzinfo=UTC)
WHY = {"reason": "The supplier asked for it."}

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.django_db(databases=["default", "vault"])]


@pytest.fixture
def governance(signed_in):
    return signed_in("information_governance")


@pytest.fixture
def landed() -> Submission:
    town.make_agreement(contract_key="ambulance_assaults")
    received = flow.receive(SAMPLE, file_name="calls.csv", by=partners.operator())
    return flow.walk(received, by=partners.operator())


def outlived(submission: Submission) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(received_at=LONG_AGO)
    return submission


def page_of(submission: Submission) -> str:
    return f"/submissions/{submission.uuid}/"


def test_what_has_outlived_its_contract_is_listed_and_purged(governance, landed):
    assert "No file has outlived its time" in governance.get("/retention/").content.decode()
    outlived(landed)
    page = governance.get("/retention/").content.decode()
    assert "calls.csv" in page
    assert "Purge all that is due" in page
    assert "time has run out: 1" in governance.get("/retention/purge-due/").content.decode()
    assert governance.post("/retention/purge-due/").status_code == 302
    landed.refresh_from_db()
    assert landed.state == "purged"
    assert keys.destroyed(landed.key_id)
    assert [each.name for each in queue.jobs()] == ["refresh"]
    assert "Nothing of it is kept but this page" in governance.get(page_of(landed)).content.decode()


def test_a_legal_hold_keeps_a_file_beyond_its_time_until_it_is_lifted(governance, landed):
    assert governance.post(f"{page_of(landed)}hold/", WHY).status_code == 302
    outlived(landed)
    page = governance.get("/retention/").content.decode()
    assert WHY["reason"] in page
    assert "Purge all that is due" not in page
    refused = governance.post(f"{page_of(landed)}purge/", WHY)
    assert refused.status_code == 400
    assert "under a legal hold" in refused.content.decode()
    assert governance.post("/retention/purge-due/").status_code == 302
    landed.refresh_from_db()
    assert landed.state == "landed"
    assert "Legal hold" in governance.get(page_of(landed)).content.decode()
    assert governance.post(f"{page_of(landed)}lift-hold/", WHY).status_code == 302
    assert governance.post(f"{page_of(landed)}purge/", WHY).status_code == 302
    outcomes = [(e.kind, e.outcome) for e in audit.entries(subject_key=str(landed.uuid)).order_by("number")]
    wanted = [
        ("ingest.set_legal_hold", "done"),
        ("ingest.mark_purged", "refused"),
        ("ingest.lift_legal_hold", "done"),
        ("stewardship.end_submission", "done"),
    ]
    assert [each for each in outcomes if each in wanted] == wanted


@pytest.mark.parametrize("verb", ["hold", "lift-hold", "purge"])
def test_each_asks_why(verb, governance, landed):
    if verb == "lift-hold":
        governance.post(f"{page_of(landed)}hold/", WHY)
    answer = governance.post(f"{page_of(landed)}{verb}/", {"reason": " "})
    assert answer.status_code == 400
    assert 'href="#id_reason"' in answer.content.decode()


@pytest.mark.parametrize(
    ("verbs", "says"),
    [(("hold", "hold"), "under a legal hold already"), (("lift-hold",), "not under a legal hold")],
)
def test_a_hold_is_placed_once_and_lifted_once(verbs, says, governance, landed):
    *_, last = [governance.post(f"{page_of(landed)}{verb}/", WHY) for verb in verbs]
    assert last.status_code == 400
    assert says in last.content.decode()


def test_others_see_how_long_a_file_is_kept_and_cannot_change_it(signed_in, landed):
    analyst = signed_in("analyst")
    page = analyst.get(page_of(landed)).content.decode()
    assert ", then purged" in page
    assert "/purge/" not in page
    assert analyst.post(f"{page_of(landed)}purge/", WHY).status_code == 403
    assert analyst.post(f"{page_of(landed)}hold/", WHY).status_code == 403


def test_a_file_that_nobody_knows_is_not_kept_for_ever(governance, tmp_path):
    file = tmp_path / "unknown.csv"
    file.write_text("Colour,Weight\nred,1\n")
    found = flow.walk(flow.receive(file, file_name=file.name, by=partners.operator()), by=partners.operator())
    assert found.state == "needs_mapping"
    assert "unknown.csv" not in governance.get("/retention/").content.decode().split("three months")[0]
    outlived(found)
    governance.post("/retention/purge-due/")
    found.refresh_from_db()
    assert found.state == "purged"
