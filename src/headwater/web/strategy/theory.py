"""A plan's theory of change: the picture with its list form, one box, and the forms that draw it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from headwater.governance.audit import clock
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Evidence
from headwater.governance.strategy.models import Arrow, Node, Plan
from headwater.governance.strategy.theory import actions, files
from headwater.governance.strategy.theory import queries as theories
from headwater.insight.performance.theory import queries
from headwater.vocabulary.errors import NotFound, Unavailable
from headwater.web import attempts, downloads, figures, together
from headwater.web.doors import needs, public
from headwater.web.doors import person as person_of
from headwater.web.strategy import readers
from headwater.web.strategy.theory_forms import (
    ArrowChangeForm,
    ArrowForm,
    BoxChangeForm,
    BoxForm,
    FileForm,
)


@dataclass(frozen=True)
class Way:
    """An arrow as a box's page tells it: where its other end is, and the evidence that is there for it."""

    arrow: Arrow
    other: Node
    known: tuple[Evidence, ...]


SAVED = "Saved. The version before it is kept."


@public
def theory(request: HttpRequest, plan: str) -> HttpResponse:
    found = readers.plan_of(request, plan)
    shown = _shown(request, found)
    page: dict[str, object] = {"plan": found, "shown": shown, "may": readers.may(request, found)}
    try:
        page["picture"] = _picture(shown)
    except Unavailable as why:  # the list says the same
        page["why_none"] = why.says
    return render(request, "strategy/theory/theory.html", page)


@public
def file(request: HttpRequest, plan: str, kind: str) -> HttpResponse:
    """The picture to print or to put into a document, or the boxes and arrows as a file that can be brought in again."""
    found = readers.plan_of(request, plan)
    shown = _shown(request, found)
    if kind == "toml":
        return downloads.attached(files.write(shown.theory).encode(), kind, f"theory-{found.key}")
    drawn = _picture(shown)
    if not drawn:
        raise NotFound("There is nothing to draw yet.")
    return downloads.attached(drawn.encode(), kind, f"theory-{found.key}")


@public
def box(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """One box: what its figures say, what leads to it and what it leads to, on what assumption and evidence."""
    found = readers.plan_of(request, plan)
    node = theories.get_node(found, key)
    row = next((row for row in _shown(request, found).rows if row.node == node), None)
    page = {
        "plan": found,
        "node": node,
        "row": row,
        "intervention": evidence.find_intervention(node.intervention_key) if node.intervention_key else None,
        "led_to_by": [_way(arrow, arrow.source) for arrow in row.led_to_by] if row else [],
        "leads_to": [_way(arrow, arrow.target) for arrow in row.leads_to] if row else [],
        "steps": readers.steps_of(request, node, found),
        "may": readers.may(request, found),
    }
    return render(request, "strategy/theory/box.html", page)


@needs(readers.EDITS)
def add_box(request: HttpRequest, plan: str) -> HttpResponse:
    within = readers.plan_of(request, plan)

    def make(given: dict[str, Any]) -> Node:
        reason = given.pop("reason", "")
        terms = actions.BoxTerms(key=_free_key(within, given["title"]), **given)
        return actions.draw_node(within, terms=terms, reason=reason, by=person_of(request))

    task = attempts.Task(
        heading="Add a box",
        button="Add",
        done="The box is there. Say what it leads to.",
        back=reverse("theory", args=[plan]),
    )
    form = BoxForm(attempts.submitted(request), plan=within)
    return attempts.answer(request, form, task, make, then=_address)


@needs(readers.EDITS)
def change_box(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    node = theories.get_node(readers.plan_of(request, plan), key)
    form = BoxChangeForm(attempts.submitted(request), plan=node.plan, thing=node)
    task = _task(node, f"Change “{node.title}”", "Save", SAVED)
    return together.answer(request, form, task, node, actions.change_node)


@needs(readers.EDITS)
def add_arrow(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    source = theories.get_node(readers.plan_of(request, plan), key)
    form = ArrowForm(attempts.submitted(request), source=source)

    def make(given: dict[str, Any]) -> Arrow:
        keys = given.pop("evidence_keys")
        drawn = actions.draw_arrow(source, **given, by=person_of(request))
        if not keys:
            return drawn
        return actions.change_arrow(
            drawn,
            changes={"evidence_keys": keys},
            seen=drawn.version,
            reason=given["reason"],
            by=person_of(request),
        )

    task = _task(source, f"What “{source.title}” leads to", "Draw the arrow", "The arrow is drawn.")
    return attempts.answer(request, form, task, make)


@needs(readers.EDITS)
def change_arrow(request: HttpRequest, plan: str, uuid: UUID) -> HttpResponse:
    arrow = theories.get_arrow(readers.plan_of(request, plan), uuid)
    form = ArrowChangeForm(attempts.submitted(request), thing=arrow)
    task = _task(arrow.source, f"From “{arrow.source.title}” to “{arrow.target.title}”", "Save", SAVED)
    return together.answer(request, form, task, arrow, actions.change_arrow)


@needs(readers.EDITS)
def bring(request: HttpRequest, plan: str) -> HttpResponse:
    """Boxes and arrows from a file: new ones are added, those that are there are changed, none is taken away."""
    within = readers.plan_of(request, plan)
    form = FileForm(attempts.submitted(request), request.FILES or None)

    def make(given: dict[str, Any]) -> Plan:
        return actions.bring_theory(within, text=given["file"], reason=given["reason"], by=person_of(request))

    task = attempts.Task(
        heading="Bring in boxes and arrows",
        button="Bring in",
        done="They are on the picture. Nothing that was there is gone.",
        back=reverse("theory", args=[plan]),
        says="Take the file that this page offers, change it in any text editor, and bring it back.",
    )
    return attempts.answer(request, form, task, make)


def _way(arrow: Arrow, other: Node) -> Way:
    known = evidence.evidence().filter(key__in=arrow.evidence_keys)
    return Way(arrow, other, tuple(known))


def _shown(request: HttpRequest, plan: Plan) -> queries.Shown:
    audience = figures.audience_of(request)
    return queries.shown(theories.theory(plan), audience=audience, on=clock.today())


def _picture(shown: queries.Shown) -> str:
    """The drawing. Unavailable where it is too large, or this machine cannot lay one out."""
    plan = shown.theory.plan.key
    return queries.picture(shown, address=lambda key: reverse("theory-box", args=[plan, key]))


def _task(node: Node, heading: str, button: str, done: str) -> attempts.Task:
    return attempts.Task(heading=heading, button=button, done=done, back=_address(node))


def _address(node: Node) -> str:
    return reverse("theory-box", args=[node.plan.key, node.key])


def _free_key(plan: Plan, title: str) -> str:
    """A key from the title's first words that no box has yet."""
    taken = set(theories.nodes(plan, withdrawn=True).values_list("key", flat=True))
    first = slugify(title, allow_unicode=True)[:40].strip("-_") or "box"
    return next(
        key for key in (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3))) if key not in taken
    )
