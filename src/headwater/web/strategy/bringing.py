"""Bring your own document: read it, see what it would change, and only then bring it in."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.governance.audit import clock
from headwater.governance.strategy import actions, bringing, importing
from headwater.governance.strategy.importing import checks
from headwater.governance.strategy.models import Plan
from headwater.insight.indicators import registry
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web import attempts
from headwater.web.doors import needs
from headwater.web.doors import person as person_of
from headwater.web.strategy import forms, readers


@needs(readers.EDITS)
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """First the document, then the difference, then the change."""
    plan = readers.plan_of(request, key)
    if request.method == "POST" and "seen" in request.POST:
        return _bring_in(request, plan)
    form = forms.DocumentForm(attempts.submitted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _shown(request, plan, _checked(form.reading()))
    return render(
        request, "strategy/import.html", {"plan": plan, "form": form}, status=400 if form.errors else 200
    )


def _bring_in(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = forms.BringForm(request.POST)
    reading = _checked(importing.read_pasted(request.POST.get("pasted", "")))
    if form.is_valid():
        given = form.cleaned_data
        incoming = bringing.Incoming(reading, given["seen"], given["leave_out"])
        try:
            actions.import_plan(plan, incoming=incoming, reason=given["reason"], by=person_of(request))
        except (Refused, Invalid, Conflict) as error:
            form.add_error(None, error.says)
        else:
            messages.success(
                request, f"{len(reading.rows)} clauses were brought in. Every version before is kept."
            )
            return redirect("plan", plan.key)
    return _shown(request, plan, reading, form)


def _shown(
    request: HttpRequest, plan: Plan, reading: importing.Reading, form: forms.BringForm | None = None
) -> HttpResponse:
    """What bringing it in would do; with what stops it first."""
    found = bringing.preview(plan, reading)
    given = {"pasted": importing.as_text(reading), "seen": found.mark}
    if form is None:
        form = forms.BringForm(initial=given)
    else:  # what the plan is now, so that the next try has seen it
        form.data = {**form.data.dict(), **given}  # type: ignore[attr-defined]  # a QueryDict, because it was sent
    page = {
        "plan": plan,
        "reading": reading,
        "stops": [fault for fault in reading.faults if fault.stops],
        "notes": [fault for fault in reading.faults if not fault.stops],
        "preview": found,
        "form": form,
    }
    return render(request, "strategy/preview.html", page, status=400 if reading.stops or form.errors else 200)


def _checked(reading: importing.Reading) -> importing.Reading:
    """With the owners and indicators that are not there."""
    unknown = checks.unknown_owners(reading.rows, bringing.owners(on=clock.today()))
    later = checks.unknown_indicators(reading.rows, registry.indicators())
    return replace(reading, faults=(*reading.faults, *unknown, *later))
