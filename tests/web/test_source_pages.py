"""The catalogue of sources: what is late and who owes it, how good it was, and the files that may be seen."""

from pathlib import Path

import pytest
from web import town

from headwater.data import flow
from headwater.data.ingest.models import Submission
from headwater.governance.partners import queries as partners

SAMPLES = Path(__file__).parents[1] / "samples"

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.django_db(databases=["default", "vault"])]


def land(sample: str, *, supplier: str = "") -> Submission:
    path = SAMPLES / sample
    by = partners.operator()
    return flow.walk(flow.receive(path, file_name=path.name, by=by, supplier_key=supplier), by=by)


def test_a_late_source_says_since_when_and_who_owes_it(signed_in):
    town.make_agreement(contract_key="ambulance_assaults")
    town.make_organisation("westfield-ambulance", kind="ambulance")
    land("ambulance_assaults/good.csv", supplier="westfield-ambulance")
    client = signed_in("board_member")
    late = client.get("/sources/").content.decode().split('id="late"')[1].split("<h2")[0]
    assert "Ambulance calls after assault" in late
    assert "Owed by Westfield Ambulance" in late
    assert "We have it to" in late
    assert "Owed by Westfield Ambulance" in client.get("/sources/ambulance_assaults/").content.decode()


def test_where_nobody_has_sent_anything_the_party_of_the_agreement_owes_it(signed_in):
    town.make_agreement(contract_key="ambulance_assaults")
    assert "Owed by Police" in signed_in("board_member").get("/sources/").content.decode()


def test_nothing_is_owed_without_an_agreement(signed_in):
    page = signed_in("board_member").get("/sources/").content.decode()
    assert "Nothing is late" in page
    assert "No current agreement: it does not land" in page


def test_quality_and_the_last_problems_stand_on_the_page_of_the_source(signed_in):
    found = land("police_street/broken.csv")
    page = signed_in("programme_lead").get("/sources/police_street/").content.decode()
    assert f"{found.rows_landed} of {found.rows_read} rows kept" in page
    assert "What was wrong with the newest file" in page
    assert f"/submissions/{found.uuid}/" in page


def test_files_of_others_are_not_listed(signed_in):
    found = land("police_street/good.csv", supplier="police")
    member = signed_in("board_member").get("/sources/police_street/").content.decode()
    stranger = signed_in("provider", organisation=town.make_organisation("charity", kind="voluntary"))
    for page in (member, stranger.get("/sources/police_street/").content.decode()):
        assert str(found.uuid) not in page


def test_who_sends_a_source_that_is_typed_by_hand_finds_an_empty_file_for_it(signed_in):
    client = signed_in("provider", organisation=town.make_organisation("second-chapter", kind="voluntary"))
    assert "/submissions/send/" in client.get("/desk/").content.decode()
    assert "/sources/provider_return/blank.xlsx" in client.get("/sources/provider_return/").content.decode()
    answer = client.get("/sources/provider_return/blank.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="provider_return.xlsx"'
    assert answer.content[:2] == b"PK"
    assert client.get("/sources/police_street/blank.xlsx").status_code == 404


def test_who_may_not_send_is_not_offered_to(signed_in):
    assert "/submissions/send/" not in signed_in("board_member").get("/desk/").content.decode()
