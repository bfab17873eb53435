"""Places written as text that the gazetteer matched with doubt: a person says yes or no to each.

The words themselves are not kept, so a page can show only the place they seem to mean.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from headwater.data.contracts.registry import get_contract
from headwater.data.ingest import actions
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.models import PlaceReview
from headwater.governance.audit import clock
from headwater.machinery.jobs import queue
from headwater.vocabulary.errors import Conflict
from headwater.web import doors
from headwater.web.doors import needs
from headwater.web.pages import page_of


@needs("locations.review")
def review_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, ingest.places_to_review())
    rows = [(each, get_contract(each.contract_key).title) for each in page.object_list]
    return render(request, "places/to_review.html", {"page": page, "rows": rows})


@needs("locations.review")
@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _decide(request, uuid, actions.confirm_place, "Yes: {} it is. Its rows are placed there.")


@needs("locations.review")
@require_POST
def dismiss(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _decide(request, uuid, actions.dismiss_place, "No: not {}. Its rows stay without a place.")


def _decide(request: HttpRequest, uuid: UUID, decide: Callable[..., PlaceReview], says: str) -> HttpResponse:
    review = ingest.places_to_review().filter(uuid=uuid).first()
    if review is None:
        raise Conflict("Somebody has decided on this place already.")
    person = doors.person(request)
    decide(review, by=person)
    queue.enqueue(actions.REFRESH, {}, queued_by=person.uuid, now=clock.now(), key=actions.REFRESH)
    messages.success(request, says.format(review.suggestion))
    return redirect("places-to-review")
