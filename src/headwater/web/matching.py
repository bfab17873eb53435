"""Matching a waiting file's headings, codes and dates to a contract, in three pages: what the file holds, what each column is, what the codes mean.

The file itself is opened again on each page and nothing is uploaded twice. Between the second page and the third what was chosen
travels signed. Cells that may name somebody, or that nobody has matched, are never shown.
"""

from collections.abc import Mapping as Table
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from headwater.data.contracts.language import Contract, Sensitivity
from headwater.data.contracts.registry import contracts, get_contract
from headwater.data.ingest import actions, mapping, mapping_fit, mapping_questions
from headwater.data.ingest import queries as ingest
from headwater.data.ingest.formats.sheets import Sheet
from headwater.data.ingest.mapping import Mapping
from headwater.data.ingest.mapping_fit import DateForm
from headwater.data.ingest.mapping_profiles import Draft
from headwater.data.ingest.mapping_questions import Questions
from headwater.data.ingest.models import Submission, SubmissionState
from headwater.governance.partners import queries as partners
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web import attempts, submissions
from headwater.web.doors import needs, person

SALT = "headwater.web.matching"
OPEN_FOR_SECONDS = 4 * 3600
LEAVE_OUT = ("", "Leave it out")
DATE_WORDS = {
    DateForm.ISO: "Year first: 2024-03-31",
    DateForm.DAY_FIRST: "Day first: 31/03/2024",
    DateForm.DAY_NAMED_MONTH: "Month in letters: 31-Mar-2024",
    DateForm.MONTH_FIRST: "Month first: 03/31/2024 (American)",
}
HIDDEN_CELL = "•••"


class SourceForm(forms.Form):
    """What the file holds and, where nobody said when it was sent, who sends it."""

    source = forms.ChoiceField(label="What does the file hold?")
    supplier = forms.ModelChoiceField(
        queryset=partners.organisations(), label="Who sends such files?", to_field_name="key"
    )

    def __init__(self, given: Any, *, supplier_key: str, guess: str = "") -> None:
        super().__init__(given)
        source = cast("forms.ChoiceField", self.fields["source"])
        source.choices = [(each.key, each.title) for each in contracts().values()]
        source.initial = guess
        if supplier_key:
            del self.fields["supplier"]


class ColumnsForm(forms.Form):
    """One choice for each heading."""

    def __init__(self, given: Any, *, contract: Contract, sheet: Sheet) -> None:
        super().__init__(given)
        self.contract, self.sheet = contract, sheet
        self.suggestion = mapping.suggest(contract, sheet)
        rows = mapping.sample(sheet)
        for place, heading in enumerate(sheet.headings):
            if heading:
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=heading,
                    help_text=mapping_fit.looks(row[place] for row in rows),
                    choices=_choices(contract),
                    initial=self.suggestion.mapping.columns.get(heading, ""),
                    required=False,
                )

    @property
    def chosen(self) -> dict[str, str]:
        """Heading -> column."""
        said = {
            heading: self.cleaned_data.get(f"column_{place}", "")
            for place, heading in enumerate(self.sheet.headings)
        }
        return {heading: column for heading, column in said.items() if column}

    def clean(self) -> dict[str, Any]:
        if why_not := mapping_questions.why_not_columns(self.contract, self.sheet.headings, self.chosen):
            raise forms.ValidationError(why_not)
        return self.cleaned_data


class CodesForm(forms.Form):
    """One choice for each unknown code and each date that can be read in two ways, and a name for the whole."""

    def __init__(self, given: Any, *, said: Table[str, Any]) -> None:
        super().__init__(given)
        self.said = said
        contract = get_contract(said["source"])
        for column, codes in said["codes"].items():
            ours = [("", "No value"), *(contract.column(column).codes or {}).items()]
            for at, (theirs, guess) in enumerate(codes):
                label = f"“{theirs}” in {_heading(said, column)}"
                self._ask(f"code_{column}_{at}", label, ours, guess)
        for column, found in said["dates"].items():
            choices = [(name, DATE_WORDS[DateForm[name]]) for name in found]
            self._ask(
                f"date_{column}", f"How are the dates in {_heading(said, column)} written?", choices, ""
            )
        self.fields["name"] = forms.SlugField(
            label="Name of this match",
            help_text="Small letters and dashes. The next file like it is read by it.",
            max_length=100,
            initial=contract.key.replace("_", "-"),
        )

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    def draft(self) -> Draft:
        """What the person decided."""
        said, given = self.said, self.cleaned_data
        codes = {
            column: {theirs: given[f"code_{column}_{at}"] for at, (theirs, _) in enumerate(found)}
            for column, found in said["codes"].items()
        }
        dates = {column: DateForm[name] for column, name in said["decided"].items()}
        dates |= {column: DateForm[given[f"date_{column}"]] for column in said["dates"]}
        return Draft(
            name=given["name"],
            supplier_key=said["supplier"],
            contract_key=said["source"],
            headings=tuple(said["headings"]),
            mapping=Mapping(columns=said["columns"], codes=codes, dates=dates),
        )


