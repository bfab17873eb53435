"""Organisations with their successors, people, and the system principals."""

import uuid
from datetime import date

import pytest

from governance.partnership_makers import make_organisation, make_person
from headwater.governance.audit.models import AuditEntry
from headwater.governance.partners import actions, lasting, queries
from headwater.governance.partners.models import Person
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db


def end(organisation, *, on: date, successor=None):
    return actions.end_organisation(organisation, ends_on=on, successor=successor, by=queries.operator())


def test_successor_holds_from_the_day_of_the_end_along_the_chain():
    first, second, third = (make_organisation() for _ in range(3))
    end(first, on=date(2023, 4, 1), successor=second)
    end(second, on=date(2025, 4, 1), successor=third)
    assert queries.current_successor(first, on=date(2023, 3, 31)) == first
    assert queries.current_successor(first, on=date(2023, 4, 1)) == second
    assert queries.current_successor(first, on=date(2025, 4, 1)) == third
    assert [each.key for each in lasting.lineage(first)] == [first.key, second.key, third.key]


def test_organisation_without_a_successor_stays_its_own_after_its_end():
    alone = end(make_organisation(), on=date(2023, 4, 1))
    assert queries.current_successor(alone, on=date(2024, 1, 1)) == alone
    assert alone not in queries.organisations(on=date(2024, 1, 1))
    assert alone in queries.organisations(on=date(2023, 3, 31))
    assert alone in queries.organisations()


def test_organisation_cannot_succeed_itself_by_way_of_others():
    first, second = make_organisation(), make_organisation()
    end(first, on=date(2023, 4, 1), successor=second)
    with pytest.raises(Refused, match="succeed itself"):
        end(second, on=date(2024, 4, 1), successor=first)


def test_organisation_is_found_by_its_key_which_is_taken_once():
    made = make_organisation(key="north-force")
    assert queries.get_organisation("north-force") == made
    assert queries.find_organisation("south-force") is None
    with pytest.raises(NotFound):
        queries.get_organisation("south-force")
    with pytest.raises(Conflict, match="already"):
        make_organisation(key="north-force")
    with pytest.raises(Invalid, match="kind of organisation"):
        make_organisation(kind="club")


def test_person_is_found_whatever_the_case_of_the_address_which_is_taken_once():
    operator = queries.operator()
    made = actions.register_person(email="Jo.Ng@Example.org", display_name="Jo Ng", by=operator)
    assert queries.find_person(" jo.ng@EXAMPLE.org ") == made
    assert Person.objects.get_by_natural_key("JO.NG@example.org") == made
    assert queries.get_person(made.uuid) == made
    assert made.label == "Jo Ng"
    assert queries.find_person("nobody@example.org") is None
    with pytest.raises(NotFound):
        queries.get_person(uuid.uuid4())
    with pytest.raises(Conflict, match="already"):
        actions.register_person(email="jo.ng@example.ORG", display_name="Jo", by=operator)
    with pytest.raises(Invalid, match="not an e-mail"):
        actions.register_person(email="jo", display_name="Jo", by=operator)
    with pytest.raises(Invalid, match="Give a name"):
        actions.register_person(email="a@example.org", display_name=" ", by=operator)


def test_person_has_no_password_until_given_a_good_one():
    person, operator = make_person(), queries.operator()
    assert not person.has_usable_password()
    with pytest.raises(Invalid, match="too short"):
        actions.set_password(person, password="short", by=operator)
    actions.set_password(person, password="a long walk by the river", by=operator)
    person.refresh_from_db()
    assert person.check_password("a long walk by the river")


def test_account_is_closed_and_opened_again():
    person, operator = make_person(), queries.operator()
    actions.deactivate_person(person, reason="Left the partnership.", by=operator)
    assert not queries.get_person(person.uuid).is_active
    actions.reactivate_person(person, by=operator)
    assert queries.get_person(person.uuid).is_active


def test_system_principals_are_made_once_and_cannot_sign_in():
    for principal in (queries.operator, queries.worker):
        assert principal() == principal()
        assert principal().is_system
        assert not principal().is_active
        assert not principal().has_usable_password()
        with pytest.raises(Invalid):
            actions.set_password(principal(), password="a long walk by the river", by=principal())
        with pytest.raises(Invalid):
            actions.reactivate_person(principal(), by=principal())
    assert not queries.people().exists()


def test_entry_of_a_registration_holds_no_address_and_no_name_of_its_subject():
    actions.register_person(email="secret@example.org", display_name="Planted Name", by=queries.operator())
    kept = str(AuditEntry.objects.order_by("-number").values().first())
    assert "partners.register_person" in kept
    assert "secret" not in kept
    assert "Planted" not in kept
