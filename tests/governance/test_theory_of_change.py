"""Boxes and arrows: drawn, changed by two people, withdrawn, brought in as a file and written out the same."""

from datetime import date

import pytest

from governance.partnership_makers import make_person
from headwater.governance.partners import written
from headwater.governance.strategy import actions as plans
from headwater.governance.strategy import queries as plan_queries
from headwater.governance.strategy.models import Node, Plan
from headwater.governance.strategy.theory import actions, files, queries
from headwater.governance.strategy.theory.actions import BoxTerms
from headwater.vocabulary.errors import Conflict, Invalid, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_person()


@pytest.fixture
def plan(by) -> Plan:
    terms = plans.PlanTerms(key="plan", title="Plan", starts_on=date(2025, 4, 1), ends_on=date(2028, 4, 1))
    return plans.draft_plan(terms, by=by)


def make_box(plan: Plan, by, *, key: str, kind: str = "outcome", title: str = "") -> Node:
    return actions.draw_node(plan, terms=BoxTerms(key=key, kind=kind, title=title or key.title()), by=by)


def test_boxes_and_arrows_make_a_picture_with_its_faults(plan, by):
    mentoring, safer = make_box(plan, by, key="mentoring", kind="activity"), make_box(plan, by, key="safer")
    arrow = actions.draw_arrow(mentoring, target=safer, assumption="", by=by)
    found = queries.theory(plan)
    assert [node.key for node in found.nodes] == ["mentoring", "safer"]
    assert [fault.kind.value for fault in found.faults] == ["no_assumption", "no_way_on", "unmeasured"]
    actions.change_arrow(arrow, changes={"assumption": "Mentors stay."}, seen=1, by=by)
    actions.change_node(
        safer, changes={"kind": "long_term_outcome", "indicator_keys": ["x", " x ", ""]}, seen=1, by=by
    )
    assert queries.theory(plan).faults == []
    assert queries.theory(plan).indicator_keys == ("x",)


def test_two_people_at_one_box_lose_no_words(plan, by):
    box = make_box(plan, by, key="safer")
    actions.change_node(box, changes={"title": "People are safer"}, seen=1, by=by)
    actions.change_node(queries.get_node(plan, "safer"), changes={"says": "At night too."}, seen=1, by=by)
    with pytest.raises(Conflict, match="title"):
        actions.change_node(
            queries.get_node(plan, "safer"), changes={"title": "Safer streets"}, seen=1, by=by
        )
    stands = queries.get_node(plan, "safer")
    assert (stands.title, stands.says, stands.version) == ("People are safer", "At night too.", 3)
    assert [each.content["title"] for each in written.history(stands)][-1] == "Safer"


def test_what_is_withdrawn_is_not_on_the_picture_and_can_come_back(plan, by):
    first, second = make_box(plan, by, key="a", kind="activity"), make_box(plan, by, key="b")
    arrow = actions.draw_arrow(first, target=second, assumption="So.", by=by)
    actions.change_arrow(arrow, changes={"withdrawn": True}, seen=1, by=by)
    assert queries.theory(plan).arrows == ()
    assert actions.draw_arrow(first, target=second, assumption="So again.", by=by).pk == arrow.pk
    actions.change_node(second, changes={"withdrawn": True}, seen=1, by=by)
    found = queries.theory(plan)
    assert ([node.key for node in found.nodes], found.arrows) == (["a"], ())


