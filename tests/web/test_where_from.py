"""Where a number comes from: found from every figure, and nothing in it that the reader was not given."""

from uuid import uuid4

from django.test import Client
from django.utils.formats import date_format
from insight import county
from insight.drafts import family, make_draft
from web import town

from headwater.data.contracts.registry import get_contract
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.audit import clock
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners import queries as partners
from headwater.insight.release import actions as release
from headwater.insight.release.draft import Audience
from headwater.insight.release.models import Release


def test_every_source_line_leads_to_where_its_number_comes_from(figures, client: Client) -> None:
    release = Release.objects.get(indicator=town.INDICATOR, grain="month")
    trends = client.get("/trends/", {"indicator": town.INDICATOR, "grain": "month"}).content.decode()
    assert f"/where-from/{release.uuid}/" in trends
    page = client.get(f"/where-from/{release.uuid}/").content.decode()
    contract = get_contract("police_street")
    for needed in (
        contract.title,
        f"version {contract.version}",
        release.policy_hash,
        release.made_from,
        release.code_version,
        "5 January 2026",
    ):
        assert needed in page


def test_what_was_released_to_partners_is_traced_by_partners_alone(db, client: Client, signed_in) -> None:
    town.make_areas()
    town.release_figures(audience="partner")
    address = f"/where-from/{Release.objects.get(grain='month').uuid}/"
    assert client.get(address).status_code == 404
    assert signed_in("analyst").get(address).status_code == 200


def test_a_release_that_was_replaced_or_taken_back_says_so(figures, client: Client) -> None:
    first = Release.objects.get(grain="month")
    town.release_figures(name="Newshire")
    page = client.get(f"/where-from/{first.uuid}/").content.decode()
    assert "Newer figures have taken the place of these" in page
    release.withdraw(first, by=partners.operator(), reason="The test takes it back.")
    today = date_format(clock.today(), "j F Y")
    assert f"were taken back on {today}" in client.get(f"/where-from/{first.uuid}/").content.decode()


def test_no_release_no_page(db, client: Client) -> None:
    assert client.get(f"/where-from/{uuid4()}/").status_code == 404


def test_the_fingerprint_of_a_file_about_people_is_told_to_partners_alone(
    db, client: Client, signed_in
) -> None:
    town.make_areas()
    town.make_agreement(contract_key="police_recorded_crime")
    landed = {"received_at": clock.now(), "landed_at": clock.now(), "received_by": uuid4(), "size": 1}
    Submission.objects.create(
        sha256="a1b2" * 16,
        state=SubmissionState.LANDED,
        tallies={"police_recorded_crime": {"landed": 3}},
        **landed,
    )
    town.release_figures(source="police_recorded_crime")
    address = f"/where-from/{Release.objects.get(grain='month').uuid}/"
    assert "Told to partners" in client.get(address).content.decode()
    assert "a1b2" * 16 not in client.get(address).content.decode()
    assert "a1b2" * 16 in signed_in("analyst").get(address).content.decode()


def test_a_series_says_who_sends_it_now_where_its_sender_has_ended(db, client: Client, signed_in) -> None:
    by = partners.operator()
    town.make_areas()
    old, new = (town.make_organisation(key, kind="police") for key in ("old-force", "new-force"))
    landed = {"received_at": clock.now(), "landed_at": clock.now(), "received_by": uuid4(), "size": 1}
    Submission.objects.create(
        sha256="a1b2" * 16,
        state=SubmissionState.LANDED,
        supplier_key=old.key,
        tallies={"police_street": {"landed": 3}},
        **landed,
    )
    town.release_figures()
    address = f"/where-from/{Release.objects.get(grain='month').uuid}/"
    assert "goes on with what" not in client.get(address).content.decode()
    partner_actions.end_organisation(old, ends_on=clock.today(), successor=new, reason="They merged.", by=by)
    assert "An organisation that sent some of these files has ended." in client.get(address).content.decode()
    told = signed_in("analyst").get(address).content.decode()
    assert "Old Force sent files until" in told
    assert "The series goes on with what New Force sends." in told


def test_partners_read_how_narrowly_hidden_numbers_could_be_told(db, client: Client, signed_in) -> None:
    county.sign_agreement("police_recorded_crime")
    draft = make_draft([[[23.0]], [[20.0]], [[1.0]], [[2.0]]], places=family(3), indicator="serious_violence")
    (released,) = release.publish(draft, audience=Audience.PUBLIC, by=partners.operator())
    address = f"/where-from/{released.uuid}/"
    page = signed_in("analyst").get(address).content.decode()
    assert "2 numbers are hidden." in page
    assert "could say of 2 of them that it is one of two values or fewer" in page
    assert "could still be any of 2 values" in page
    assert "numbers are hidden" not in client.get(address).content.decode()
