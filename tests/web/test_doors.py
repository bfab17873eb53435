"""Deny by default: every address of the site, for every role and for nobody."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from web import town

from headwater.governance.access.roles import ROLES
from headwater.web import doors

SAMPLES = {
    "uuid": str(uuid.uuid4()),
    "role": str(uuid.uuid4()),
    "code": "E07000991",
    "key": "police_street",
    "chapter": "year",
    "block": "table",
    "form": "csv",
    "name": "impact-assessment",
    "breakdown": "sex",
    "category": "female",
}


def _patterns(
    resolver: URLResolver, before: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each, route, each.namespace or namespace)
        else:
            yield route, namespace, each


EVERY = list(_patterns(get_resolver()))
OURS = [(route, p) for route, _, p in EVERY if isinstance(getattr(p.callback, "door", None), doors.Door)]
SHUT = [(route, p) for route, p in OURS if not p.callback.door.open_to_all]
PEOPLE = [key for key, role in ROLES.items() if not role.of_the_system]


def _address(route: str) -> str:
    if route.startswith("^"):
        return "/" + re.sub(r"\(\?P<\w+>(\w+)\|.*?\)", r"\1", route).strip("^$").replace("\\", "")
    return "/" + re.sub(
        r"<\w+:(\w+)>", lambda found: SAMPLES.get(found[1], found[1]), route
    )  # any other is any word


def test_every_page_has_a_door_or_is_known_to_have_none():
    without = [
        route
        for route, namespace, pattern in EVERY
        if doors.door_of(pattern.callback, name=pattern.name or "", namespace=namespace) is None
    ]
    assert all(route.startswith("account/") for route in without), without


def test_every_listed_page_of_others_exists():
    names = {pattern.name for _, _, pattern in EVERY}
    assert set(doors.OTHERS) <= names


@pytest.mark.parametrize("route", [route for route, _ in SHUT])
@pytest.mark.django_db
def test_a_shut_page_sends_a_stranger_to_sign_in(route):
    for answer in (Client().get(_address(route)), Client().post(_address(route))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_opens_what_it_was_given_and_nothing_else(role, signed_in):
    client = signed_in(role, organisation=town.make_organisation("agency", kind="health"))
    held = ROLES[role].permissions
    for route, pattern in SHUT:
        door = pattern.callback.door
        wanted = not door.permissions or bool(held & set(door.permissions))
        status = client.get(_address(route)).status_code
        assert (status != 403) == wanted, (role, route, status)


def test_a_person_without_a_role_opens_no_working_page(signed_in):
    client = signed_in()
    for route, pattern in SHUT:
        if pattern.callback.door.permissions:
            assert client.get(_address(route)).status_code == 403, route


@pytest.mark.django_db
def test_signing_up_is_not_there():
    assert Client().get("/account/signup/").status_code == 404
    assert (
        Client().post("/account/signup/", {"email": "a@b.org", "password1": town.PASSWORD}).status_code == 404
    )


@pytest.mark.django_db
def test_a_view_that_nobody_marked_is_shut(rf):
    def forgotten(_request):
        return HttpResponse("open")

    request = rf.get("/forgotten/")
    request.resolver_match = type("Match", (), {"url_name": "forgotten", "namespace": ""})()
    request.user = town.make_person("administrator")
    request.session = {}
    answer = doors.DenyByDefault(forgotten).process_view(request, forgotten, [], {})
    assert answer is not None
    assert answer.status_code == 404


def test_a_role_that_ended_opens_nothing(signed_in):
    client = signed_in("analyst")
    assert client.get("/sources/").status_code == 200
    person = town.partners.find_person("analyst@example.org")
    person.role_assignments.update(ends_on=town.SINCE)
    assert client.get("/sources/").status_code == 403


@pytest.mark.parametrize("address", ["/", "/desk/", "/submissions/", "/trends/table.csv", "/nowhere/"])
def test_nothing_keeps_what_a_signed_in_reader_was_shown(figures, signed_in, address):
    answer = signed_in("analyst").get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get(address).get("Cache-Control", "")


def test_nothing_keeps_what_a_token_was_given(db):
    answer = Client().get("/api/v1/indicators", headers={"Authorization": "Bearer of-nobody"})
    assert answer["Cache-Control"] == "private, no-store"
