"""The evidence library: research, practice and lived experience beside each other, each dated and with its source."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import clock
from headwater.governance.evidence import library, rules
from headwater.governance.evidence import queries as evidence
from headwater.governance.evidence.models import Effect, Evidence, Knowledge, Tier
from headwater.vocabulary.cells import safe_cell
from headwater.web import context, downloads, together
from headwater.web.doors import needs, public
from headwater.web.evidence import editing
from headwater.web.pages import page_of, sought

KINDS = Knowledge.values


@dataclass(frozen=True)
class Shown:
    """An entry as it is shown on a day: with its age."""

    entry: Evidence
    on: date

    @property
    def is_stale(self) -> bool:
        return rules.is_stale(self.entry.checked_on, self.on)

    @property
    def check_again_by(self) -> date:
        return rules.check_again_by(self.entry.checked_on)

    @property
    def is_insufficient(self) -> bool:
        return self.entry.effect == Effect.INSUFFICIENT


@public
def entry_list(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    words = sought(request)
    found = [Shown(each, today) for each in evidence.evidence()]
    fitting = {each.pk for each in evidence.evidence(having=words)} if words else None
    asked = {name: request.GET.get(name, "") for name in ("knowledge", "effect", "tier")}
    kept = [each for each in found if all(not v or getattr(each.entry, n) == v for n, v in asked.items())]
    if request.GET.get("stale"):
        kept = [each for each in kept if each.is_stale]
    if fitting is not None:
        kept = [each for each in kept if each.entry.pk in fitting]
    shown = page_of(request, sorted(kept, key=lambda each: KINDS.index(each.entry.knowledge)))
    page = {
        "page": shown,
        "sought": words,
        "groups": [
            (kind, [e for e in shown.object_list if e.entry.knowledge == kind.value]) for kind in Knowledge
        ],
        "asked": {**asked, "stale": request.GET.get("stale", "")},
        "of": len(found),
        "shown": len(kept),
        "stale": sum(each.is_stale for each in found),
        "insufficient": sum(each.is_insufficient for each in found),
        "kinds": Knowledge.choices,
        "effects": Effect.choices,
        "tiers": Tier.choices,
    }
    return render(request, "evidence/library.html", page)


@public
def entry(request: HttpRequest, key: str) -> HttpResponse:
    found = evidence.get_evidence(key)
    page = {
        "shown": Shown(found, clock.today()),
        "entry": found,
        "factors": evidence.factors_named(found.factor_keys),
        "interventions": [each for each in evidence.interventions() if found.key in each.evidence_keys],
        "history": together.history(found) if "strategy.read" in context.held_by(request) else [],
    }
    return render(request, "evidence/entry.html", page)


@needs("evidence.edit")
def add(request: HttpRequest) -> HttpResponse:
    return editing.add(request, editing.ENTRY, begins={"checked_on": clock.today()})


@needs("evidence.edit")
def change(request: HttpRequest, key: str) -> HttpResponse:
    return editing.change(request, editing.ENTRY, key)


@public
def library_file(request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """The whole library to take in elsewhere (TOML), or its entries as a table (CSV)."""
    if kind == "csv":
        return downloads.attached(_table().encode(), "csv", "evidence")
    return downloads.attached(library.written_out().encode(), "toml", "library")


def _table() -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("key", *Evidence.WRITTEN))
    for each in evidence.evidence():
        cells = (getattr(each, name) for name in ("key", *Evidence.WRITTEN))
        writer.writerow(safe_cell("; ".join(c) if isinstance(c, list) else c) for c in cells)
    return text.getvalue()