REFUSED = {
    "twice": ("a", "activity", "A", Refused, "already"),
    "capitals": ("A", "activity", "A", Refused, "already"),
    "no title": ("c", "activity", " ", Refused, "title"),
    "bad key": ("a b!", "activity", "A", Refused, "cannot be a key"),
    "bad kind": ("c", "wish", "A", Invalid, "activity, output"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_box_that_cannot_stand_is_refused_with_a_sentence(name, plan, by):
    make_box(plan, by, key="a")
    key, kind, title, error, says = REFUSED[name]
    with pytest.raises(error, match=says):
        actions.draw_node(plan, terms=BoxTerms(key=key, kind=kind, title=title), by=by)
    assert plan.nodes.count() == 1


def test_an_arrow_that_cannot_stand_is_refused_with_a_sentence(plan, by):
    first, second = make_box(plan, by, key="a", kind="activity"), make_box(plan, by, key="b")
    actions.draw_arrow(first, target=second, assumption="So.", by=by)
    terms = plans.PlanTerms(key="other", title="Other", starts_on=date(2025, 4, 1), ends_on=date(2028, 4, 1))
    elsewhere = make_box(plans.draft_plan(terms, by=by), by, key="c")
    for target, says in ((second, "already"), (first, "one box to another"), (elsewhere, "one picture")):
        with pytest.raises(Refused, match=says):
            actions.draw_arrow(first, target=target, assumption="So.", by=by)
    with pytest.raises(Invalid, match="grades are"):
        actions.draw_arrow(second, target=first, assumption="So.", by=by, grade="certain")


def test_the_shipped_theory_belongs_to_the_shipped_framework_and_comes_once(by):
    actions.seed(by=by)
    assert not Node.objects.exists()
    plans.seed(by=by)
    actions.seed(by=by)
    plan = files.shipped_plan()
    found = queries.theory(plan)
    assert (len(found.nodes), len(found.arrows)) == (56, 64)
    assert {fault.kind.value for fault in found.faults} == {"unmeasured"}
    first = found.nodes[0]
    actions.change_node(first, changes={"title": "Ours"}, seen=1, by=by)
    actions.seed(by=by)
    assert queries.get_node(plan, first.key).title == "Ours"


def test_a_picture_written_out_reads_back_the_same(plan, by):
    text = """
[[node]]
key = "a"
kind = "activity"
title = "Zażółć \\"gęślą\\" 青少年\\nand a second line"
intervention = "mentoring"

[[node]]
key = "b"
kind = "outcome"
title = "شباب"
indicators = ["serious_violence"]

[[arrow]]
from = "a"
to = "b"
assumption = "It helps."
grade = "limited"
evidence = ["mentoring"]
"""
    actions.bring_theory(plan, text=text, by=by)
    out = files.write(queries.theory(plan))
    assert files.read(out) == files.read(text)
    before = [(node.key, node.version) for node in plan.nodes.all()]
    actions.bring_theory(plan, text=out, by=by)
    assert [(node.key, node.version) for node in plan.nodes.all()] == before


FAULTY = {
    "not TOML": ("key =", "not TOML"),
    "lists in lists": (f"a = {'[' * 3000}{']' * 3000}", "not TOML"),
    "one bracket": ('node = "a"', r"Write \[\[node\]\], with two brackets"),
    "a list as text": (
        '[[node]]\nkey = "a"\nkind = "outcome"\ntitle = "A"\nindicators = "homicide"',
        "Box 1: indicators is a list of texts",
    ),
    "a list as number": ("[[arrow]]\nevidence = 5", "Arrow 1: evidence is a list of texts"),
    "a title that is none": (
        '[[node]]\nkey = "a"\nkind = "activity"\ntitle = true',
        "Box 1: title is a text",
    ),
    "long title": (
        f'[[node]]\nkey = "a"\nkind = "activity"\ntitle = "{"A" * 201}"',
        "The title has 201 characters, and at most 200 are kept",
    ),
    "no text": ('[[node]]\nkey = "a"\nkind = "activity"\ntitle = "A\\u0000"', "no part of any text"),
    "no key": ('[[node]]\nkind = "activity"\ntitle = "A"', "Box 1 has no key"),
    "twice": (
        '[[node]]\nkey = "a"\nkind = "activity"\ntitle = "A"\n' * 2,
        r"Box 2 \(a\) has a key that another",
    ),
    "no title": ('[[node]]\nkey = "a"\nkind = "activity"', "no title"),
    "kind": ('[[node]]\nkey = "a"\nkind = "wish"\ntitle = "A"', "no known kind"),
    "dangling": ('[[arrow]]\nfrom = "a"\nto = "b"', "names a and b, which is no box"),
    "itself": (
        '[[node]]\nkey = "a"\nkind = "activity"\ntitle = "A"\n[[arrow]]\nfrom = "a"\nto = "a"',
        "leads to itself",
    ),
    "many": ('[[node]]\nkey = "a"\n' * 10_000, "10,000 boxes"),
    "long": ("#" * 3_000_000, "too long"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_file_says_what_is_wrong_and_brings_nothing(name, plan, by):
    text, says = FAULTY[name]
    with pytest.raises(Invalid, match=says):
        actions.bring_theory(plan, text=text, by=by)
    assert not plan.nodes.exists()


def test_a_file_that_names_a_clause_the_plan_lacks_brings_nothing(plan, by):
    text = '[[node]]\nkey = "a"\nkind = "activity"\ntitle = "A"\n[[node]]\nkey = "b"\nkind = "output"\ntitle = "B"\nclause = "O9"\n'
    with pytest.raises(Invalid, match="O9"):
        actions.bring_theory(plan, text=text, by=by)
    assert not plan.nodes.exists()


def test_the_picture_goes_on_into_the_next_period(by):
    plans.seed(by=by)
    actions.seed(by=by)
    before = files.shipped_plan()
    terms = plans.PlanTerms(
        key="framework-2025", title="Next", starts_on=date(2025, 4, 1), ends_on=date(2028, 4, 1)
    )
    after = plans.roll_over(before, terms=terms, by=by)
    assert (
        files.write(queries.theory(after)).splitlines()[1:]
        == files.write(queries.theory(before)).splitlines()[1:]
    )
    assert {node.clause.plan_id for node in after.nodes.exclude(clause=None)} == {after.pk}
    assert plan_queries.get_plan("framework-2025") == after
