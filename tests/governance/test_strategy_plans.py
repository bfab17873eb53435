"""Plans and clauses through their life: drafted, written by several, consulted on, adopted, amended, rolled over."""

from datetime import date, timedelta

import pytest

from governance.partnership_makers import make_organisation
from governance.plan_makers import ENDS, STARTS, adopted, make_clause, make_plan, make_step
from headwater.governance.audit import clock
from headwater.governance.audit import queries as audit
from headwater.governance.partners import actions as partners
from headwater.governance.partners import written
from headwater.governance.partners.queries import operator
from headwater.governance.strategy import actions, comparing, progress, queries
from headwater.governance.strategy.models import Clause, LinkKind, PlanStatus
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db
BY = operator


def change(clause, *, seen=None, reason="", **changes):
    seen = seen or clause.version
    return actions.change_clause(clause, changes=changes, seen=seen, reason=reason, by=BY())


def test_editing_makes_a_new_version_and_keeps_history():
    clause = make_clause(make_plan(), text="First words.")
    change(clause, text="Second words.", reason="They read better.")
    assert clause.version == 2
    assert [version.content["text"] for version in written.history(clause)] == [
        "Second words.",
        "First words.",
    ]
    assert written.history(clause).first().reason == "They read better."
    assert audit.entries(kind="strategy.change_clause").count() == 1


def test_two_editors_of_one_clause_lose_no_words():
    clause = make_clause(make_plan(), text="First words.")
    mine, yours = queries.get_clause("ours", "O1"), queries.get_clause("ours", "O1")
    change(mine, seen=1, text="My words.")
    change(yours, seen=1, owner_role="Head of Prevention")  # another field: both stay
    stands = queries.get_clause("ours", "O1")
    assert (stands.text, stands.owner_role) == ("My words.", "Head of Prevention")
    with pytest.raises(Conflict, match="Your words are below"):
        change(clause, seen=1, text="Other words.")
    assert queries.get_clause("ours", "O1").text == "My words."


def test_a_key_is_taken_once_whatever_its_capitals():
    plan = make_plan()
    make_clause(plan, key="O1.2")
    with pytest.raises(Refused, match=r"There is a clause o1\.2 in this plan already"):
        make_clause(plan, key="o1.2")
    with pytest.raises(Conflict, match="already"):
        make_plan()


def test_clauses_cannot_stand_in_a_circle():
    plan = make_plan()
    a = make_clause(plan, key="a")
    b = make_clause(plan, key="b", parent=a)
    with pytest.raises(Refused, match="circle: a under b under a"):
        change(a, parent=b)
    with pytest.raises(Invalid, match="another plan"):
        make_clause(make_plan(key="other"), key="c", parent=a)


def test_an_empty_text_is_not_kept():
    with pytest.raises(Invalid, match="Write what it says"):
        make_clause(make_plan(), text="  ")
    clause = make_clause(make_plan(key="other"))
    with pytest.raises(Invalid, match="Write what it says"):
        change(clause, text="")


def test_an_owner_that_ended_is_followed_by_its_successor_and_takes_nothing_new():
    old, new = make_organisation(key="old-council"), make_organisation(key="new-council")
    clause = make_clause(make_plan(), owner=old)
    today = clock.today()
    partners.end_organisation(old, ends_on=today, successor=new, by=BY())
    found = queries.get_clause("ours", "O1")
    assert queries.owner_name(found, on=today) == "New-Council"
    assert queries.owner_name(found, on=today - timedelta(days=1)) == "Old-Council"
    with pytest.raises(Refused, match="New-Council has taken over"):
        make_clause(clause.plan, key="O2", owner=old)
    change(found, text="Words change while the owner stays.", owner=found.owner)


def test_a_clause_whose_owner_ended_without_successor_is_without_owner():
    owner = make_organisation(key="gone")
    plan = make_plan()
    make_clause(plan, owner=owner)
    partners.end_organisation(owner, ends_on=clock.today(), by=BY())
    [row] = queries.coverage(plan, on=clock.today())
    assert row.owner is None
    assert "owner" in row.lacks


