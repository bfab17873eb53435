"""Matching a supplier's headings, codes and dates to a contract: once by a person, then silently every month.

The sample is looked at and thrown away: between the two steps only its headings and codes travel, signed,
through the browser. Cells that would go to the vault or be dropped are never shown.
"""

import tempfile
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.data.contracts.language import Contract, Sensitivity
from headwater.data.contracts.registry import contracts, get_contract
from headwater.data.ingest import mapping, mapping_profiles
from headwater.data.ingest.formats import opening, sheets
from headwater.data.ingest.mapping import Mapping, Suggestion
from headwater.data.ingest.mapping_fit import DateForm
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import Organisation
from headwater.machinery import home
from headwater.vocabulary.errors import Conflict, Invalid, Refused
from headwater.web.doors import needs, person

SALT = "headwater.web.mappings"
LEAVE_OUT = ("", "Leave it out")
DATE_WORDS = {
    DateForm.ISO: "2024-03-31",
    DateForm.DAY_FIRST: "31/03/2024",
    DateForm.DAY_NAMED_MONTH: "31-Mar-2024",
    DateForm.MONTH_FIRST: "03/31/2024 (American)",
}
HIDDEN_CELL = "•••"


class SampleForm(forms.Form):
    """A file of the supplier's, and what it is a file of."""

    contract_key = forms.ChoiceField(label="What the file holds")
    supplier = forms.ModelChoiceField(
        queryset=partners.organisations(), label="Who sends it", to_field_name="key"
    )
    file = forms.FileField(label="One of their files", help_text="It is looked at and not kept.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = cast("forms.ChoiceField", self.fields["contract_key"])
        chosen.choices = [(each.key, each.title) for each in contracts().values()]


class MatchForm(forms.Form):
    """One choice for each heading, each unknown code and each date that can be read in two ways."""

    def __init__(self, given: Any, *, offered: Table[str, Any], suggestion: Suggestion | None = None) -> None:
        super().__init__(given)
        self.offered = offered
        self.contract = get_contract(offered["contract"])
        start = suggestion.mapping if suggestion else Mapping({})
        columns = [
            LEAVE_OUT,
            *((each.name, f"{each.name}: {each.meaning}") for each in self.contract.columns),
        ]
        for at, heading in enumerate(offered["headings"]):
            self._ask(f"column_{at}", heading, columns, start.columns.get(heading, ""))
        for name, theirs in offered["codes"].items():
            ours = [("", "Empty"), *(self.contract.column(name).codes or {}).items()]
            for at, code in enumerate(theirs):
                guess = start.codes.get(name, {}).get(code, "")
                self._ask(f"code_{name}_{at}", f"“{code}” in {name}", ours, guess)
        forms_of_date = [(form.name, words) for form, words in DATE_WORDS.items()]
        for name in offered["dates"]:
            self._ask(f"date_{name}", f"How {name} is written", forms_of_date, DateForm.DAY_FIRST.name)
        self.fields["name"] = forms.SlugField(
            label="Name of this match",
            help_text="Small letters and dashes, such as custody-extract.",
            max_length=100,
        )

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    def mapping(self) -> Mapping:
        """What the person decided."""
        said, offered = self.cleaned_data, self.offered
        headings = {heading: said[f"column_{at}"] for at, heading in enumerate(offered["headings"])}
        taken = {heading: column for heading, column in headings.items() if column}
        codes = {
            name: {code: said[f"code_{name}_{at}"] for at, code in enumerate(theirs)}
            for name, theirs in offered["codes"].items()
            if name in taken.values()
        }
        dates = {name: DateForm[said[f"date_{name}"]] for name in offered["dates"] if name in taken.values()}
        return Mapping(columns=taken, codes=codes, dates=dates)


@needs("mappings.edit")
def profile_list(request: HttpRequest) -> HttpResponse:
    return render(request, "mappings/list.html", {"profiles": mapping_profiles.current_profiles()})


@needs("mappings.edit")
def look(request: HttpRequest) -> HttpResponse:
    """The first step: look at a sample and offer a match."""
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _offer(request, form.cleaned_data)
        except Invalid as unreadable:
            form.add_error("file", unreadable.says)
    return render(request, "mappings/sample.html", {"form": form}, status=400 if form.errors else 200)


@needs("mappings.edit")
def keep(request: HttpRequest) -> HttpResponse:
    """The second step: keep what the person decided, as a profile of that supplier."""
    offered = _unsigned(request.POST.get("offered", ""))
    form = MatchForm(request.POST, offered=offered)
    if form.is_valid():
        draft = mapping_profiles.Draft(
            name=form.cleaned_data["name"],
            supplier_key=offered["supplier"],
            contract_key=offered["contract"],
            headings=tuple(offered["headings"]),
            mapping=form.mapping(),
        )
        try:
            profile = mapping_profiles.save_mapping_profile(draft, by=person(request))
        except (Invalid, Refused, Conflict) as error:
            form.add_error(None, error.says)
        else:
            messages.success(
                request, f"Kept as “{profile.name}”. The next file like it is matched by itself."
            )
            return redirect("mappings")
    page = {"form": form, "offered": request.POST.get("offered", ""), "contract": form.contract}
    return render(request, "mappings/match.html", page, status=400)


def _offer(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    contract, supplier = get_contract(given["contract_key"]), cast("Organisation", given["supplier"])
    with tempfile.TemporaryDirectory(dir=home.folder("work")) as folder:
        sheet = _first_sheet(given["file"], Path(folder))
        suggestion = mapping.suggest(contract, sheet)
    codes = {name: list(found) for name, found in suggestion.unknown_codes.items()}
    for name, guessed in suggestion.mapping.codes.items():
        codes[name] = [*guessed, *codes.get(name, [])]
    offered = {
        "contract": contract.key,
        "supplier": supplier.key,
        "headings": list(sheet.headings),
        "codes": codes,
        "dates": list(suggestion.undecided_dates),
    }
    page = {
        "form": MatchForm(None, offered=offered, suggestion=suggestion),
        "offered": signing.dumps(offered, salt=SALT, compress=True),
        "contract": contract,
        "suggestion": suggestion,
        "headings": sheet.headings,
        "preview": _shown(contract, suggestion, sheet.headings),
    }
    return render(request, "mappings/match.html", page)


def _first_sheet(file: Any, folder: Path) -> sheets.Sheet:
    """The first table of the file; Invalid with the file's own problem where it cannot be read."""
    sample = folder / "sample"
    with sample.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    opened = opening.open_file(sample, work=folder, limits=sheets.current_limits())
    if not opened.sheets:
        raise Invalid(opened.problems[0].says() if opened.problems else "There is no table in the file.")
    return opened.sheets[0]


def _shown(contract: Contract, suggestion: Suggestion, headings: tuple[str, ...]) -> list[list[str]]:
    """Ten rows, without the cells that may identify somebody or that nobody has matched yet."""
    open_cells = [_may_show(contract, suggestion.mapping.columns.get(heading, "")) for heading in headings]
    return [
        [(cell or "") if shown else HIDDEN_CELL for cell, shown in zip(row, open_cells, strict=True)]
        for row in suggestion.preview
    ]


def _may_show(contract: Contract, column: str) -> bool:
    return bool(column) and contract.column(column).sensitivity in {Sensitivity.OPEN, Sensitivity.PERSONAL}


def _unsigned(offered: str) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", signing.loads(offered, salt=SALT, max_age=4 * 3600))
    except signing.BadSignature:
        raise Invalid("This match was open too long. Send the sample once more.") from None
