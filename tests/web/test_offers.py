"""What a page offers its reader may open: from the desk of each role, every link and every form leads somewhere."""

import html
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from web import town

from headwater.data import flow
from headwater.governance.access.roles import ROLES
from headwater.governance.partners import queries as partners
from headwater.web import doors

SAMPLES = Path(__file__).parents[1] / "samples"
PEOPLE = [key for key, role in ROLES.items() if not role.of_the_system]
PRINTED = (".pdf", ".zip")
LINKS = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
FORMS = re.compile(r'<form\b[^>]*\baction="([^"]+)"')

pytestmark = [
    pytest.mark.usefixtures("own_home"),
    pytest.mark.django_db(databases=["default", "vault"]),
]


@pytest.fixture
def at_work(tmp_path) -> None:
    """Something of each kind: files that landed, were refused and wait, an agreement, a job that failed."""
    by = partners.operator()
    town.make_agreement(contract_key="ambulance_assaults")
    unknown = tmp_path / "unknown.csv"
    unknown.write_text("Colour,Weight\nred,1\n")
    for path in (SAMPLES / "ambulance_assaults/good.csv", SAMPLES / "youth_justice/good.csv", unknown):
        flow.walk(flow.receive(path, file_name=path.name, by=by, supplier_key="agency"), by=by)


def offered(client: Client, page: str) -> set[str]:
    """The addresses of the site that a page leads to."""
    answer = client.get(page)
    if not answer["Content-Type"].startswith("text/html"):
        return set()
    text = answer.content.decode()
    found = {urljoin(page, html.unescape(each)) for each in [*LINKS.findall(text), *FORMS.findall(text)]}
    return {each for each in found if each.startswith("/") and not each.startswith(("/static/", "/account/"))}


def kind(address: str) -> str:
    """The page that an address names, so that one of each kind is opened."""
    try:
        return str(resolve(urlsplit(address).path).view_name)
    except Resolver404:
        return address


@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_is_offered_that_is_then_refused(role, signed_in, at_work):
    client = signed_in(role, organisation=town.make_organisation("agency", kind="health"))
    held = ROLES[role].permissions
    waiting, seen = ["/desk/"], {}
    while waiting:
        page = waiting.pop()
        for address in offered(client, page):
            if kind(address) in seen:
                continue
            seen[kind(address)] = address
            match = resolve(urlsplit(address).path)
            door = doors.door_of(match.func, name=match.url_name or "", namespace=match.namespace)
            assert door is not None, (page, address)
            if door.open_to_all or address.endswith(PRINTED):
                continue  # the public pages have tests of their own, and printing takes long
            assert not door.permissions or held & set(door.permissions), (page, address)
            assert client.get(address).status_code in {200, 405}, (page, address)
            waiting.append(address)
    assert len(seen) > 8