def test_coverage_says_what_each_clause_lacks():
    plan = make_plan()
    full = make_clause(plan, key="full", owner=make_organisation(key="council"))
    for kind in (LinkKind.ACTIVITY, LinkKind.INDICATOR, LinkKind.EVIDENCE):
        actions.link(full, kind=kind, key=f"some-{kind.value}", by=BY())
    make_clause(plan, key="bare", owner_role="Head of Prevention")
    rows = {row.key: row for row in queries.coverage(plan, on=clock.today())}
    assert rows["full"].lacks == ()
    assert rows["full"].evidence == ("some-evidence",)
    assert rows["bare"].lacks == ("activities", "indicators", "evidence")
    assert rows["bare"].owner == "Head of Prevention"


def test_a_link_ends_and_that_it_stood_is_kept():
    clause = make_clause(make_plan())
    actions.link(clause, kind=LinkKind.INDICATOR, key="homicide", by=BY())
    with pytest.raises(Conflict):
        actions.link(clause, kind=LinkKind.INDICATOR, key="homicide", by=BY())
    actions.unlink(clause, kind=LinkKind.INDICATOR, key="homicide", by=BY())
    assert queries.links(queries.get_clause("ours", "O1")) == []
    assert clause.links.count() == 1
    with pytest.raises(Invalid, match="does not lead"):
        actions.unlink(clause, kind=LinkKind.INDICATOR, key="homicide", by=BY())
    assert not queries.clauses_leading_to(LinkKind.INDICATOR, "homicide")


def test_a_clause_is_aligned_with_one_that_is_there_in_another_plan():
    clause = make_clause(make_plan())
    with pytest.raises(Invalid, match="There is no clause theirs/P1"):
        actions.link(clause, kind=LinkKind.CLAUSE, key="theirs/P1", by=BY())
    other = make_clause(make_plan(key="theirs", kind="police_crime"), key="P1")
    actions.link(clause, kind=LinkKind.CLAUSE, key="theirs/P1", by=BY())
    assert queries.aligned_clauses(other) == [clause]
    assert queries.aligned_clauses(other, public_only=True) == []
    with pytest.raises(Invalid, match="another plan"):
        actions.link(clause, kind=LinkKind.CLAUSE, key="ours/O1", by=BY())


def test_a_consultation_closes_with_what_was_heard_and_what_changed():
    plan = make_plan()
    make_clause(plan)
    asked = actions.open_consultation(plan, asked="The youth council", opened_on=STARTS, by=BY())
    assert queries.get_plan("ours").status == PlanStatus.CONSULTATION
    with pytest.raises(Refused, match="A consultation is open"):
        adopted(queries.get_plan("ours"))
    closing = {"heard": "More places to go.", "changed": "Two more evenings.", "by": BY()}
    with pytest.raises(Invalid, match="or later"):
        actions.close_consultation(asked, closed_on=STARTS - timedelta(days=1), **closing)
    with pytest.raises(Refused, match="nothing changed, write why"):
        actions.close_consultation(asked, heard="Nothing.", changed="", closed_on=STARTS, by=BY())
    actions.close_consultation(asked, closed_on=STARTS, **closing)
    assert queries.get_plan("ours").status == PlanStatus.DRAFT
    with pytest.raises(Conflict):
        actions.close_consultation(asked, closed_on=STARTS, **closing)


