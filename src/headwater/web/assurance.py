"""The assurance pack: read on the site, printed, or taken away whole. Made anew from what runs each time it is asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headwater.governance.access import rate_limits
from headwater.governance.audit import clock
from headwater.insight.reporting import assurance
from headwater.web import downloads
from headwater.web.doors import needs
from headwater.web.doors import person as person_of


@needs("assurance.read")
def pack_page(request: HttpRequest) -> HttpResponse:
    found = assurance.pack(on=clock.today())
    return render(request, "assurance/pack.html", {"pack": found, "documents": assurance.DOCUMENTS})


@needs("assurance.read")
def document(request: HttpRequest, name: str) -> HttpResponse:
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the policy's middleware
    return HttpResponse(assurance.page(name, on=clock.today(), nonce=nonce, back=reverse("assurance")))


@needs("assurance.read")
def printed(request: HttpRequest, name: str) -> HttpResponse:
    _ask_for_one(request)
    return downloads.attached(assurance.as_pdf(name, on=clock.today()), "pdf", name)


@needs("assurance.read")
def archive(request: HttpRequest) -> HttpResponse:
    _ask_for_one(request)
    today = clock.today()
    return downloads.attached(assurance.archive(on=today), "zip", f"assurance-pack-{today}")


def _ask_for_one(request: HttpRequest) -> None:
    """Printing takes seconds, so nobody asks for it without end."""
    who = str(person_of(request).uuid)
    rate_limits.check(rate_limits.EXPORTS, who, now=clock.now())
