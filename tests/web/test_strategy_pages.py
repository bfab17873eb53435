"""Plans by the pages: who sees what, a clause written by two, a document brought in, and the life of a plan."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from web import town

from headwater.governance.audit import clock
from headwater.governance.partners import actions as partner_actions
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions, queries
from headwater.governance.strategy.models import PlanStatus

PLAN = "/strategy/framework-2022/"
CLAUSE = f"{PLAN}clauses/O1.1/"


@pytest.fixture
def shipped(db):
    actions.seed(by=operator())
    return queries.get_plan("framework-2022")


@pytest.fixture
def adopted(shipped):
    return actions.adopt(shipped, adopted_on=date(2022, 4, 1), reason="The board", by=operator())


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def given(clause, **other):
    """What the form of a clause sends when nothing was changed."""
    sent = {"kind": clause.kind, "text": clause.text, "seen": clause.version, "owner_role": clause.owner_role}
    sent |= {
        "parent": clause.parent.pk if clause.parent else "",
        "owner": clause.owner.pk if clause.owner else "",
    }
    return {**sent, "qualifiers": "\n".join(clause.qualifiers), **other}


def test_a_draft_is_not_for_everybody_and_an_adopted_plan_is(client, shipped, signed_in):
    assert "No strategy is adopted yet" in words(client, "/strategy/")
    assert client.get("/strategy/coverage/").status_code == 302
    for address in (PLAN, CLAUSE, f"{CLAUSE}versions/", f"{PLAN}coverage/", f"{PLAN}clauses.csv"):
        assert client.get(address).status_code == 404
    assert "Begin a plan" in words(signed_in("programme_lead"), "/strategy/")
    actions.adopt(shipped, adopted_on=date(2022, 4, 1), by=operator())
    assert "Develop and implement a trauma strategy" in words(client, PLAN)
    assert "What it leads to" in words(client, CLAUSE)


def test_all_57_clauses_stand_on_the_page_of_the_plan(client, adopted):
    shown = words(client, PLAN)
    assert all(f"{PLAN}clauses/{clause.key}/" in shown for clause in queries.clauses(adopted))
    assert "Nobody has been asked about this text yet" in shown


def test_who_may_not_edit_is_offered_nothing_and_may_do_nothing(client, adopted, signed_in):
    reader = signed_in("board_member")
    assert "Change it" not in words(reader, CLAUSE)
    asked = ("change/", "withdraw/", "link/", "unlink/", "step/")
    for address in (
        f"{PLAN}change/",
        f"{PLAN}import/",
        f"{PLAN}adopt/",
        *(f"{CLAUSE}{each}" for each in asked),
    ):
        assert reader.get(address).status_code == 403
        assert client.get(address).status_code == 302  # to sign in


def test_a_clause_is_changed_and_every_version_is_shown(shipped, signed_in):
    client, clause = signed_in("programme_lead"), queries.get_clause(shipped.key, "O1.1")
    sent = given(clause, text="A trauma strategy for all services.", reason="Shorter.")
    assert client.post(f"{CLAUSE}change/", sent).status_code == 302
    shown = words(client, f"{CLAUSE}versions/")
    assert "Version 2" in shown
    assert "Shorter." in shown
    assert "<ins>A trauma strategy for all services.</ins>" in shown


def test_two_editors_both_keep_their_words(shipped, signed_in):
    client, clause = signed_in("programme_lead"), queries.get_clause(shipped.key, "O1.1")
    theirs = given(clause, text="What they wrote.")
    assert client.post(f"{CLAUSE}change/", theirs).status_code == 302
    answer = client.post(f"{CLAUSE}change/", given(clause, text="What I wrote."))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "How it stands now" in shown
    assert "What they wrote." in shown
    assert "What I wrote." in shown
    assert 'name="seen" value="2"' in shown
    both = given(clause, text="What they and I wrote.", seen=2)
    assert client.post(f"{CLAUSE}change/", both).status_code == 302
    assert queries.get_clause(shipped.key, "O1.1").text == "What they and I wrote."


def test_an_owner_that_ended_stays_until_somebody_chooses_another(shipped, signed_in):
    client, clause = signed_in("programme_lead"), queries.get_clause(shipped.key, "O1.1")
    old, new = (town.make_organisation(key, kind="local_authority") for key in ("old-council", "new-council"))
    assert client.post(f"{CLAUSE}change/", given(clause, owner=old.pk)).status_code == 302
    partner_actions.end_organisation(old, ends_on=clock.today(), successor=new, by=operator())
    assert "New Council (it took over from Old Council)" in words(client, CLAUSE)
    clause = queries.get_clause(shipped.key, "O1.1")
    assert client.post(f"{CLAUSE}change/", given(clause, text="Other words.")).status_code == 302
    assert queries.get_clause(shipped.key, "O1.1").owner == old
    refused = client.post(
        f"{PLAN}clauses/O1.2/change/", given(queries.get_clause(shipped.key, "O1.2"), owner=old.pk)
    )
    assert refused.status_code == 400


def test_an_amendment_asks_why(adopted, signed_in):
    client, clause = signed_in("programme_lead"), queries.get_clause(adopted.key, "O1.1")
    answer = client.post(f"{CLAUSE}change/", given(clause, text="Amended."))
    assert (answer.status_code, "if you say why" in answer.content.decode()) == (400, True)
    assert client.post(f"{CLAUSE}change/", given(clause, text="Amended.", reason="May.")).status_code == 302
    assert "<ins>Amended.</ins>" in words(client, f"{PLAN}differences/")


def test_a_clause_is_added_withdrawn_and_brought_back(shipped, signed_in):
    client = signed_in("programme_lead")
    sent = {"key": "O4", "kind": "objective", "text": "One more."}
    added = client.post(f"{PLAN}add-clause/", sent)
    assert added["Location"] == f"{PLAN}clauses/O4/"
    again = client.post(f"{PLAN}add-clause/", {**sent, "key": "o4"})
    assert (again.status_code, "There is a clause o4" in again.content.decode()) == (400, True)
    for shows in ("This clause was withdrawn", "Withdraw it"):
        assert client.post(f"{PLAN}clauses/O4/withdraw/", {"reason": "A try."}).status_code == 302
        assert shows in words(client, f"{PLAN}clauses/O4/")


def test_a_clause_leads_to_an_indicator_and_to_what_is_not_there_yet(shipped, signed_in):
    client = signed_in("programme_lead")
    address = f"{PLAN}clauses/P3/"
    assert client.post(f"{address}link/", {"lead": "indicator:homicide", "words": ""}).status_code == 302
    assert client.post(f"{address}link/", {"lead": "", "words": "Talks on the corner"}).status_code == 302
    neither = client.post(f"{address}link/", {"lead": "", "words": ""})
    assert (neither.status_code, "Choose one from the list" in neither.content.decode()) == (400, True)
    actions.link(queries.get_clause(shipped.key, "P3"), kind="indicator", key="next_year", by=operator())
    shown = words(client, address)
    assert "/trends/?indicator=homicide" in shown
    assert "Talks on the corner" in shown
    assert "next_year" in shown
    assert "(not there yet)" in shown
    taken = client.post(f"{address}unlink/", {"kind": "indicator", "key": "next_year"})
    assert taken.status_code == 302
    assert "next_year" not in words(client, address)


def test_a_step_is_set_and_done_and_a_past_day_is_refused(shipped, signed_in):
    client = signed_in("programme_lead")
    yesterday = clock.today() - timedelta(days=1)
    sent = {"title": "First visits", "due_on": yesterday.isoformat()}
    late = client.post(f"{CLAUSE}step/", sent)
    assert (late.status_code, "Give the step a day that lies ahead" in late.content.decode()) == (400, True)
    sent["due_on"] = (clock.today() + timedelta(days=9)).isoformat()
    assert client.post(f"{CLAUSE}step/", sent).status_code == 302
    step = queries.milestones(shipped).get()
    done = {**sent, "done_on": clock.today().isoformat(), "seen": 1}
    assert client.post(f"{PLAN}steps/{step.uuid}/", done).status_code == 302
    assert "1 of 1 done" in words(client, PLAN)


def test_coverage_lists_what_nobody_owns_does_measures_or_knows(client, adopted):
    shown = words(client, f"{PLAN}coverage/")
    assert shown.count(f"{PLAN}clauses/") == 57
    assert "Nobody answers for it (57)" in shown
    without = words(client, f"{PLAN}coverage/?lacks=indicators")
    assert f"{PLAN}clauses/P1/" in without
    assert f"{PLAN}clauses/L3/" not in without


def test_both_halves_of_the_plan_that_is_served_are_shown_even_when_one_is_empty(client, adopted):
    served = actions.adopt(
        queries.get_plan("police-and-crime-plan"), adopted_on=date(2022, 4, 1), by=operator()
    )
    shown = words(client, f"{PLAN}alignment/")
    assert "Preventing crime." in shown
    assert "Protecting people from harm." in shown
    assert "Nothing in this plan serves it yet" not in shown
    for key in ("H1", "M2", "L3"):
        clause, address = queries.get_clause(adopted.key, key), f"{served.key}/protecting-people"
        actions.unlink(clause, kind="clause", key=address, by=operator())
    shown = words(client, f"{PLAN}alignment/")
    assert "Protecting people from harm." in shown
    assert "Nothing in this plan serves it yet" in shown


def test_a_plan_is_drafted_put_to_people_adopted_and_rolled_over(shipped, signed_in):
    client = signed_in("programme_lead")
    sent = {"title": "Trauma strategy", "kind": "trauma", "starts_on": "2025-04-01", "last_day": "2028-03-31"}
    begun = client.post("/strategy/draft/", {**sent, "parent_clause": "framework-2022/O1.1"})
    assert begun["Location"] == "/strategy/trauma-strategy/"
    plan = "/strategy/trauma-strategy/"
    assert "It says nothing yet" in words(client, plan)
    changed = {**sent, "title": "Our trauma strategy", "seen": 1, "parent_clause": "framework-2022/O1.1"}
    assert client.post(f"{plan}change/", changed).status_code == 302
    client.post(f"{plan}add-clause/", {"key": "1", "kind": "objective", "text": "Time afterwards."})
    assert client.post(f"{plan}consult/", {"asked": "Staff", "opened_on": "2025-01-01"}).status_code == 302
    adoption = {"adopted_on": "2025-03-01", "reason": "Board"}
    assert client.post(f"{plan}adopt/", adoption).status_code == 400
    asked = queries.consultations(queries.get_plan("trauma-strategy")).get()
    closing = {"heard": "Give us time.", "changed": "Time is given.", "closed_on": "2025-02-01"}
    assert client.post(f"{plan}consultations/{asked.uuid}/close/", closing).status_code == 302
    assert client.post(f"{plan}adopt/", adoption).status_code == 302
    shown = words(client, plan)
    assert "Give us time." in shown
    assert "Rolls up to" in shown
    assert "Our trauma strategy" in words(client, CLAUSE)
    period = {"title": "Trauma strategy 2028", "starts_on": "2028-04-01", "last_day": "2031-03-31"}
    rolled = client.post(f"{plan}roll-over/", period)
    assert rolled["Location"] == "/strategy/trauma-strategy-2028/"
    assert "Follows" in words(client, rolled["Location"])
    assert "Nothing yet. Every clause reads as it did" in words(client, f"{rolled['Location']}differences/")


def hidden(page, name):
    """A hidden field of a page, as it would be sent."""
    return page.context["form"].initial[name]


def test_a_document_is_shown_first_and_then_brought_in(shipped, signed_in):
    client = signed_in("programme_lead")
    file = SimpleUploadedFile("ours.csv", b"key,kind,text\nV,vision,Our own vision.\nX1,objective,A new one.")
    shown = client.post(f"{PLAN}import/", {"document": file, "pasted": ""})
    assert shown.status_code == 200
    assert "1 new, 1 changed, 0 as they are, 56 that the document does not have" in shown.content.decode()
    assert queries.get_clause(shipped.key, "V").version == 1
    sent = {name: hidden(shown, name) for name in ("pasted", "seen")}
    assert client.post(f"{PLAN}import/", sent).status_code == 302
    assert queries.get_clause(shipped.key, "V").text == "Our own vision."
    assert queries.clauses(shipped).count() == 58
    again = client.post(f"{PLAN}import/", {**sent, "pasted": "key,kind,text\nV,vision,Late."})
    assert (again.status_code, "Look at the difference again" in again.content.decode()) == (400, True)
    assert queries.get_clause(shipped.key, "V").text == "Our own vision."


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("key,kind,text\na,objective,x\na,objective,y", "Line 3: The key a stands in line 2 already"),
        ("key,kind,text,parent\na,objective,x,gone", "no line has that key"),
        ("key,kind,text,parent\na,objective,x,b\nb,objective,y,a", "stand in a circle"),
        ("key,kind,text,owner\na,objective,x,Nobody Known", "There is no organisation called Nobody Known"),
        ("key,kind,text\n" + "\n".join(f"c{at},objective,x" for at in range(10_000)), "10,000 rows"),
    ],
)
def test_a_faulty_document_changes_nothing_and_says_every_fault(shipped, signed_in, pasted, says):
    answer = signed_in("programme_lead").post(f"{PLAN}import/", {"pasted": pasted})
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert says in shown
    assert "Nothing was changed" in shown
    assert queries.clauses(shipped).count() == 57


def test_an_unknown_indicator_of_a_document_is_noted_and_no_obstacle(shipped, signed_in):
    client = signed_in("programme_lead")
    text = "key,kind,text,indicators\nX1,outcome,x,not_measured_yet"
    shown = client.post(f"{PLAN}import/", {"pasted": text})
    assert shown.status_code == 200
    assert "There is no indicator not_measured_yet yet" in shown.content.decode()
    sent = {name: hidden(shown, name) for name in ("pasted", "seen")}
    assert client.post(f"{PLAN}import/", sent).status_code == 302
    assert "(not there yet)" in words(client, f"{PLAN}clauses/X1/")


def test_neither_file_nor_text_or_both_is_asked_again(shipped, signed_in):
    client = signed_in("programme_lead")
    answer = client.post(f"{PLAN}import/", {"pasted": " "})
    assert (answer.status_code, "Choose a file, or paste" in answer.content.decode()) == (400, True)
    unfit = client.post(f"{PLAN}import/", {"pasted": "key,kind,text\nA,objective,\0"}).content.decode()
    assert "Null characters" in unfit
    assert "Choose a file, or paste" not in unfit


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_downloaded_plan_brought_back_changes_nothing(shipped, signed_in, kind):
    client = signed_in("programme_lead")
    file = client.get(f"{PLAN}clauses.{kind}")
    assert file["Content-Disposition"] == f'attachment; filename="framework-2022.{kind}"'
    shown = client.post(f"{PLAN}import/", {"document": SimpleUploadedFile(f"x.{kind}", file.content)})
    assert "0 new, 0 changed, 57 as they are" in shown.content.decode()


def test_local_plans_of_one_strategy_stand_on_its_clause(client, adopted):
    for name in ("north", "south", "east", "west"):
        terms = actions.PlanTerms(
            key=name, title=f"{name.title()} plan", starts_on=date(2022, 4, 1), ends_on=date(2025, 4, 1),
            kind="local", parent_clause=f"{adopted.key}/SP1",
        )  # fmt: skip
        plan = actions.draft_plan(terms, by=operator())
        actions.write_clause(
            plan, terms=actions.ClauseTerms(key="1", kind="objective", text=f"Safer {name}."), by=operator()
        )
        clause = queries.get_clause(name, "1")
        actions.link(clause, kind="clause", key=f"{adopted.key}/L2", by=operator())
        actions.adopt(plan, adopted_on=plan.starts_on, by=operator())
    above, served = words(client, f"{PLAN}clauses/SP1/"), words(client, f"{PLAN}clauses/L2/")
    assert all(
        f"{name} plan" in above and f"Safer {name.lower()}." in served
        for name in ("North", "South", "East", "West")
    )
    assert queries.get_plan("north").status == PlanStatus.ADOPTED


def test_an_adopted_plan_says_nothing_of_a_draft_that_it_serves(client, shipped, signed_in):
    """Neither the clause that one of its own serves, nor the one that it rolls up to, nor what else the draft says."""
    own = actions.draft_plan(
        actions.PlanTerms(
            key="place",
            title="Our place",
            starts_on=date(2022, 4, 1),
            ends_on=date(2025, 4, 1),
            parent_clause=f"{shipped.key}/O1.1",
        ),
        by=operator(),
    )
    clause = actions.write_clause(
        own, terms=actions.ClauseTerms(key="A1", kind="objective", text="Ours."), by=operator()
    )
    actions.link(clause, kind="clause", key=f"{shipped.key}/O1.1", by=operator())
    own = actions.adopt(own, adopted_on=date(2022, 4, 1), by=operator())
    pages, lead = ("", "alignment/", f"clauses/{clause.key}/"), signed_in("programme_lead")
    secret = "Develop and implement a trauma strategy"
    for page in pages:
        assert secret not in words(client, f"/strategy/place/{page}"), page
        assert secret in words(lead, f"/strategy/place/{page}"), page
    address, file = f"{shipped.key}/O1.1", "/strategy/place/clauses.csv"
    assert address not in client.get(file).content.decode("utf-8-sig")
    assert address in lead.get(file).content.decode("utf-8-sig")
    actions.adopt(shipped, adopted_on=date(2022, 4, 1), by=operator())
    for page in pages:
        assert secret in words(client, f"/strategy/place/{page}"), page
    assert address in client.get(file).content.decode("utf-8-sig")


def test_how_a_clause_read_as_a_draft_stays_with_those_who_drafted_it(client, shipped, signed_in):
    lead, clause = signed_in("programme_lead"), queries.get_clause(shipped.key, "O1.1")
    for seen, text in ((1, "Words of a draft."), (2, "Words that were adopted.")):
        sent = given(clause, text=text, seen=seen, reason="A quarrel.")
        assert lead.post(f"{CLAUSE}change/", sent).status_code == 302
    actions.adopt(queries.get_plan(shipped.key), adopted_on=date(2022, 4, 1), by=operator())
    sent = given(clause, text="Words of an amendment.", seen=3, reason="The law changed.")
    assert lead.post(f"{CLAUSE}change/", sent).status_code == 302
    shown = words(client, f"{CLAUSE}versions/")
    assert all(
        each in shown for each in ("Words that were adopted.", "Words of an amendment.", "The law changed.")
    )
    assert not any(each in shown for each in ("Words of a draft.", "A quarrel."))
    assert "Words of a draft." in words(lead, f"{CLAUSE}versions/")


def test_two_who_withdraw_a_clause_at_once_do_not_bring_it_back(shipped, signed_in):
    client, address = signed_in("programme_lead"), f"{PLAN}clauses/O1.1/withdraw/"
    sent = {"reason": "A try.", "offered": "Withdraw"}
    assert 'name="offered" value="Withdraw"' in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 302
    second = client.post(address, sent)
    assert second.status_code == 400
    assert 'name="offered" value="Bring back"' in second.content.decode()
    assert "Somebody else did that while this page was open" in second.content.decode()
    assert queries.get_clause("framework-2022", "O1.1").withdrawn
    again = client.post(address, {**sent, "offered": "Bring back"})
    assert again.status_code == 302
    assert not queries.get_clause("framework-2022", "O1.1").withdrawn