def test_an_adopted_text_is_amended_with_a_reason_and_the_difference_is_shown():
    plan = make_plan()
    clause = make_clause(plan, text="As adopted.")
    make_clause(plan, key="O2")
    change(clause, text="As it was adopted.")
    adopted(plan)
    assert comparing.since_adoption(plan) == []
    clause = queries.get_clause("ours", "O1")
    with pytest.raises(Refused, match="amend it, if you say why"):
        change(clause, text="Amended.")
    change(clause, text="Amended.", reason="The board of May.")
    make_clause(queries.get_plan("ours"), key="O3", reason="The board of June.")
    actions.withdraw_clause(queries.get_clause("ours", "O2"), reason="The board of July.", by=BY())
    found = {each.key: each for each in comparing.since_adoption(queries.get_plan("ours"))}
    assert {key: each.state for key, each in found.items()} == {"O1": "changed", "O2": "gone", "O3": "new"}
    assert (found["O1"].before, found["O1"].after) == ("As it was adopted.", "Amended.")
    assert written.history(queries.get_clause("ours", "O3")).first().reason == "The board of June."


def test_a_withdrawn_clause_keeps_its_history_and_comes_back():
    clause = make_clause(make_plan())
    actions.withdraw_clause(clause, reason="Said twice.", by=BY())
    assert not queries.clauses(clause.plan)
    actions.restore_clause(queries.get_clause("ours", "O1"), reason="It was not.", by=BY())
    assert queries.clauses(clause.plan).get().version == 3


def test_a_plan_without_clauses_cannot_be_adopted():
    with pytest.raises(Refused, match="says nothing yet"):
        adopted(make_plan())


def test_a_roll_over_takes_every_clause_link_and_unfinished_step_and_leaves_the_old_plan_as_it_was():
    old = make_plan(key="old", starts_on=date(2022, 4, 1), ends_on=STARTS)
    above = make_clause(old, key="SP1", kind="priority")
    clause = make_clause(
        old, key="O1", parent=above, owner=make_organisation(key="council"), qualifiers=["well"]
    )
    actions.link(clause, kind=LinkKind.INDICATOR, key="homicide", by=BY())
    make_step(clause, days=30)
    make_step(clause, done=True)
    adopted(old)
    terms = actions.PlanTerms(key="new", title="New", starts_on=STARTS, ends_on=ENDS, kind="strategy")
    new = actions.roll_over(old, terms=terms, by=BY())
    copy = queries.get_clause("new", "O1")
    assert (copy.parent.key, copy.parent.plan.key, copy.owner.key) == ("SP1", "new", "council")
    assert (copy.version, copy.qualifiers) == (1, ["well"])
    assert queries.linked_keys(copy, LinkKind.INDICATOR) == ("homicide",)
    assert progress.of_plan(new, on=clock.today()).steps == 1
    assert queries.the_strategy(clock.today()) == old  # until the next one is adopted
    assert comparing.since_earlier_plan(new) == []
    change(copy, text="Better said.")
    assert [each.key for each in comparing.since_earlier_plan(new)] == ["O1"]
    with pytest.raises(Refused, match="follows this plan already"):
        actions.roll_over(old, terms=terms, by=BY())
    adopted(new)
    assert queries.get_plan("old").status == PlanStatus.SUPERSEDED
    assert queries.the_strategy(clock.today()) == new
    with pytest.raises(Refused, match="followed by another"):
        change(queries.get_clause("old", "O1"), text="Too late.", reason="I want to.")
    with pytest.raises(Refused, match="followed by another"):
        make_step(queries.get_clause("old", "O1"))


def test_a_next_period_starts_later():
    plan = make_plan()
    terms = actions.PlanTerms(key="new", title="New", starts_on=STARTS, ends_on=ENDS)
    with pytest.raises(Refused, match="later"):
        actions.roll_over(plan, terms=terms, by=BY())


