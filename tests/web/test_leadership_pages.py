"""What people told the partnership, what was decided and what is overdue, by the pages: for everybody, and for those who record it."""

from datetime import timedelta

import pytest
from django.test import Client
from governance import leadership_makers as makers
from web import led, town

from headwater.governance.audit import clock
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
)
from headwater.governance.leadership.pulse import actions as pulse_actions
from headwater.governance.leadership.pulse import queries as pulses
from headwater.governance.partners import written
from headwater.governance.partners.queries import operator

pytestmark = pytest.mark.usefixtures("own_home")


def text(answer) -> str:
    return str(answer.content.decode())


@pytest.mark.django_db
def test_anybody_reads_which_answers_are_overdue_and_what_was_done():
    board = led.make_board()
    decision = led.make_decision(board)
    late = led.make_contribution(decision=decision)
    page = text(Client().get("/you-said/"))
    assert "We owe an answer" in page
    assert "We are late" in page
    assert "1 answer is overdue" in page
    assert led.SAID in page
    today = clock.today()
    given = {"answer": "we_did", "answer_words": "We hired two people.", "replied_on": today}
    decisions.change_contribution(late, given, seen=1, by=operator())
    page = text(Client().get("/you-said/"))
    assert "We owe an answer" not in page
    assert "We hired two people." in page
    assert decision.title in page


@pytest.mark.django_db
def test_words_that_a_group_did_not_release_are_shown_to_nobody(signed_in):
    board = led.make_board()
    decision = led.make_decision(board)
    led.make_contribution(decision=decision, shown=False)
    for client in (Client(), signed_in("programme_lead")):
        for address in ("/you-said/", f"/decisions/{decision.key}/"):
            page = text(client.get(address))
            assert led.SAID not in page
            assert "They have not said that their words may be shown" in page


@pytest.mark.django_db
def test_a_decision_in_which_nobody_was_involved_prints_so():
    board = led.make_board()
    decision = led.make_decision(board)
    for address in ("/decisions/", f"/decisions/{decision.key}/"):
        assert "Nobody was involved" in text(Client().get(address))
    led.make_contribution(decision=decision)
    for address in ("/decisions/", f"/decisions/{decision.key}/"):
        page = text(Client().get(address))
        assert "Nobody was involved" not in page
        assert "Northgate youth club" in page


def test_what_is_not_public_is_for_those_who_may_read_drafts(signed_in):
    decision = led.make_decision(led.make_board(), is_public=False)
    led.make_contribution(decision=decision)
    assert decision.title not in text(Client().get("/decisions/"))
    assert Client().get(f"/decisions/{decision.key}/").status_code == 404
    assert decision.title not in text(Client().get("/you-said/"))
    reader = signed_in("board_member")
    assert decision.title in text(reader.get("/decisions/"))
    assert "Not public" in text(reader.get(f"/decisions/{decision.key}/"))


def test_a_second_writer_keeps_their_words_and_sees_how_it_stands_now(signed_in):
    client = signed_in("programme_lead")
    decision = led.make_decision(led.make_board())
    address = f"/decisions/{decision.key}/change/"
    assert 'name="seen" value="1"' in text(client.get(address))
    decisions.change_decision(decision, {"title": "Hers"}, seen=1, by=operator())
    mine = {"title": "His", "decided": "Fund two posts.", "public_words": led.PLAIN, "is_public": "on"}
    answer = client.post(address, {**mine, "seen": "1"})
    page = text(answer)
    assert answer.status_code == 400
    assert 'value="His"' in page
    assert "How it stands now" in page
    assert "Hers" in page
    assert 'name="seen" value="2"' in page
    assert decisions.get_decision(decision.key).title == "Hers"
    assert client.post(address, {**mine, "title": "Hers and his", "seen": "2"}).status_code == 302
    assert decisions.get_decision(decision.key).title == "Hers and his"
    history = text(client.get(f"/leadership/history/{decision.uuid}/"))
    assert "Version 3" in history
    assert history.index("Hers and his") < history.index("Fund two posts.")


