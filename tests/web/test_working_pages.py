"""Agreements, people, jobs and audit through the pages: one change each, refused with a sentence, audited."""

import re
from datetime import date

import pytest
from django.test import Client
from web import town

from headwater.governance.access import queries as access
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners
from headwater.machinery.jobs import queue


def errors(answer) -> str:
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "<title>Error:" in page
    assert "govuk-error-summary" in page
    return page


def test_the_desk_shows_what_a_role_came_for(signed_in):
    links = {
        role: set(
            re.findall(
                r'<h2><a class="govuk-link" href="([^"]+)"', signed_in(role).get("/desk/").content.decode()
            )
        )
        for role in ("administrator", "information_governance")
    }
    assert {"/people/", "/jobs/", "/assurance/", "/organisations/", "/boards/"} == links["administrator"]
    assert {"/agreements/", "/audit/", "/sources/"} <= links["information_governance"]


def test_an_agreement_is_signed_renewed_and_ended(signed_in):
    client = signed_in("information_governance")
    parties = [town.make_organisation(key, kind="health").pk for key in ("hospital", "ambulance")]
    terms = {
        "title": "Hospital sharing", "contract_key": "ed_assaults", "parties": parties, "lawful_basis": "s16",
        "fields_covered": "*", "starts_on": "2026-01-01", "ends_on": "2099-12-31",
    }  # fmt: skip
    signed = client.post("/agreements/sign/", terms)
    assert signed.status_code == 302
    agreement = partners.current_agreement("ed_assaults", on=clock.today())
    assert agreement.ends_on == date(2100, 1, 1)
    page = client.get(signed["Location"]).content.decode()
    assert "31 December 2099" in page
    assert "Current" in page
    assert client.post(f"/agreements/{agreement.uuid}/renew/", {"ends_on": "2101-12-31"}).status_code == 302
    assert client.post(f"/agreements/{agreement.uuid}/end/", {"reason": "It is over."}).status_code == 302
    assert partners.current_agreement("ed_assaults", on=clock.today()) is None
    kinds = set(audit.entries(kind="partners").values_list("kind", flat=True))
    assert {"partners.sign_agreement", "partners.renew_agreement", "partners.end_agreement"} <= kinds


def test_an_agreement_of_one_party_is_refused_with_a_sentence(signed_in):
    client = signed_in("information_governance")
    terms = {
        "title": "Alone", "contract_key": "ed_assaults", "parties": [town.make_organisation().pk],
        "lawful_basis": "x", "fields_covered": "*", "starts_on": "2026-01-01", "ends_on": "2027-01-01",
    }  # fmt: skip
    assert "at least two parties" in errors(client.post("/agreements/sign/", terms))
    assert not partners.agreements().exists()


def test_ending_an_agreement_asks_why(signed_in):
    agreement = town.make_agreement(contract_key="ed_assaults")
    page = errors(
        signed_in("information_governance").post(f"/agreements/{agreement.uuid}/end/", {"reason": ""})
    )
    assert 'href="#id_reason"' in page


def test_a_person_is_registered_given_a_role_and_closed(signed_in):
    client = signed_in("administrator")
    organisation = town.make_organisation("school", kind="school")
    given = {
        "display_name": "New Person", "email": "new@example.org", "organisation": organisation.pk,
        "password": town.PASSWORD,
    }  # fmt: skip
    page = client.post("/people/register/", given)["Location"]
    person = partners.find_person("new@example.org")
    role = {
        "role": "submitter",
        "organisation": organisation.pk,
        "starts_on": str(clock.today()),
        "last_day": "",
    }
    assert client.post(f"{page}role/", role).status_code == 302
    assert access.may(person, "submissions.upload", organisation=organisation)
    assignment = access.assignments(person=person).get()
    assert client.post(f"{page}role/{assignment.uuid}/end/").status_code == 302
    assert not access.may(person, "submissions.upload")
    assert client.post(f"{page}close/", {"reason": "Left."}).status_code == 302
    assert not Client().login(email="new@example.org", password=town.PASSWORD)


def test_a_weak_password_is_refused_beside_its_reason(signed_in):
    given = {
        "display_name": "New", "email": "new@example.org", "organisation": town.make_organisation().pk,
        "password": "short",
    }  # fmt: skip
    assert "12 characters" in errors(signed_in("administrator").post("/people/register/", given))
    assert partners.find_person("new@example.org") is None


def test_nobody_gives_themselves_a_role(signed_in):
    client = signed_in("administrator")
    me = partners.find_person("administrator@example.org")
    role = {"role": "analyst", "organisation": "", "starts_on": str(clock.today()), "last_day": ""}
    errors(client.post(f"/people/{me.uuid}/role/", role))
    assert not access.may(me, "submissions.read_all")


@pytest.mark.parametrize("page", ["/jobs/", "/audit/", "/people/", "/agreements/"])
def test_a_page_number_that_is_nonsense_shows_a_page(page, signed_in):
    role = {"/jobs/": "analyst", "/people/": "administrator"}.get(page, "information_governance")
    assert signed_in(role).get(f"{page}?page=nonsense").status_code == 200


def test_a_failed_job_can_be_tried_again_by_those_who_may(signed_in):
    job = queue.enqueue("walk", {}, queued_by=partners.operator().uuid, now=clock.now())
    claimed = queue.claim(["walk"], now=clock.now())
    queue.fail(claimed, says="The disk was full. Make room and try again.", now=clock.now())
    assert "The disk was full" in signed_in("analyst").get("/jobs/").content.decode()
    assert signed_in("administrator").post(f"/jobs/{job.uuid}/retry/").status_code == 403
    analyst = Client()
    analyst.force_login(partners.find_person("analyst@example.org"))
    assert analyst.post(f"/jobs/{job.uuid}/retry/").status_code == 302
    assert queue.get_job(job.uuid).state == "queued"


def test_the_audit_page_says_whether_the_record_is_whole(own_home, transactional_db, signed_in):
    client = signed_in("information_governance")
    assert "Yes. All" in client.get("/audit/whole/").content.decode()
    with_tampering = audit.entries().first()
    type(with_tampering).objects.filter(pk=with_tampering.pk).update(actor_label="Somebody else")
    assert "was changed after it was written" in client.get("/audit/whole/").content.decode()


def test_the_audit_page_searches(signed_in):
    client = signed_in("information_governance")
    assert "partners.register_person" in client.get("/audit/?kind=partners").content.decode()
    assert "Nothing fits" in client.get("/audit/?kind=leadership").content.decode()


def test_signing_in_needs_the_right_password_and_says_so_beside_the_field(db):
    town.make_person("analyst")
    wrong = Client().post("/account/login/", {"login": "analyst@example.org", "password": "wrong"})
    assert "<title>Error: Sign in" in wrong.content.decode()
    right = Client().post("/account/login/", {"login": "analyst@example.org", "password": town.PASSWORD})
    assert right.status_code == 302


def test_a_source_page_says_where_each_column_goes(signed_in):
    page = signed_in("analyst").get("/sources/ed_assaults/").content.decode()
    assert "Kept for" in page
    assert "The lake, under an agreement" in page


def test_the_desk_asks_powerful_roles_for_a_second_step(signed_in):
    assert "second step at sign-in. <a" in signed_in("administrator").get("/desk/").content.decode()
    assert "second step at sign-in. <a" not in signed_in("analyst").get("/desk/").content.decode()