def test_steps_of_a_child_plan_count_towards_the_clause_that_it_rolls_up_to():
    strategy = make_plan()
    clause = make_clause(strategy)
    make_step(clause, done=True)
    child = make_plan(key="trauma", kind="trauma", parent_clause="ours/O1")
    part = make_clause(child, key="1")
    make_step(part, days=10)
    grandchild = make_plan(key="place", kind="local", parent_clause="trauma/1")
    make_step(make_clause(grandchild, key="1"), done=True)
    found = progress.of_clause(queries.get_clause("ours", "O1"), on=clock.today() + timedelta(days=11))
    assert (found.steps, found.done, found.overdue) == (3, 2, 1)
    assert list(queries.child_plans(clause)) == [child]
    assert not queries.child_plans(clause, public_only=True)
    assert queries.plans_beneath(strategy) == {"O1": [child]}
    public = progress.of_clause(queries.get_clause("ours", "O1"), on=clock.today(), public_only=True)
    assert public.steps == 1  # a draft's steps are not for everybody


def test_a_child_plan_still_rolls_up_when_its_parent_is_rolled_over():
    old = make_plan(key="old", starts_on=date(2022, 4, 1))
    make_clause(old)
    child = make_plan(key="trauma", kind="trauma", parent_clause="old/O1")
    terms = actions.PlanTerms(key="new", title="New", starts_on=STARTS, ends_on=ENDS, kind="strategy")
    new = actions.roll_over(old, terms=terms, by=BY())
    assert list(queries.child_plans(queries.get_clause("new", "O1"))) == [child]
    assert queries.plans_beneath(new) == {"O1": [child]}


def test_plans_cannot_roll_up_to_themselves():
    strategy = make_plan()
    make_clause(strategy)
    child = make_plan(key="trauma", parent_clause="ours/O1")
    make_clause(child, key="1")
    with pytest.raises(Refused, match="roll up to itself"):
        actions.change_plan(strategy, changes={"parent_clause": "trauma/1"}, seen=1, by=BY())
    with pytest.raises(Invalid, match="There is no clause ours/none"):
        make_plan(key="other", parent_clause="ours/none")


def test_a_step_has_a_day_that_lies_ahead_and_may_become_late():
    clause = make_clause(make_plan())
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(Refused, match="is past"):
        actions.set_milestone(clause, terms=actions.StepTerms("Too late", yesterday), by=BY())
    step = make_step(clause, days=1)
    later = clock.today() + timedelta(days=2)
    assert list(queries.overdue_milestones(on=later)) == [step]
    assert not queries.overdue_milestones(on=later, public_only=True)
    with pytest.raises(Refused, match="is past"):
        actions.change_milestone(step, changes={"due_on": yesterday}, seen=1, by=BY())
    with pytest.raises(Refused, match="has not come yet"):
        actions.change_milestone(step, changes={"done_on": later}, seen=1, by=BY())
    actions.change_milestone(step, changes={"done_on": clock.today()}, seen=1, by=BY())
    assert not queries.overdue_milestones(on=later)


def test_a_plan_keeps_to_its_days_and_its_area():
    with pytest.raises(Invalid, match="ends after it starts"):
        make_plan(ends_on=STARTS)
    with pytest.raises(Invalid, match="GSS code"):
        make_plan(area_code="Notts")
    plan = make_plan()
    with pytest.raises(Invalid, match="cannot be written here"):
        actions.change_plan(plan, changes={"status": "adopted"}, seen=1, by=BY())
    with pytest.raises(Invalid, match="own action"):
        change(make_clause(plan), withdrawn=True)


def test_drafts_are_not_for_everybody():
    plan = make_plan()
    make_clause(plan)
    with pytest.raises(NotFound):
        queries.get_plan("ours", public_only=True)
    with pytest.raises(NotFound):
        queries.get_clause("ours", "O1", public_only=True)
    adopted(plan)
    assert queries.get_clause("ours", "O1", public_only=True)
    with pytest.raises(NotFound):
        queries.get_clause("ours", "none")


def test_an_outline_is_told_however_deep_it_is():
    """A document may indent each line under the one before: a thousand deep it once broke the plan's page and its files."""
    deep = [Clause(pk=n, parent_id=n - 1 or None, key=f"K{n}") for n in range(1, 1_001)]
    assert list(queries.in_outline(reversed(deep))) == list(enumerate(deep))