def test_a_meeting_is_recorded_with_who_brought_what_and_who_came(signed_in):
    client = signed_in("programme_lead")
    board = led.make_board()
    police = town.make_organisation("police", kind="police")
    led.make_seat(board, town.make_person(organisation=police), police)
    add = f"/boards/{board.key}/meetings/add/"
    given = {"held_on": "2026-03-02", "items": "Young people: lighting\nnobody", "papers": "Budget | ftp://x"}
    page = text(client.post(add, given))
    assert "Say who brought it first" in page
    assert "begins with https://" in page
    given |= {"items": "Young people: lighting", "papers": "Budget | https://example.org/budget"}
    answer = client.post(add, given)
    meeting = queries.meetings(board)[0]
    assert answer["Location"] == f"/meetings/{meeting.uuid}/attendance/"
    assert client.post(answer["Location"], {"organisations": [police.pk]}).status_code == 302
    page = text(client.get(f"/boards/{board.key}/"))
    assert "Came: Police" in page
    assert "https://example.org/budget" in page
    change = f"/meetings/{meeting.uuid}/change/"
    assert "Young people: lighting" in text(client.get(change))
    assert client.post(change, {**given, "minutes": "All agreed.", "seen": "1"}).status_code == 302
    assert "All agreed." in text(client.get(f"/boards/{board.key}/"))


def test_overdue_tasks_surface_on_their_board_and_across_all(signed_in):
    client = signed_in("programme_lead")
    board, other = led.make_board(), led.make_board("other-board")
    task = led.make_task(board, led.make_decision(board))
    for address in (f"/boards/{board.key}/", "/tasks/", "/leadership/"):
        page = text(client.get(address))
        assert "Find a room" in page
        assert "Overdue" in page
    assert "Find a room" not in text(client.get(f"/boards/{other.key}/"))
    for reader in (client, signed_in("board_member")):
        desk = text(reader.get("/desk/"))
        assert "1 task is overdue" in desk
        assert 'href="/performance/"' in desk.split('<main id="main">')[1]
    assert "is overdue" not in text(signed_in("provider").get("/desk/"))
    given = {"what": task.what, "owner": task.owner_id, "due_on": "2026-04-01", "done_on": "2026-04-02"}
    assert client.post(f"/tasks/{task.uuid}/change/", {**given, "seen": "1"}).status_code == 302
    assert "Find a room" not in text(client.get("/leadership/"))
    assert not meetings.overdue_tasks(on=clock.today()).exists()
    led.make_task(other, task.decision)
    closed = text(client.get("/tasks/")).split("Done or dropped</h2>")[1].split("<footer")[0]
    assert "Done</strong>" in closed
    assert "Overdue</strong>" not in closed


def test_a_task_is_given_with_a_day_to_come(signed_in):
    client, board = signed_in("programme_lead"), led.make_board()
    given = {"what": "Write", "owner": town.make_organisation().pk, "due_on": "2020-01-01"}
    add = f"/boards/{board.key}/tasks/add/"
    assert "Give a later one" in text(client.post(add, given))
    given["due_on"] = str(clock.today() + timedelta(days=30))
    assert client.post(add, given).status_code == 302
    assert "Still to come" in text(client.get(f"/boards/{board.key}/"))


def test_a_decision_and_what_was_heard_are_recorded_and_answered(signed_in):
    client, board = signed_in("programme_lead"), led.make_board()
    objective = led.make_strategy()
    given = {
        "title": "Two posts",
        "decided_on": "2026-03-02",
        "decided": "Fund two posts.",
        "is_public": "on",
    }
    add = f"/boards/{board.key}/decisions/add/"
    assert "in plain words" in text(client.post(add, given))
    answer = client.post(add, {**given, "public_words": led.PLAIN, "clause_keys": [objective]})
    assert answer["Location"] == "/decisions/2026-03-two-posts/"
    decision = decisions.get_decision("2026-03-two-posts")
    assert decision.clause_keys == [objective]
    heard = {
        "who": "A club",
        "voice": "young",
        "in_what": "An evening",
        "heard_on": "2026-02-01",
        "said": led.SAID,
        "reply_due_on": "2026-03-01",
        "may_be_shown": "on",
        "decision": decision.pk,
    }
    assert client.post("/you-said/add/", heard).status_code == 302
    found = decisions.contributions().get()
    change = f"/you-said/{found.uuid}/change/"
    again = {**heard, "answer": "we_did_not", "answer_words": "", "replied_on": "2026-02-20", "seen": "1"}
    assert "People asked to be answered" in text(client.post(change, again))
    assert client.post(change, {**again, "answer_words": "There is no room for it."}).status_code == 302
    assert "There is no room for it." in text(Client().get("/you-said/"))


