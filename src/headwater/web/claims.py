"""Two pages that anybody may use: does a text say more than its figures do, and is one number a change from another?

Nothing that is sent here is kept: not in the database, not in a log, not as a file, not even for the time of the answer.
"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from headwater.governance.access import rate_limits
from headwater.governance.audit import clock
from headwater.insight.performance import change
from headwater.insight.performance.claims import documents, guard
from headwater.insight.performance.claims.findings import TITLES, Finding
from headwater.vocabulary.errors import Invalid
from headwater.web.doors import public

FORM_BYTES = 64 * 1024  # what a browser wraps around a file and its text


class InMemory(MemoryFileUploadHandler):
    """Holds a file in memory whatever its size, which the page has bounded: nothing of it touches the disk."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        super().handle_raw_input(*args, **kwargs)
        self.activated = True


class ClaimsForm(forms.Form):
    """A text, or a file that has one."""

    text = forms.CharField(
        label="Paste your text",
        help_text="Some sentences of a report, or all of it.",
        required=False,
        max_length=guard.MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "max_length": f"This is longer than {guard.MOST_CHARACTERS:,} characters. Check it in parts."
        },
    )
    file = forms.FileField(
        label="Or choose a file",
        help_text="Word (.docx), CSV or plain text, up to 5 MB.",
        required=False,
        error_messages={"empty": "The file is empty. Choose another."},
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("text") and not given.get("file"):
            raise forms.ValidationError("Paste a text or choose a file.")
        return given


class ChangeForm(forms.Form):
    """Two counts; how many people and how many months each is of, where they differ."""

    before = forms.IntegerField(
        label="The number before",
        min_value=0,
        max_value=change.MOST,
        error_messages={"required": "Give the number before."},
    )
    after = forms.IntegerField(
        label="The number after",
        min_value=0,
        max_value=change.MOST,
        error_messages={"required": "Give the number after."},
    )
    people_before = forms.IntegerField(label="How many people the first is of", min_value=1, required=False)
    people_after = forms.IntegerField(label="How many people the second is of", min_value=1, required=False)
    months_before = forms.FloatField(label="How many months the first is of", required=False)
    months_after = forms.FloatField(label="How many months the second is of", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric"})

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self["before"], self["after"]]

    @property
    def exposures(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(("people", "months"))]


def _count_one_more(request: HttpRequest) -> None:
    """An answer costs work, so nobody asks without end; the API counts with it. The count is of an address, never of a text."""
    who = str(request.META.get("REMOTE_ADDR") or "unknown")
    rate_limits.check(rate_limits.OPEN, who, now=clock.now())


@public
@csrf_exempt  # it changes nothing and sets no cookie: there is nothing to forge
def check_claims(request: HttpRequest) -> HttpResponse:
    """A text goes in, findings come out, and both are forgotten."""
    if request.method != "POST":
        return _claims_page(request, ClaimsForm())
    _count_one_more(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > documents.MOST_BYTES + FORM_BYTES:
        form = ClaimsForm({})
        form.full_clean()
        form.errors.clear()
        form.add_error(
            "file", f"The file is larger than {documents.MOST_BYTES // 1024**2} MB. Check it in parts."
        )
        return _claims_page(request, form)
    request.upload_handlers = [InMemory(request)]
    form = ClaimsForm(request.POST, request.FILES)
    findings = _checked(form) if form.is_valid() else None
    return _claims_page(request, form, findings)


def _checked(form: ClaimsForm) -> list[Finding] | None:
    """What was found, or None with the reason on the form."""
    try:
        return guard.check(_given(form.cleaned_data))
    except Invalid as error:
        form.add_error("file" if form.cleaned_data.get("file") else "text", error.says)
        return None


def _given(given: dict[str, Any]) -> str:
    file: UploadedFile[bytes] | None = given["file"]
    return documents.text_of(file.read(), name=file.name or "") if file else str(given["text"])


def _claims_page(
    request: HttpRequest, form: ClaimsForm, findings: list[Finding] | None = None
) -> HttpResponse:
    page = {"form": form, "findings": findings, "looked_for": list(TITLES.values())}
    answer = render(request, "public/check_claims.html", page, status=400 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@public
def is_it_a_change(request: HttpRequest) -> HttpResponse:
    """Two numbers in the address, so that the answer can be sent to somebody."""
    asked = "before" in request.GET or "after" in request.GET
    if asked:
        _count_one_more(request)
    form = ChangeForm(request.GET if asked else None)
    answer = None
    if form.is_valid():
        try:
            answer = change.is_it_a_change(change.Question(**form.cleaned_data))
        except Invalid as error:
            form.add_error(None, error.says)
    page = {"form": form, "answer": answer}
    return render(request, "public/is_it_a_change.html", page, status=400 if form.errors else 200)
