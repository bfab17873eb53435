"""Lists of what boards record, when there is a lot of it: in pages, searched by words, and with few questions to the database."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from governance.plan_makers import adopted, make_clause, make_plan
from web import led, town

from headwater.governance.audit import clock
from headwater.governance.evidence.models import Evidence, ResearchBrief
from headwater.governance.leadership.models import (
    Board,
    Contribution,
    Decision,
    Insight,
    Meeting,
    SystemChange,
    Task,
)
from headwater.governance.strategy.models import Clause, Link, Milestone

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.django_db]
MANY = 60
TODAY = clock.today()
DAY = date(2026, 3, 2)


def decisions() -> None:
    board = led.make_board()
    Decision.objects.bulk_create(
        Decision(board=board, key=f"d-{n}", decided_on=DAY, title=f"Word-{n}-", decided="Yes.")
        for n in range(MANY)
    )


def insights() -> None:
    Insight.objects.bulk_create(
        Insight(key=f"i-{n}", finding=f"Word-{n}-", speaks_of="nature", level="strategic", found_on=DAY)
        for n in range(MANY)
    )


def changes() -> None:
    terms = {"before": "No.", "after": "Yes.", "shown_by": "A rota.", "decided_by": "The board"}
    where = town.make_organisation()
    SystemChange.objects.bulk_create(
        SystemChange(
            title=f"Word-{n}-",
            kind="policy" if n % 2 else "practice",
            organisation=where,
            changed_on=DAY,
            **terms,
        )
        for n in range(MANY)
    )


def words_of_people() -> None:
    Contribution.objects.bulk_create(
        Contribution(
            who=f"Word-{n}-",
            voice="young",
            in_what="A walk",
            heard_on=DAY,
            said="Light the park",
            reply_due_on=TODAY + timedelta(days=n - 30),
        )
        for n in range(MANY)
    )


def tasks() -> None:
    board, owner = led.make_board(), town.make_organisation()
    Task.objects.bulk_create(
        Task(board=board, what=f"Word-{n}-", owner=owner, due_on=TODAY + timedelta(days=n - 55))
        for n in range(MANY)
    )


def boards() -> None:
    Board.objects.bulk_create(
        Board(key=f"b-{n:03}", name=f"Word-{n}-", starts_on=DAY, uuid=uuid.uuid4()) for n in range(MANY)
    )


def briefs() -> None:
    ResearchBrief.objects.bulk_create(
        ResearchBrief(key=f"r-{n}", title=f"Word-{n}-", asks="Why?", question="what_works", state="issued")
        for n in range(MANY)
    )


def shown(page: str) -> int:
    return sum(f"Word-{n}-" in page for n in range(MANY))


LISTS = {
    "/decisions/": decisions,
    "/insights/": insights,
    "/system-change/": changes,
    "/you-said/": words_of_people,
    "/tasks/": tasks,
    "/boards/": boards,
    "/research/": briefs,
}


@pytest.mark.parametrize("address", LISTS)
def test_a_long_list_comes_in_pages_and_finds_words(address, signed_in):
    LISTS[address]()
    client = signed_in("programme_lead")

    def page(query: str) -> str:
        return str(client.get(f"{address}{query}").content.decode())

    first, second = page(""), page("?page=2")
    assert (shown(first), shown(second)) == (50, 10)
    assert "Page 1 of 2" in first
    assert "Look for words" in first
    found = page("?q=word-17-")
    assert "1 of them has “word-17-”" in found
    assert shown(found) == 1
    nothing = page("?q=no+such+word%00")
    assert shown(nothing) == 0
    assert "0 of them have" in nothing


def test_what_a_group_did_not_release_is_not_found_by_a_search():
    words_of_people()
    assert "0 of them have" in Client().get("/you-said/?q=park").content.decode()
    Contribution.objects.filter(who="Word-3-").update(may_be_shown=True)
    assert "1 of them has" in Client().get("/you-said/?q=park").content.decode()


def test_what_is_owed_first_stands_on_the_first_page_and_is_counted_whole():
    words_of_people()
    first, second = (Client().get(f"/you-said/?page={n}").content.decode() for n in (1, 2))
    assert "30 answers are overdue" in first
    assert "We owe an answer" in first
    assert first.count("We are late") == 30
    assert "We owe an answer" not in second
    assert "We are working on an answer" in second


@pytest.mark.parametrize("address", ["/insights/", "/boards/", "/leadership/"])
def test_a_page_asks_a_bounded_number_of_questions(address, signed_in):
    boards()
    insights()
    Meeting.objects.bulk_create(
        Meeting(board=board, held_on=DAY, items=[{"item": "Light", "voice": "young"}])
        for board in Board.objects.all()
    )
    client = signed_in("programme_lead")
    client.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address)
    assert page.status_code == 200
    assert len(asked) < 50


def test_a_long_library_comes_in_pages_and_finds_words():
    Evidence.objects.bulk_create(
        Evidence(
            key=f"e-{n}",
            approach="Mentoring",
            finding=f"Word-{n}-",
            effect="beneficial",
            source="A study",
            checked_on=TODAY,
        )
        for n in range(MANY)
    )
    first, second, found = (
        Client().get(f"/evidence/{query}").content.decode() for query in ("", "?page=2", "?q=word-17-")
    )
    assert (shown(first), shown(second), shown(found)) == (50, 10, 1)
    assert "60 of 60 entries" in first
    assert "1 of 60 entries" in found


def test_many_steps_past_their_day_come_in_pages():
    plan = make_plan()
    clause = make_clause(plan)
    adopted(plan)
    Milestone.objects.bulk_create(
        Milestone(clause=clause, title=f"Word-{n}-", due_on=TODAY - timedelta(days=MANY - n))
        for n in range(MANY)
    )
    first, second = (Client().get(f"/strategy/?page={n}").content.decode() for n in (1, 2))
    assert (shown(first), shown(second)) == (50, 10)


@pytest.mark.parametrize("address", ["change/", "clauses/O1/link/"])
def test_a_form_offers_the_clauses_of_many_plans_with_one_question(address, signed_in):
    client = signed_in("programme_lead")
    make_clause(make_plan())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/strategy/ours/{address}").status_code == 200
        return len(queries)

    make_clause(make_plan(key="first", kind="local"))
    asked()
    before = asked()
    for number in range(5):
        make_clause(make_plan(key=f"place-{number}", kind="local"), text=f"Words {number}")
    assert asked() == before
    assert "Words 4" in client.get(f"/strategy/ours/{address}").content.decode()


def test_many_clauses_that_serve_one_plan_come_in_pages():
    ours, theirs = make_plan(), make_plan(key="theirs", kind="local")
    make_clause(ours)
    Clause.objects.bulk_create(
        Clause(plan=theirs, key=f"T{n}", kind="objective", text=f"Word-{n}-") for n in range(MANY)
    )
    serving = theirs.clauses.all()
    Link.objects.bulk_create(
        Link(clause=each, kind="clause", key="ours/O1", added_at=clock.now()) for each in serving
    )
    for plan in (ours, theirs):
        adopted(plan)
    first, second = (Client().get(f"/strategy/ours/alignment/?page={n}").content.decode() for n in (1, 2))
    assert (shown(first), shown(second)) == (50, 10)
    assert "O1: Do it well." in second
    assert shown(Client().get("/strategy/ours/clauses/O1/").content.decode()) == MANY
