"""Sending a file: for one's own organisation, or on behalf of any by those who may."""

import tempfile
from pathlib import Path
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from headwater.data.ingest import actions
from headwater.data.ingest.models import Submission
from headwater.governance.access import queries as access
from headwater.governance.access import rate_limits
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation, Person
from headwater.machinery import home
from headwater.vocabulary.errors import Conflict
from headwater.web import attempts, context, doors, submissions
from headwater.web.doors import needs

OWN, ANY = "submissions.upload", "submissions.upload_any"


class UploadForm(forms.Form):
    """One file. Whatever its name, it is recognised by what is in it."""

    supplier = forms.ModelChoiceField(
        queryset=partners.organisations(), label="Whose file is it?", to_field_name="key"
    )
    file = forms.FileField(
        label="File",
        help_text="CSV, XLSX or XML, or one of them in a ZIP. No passwords on it: it is encrypted here.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Export it again."},
    )

    def __init__(self, *args: Any, person: Person, for_any: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        supplier = cast("forms.ModelChoiceField[Organisation]", self.fields["supplier"])
        today = clock.today()
        may_send_for = access.organisations_of(person, ANY if for_any else OWN, on=today)
        supplier.queryset = may_send_for & partners.organisations(on=today)
        supplier.required = not for_any
        if for_any:
            supplier.help_text = "Leave empty for open data that nobody sent."
        else:
            supplier.initial = supplier.queryset.first()

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        most = settings.HEADWATER_UPLOAD_LIMIT
        if file.size and file.size > most:
            raise forms.ValidationError(f"The file is larger than {most // 1024**2} MB. Send it in parts.")
        return file


@needs(OWN, ANY)
def send(request: HttpRequest) -> HttpResponse:
    person = doors.person(request)
    for_any = ANY in context.held_by(request)

    def change(given: dict[str, Any]) -> Submission:
        received = _receive(given["file"], given["supplier"], by=person)
        if not submissions.readable(request).filter(pk=received.pk).exists():
            raise Conflict("This very file is here already. Another organisation sent it.")
        return received

    task = attempts.Task(
        heading="Send a file",
        button="Send",
        done="We have your file, whole and encrypted.",
        back=reverse("desk"),
        says="Names and dates of birth go to a locked vault. Free text finds the place, and is then dropped.",
    )
    form = UploadForm(attempts.submitted(request), request.FILES or None, person=person, for_any=for_any)
    return attempts.answer(
        request, form, task, change, then=lambda received: reverse("submission", args=[received.uuid])
    )


def _receive(file: "UploadedFile[bytes]", supplier: Organisation | None, *, by: Person) -> Submission:
    """Hand the upload over as a file of our own, which is swept whatever happens."""
    rate_limits.check(rate_limits.UPLOADS, str(by.uuid), now=clock.now())
    with tempfile.TemporaryDirectory(dir=home.folder("work")) as folder:
        copy = Path(folder) / "upload"
        with copy.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return actions.receive_file(copy, file_name=file.name or "upload", supplier=supplier, by=by)