def test_activity_is_refused_kindly_and_a_change_is_shown_to_everybody(signed_in):
    client = signed_in("programme_lead")
    given = {
        "title": "Training",
        "kind": "practice",
        "organisation": town.make_organisation().pk,
        "changed_on": "2026-03-02",
        "before": "Nobody was trained.",
        "after": "Forty people were trained.",
        "shown_by": "Register",
        "decided_by": "The board",
    }
    page = text(client.post("/system-change/add/", given))
    assert "It may matter a great deal" in page
    assert not system_changes.system_changes().exists()
    given["after"] = "Every worker now asks what happened before deciding."
    assert client.post("/system-change/add/", given).status_code == 302
    assert given["after"] in text(Client().get("/system-change/"))
    found = system_changes.system_changes().get()
    again = {**given, "reversed_on": "2026-05-01", "seen": "1"}
    assert client.post(f"/system-change/{found.uuid}/change/", again).status_code == 302
    assert "Reversed on 1 May 2026" in text(Client().get("/system-change/"))


def test_commitments_count_once_signed_and_what_lacks_is_flagged(signed_in):
    client, objective = signed_in("programme_lead"), led.make_strategy()
    given = {
        "clause_key": objective,
        "organisation": town.make_organisation().pk,
        "kind": "money",
        "says": "A fund.",
        "starts_on": "2026-01-01",
    }
    assert "2 more partners" in text(client.get("/commitments/")).split("Nothing is promised yet")[1]
    assert "says how much" in text(client.post("/commitments/add/", given))
    given["amount_gbp"] = "40000"
    assert client.post("/commitments/add/", given).status_code == 302
    page = text(client.get("/commitments/"))
    assert "Not signed" in page.split("Nothing is promised yet")[0]
    assert "2 more partners to sign" in page
    found = commitments.commitments().get()
    signed = {**given, "signed_by_role": "Director", "signed_on": "2026-01-01", "seen": "1"}
    assert client.post(f"/commitments/{found.uuid}/change/", signed).status_code == 302
    page = text(client.get("/commitments/"))
    assert "1 more partner to sign" in page
    assert "£40,000 signed" in page


def test_an_insight_is_recorded_and_ends_in_a_decision(signed_in):
    client = signed_in("programme_lead")
    decision = led.make_decision(led.make_board())
    given = {
        "finding": "Injuries gather after school.",
        "speaks_of": "causes",
        "level": "strategic",
        "found_on": "2026-03-02",
    }
    assert client.post("/insights/add/", given).status_code == 302
    assert "1 of 1 waits" in text(client.get("/insights/"))
    found = insights.insights().get()
    change = f"/insights/{found.uuid}/change/"
    assert "Name the decision" in text(client.post(change, {**given, "use": "used", "seen": "1"}))
    used = {**given, "use": "used", "decision": decision.pk, "seen": "1"}
    assert client.post(change, used).status_code == 302
    page = text(client.get("/insights/"))
    assert decision.title in page
    assert "Its causes" in page


def test_a_duty_is_stated_and_stated_again(signed_in):
    client = signed_in("programme_lead")
    police = town.make_organisation("police", kind="police")
    address = f"/duties/collaborate/{police.uuid}/"
    page = text(client.get("/duties/"))
    assert "Not said yet" in page
    glance = page.split("At a glance")[1].split("</nav>")[0]
    assert 'href="#duty-collaborate"' in glance
    assert 'id="duty-collaborate"' in page
    assert "1 to look at" in glance
    assert "In order" not in glance
    assert "Name what shows it" in text(client.post(address, {"state": "met"}))
    assert client.post(address, {"state": "met", "shown_by": "Terms, page 2"}).status_code == 302
    page = text(client.get("/duties/"))
    assert "Terms, page 2" in page
    assert "In order" in page.split("At a glance")[1].split("</nav>")[0]
    again = {"state": "not_met", "shown_by": "", "seen": "1"}
    assert client.post(address, again).status_code == 302
    record = duties.find_record("collaborate", police)
    assert (record.state, written.history(record).count()) == ("not_met", 2)
    school = town.make_organisation("school", kind="school")
    assert "does not bind" in text(
        client.post(f"/duties/collaborate/{school.uuid}/", {"state": "partly", "shown_by": "x"})
    )


