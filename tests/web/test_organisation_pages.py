"""Organisations by the pages: registered once, ended with a successor that takes over, never without a reason."""

from datetime import timedelta

from web import town

from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners

GIVEN = {"name": "Westfield Academy Trust", "kind": "school", "starts_on": "2024-09-01"}


def test_an_organisation_is_registered_once(signed_in):
    client = signed_in("administrator")
    assert client.post("/organisations/register/", GIVEN).status_code == 302
    found = partners.find_organisation("westfield-academy-trust")
    assert (found.name, found.kind) == (GIVEN["name"], GIVEN["kind"])
    again = client.post("/organisations/register/", GIVEN)
    assert again.status_code == 400
    assert "already" in again.content.decode()
    assert GIVEN["name"] in client.get("/organisations/").content.decode()


def test_an_organisation_ends_and_its_successor_takes_over(signed_in):
    client = signed_in("administrator")
    old, new = (
        town.make_organisation("old-trust", kind="school"),
        town.make_organisation("new-trust", kind="school"),
    )
    given = {"last_day": str(clock.today()), "successor": new.pk, "reason": "They merged."}
    assert client.post("/organisations/old-trust/end/", {**given, "reason": ""}).status_code == 400
    assert client.post("/organisations/old-trust/end/", given).status_code == 302
    old.refresh_from_db()
    tomorrow = clock.today() + timedelta(days=1)
    assert old.ends_on == tomorrow
    assert partners.current_successor(old, on=tomorrow) == new
    assert "then New Trust" in client.get("/organisations/").content.decode()
    assert audit.entries(kind="partners.end_organisation").get().reason == "They merged."
    assert client.post("/organisations/old-trust/end/", given).status_code == 400


def test_nobody_else_manages_them(signed_in):
    assert signed_in("analyst").get("/organisations/").status_code == 403
