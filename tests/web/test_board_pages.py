"""Boards by the pages: added once, seats given and ended, and what a board leaves to its successor."""

from datetime import date

from web import town

from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.leadership import queries as leadership

GIVEN = {"name": "Serious Violence Board", "area_code": "", "starts_on": "2024-09-01"}


def add_board(client, **other: str) -> str:
    answer = client.post("/boards/add/", {**GIVEN, **other})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_board_is_added_once_and_may_have_an_area_that_is_known(signed_in):
    town.make_areas()
    client = signed_in("programme_lead")
    page = add_board(client, area_code=town.TOWN)
    assert "Testshire" in client.get(page).content.decode()
    assert "Testshire" in client.get("/boards/").content.decode()
    again = client.post("/boards/add/", GIVEN)
    assert (again.status_code, "already" in again.content.decode()) == (400, True)
    assert (
        client.post("/boards/add/", {**GIVEN, "name": "Other", "area_code": "E99999999"}).status_code == 400
    )


def test_a_seat_is_given_for_an_organisation_and_ended(signed_in):
    client = signed_in("programme_lead")
    page = add_board(client)
    member = town.make_person(organisation=town.make_organisation("north-council", kind="local_authority"))
    given = {"person": member.pk, "organisation": member.organisation.pk, "starts_on": "2024-10-01"}
    assert client.post(f"{page}seat/", given).status_code == 302
    shown = client.get(page).content.decode()
    assert member.label in shown
    assert "for North Council" in shown
    assert client.post(f"{page}seat/", given).status_code == 400  # sits already
    seat = leadership.members(leadership.get_board("serious-violence-board"), on=clock.today()).get()
    ending = {"last_day": "2024-12-31", "reason": "Moved on."}
    assert client.post(f"{page}seats/{seat.uuid}/end/", ending).status_code == 302
    seat.refresh_from_db()
    assert seat.ends_on == date(2025, 1, 1)
    assert "for North Council" not in client.get(page).content.decode()
    assert audit.entries(kind="leadership.unseat_member").get().reason == "Moved on."


def test_a_board_ends_with_its_seats_and_its_successor_is_named(signed_in):
    client = signed_in("administrator")
    old, new = add_board(client), add_board(client, name="Prevention Board")
    chair = town.make_person()
    given = {"person": chair.pk, "organisation": chair.organisation.pk, "starts_on": "2024-10-01"}
    assert client.post(f"{old}seat/", given).status_code == 302
    successor = leadership.get_board("prevention-board")
    ending = {"last_day": "2025-03-31", "successor": successor.pk, "reason": "They merged."}
    assert client.post(f"{old}end/", ending).status_code == 302
    shown = client.get(old).content.decode()
    assert "31 March 2025" in shown
    assert new in shown
    assert not leadership.members(leadership.get_board("serious-violence-board"), on=clock.today()).exists()
    assert client.post(f"{old}seat/", given).status_code == 400


def test_nobody_else_manages_them(signed_in):
    client = signed_in("submitter", organisation=town.make_organisation("agency", kind="health"))
    for address in ("/boards/", "/boards/add/", "/boards/any/", "/boards/any/seat/"):
        assert client.get(address).status_code == 403


def test_whoever_may_read_drafts_reads_boards_and_changes_none(signed_in):
    add_board(signed_in("programme_lead"))
    client = signed_in("analyst")
    shown = client.get("/boards/").content.decode()
    assert "Serious Violence Board" in shown
    assert "Add a board" not in shown
    assert client.get("/boards/serious-violence-board/").status_code == 200
    for address in ("/boards/add/", "/boards/serious-violence-board/seat/"):
        assert client.get(address).status_code == 403
