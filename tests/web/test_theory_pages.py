"""The theory of change on its pages: the picture and its list say the same, drafts are not public, and editing loses nobody's words."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from governance.plan_makers import make_plan
from web import town

from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.strategy import actions as plans
from headwater.governance.strategy.models import Node, Plan
from headwater.governance.strategy.theory import actions, files
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.indicators import findings, registry
from headwater.insight.performance.theory import layout
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(figures) -> Plan:
    by = partners.operator()
    plans.seed(by=by)
    actions.seed(by=by)
    return plans.adopt(files.shipped_plan(), adopted_on=clock.today(), by=by)


@pytest.fixture
def lead(signed_in) -> Client:
    return signed_in("programme_lead")


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_picture_and_list_name_the_same_boxes_and_arrows(plan, client):
    page = client.get(reverse("theory", args=[plan.key])).content.decode()
    drawn, listed = page.split("</svg></div>")
    found = theories.theory(plan)
    for node in found.nodes:
        address = f'href="{reverse("theory-box", args=[plan.key, node.key])}"'
        assert address in drawn, node.key
        assert address in listed, node.key
    assert drawn.count("url(#tip)") == len(found.arrows)


def test_a_box_tells_the_verdict_of_its_indicator_and_who_measures_nothing(plan, client):
    for each in release.standing(town.INDICATOR, audience=Audience.PUBLIC):
        findings.keep(each, registry.get_indicator(town.INDICATOR), {}, None)
    safe = text_of(client.get(reverse("theory-box", args=[plan.key, "safe-places"])))
    verdict = theories.get_node(plan, "safe-places").indicator_keys[0]
    assert verdict == town.INDICATOR
    assert "Of two indicators one is too old to say and one has no figures." in safe
    assert "This is counted by" in safe  # the second indicator is not in this town
    assert "We assume: Changing a place changes what happens there." in safe
    assert "No evidence yet" in safe
    assert "Nobody measures this yet." in text_of(
        client.get(reverse("theory-box", args=[plan.key, "equal-chances"]))
    )


def test_a_draft_is_shown_to_partners_and_to_nobody_else(figures, client, lead):
    by = partners.operator()
    plans.seed(by=by)
    actions.seed(by=by)
    address = reverse("theory", args=[files.shipped_plan().key])
    assert client.get(address).status_code == 404
    assert lead.get(address).status_code == 200


def test_a_programme_lead_draws_a_box_and_an_arrow(plan, lead):
    address = reverse("add-box", args=[plan.key])
    words = {"kind": "outcome", "title": "Streets feel cared for", "indicator_keys": [town.INDICATOR]}
    refused = lead.post(address, words)
    assert refused.status_code == 400
    assert "adopted" in text_of(refused)
    made = lead.post(address, {**words, "reason": "Residents asked for it."}, follow=True)
    assert made.redirect_chain[-1][0] == reverse("theory-box", args=[plan.key, "streets-feel-cared-for"])
    arrow = {
        "target": theories.get_node(plan, "feel-safer").pk,
        "assumption": "People notice.",
        "grade": "practice",
        "evidence_keys": [],
        "reason": "Residents asked for it.",
    }
    done = lead.post(reverse("add-arrow", args=[plan.key, "streets-feel-cared-for"]), arrow, follow=True)
    assert "We assume: People notice." in text_of(done)
    again = lead.post(address, {**words, "reason": "Once more."}, follow=True)
    assert again.redirect_chain[-1][0].endswith("/streets-feel-cared-for-2/")


def test_the_second_of_two_writers_keeps_their_words_and_sees_the_others(plan, lead):
    node = theories.get_node(plan, "feel-safer")
    address = reverse("change-box", args=[plan.key, node.key])
    words = {"kind": node.kind, "title": "Hers", "seen": 1, "reason": "Clearer.", "clause": node.clause.pk}
    assert lead.post(address, words).status_code == 302
    told = lead.post(address, {**words, "title": "His"})
    assert told.status_code == 400
    page = told.content.decode()
    assert 'value="His"' in page
    assert "Hers" in page
    assert theories.get_node(plan, "feel-safer").title == "Hers"
    assert lead.post(address, {**words, "title": "Hers and his", "seen": 2}).status_code == 302


def test_a_file_goes_out_and_comes_back_in(plan, lead, tmp_path):
    sent = lead.get(reverse("theory-file", args=[plan.key, "toml"]))
    assert sent["Content-Type"] == "application/toml"
    changed = tmp_path / "theory.toml"
    changed.write_bytes(sent.content.replace(b"Communities feel safer", b"Everybody feels safer"))
    with changed.open("rb") as file:
        done = lead.post(
            reverse("bring-theory", args=[plan.key]), {"file": file, "reason": "Clearer."}, follow=True
        )
    assert "Everybody feels safer" in text_of(done)
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe nothing")
    with broken.open("rb") as file:
        refused = lead.post(reverse("bring-theory", args=[plan.key]), {"file": file, "reason": "x"})
    assert refused.status_code == 400
    assert "UTF-8" in text_of(refused)


def test_the_picture_is_a_file_of_its_own(plan, client):
    drawn = client.get(reverse("theory-file", args=[plan.key, "svg"]))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


def test_an_empty_plan_says_what_to_do(figures, lead):
    terms = plans.PlanTerms(key="empty", title="Empty", starts_on=town.SINCE, ends_on=date(2099, 1, 1))
    plans.draft_plan(terms, by=partners.operator())
    page = text_of(lead.get(reverse("theory", args=["empty"])))
    assert "Add the first box, or bring in a file" in page
    assert lead.get(reverse("theory-file", args=["empty", "svg"])).status_code == 404


def test_where_the_machine_cannot_lay_out_the_page_says_so_and_the_list_stands(plan, client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(layout, "NODE", "/nowhere/node")
    page = client.get(f"/strategy/{plan.key}/theory/").content.decode()
    cache.clear()
    assert "The picture cannot be drawn on this machine just now. It is tried again in ten minutes." in page
    assert "<svg xmlns" not in page
    assert 'id="column-1"' in page


def test_a_theory_too_large_for_a_picture_is_told_as_a_list_and_can_be_taken_away(figures, lead):
    plan = make_plan()
    Node.objects.bulk_create(
        Node(plan=plan, key=f"b{n}", kind="activity", title=f"Box {n}") for n in range(201)
    )
    page = lead.get("/strategy/ours/theory/").content.decode()
    assert "it is too large for a picture" in page
    assert lead.get("/strategy/ours/theory.svg").status_code == 503
    assert "Box 200" in page
    assert "theory.toml" in page


def test_a_file_without_boxes_is_not_told_as_brought_in(plan, lead):
    empty = SimpleUploadedFile("theory.toml", b'plan = "ours"\n')
    answer = lead.post(f"/strategy/{plan.key}/theory/bring/", {"file": empty})
    assert answer.status_code == 400
    assert "The file has no boxes" in text_of(answer)
