"""What boards record: meetings, tasks, decisions, what people said, changes, commitments, insights and duties."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from governance.leadership_makers import (
    a_change,
    a_task,
    an_insight,
    make_board,
    make_contribution,
    make_decision,
    make_seat,
)
from governance.partnership_makers import START, make_organisation
from headwater.governance.audit import clock
from headwater.governance.leadership import (
    commitments,
    decisions,
    duties,
    insights,
    meetings,
    queries,
    system_changes,
    system_map,
)
from headwater.governance.leadership.models import Answer, Commitment, DutyRecord, DutyState, Meeting, Voice
from headwater.governance.partners import actions as partners
from headwater.governance.partners import written
from headwater.governance.partners.queries import operator
from headwater.governance.strategy.models import Clause, Plan
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


def met(board, *, held_on=MARCH, items=()):
    return meetings.record_meeting(Meeting(board=board, held_on=held_on, items=list(items)), by=operator())


def test_shares_of_seats_votes_and_items_are_told_by_voice():
    board = make_board(kind="community_safety")
    make_seat(board)
    make_seat(board)
    make_seat(board, voice=Voice.VOLUNTARY, votes=False)
    make_seat(board, voice=Voice.YOUNG)
    met(board, items=[{"item": "Lighting", "voice": "young"}, {"item": "Budget", "voice": "statutory"}])
    shares = {each.voice: each for each in queries.voice_shares(board, on=MARCH)}
    assert set(shares) == set(Voice)
    young, voluntary = shares[Voice.YOUNG], shares[Voice.VOLUNTARY]
    assert (young.seats, young.of_seats, young.votes, young.of_votes) == (1, 4, 1, 3)
    assert (young.items, young.of_items) == (1, 2)
    assert (voluntary.seats, voluntary.votes, voluntary.items) == (1, 0, 0)


def test_attendance_is_of_organisations_with_a_seat_and_may_be_corrected():
    board = make_board()
    police, health = make_seat(board).organisation, make_seat(board).organisation
    first, second = met(board), met(board, held_on=MARCH + timedelta(days=30))
    meetings.note_attendance(first, came={police: True, health: False}, by=operator())
    meetings.note_attendance(first, came={health: True}, by=operator())
    meetings.note_attendance(second, came={police: True, health: False}, by=operator())
    parts = {each.organisation: (each.done, each.expected, each.share) for each in meetings.attendance(board)}
    assert parts == {health: (1, 2, 0.5), police: (2, 2, 1.0)}
    with pytest.raises(Refused, match="No seat"):
        meetings.note_attendance(first, came={make_organisation(): True}, by=operator())


def test_a_meeting_is_recorded_once_a_day_by_a_board_that_exists():
    board = make_board()
    meeting = met(board)
    assert queries.get_meeting(meeting.uuid) == meeting
    assert list(queries.meetings(board)) == [meeting]
    with pytest.raises(Conflict):
        met(board)
    with pytest.raises(Refused, match="does not exist"):
        met(board, held_on=START - timedelta(days=1))
    with pytest.raises(Refused, match="who brought it"):
        meetings.change_meeting(meeting, {"items": [{"item": "A"}]}, seen=1, by=operator())
    assert written.history(meeting).count() == 1
    with pytest.raises(NotFound):
        queries.get_meeting(board.uuid)


def test_overdue_tasks_surface_for_each_board_and_are_done_or_dropped():
    one, other = make_board(), make_board()
    police, health = make_organisation(), make_organisation(kind="health")
    decision = make_decision(board=one)
    due = MARCH + timedelta(days=10)
    late = meetings.set_task(a_task(one, police, due_on=due, decision=decision), by=operator())
    done = meetings.set_task(a_task(one, health, due_on=due, decision=decision), by=operator())
    elsewhere = meetings.set_task(a_task(other, health, due_on=due, decision=decision), by=operator())
    meetings.change_task(done, {"done_on": due}, seen=1, by=operator())
    after = due + timedelta(days=1)
    assert list(meetings.overdue_tasks(on=after, board=one)) == [late]
    assert set(meetings.overdue_tasks(on=after)) == {late, elsewhere}
    assert not meetings.overdue_tasks(on=due).exists()
    assert [(each.organisation, each.share) for each in meetings.finished(on=after, board=one)] == [
        (police, 0.0),
        (health, 1.0),
    ]
    meetings.change_task(late, {"dropped_because": "The hospital did it first."}, seen=1, by=operator())
    assert list(meetings.open_tasks()) == [elsewhere]


def test_a_task_has_a_day_to_come_and_an_owner_who_takes_part():
    board, gone = make_board(), make_organisation()
    partners.end_organisation(gone, ends_on=date(2025, 1, 1), by=operator())
    later = clock.today() + timedelta(days=10)
    with pytest.raises(Refused, match="no longer takes part"):
        meetings.set_task(a_task(board, gone, due_on=later), by=operator())
    with pytest.raises(Refused, match="before the day"):
        meetings.set_task(a_task(board, make_organisation(), due_on=MARCH), by=operator())
    task = meetings.set_task(a_task(board, make_organisation(), due_on=later), by=operator())
    with pytest.raises(Refused, match="no longer takes part"):
        meetings.change_task(task, {"owner": gone}, seen=1, by=operator())
    with pytest.raises(Invalid, match="What"):
        meetings.change_task(task, {"what": "x" * 301}, seen=1, by=operator())


def test_two_people_who_edit_one_decision_keep_their_words():
    decision = make_decision()
    decisions.change_decision(decision, {"title": "Hers"}, seen=1, by=operator())
    with pytest.raises(Conflict, match="title"):
        decisions.change_decision(
            decisions.get_decision(decision.key), {"title": "His"}, seen=1, by=operator()
        )
    assert decisions.get_decision(decision.key).title == "Hers"
    with pytest.raises(Refused, match="plain words"):
        decisions.change_decision(decision, {"public_words": ""}, seen=2, by=operator())
    assert written.history(decision).count() == 2


def test_a_decision_in_which_nobody_was_involved_is_told_so():
    involved, alone, hidden = make_decision(), make_decision(), make_decision(is_public=False)
    make_contribution(decision=involved)
    assert set(decisions.nobody_involved()) == {alone, hidden}
    assert list(decisions.nobody_involved(public=True)) == [alone]
    with pytest.raises(NotFound):
        decisions.get_decision(hidden.key, public=True)
    assert decisions.get_decision(hidden.key) == hidden


def test_what_was_heard_stands_by_what_became_of_it():
    did = make_contribution(answer=Answer.WE_DID)
    did_not = make_contribution(answer=Answer.WE_DID_NOT)
    late = make_contribution(reply_due_on=MARCH)
    waiting = make_contribution(reply_due_on=MARCH + timedelta(days=30))
    told = decisions.you_said(on=MARCH + timedelta(days=1))
    assert (told.did, told.did_not, told.overdue, told.waiting) == ([did], [did_not], [late], [waiting])
    assert (told.heard, told.answered) == (4, 2)
    assert decisions.you_said(on=MARCH).overdue == []
    assert list(decisions.overdue_replies(on=MARCH + timedelta(days=1))) == [late]
    with pytest.raises(Refused, match="Say what was done"):
        decisions.change_contribution(
            late, {"answer": Answer.WE_DID, "replied_on": MARCH}, seen=1, by=operator()
        )


def test_the_ledger_keeps_changes_and_refuses_activity():
    with pytest.raises(Refused, match="something that was done"):
        system_changes.record_system_change(a_change("Thirty nurses were trained."), by=operator())
    kept = system_changes.record_system_change(
        a_change("Every young person now leaves with a named youth worker."), by=operator()
    )
    assert list(system_changes.system_changes()) == [kept]
    with pytest.raises(Refused, match="something that was done"):
        system_changes.change_system_change(kept, {"after": "A conference was held."}, seen=1, by=operator())
    with pytest.raises(Refused, match="read the same"):
        system_changes.change_system_change(kept, {"after": kept.before}, seen=1, by=operator())
    again = system_changes.change_system_change(
        kept, {"reversed_on": date(2026, 5, 1)}, seen=1, by=operator()
    )
    assert again.reversed_on == date(2026, 5, 1)


def test_an_insight_ends_in_a_decision_or_a_reason():
    insight = insights.record_insight(an_insight(), by=operator())
    assert list(insights.undecided()) == [insight]
    with pytest.raises(Refused, match="Name the decision"):
        insights.change_insight(insight, {"use": "used"}, seen=1, by=operator())
    with pytest.raises(Refused, match="why it was not used"):
        insights.change_insight(insight, {"use": "not_used"}, seen=1, by=operator())
    insights.change_insight(insight, {"use": "used", "decision": make_decision()}, seen=1, by=operator())
    assert not insights.undecided().exists()
    with pytest.raises(Invalid, match="Speaks of"):
        insights.record_insight(an_insight(speaks_of="weather"), by=operator())


def test_an_objective_asks_for_two_partners_and_for_money_or_staff():
    plan = Plan(key="framework", title="A framework")
    safe, heard = (Clause(plan=plan, key=key, kind="objective", text=key) for key in ("safe", "heard"))
    local = Plan(key="local", title="A local plan", parent_clause="framework/safe")
    police, health = make_organisation(), make_organisation(kind="health")

    def promise(organisation, *, kind="policy", **more):
        given = {"clause_key": "framework/safe", "kind": kind, "says": "We will.", "starts_on": START}
        return commitments.make_commitment(
            Commitment(organisation=organisation, **given, **more), by=operator()
        )

    signed = {"signed_by_role": "Chief executive", "signed_on": date(2026, 1, 1)}
    promise(police, **signed)
    unsigned = promise(health, kind="money", amount_gbp=Decimal("25000.50"))

    def stands(on=MARCH):
        return commitments.alignment([safe, heard], [local], on=on)

    found, nothing = stands()
    assert (found.partners, found.lacks_partners, found.is_unfunded) == ([police], 1, True)
    assert (found.promised, found.own_plans, found.money_gbp) == ([unsigned], [local], Decimal(0))
    assert (nothing.lacks_partners, nothing.is_unfunded, nothing.own_plans) == (2, True, [])
    with pytest.raises(Refused, match="which post"):
        commitments.change_commitment(unsigned, {"signed_on": MARCH}, seen=1, by=operator())
    commitments.change_commitment(unsigned, signed, seen=1, by=operator())
    found = stands()[0]
    assert (found.lacks_partners, found.is_unfunded, found.money_gbp) == (0, False, Decimal("25000.50"))
    commitments.change_commitment(unsigned, {"ends_on": MARCH}, seen=2, by=operator())
    assert stands()[0].is_unfunded
    assert not stands(on=MARCH - timedelta(days=1))[0].is_unfunded


def test_every_duty_of_the_act_names_its_section_and_whom_it_binds():
    found = {each.key: each for each in duties.duties()}
    specified = {"police", "fire", "health", "local_authority", "youth_justice", "probation"}
    asked = [each for each in found.values() if not each.is_power]
    assert len(asked) >= 8
    assert all(set(each.kinds) == specified for each in asked)
    assert {each.section for each in found.values()} == {f"section {n}" for n in (8, 13, 14, 16, 17)}
    assert all(each.source.startswith("https://www.legislation.gov.uk/") for each in found.values())
    assert found["disclose"].is_power
    with pytest.raises(NotFound):
        duties.get_duty("nothing")


def test_a_partnership_adds_duties_of_its_own(own_home):
    folder = own_home / "home" / "content"
    folder.mkdir(parents=True)
    (folder / "duties.toml").write_text(
        '[[duty]]\nkey = "learn"\ntitle = "Learn"\nlaw = "Our terms"\nsection = "4"\nsays = "Learn from reviews."\n'
        'kinds = ["school"]\nsource = "https://example.org"\n'
    )
    assert duties.get_duty("learn").title == "Learn"
    assert duties.get_duty("collaborate").section == "section 8"


def test_a_duty_follows_the_successor_and_says_so():
    old, new = make_organisation(), make_organisation(starts_on=date(2025, 1, 1))
    record = DutyRecord(
        duty_key="collaborate", organisation=old, state=DutyState.MET, shown_by="Terms, page 2"
    )
    duties.state_duty(record, by=operator())
    partners.end_organisation(old, ends_on=date(2025, 1, 1), successor=new, by=operator())
    first = duties.standing(on=MARCH)[0]
    [stands] = first.organisations
    assert (stands.organisation, stands.state, stands.inherited, stands.in_order) == (new, "met", True, True)
    assert "fire" in first.missing_kinds
    assert "police" not in first.missing_kinds


def test_a_duty_that_nobody_spoke_of_or_checked_in_time_is_not_in_order():
    police, school = make_organisation(), make_organisation(kind="school")
    all_duties = [each for each in duties.standing(on=MARCH) if not each.duty.is_power]
    assert duties.not_in_order(duties.standing(on=MARCH)) == len(all_duties)
    with pytest.raises(Refused, match="does not bind"):
        duties.state_duty(DutyRecord(duty_key="collaborate", organisation=school), by=operator())
    record = DutyRecord(duty_key="collaborate", organisation=police, state=DutyState.MET)
    with pytest.raises(Refused, match="Name what shows it"):
        duties.state_duty(record, by=operator())
    record.shown_by, record.next_check_on = "Terms, page 2", MARCH
    kept = duties.state_duty(record, by=operator())
    assert duties.find_record("collaborate", police) == kept
    assert duties.standing(on=MARCH)[0].in_order == 1
    assert duties.standing(on=MARCH + timedelta(days=1))[0].in_order == 0
    duties.restate_duty(kept, {"state": DutyState.NOT_MET}, seen=1, by=operator())
    assert duties.standing(on=MARCH)[0].in_order == 0


def test_a_pressing_factor_that_no_function_acts_on_is_found():
    from headwater.governance.evidence.models import Factor

    school = make_organisation(kind="school")
    functions = [
        {"kind": "school", "function": "Keeps pupils in class"},
        {"kind": "fire", "function": "Visits"},
    ]
    served = Factor(key="absence", name="Absence", bearing="risk", partner_functions=functions)
    alone = Factor(key="exclusion", name="Exclusion", bearing="risk")
    age = Factor(key="age", name="Age", bearing="risk", modifiable=False)
    found = system_map.acted_on([served, age, alone], on=MARCH)
    assert [each.factor for each in found] == [alone, served, age]
    assert [each.factor for each in system_map.unserved(found)] == [alone]
    teaches, visits = found[1].functions
    assert (teaches.kind, teaches.organisations) == ("School, college or trust", [school])
    assert visits.organisations == []
