"""Tokens by the pages: the secret is shown once, works for what was ticked, and ends when somebody ends it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.test import Client

from headwater.governance.access import queries as access
from headwater.governance.access.roles import OVER_THE_API, PERMISSIONS
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import queries as partners

API = Path(__file__).parents[2] / "src" / "headwater" / "api"
GIVEN = {"name": "Dashboard", "scopes": ["catalogue.read"], "days": "30"}


def secret_in(answer) -> str:
    found = re.search(r'id="secret">(hw_[\w-]+)<', answer.content.decode())
    assert found is not None
    return found[1]


def asked(secret: str, path: str = "sources") -> int:
    return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_is_shown_once_works_for_what_was_ticked_and_ends(own_home, signed_in):
    client = signed_in("analyst")
    made = client.post("/tokens/make/", GIVEN)
    secret = secret_in(made)
    assert "no-store" in made["Cache-Control"]
    assert asked(secret) == 200
    assert asked(secret, "submissions") == 403
    page = client.get("/tokens/").content.decode()
    assert "Dashboard" in page
    assert PERMISSIONS["catalogue.read"] in page
    assert secret not in page
    token = access.tokens_of(partners.find_person("analyst@example.org")).get()
    assert client.post(f"/tokens/{token.uuid}/end/").status_code == 302
    assert asked(secret) == 401
    assert "You have no tokens" in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{token.uuid}/end/").status_code == 400
    kinds = [each.kind for each in audit.entries(kind="access").order_by("number")]
    assert kinds == ["access.make_token", "access.revoke_token"]


def test_a_form_that_is_sent_twice_makes_one_token(signed_in):
    client = signed_in("analyst")
    client.post("/tokens/make/", GIVEN)
    again = client.post("/tokens/make/", GIVEN)
    assert again.status_code == 400
    assert "You have a token of that name" in again.content.decode()


def test_a_token_that_may_do_nothing_is_refused_beside_its_boxes(signed_in):
    page = signed_in("analyst").post("/tokens/make/", {**GIVEN, "scopes": []}).content.decode()
    assert "<title>Error:" in page
    assert 'href="#id_scopes_0"' in page
    assert 'id="id_scopes_0"' in page


def test_only_what_one_holds_is_offered(signed_in):
    page = signed_in("programme_lead").get("/tokens/make/").content.decode()
    assert 'value="submissions.read_all"' in page
    assert 'value="submissions.read_own"' not in page


def test_a_token_of_somebody_else_is_ended_by_who_manages_people_and_nobody_else(signed_in):
    signed_in("analyst").post("/tokens/make/", GIVEN)
    owner = partners.find_person("analyst@example.org")
    token = access.tokens_of(owner).get()
    assert signed_in("programme_lead").post(f"/tokens/{token.uuid}/end/").status_code == 404
    administrator = signed_in("administrator")
    assert "Dashboard" in administrator.get(f"/people/{owner.uuid}/").content.decode()
    assert administrator.post(f"/tokens/{token.uuid}/end/")["Location"] == f"/people/{owner.uuid}/"
    assert not access.tokens_of(owner, at=clock.now()).exists()


def test_a_token_that_ran_out_is_not_listed(signed_in):
    client = signed_in("analyst")
    client.post("/tokens/make/", GIVEN)
    token = access.tokens_of(partners.find_person("analyst@example.org")).get()
    assert timedelta(days=29) < token.expires_at - datetime.now(token.expires_at.tzinfo) < timedelta(days=31)
    type(token).objects.update(expires_at=clock.now())
    assert "You have no tokens" in client.get("/tokens/").content.decode()


def test_what_is_offered_is_what_the_api_asks_for():
    """A permission that the API asks for and no token can be given, or the other way, would be of no use."""
    source = "\n".join(file.read_text() for file in API.glob("*.py"))
    named = {key for key in PERMISSIONS if f'"{key}"' in source}
    named |= {"submissions.read_all", "submissions.read_own"} if "SEES_ALL" in source else set()
    assert named == set(OVER_THE_API)