def test_the_pulse_is_answered_once_by_people_with_a_seat_and_shows_no_number(signed_in):
    client = signed_in("programme_lead")
    assert "No pulse is open" in text(client.get("/pulse/answer/"))
    today = clock.today()
    opening = {"opens_on": str(today - timedelta(days=2)), "closes_on": str(today + timedelta(days=2))}
    assert client.post("/pulse/open/", opening).status_code == 302
    pulse = pulses.pulses().get()
    assert "asks the people who sit on a board" in text(client.get("/pulse/answer/"))
    led.make_seat(led.make_board(), town.partners.find_person("programme_lead@example.org"))
    assert "pulse is open" in text(client.get("/desk/"))
    answers = {each["key"]: "5" for each in pulse.questions}
    assert client.post("/pulse/answer/", {**answers, "heard": ""}).status_code == 400
    assert client.post("/pulse/answer/", answers).status_code == 302
    assert "You have answered" in text(client.get("/pulse/answer/"))
    assert "still open" in text(client.get("/pulse/"))
    assert client.post(f"/pulse/{pulse.uuid}/close/", {"closes_on": str(today)}).status_code == 302
    assert "Fewer than 5 answers" in text(client.get("/pulse/"))


def test_what_partners_promise_stands_beside_how_working_together_moves(signed_in):
    client, today = signed_in("programme_lead"), clock.today()
    led.make_strategy()
    assert "Nobody was asked yet" in text(client.get("/commitments/"))
    members = [makers.make_seat(board).person for board in [makers.make_board()] for _ in range(5)]
    for days_ago, score in ((60, 1), (20, 5)):
        opens, closes = today - timedelta(days=days_ago), today + timedelta(days=1)
        pulse = pulse_actions.open_pulse(opens_on=opens, closes_on=closes, by=operator())
        for member in members:
            given = {each["key"]: score for each in pulse.questions}
            pulse_actions.answer_pulse(pulse, answers=given, by=member)
        pulse_actions.close_pulse(pulse, closes_on=today, by=operator())
    page = text(client.get("/commitments/"))
    assert "More agree than not" in page
    assert "More than in the pulse before" in page


def test_a_board_is_described_with_its_kind_and_its_voices(signed_in):
    client, board = signed_in("programme_lead"), led.make_board()
    given = {"kind": "safeguarding_adults", "terms": "Meets every quarter."}
    assert client.post(f"/boards/{board.key}/describe/", given).status_code == 302
    person = town.make_person()
    seat = {
        "person": person.pk,
        "organisation": town.make_organisation().pk,
        "starts_on": "2024-10-01",
        "voice": "young",
        "votes": "no",
    }
    assert client.post(f"/boards/{board.key}/seat/", seat).status_code == 302
    page = text(client.get(f"/boards/{board.key}/"))
    assert "Safeguarding adults board" in page
    assert "Meets every quarter." in page
    assert "Young people, without a vote" in page
    assert "1 of 1" in page


@pytest.mark.parametrize(
    "address", ["/boards/", "/leadership/", "/tasks/", "/duties/", "/commitments/", "/insights/", "/pulse/"]
)
def test_a_board_member_reads_and_changes_nothing(address, signed_in):
    client = signed_in("board_member")
    page = client.get(address)
    assert page.status_code == 200
    assert "/add/" not in text(page).split('<main id="main">')[1]
    assert client.post("/insights/add/", {}).status_code == 403


def test_history_is_of_papers_of_leadership_only(signed_in):
    client = signed_in("board_member")
    assert client.get(f"/leadership/history/{town.make_organisation().uuid}/").status_code == 404


@pytest.mark.django_db
def test_empty_pages_say_what_to_do_next():
    for address in ("/you-said/", "/decisions/", "/system-change/", "/system-map/"):
        assert "hw-empty" in text(Client().get(address)), address


@pytest.mark.django_db
def test_the_public_home_tells_what_people_said_and_what_changed():
    assert "What people said" not in text(Client().get("/"))
    shown, hidden = led.make_contribution(), led.make_contribution(shown=False)
    page = text(Client().get("/"))
    assert "We owe 2 answers" in page
    assert led.SAID not in page
    answer = {"answer": "we_did", "answer_words": "We hired two people.", "replied_on": clock.today()}
    decisions.change_contribution(shown, answer, seen=1, by=operator())
    other = {**answer, "answer_words": "In a closed room."}
    decisions.change_contribution(hidden, other, seen=1, by=operator())
    page = text(Client().get("/"))
    assert led.SAID in page
    assert "We hired two people." in page
    assert "In a closed room." not in page
    assert "We owe" not in page
