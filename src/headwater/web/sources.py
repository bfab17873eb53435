"""Sources: every kind of file that can be loaded, what it must hold, and whether it may land today."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.data.contracts.language import Contract
from headwater.data.contracts.registry import contracts, get_contract
from headwater.data.ingest import queries as ingest
from headwater.governance.audit import clock
from headwater.governance.partners import queries as partners
from headwater.web.doors import needs

RHYTHMS = {1: "Every month", 3: "Every quarter", 12: "Every year"}


@dataclass(frozen=True)
class Row:
    """One source of the catalogue, as it stands today."""

    contract: Contract
    landing_words: str
    newest: datetime | None  # when the newest file in use came

    @property
    def rhythm(self) -> str:
        fresh = self.contract.freshness
        return (
            RHYTHMS.get(fresh.every_months, f"Every {fresh.every_months} months") if fresh else "Now and then"
        )


@needs("catalogue.read")
def source_list(request: HttpRequest) -> HttpResponse:
    rows = [Row(each, _landing(each), ingest.newest(each.key)) for each in contracts().values()]
    return render(request, "sources/list.html", {"rows": rows})


@needs("catalogue.read")
def source(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "sources/source.html", {"contract": get_contract(key)})


def _landing(contract: Contract) -> str:
    if not contract.licence.needs_agreement:
        return "Yes: it is open"
    agreement = partners.current_agreement(contract.key, on=clock.today())
    return f"Yes, until {agreement.ends_on:%-d %B %Y}" if agreement else "No: no current agreement"
