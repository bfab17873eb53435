"""A public page is assembled once, and never outlives what it says."""

from threading import Thread

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from web import town

from headwater.governance.partners import actions
from headwater.governance.partners import queries as partners
from headwater.web import remembered

PAGES = ("/", "/trends/", f"/areas/{town.TOWN}/", "/map/", "/areas/")


def asked(address: str, **given) -> tuple[bytes, int]:
    """The page that a new reader gets, and how many questions the store was asked for it."""
    with CaptureQueriesContext(connection) as questions:
        page = Client().get(address, **given)
    assert page.status_code == 200
    return page.content, len(questions)


@pytest.mark.parametrize("address", PAGES)
def test_the_second_reader_gets_the_same_page_for_one_question(figures, address):
    first, many = asked(address)
    second, one = asked(address)
    assert second == first
    assert one == 1 < many


def test_a_remembered_page_has_the_same_guarding_headers(figures):
    first, second = Client().get("/"), Client().get("/")
    for header in ("Content-Security-Policy", "X-Frame-Options", "Content-Type", "Referrer-Policy"):
        assert second[header] == first[header]


def test_a_withdrawn_figure_is_gone_for_the_next_reader(figures):
    address = f"/areas/{town.TOWN}/"
    assert b"hw-number" in asked(address)[0]
    town.withdraw()
    assert b"hw-number" not in asked(address)[0]


def test_an_ended_agreement_shows_to_the_next_reader(db):
    town.make_areas()
    agreement = town.make_agreement(contract_key="police_recorded_crime")
    town.release_figures(source="police_recorded_crime")
    address = f"/areas/{town.TOWN}/"
    assert b"hw-number" in asked(address)[0]
    actions.end_agreement(agreement, reason="A test.", by=partners.operator())
    assert b"hw-number" not in asked(address)[0]


def test_what_a_partner_sees_is_not_kept_for_the_public(db, signed_in):
    town.make_areas()
    town.release_figures(audience="partner")
    address = f"/areas/{town.TOWN}/"
    assert b"hw-number" in signed_in("analyst").get(address).content
    assert b"hw-number" not in asked(address)[0]


def test_what_the_public_sees_is_not_given_to_a_partner(db, signed_in):
    town.make_areas()
    town.release_figures(audience="partner")
    address = f"/areas/{town.TOWN}/"
    assert b"hw-number" not in asked(address)[0]
    analyst = signed_in("analyst")
    asked(address)  # remembered again, after the person was registered
    assert b"hw-number" in analyst.get(address).content


def test_another_host_and_another_address_are_other_pages(figures, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked("/trends/")
    assert asked("/trends/?by=sex")[1] > 1
    assert asked("/trends/", headers={"host": "another.example"})[1] > 1


def test_a_page_that_is_not_there_is_looked_for_each_time(db):
    partners.operator()
    town.make_organisation()  # somebody has acted
    assert Client().get(f"/areas/{town.TOWN}/").status_code == 404
    town.make_areas()
    assert Client().get(f"/areas/{town.TOWN}/").status_code == 200


def test_who_asks_while_a_page_is_assembled_waits_and_is_given_that_one():
    key, given = "0" * 64, []
    first, second = RequestFactory().get("/"), RequestFactory().get("/")
    assert remembered.given_or_turn(first, key) is None
    waiting = Thread(target=lambda: given.append(remembered.given_or_turn(second, key)))
    waiting.start()
    caches["pages"].set(key, (b"assembled once", {}))
    assert not given
    remembered.end_turn(first)
    waiting.join()
    assert given[0].content == b"assembled once"


def test_who_waits_too_long_assembles_the_page_as_well(monkeypatch):
    monkeypatch.setattr(remembered, "WAIT_SECONDS", 0.01)
    first, second = RequestFactory().get("/"), RequestFactory().get("/")
    assert remembered.given_or_turn(first, "0" * 64) is None
    assert remembered.given_or_turn(second, "0" * 64) is None
    remembered.end_turn(second)
    remembered.end_turn(first)


@pytest.mark.parametrize("address", ["/areas/", "/areas/nowhere/", "/coverage/"])
def test_no_turn_is_held_after_an_answer(figures, address):
    Client().get(address)
    assert not any(turn.locked() for turn in remembered.TURNS)
