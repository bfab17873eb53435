"""Sources: every kind of file that can be loaded; how fresh and how good it is, what is late and who owes it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.data.contracts import blank_files
from headwater.data.contracts.language import Contract, Licence
from headwater.data.contracts.registry import get_contract
from headwater.data.ingest import queries as ingest
from headwater.data.ingest import standing
from headwater.data.ingest.standing import Standing
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.governance.partners.models import OrganisationKind
from headwater.vocabulary.errors import NotFound
from headwater.vocabulary.periods import day_words
from headwater.web import context, downloads, submissions
from headwater.web.doors import needs
from headwater.web.templatetags.words import day_before

RHYTHMS = {1: "Every month", 3: "Every quarter", 12: "Every year"}
NEWEST = 5  # files shown on the page of a source


@dataclass(frozen=True)
class Row:
    """One source of the catalogue, in words."""

    standing: Standing

    @property
    def contract(self) -> Contract:
        return self.standing.contract

    @property
    def rhythm(self) -> str:
        fresh = self.standing.contract.freshness
        if fresh is None:
            return "Now and then"
        return RHYTHMS.get(fresh.every_months, f"Every {fresh.every_months} months")

    @property
    def owed_by(self) -> str:
        """Who should have sent it: whoever sent the last one, else the parties of its agreement, else the publisher."""
        newest, agreement = self.standing.newest, self.standing.agreement
        if newest and (sender := partners.find_organisation(newest.supplier_key)):
            return partners.current_successor(sender, on=self.standing.on).name
        if agreement:
            parties = agreement.parties.exclude(kind=OrganisationKind.PARTNERSHIP)
            return ", ".join(each.name for each in parties)
        return self.standing.contract.supplier

    @property
    def landing_words(self) -> str:
        if not self.standing.contract.licence.needs_agreement:
            return "Open, needs no agreement"
        agreement = self.standing.agreement
        if agreement is None:
            return "No current agreement: it does not land"
        return f"Agreement until {day_words(day_before(agreement.ends_on))}"


@needs("catalogue.read")
def source_list(request: HttpRequest) -> HttpResponse:
    rows = [Row(each) for each in standing.standings(on=clock.today())]
    page = {
        "late": [row for row in rows if row.standing.is_late],
        "regular": [row for row in rows if row.standing.contract.freshness],
        "others": [row for row in rows if not row.standing.contract.freshness],
    }
    return render(request, "sources/list.html", page)


@needs("catalogue.read")
def blank_file(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """An empty workbook with the headings of a source, to fill in and send."""
    contract = get_contract(key)
    if "xlsx" not in contract.formats:
        raise NotFound("This source does not come as a workbook.")
    return downloads.attached(blank_files.as_workbook(contract), "xlsx", contract.key)


@needs("catalogue.read")
def source(request: HttpRequest, key: str) -> HttpResponse:
    contract = get_contract(key)
    row = Row(standing.standing_of(contract, on=clock.today()))
    seen = submissions.readable(request).filter(contract_key=key)
    newest = row.standing.newest
    page = {
        "contract": contract,
        "row": row,
        "standing": row.standing,
        "files": seen.prefetch_related("superseded_by")[:NEWEST],
        "file_count": seen.count(),
        "problems": ingest.problem_counts(newest)[:NEWEST] if newest else [],
        "is_typed": contract.licence is not Licence.OGL and "xlsx" in contract.formats,
        "may_see_files": bool(context.held_by(request) & set(submissions.SEEING)),
    }
    return render(request, "sources/source.html", page)
