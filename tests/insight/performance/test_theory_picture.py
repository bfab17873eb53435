"""The picture of a theory of change: every box and arrow is there, columns keep to their kinds, and nothing hangs on colour."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as plans
from headwater.governance.strategy.theory import actions, files
from headwater.governance.strategy.theory import queries as theories
from headwater.governance.strategy.theory.graph import ORDER, Box, Edge
from headwater.insight.indicators.said import ReleasedVerdict
from headwater.insight.indicators.verdict import Verdict
from headwater.insight.performance import standing
from headwater.insight.performance.models import Layout
from headwater.insight.performance.standing import Measure
from headwater.insight.performance.theory import drawing, kept, layout, queries
from headwater.insight.release.draft import Audience
from headwater.vocabulary.errors import Unavailable

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 3, 1)


@pytest.fixture
def shipped(db) -> queries.Shown:
    by = partners.operator()
    plans.seed(by=by)
    actions.seed(by=by)
    return queries.shown(theories.theory(files.shipped_plan()), audience=Audience.PUBLIC, on=TODAY)


def drawn(boxes, edges, *, standings=None, grades=None) -> ElementTree.Element:
    laid = layout.placed(layout.lay_out(boxes, edges), boxes, edges)
    sheet = drawing.Sheet(laid, standings or {}, grades or {}, lambda key: f"#{key}", "A theory")
    return ElementTree.fromstring(drawing.svg(sheet))


def make_verdict(word: Verdict, ratio=None) -> ReleasedVerdict:
    facts = dict.fromkeys(ReleasedVerdict.__dataclass_fields__)
    return ReleasedVerdict(**{**facts, "verdict": word, "ratio": ratio, "says": "Said."})


def test_every_box_and_arrow_of_the_shipped_theory_is_on_the_picture(shipped):
    page = ElementTree.fromstring(queries.picture(shipped, address=lambda key: f"/box/{key}/"))
    links = [each.get("href") for each in page.iter(f"{SVG}a")]
    assert sorted(links) == sorted(f"/box/{row.node.key}/" for row in shipped.rows)
    assert sum(each.get("marker-end") == "url(#tip)" for each in page.iter(f"{SVG}path")) == 64
    dashed = sum(each.get("stroke-dasharray") == "5 5" for each in page.iter(f"{SVG}path"))
    assert dashed == sum(arrow.grade == "none" for arrow in shipped.theory.arrows) > 0


def test_boxes_neither_overlap_nor_leave_the_picture_and_kinds_stand_in_their_order(shipped):
    boxes = [theories.box_of(row.node) for row in shipped.rows]
    edges = [theories.edge_of(arrow) for arrow in shipped.theory.arrows]
    laid = layout.placed(layout.lay_out(boxes, edges), boxes, edges)
    for at, one in enumerate(laid.boxes):
        assert 0 <= one.x <= one.x + one.width <= laid.width
        assert 0 <= one.y <= one.y + one.height <= laid.height
        for other in laid.boxes[at + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y
    for kind, following in pairwise(ORDER):
        last = max(each.x for each in laid.boxes if each.box.kind == kind)
        assert last < min(each.x for each in laid.boxes if each.box.kind == following)


def test_a_layout_is_made_once_and_again_when_a_title_changes(shipped):
    queries.picture(shipped, address=str)
    queries.picture(shipped, address=str)
    assert Layout.objects.count() == 1
    node = shipped.rows[0].node
    actions.change_node(node, changes={"title": "Otherwise"}, seen=1, by=partners.operator())
    again = queries.shown(theories.theory(node.plan), audience=Audience.PUBLIC, on=TODAY)
    assert "Otherwise" in queries.picture(again, address=str)
    assert Layout.objects.count() == 2


@pytest.mark.every_store
def test_old_layouts_go(shipped, monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    Layout.objects.bulk_create(Layout(key=f"old-{n}", content={}) for n in range(3))
    queries.picture(shipped, address=str)
    assert Layout.objects.count() == 2
    assert not Layout.objects.filter(key__in=("old-0", "old-1")).exists()


def test_a_machine_that_cannot_lay_out_is_asked_once_in_a_while(shipped, monkeypatch, tmp_path):
    script = tmp_path / "node"
    script.write_text(f"#!/bin/sh\necho asked >> {tmp_path}/asked\nexit 1\n")
    script.chmod(0o700)
    monkeypatch.setattr(layout, "NODE", script)
    for _time in range(3):
        with pytest.raises(Unavailable, match="tried again in ten minutes"):
            queries.picture(shipped, address=str)
    assert (tmp_path / "asked").read_text() == "asked\n"
    cache.clear()
    monkeypatch.undo()
    assert queries.picture(shipped, address=str).startswith("<svg")


def test_a_verdict_stands_on_its_box_with_its_range_a_mark_and_words():
    box = Box("safer", "outcome", "Fewer are hurt", ("x",))
    for word, (mark, words, *_) in drawing.MARKS.items():
        verdict = make_verdict(word, (0.88, 0.81, 0.96))
        page = drawn([box], [], standings={"safer": standing.standing_of([Measure("x", None, verdict)])})
        text = [each.text for each in page.iter(f"{SVG}text")]
        assert f"{mark} {words}" in text
        assert "-12% (-19% to -4%)".replace("-", "\N{MINUS SIGN}") in text
        assert f"Fewer are hurt, outcome. {standing.sentence([word])}" == next(page.iter(f"{SVG}a")).get(
            "aria-label"
        )


def test_what_nobody_measures_is_dashed_and_says_so():
    page = drawn([Box("safer", "outcome", "Fewer are hurt")], [])
    assert next(page.iter(f"{SVG}rect")).get("stroke-dasharray")
    assert "? Not measured yet" in [each.text for each in page.iter(f"{SVG}text")]
    activity = drawn([Box("a", "activity", "Mentoring")], [])
    assert next(activity.iter(f"{SVG}rect")).get("stroke-dasharray") is None


def test_several_indicators_are_counted():
    found = standing.standing_of([Measure("x", None, make_verdict(Verdict.STALE)), Measure("y", None)])
    assert drawing.detail(found) == "1 of 2 indicators"
    assert drawing.detail(replace(found, measures=found.measures[:1])) == ""


def test_words_of_any_script_and_signs_are_drawn_whole():
    titles = ("<b>&\"'", "青少年" * 30, "x" * 190, "ein sehr langer Titel " * 8)
    boxes = [Box(str(at), "activity", title) for at, title in enumerate(titles)]
    page = drawn(boxes, [Edge("0", "1")])
    text = [each.text for each in page.iter(f"{SVG}text")]
    assert "<b>&\"'" in text
    assert sum(line.endswith("…") for line in text) == 2
    spoken = [each.get("aria-label") for each in page.iter(f"{SVG}a")]
    assert [f"{title}, activity." for title in titles] == spoken


def test_an_empty_theory_has_no_picture(db):
    terms = plans.PlanTerms(key="plan", title="Plan", starts_on=TODAY, ends_on=date(2028, 4, 1))
    empty = theories.theory(plans.draft_plan(terms, by=partners.operator()))
    assert queries.picture(queries.shown(empty, audience=Audience.PUBLIC, on=TODAY), address=str) == ""


def test_the_picture_has_nothing_that_the_pages_policy_forbids(shipped):
    text = queries.picture(shipped, address=str)
    assert not re.search(r"<script|<style|style=|onload|javascript:", text)


def test_what_is_too_large_for_a_picture_is_not_begun():
    """Laying out 500 boxes and 800 arrows took half a minute for each look, and the picture never came."""
    boxes = [Box(f"b{n}", "activity", f"Box {n}") for n in range(layout.MOST_BOXES + 1)]
    with pytest.raises(Unavailable, match="201 boxes and 0 arrows it is too large for a picture"):
        layout.lay_out(boxes, [])
    assert layout.too_large(layout.MOST_BOXES, layout.MOST_ARROWS) == ""
    assert layout.too_large(2, layout.MOST_ARROWS + 1)
