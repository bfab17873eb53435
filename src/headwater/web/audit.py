"""Audit: who did what and when, and whether the record is whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.governance.audit import queries as audit
from headwater.governance.audit.models import Outcome
from headwater.web.doors import needs
from headwater.web.pages import page_of


@needs("audit.read")
def entry_list(request: HttpRequest) -> HttpResponse:
    chosen = {
        "kind": request.GET.get("kind", "").strip(),
        "subject_key": request.GET.get("subject", "").strip(),
        "outcome": request.GET.get("outcome", ""),
    }
    found = audit.entries(kind=chosen["kind"], subject_key=chosen["subject_key"], outcome=chosen["outcome"])
    page = {"page": page_of(request, found), "chosen": chosen, "outcomes": Outcome.choices}
    return render(request, "audit/list.html", page)


@needs("audit.read")
def verify(request: HttpRequest) -> HttpResponse:
    """Reads the whole chain, so it runs when somebody asks for it."""
    return render(request, "audit/verify.html", {"verification": audit.verify()})