@needs("mappings.edit")
def source(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The first page: what the file holds."""
    found = _waiting(request, uuid)

    def go_on(given: dict[str, Any]) -> str:
        supplier = given["supplier"].key if "supplier" in given else found.supplier_key
        asked = urlencode({"source": given["source"], "supplier": supplier})
        return f"{reverse('match-each-column', args=[uuid])}?{asked}"

    form = SourceForm(attempts.submitted(request), supplier_key=found.supplier_key, guess=_guess(found))
    task = attempts.Task(
        heading=f"What is in “{found.file_name}”?",
        button="Go on",
        done="",
        back=reverse("submission", args=[uuid]),
        says="We do not know its headings. Our first guess is chosen below.",
    )
    return attempts.answer(request, form, task, go_on, then=str)


@needs("mappings.edit")
def columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The second page: what each column is, beside the first rows."""
    found = _waiting(request, uuid)
    contract = get_contract(request.GET.get("source", ""))
    supplier = partners.get_organisation(request.GET.get("supplier", ""))
    with ingest.sheet_to_match(found) as sheet:
        form = ColumnsForm(attempts.submitted(request), contract=contract, sheet=sheet)
        if request.method == "POST" and form.is_valid():
            try:
                asked = mapping_questions.questions(contract, sheet, form.chosen)
            except Invalid as error:
                form.add_error(None, error.says)
            else:
                said = _said(found, contract, supplier.key, sheet, form.chosen, asked)
                return _codes_page(request, found, CodesForm(None, said=said))
        page = {
            "form": form,
            "submission": found,
            "contract": contract,
            "headings": sheet.headings,
            "preview": _shown(contract, form.suggestion, sheet.headings),
        }
    return render(request, "mappings/columns.html", page, status=400 if form.errors else 200)


@needs("mappings.edit")
def codes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The third page was sent: keep it all as a profile of that supplier, and let the file go on."""
    found = _waiting(request, uuid)
    said = _unsigned(request.POST.get("said", ""))
    if said["submission"] != str(uuid):
        raise Invalid("This match was made for another file. Begin with the file again.")
    form = CodesForm(request.POST, said=said)
    if form.is_valid():
        try:
            actions.match_submission(found, draft=form.draft(), by=person(request))
        except (Invalid, Refused) as error:
            form.add_error(None, error.says)
        else:
            messages.success(
                request, "The columns are known, and the file goes on. The next one like it goes by itself."
            )
            return redirect("submission", uuid)
    return _codes_page(request, found, form)


def _waiting(request: HttpRequest, uuid: UUID) -> Submission:
    found = submissions.readable_one(request, uuid)
    if found.state != SubmissionState.NEEDS_MAPPING:
        raise Conflict("This file no longer waits for its columns to be matched.")
    return found


def _guess(found: Submission) -> str:
    regular = [each for each in contracts().values() if each.freshness]
    with ingest.sheet_to_match(found) as sheet:
        return mapping_questions.likeliest(regular, sheet).key


def _choices(contract: Contract) -> list[Any]:
    """Columns to choose from: those that a file must have first."""

    def listed(*, optional: bool) -> list[tuple[str, str]]:
        return [(c.name, f"{c.name}: {c.meaning}") for c in contract.columns if c.optional is optional]

    return [LEAVE_OUT, ("Must be there", listed(optional=False)), ("May be there", listed(optional=True))]


def _said(
    found: Submission,
    contract: Contract,
    supplier: str,
    sheet: Sheet,
    chosen: dict[str, str],
    asked: Questions,
) -> dict[str, Any]:
    return {
        "submission": str(found.uuid),
        "source": contract.key,
        "supplier": supplier,
        "headings": list(sheet.headings),
        "columns": chosen,
        "codes": {name: list(found.items()) for name, found in asked.codes.items()},
        "dates": {name: [form.name for form in found] for name, found in asked.dates.items()},
        "decided": {name: form.name for name, form in asked.decided.items()},
    }


def _codes_page(request: HttpRequest, found: Submission, form: CodesForm) -> HttpResponse:
    said = form.said
    asked = urlencode({"source": said["source"], "supplier": said["supplier"]})
    page = {
        "form": form,
        "submission": found,
        "said": signing.dumps(dict(said), salt=SALT, compress=True),
        "decided": [
            (_heading(said, name), DATE_WORDS[DateForm[form]]) for name, form in said["decided"].items()
        ],
        "back": f"{reverse('match-each-column', args=[found.uuid])}?{asked}",
    }
    return render(request, "mappings/codes.html", page, status=400 if form.errors else 200)


def _heading(said: Table[str, Any], column: str) -> str:
    """The supplier's own heading of a column, which is the one that the person knows."""
    return next(str(heading) for heading, name in said["columns"].items() if name == column)


def _shown(contract: Contract, suggestion: mapping.Suggestion, headings: tuple[str, ...]) -> list[list[str]]:
    """Ten rows, without the cells that may identify somebody or that nobody has matched yet."""
    open_cells = [_may_show(contract, suggestion.mapping.columns.get(heading, "")) for heading in headings]
    return [
        [(cell or "") if shown else HIDDEN_CELL for cell, shown in zip(row, open_cells, strict=True)]
        for row in suggestion.preview
    ]


def _may_show(contract: Contract, column: str) -> bool:
    return bool(column) and contract.column(column).sensitivity in {Sensitivity.OPEN, Sensitivity.PERSONAL}


def _unsigned(said: str) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", signing.loads(said, salt=SALT, max_age=OPEN_FOR_SECONDS))
    except signing.BadSignature:
        raise Invalid("This match was open too long. Begin with the file again; nothing was lost.") from None
