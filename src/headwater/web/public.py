"""Pages that anybody reads: home, what is held about people and how to object, accessibility."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static

from headwater.data.contracts.language import Licence
from headwater.data.contracts.registry import contracts
from headwater.web.doors import public


@public
def about_the_data(request: HttpRequest) -> HttpResponse:
    """What is held, by whom, why and for how long, read from the contracts themselves."""
    held = [contract for contract in contracts().values() if contract.about_people]
    others = [contract for contract in contracts().values() if not contract.about_people]
    page = {
        "held": held,
        "counts": [contract for contract in others if contract.licence is not Licence.OGL],
        "published": [contract for contract in others if contract.licence is Licence.OGL],
    }
    return render(request, "public/about_the_data.html", page)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html")


@public
def health(_request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: answers when the site does."""
    return HttpResponse("ok", content_type="text/plain")


@public
def icon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return HttpResponsePermanentRedirect(static("mark.svg"))
