"""Sources: what can be loaded, whether it may land today, and how fresh it is. For those who may see the catalogue."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from headwater.api import errors
from headwater.api.callers import caller
from headwater.data.contracts import metadata, registry
from headwater.data.ingest import standing
from headwater.data.ingest.standing import Standing
from headwater.governance.audit import clock

router = Router(tags=["sources"])
CATALOGUE = "catalogue.read"


class Source(Schema):
    """One source as it stands today."""

    key: str
    version: int
    title: str
    supplier: str
    one_row_is: str
    licence: str
    attribution: str
    purpose: str
    about_people: bool
    expected_every_months: int | None
    newest_received_at: datetime | None
    data_to: str | None
    expected_by: date | None
    is_late: bool
    rows_read: int
    rows_landed: int
    located_share: float | None
    may_land: bool
    agreement_ends_on: date | None


@router.get("", response={200: list[Source], **errors.ANSWERS}, operation_id="sources")
def sources(request: HttpRequest) -> list[Source]:
    """Every source: when its newest file came, until when it speaks, whether the next one is late, and how good it was."""
    caller(request).check(CATALOGUE)
    return [_out(each) for each in standing.standings(on=clock.today())]


@router.get("/{key}", response={200: Source, **errors.ANSWERS}, operation_id="source")
def source(request: HttpRequest, key: str) -> Source:
    """One source."""
    caller(request).check(CATALOGUE)
    return _out(standing.standing_of(registry.get_contract(key), on=clock.today()))


@router.get("/{key}/schema", response={200: dict[str, Any], **errors.ANSWERS}, operation_id="source_schema")
def source_schema(request: HttpRequest, key: str) -> dict[str, Any]:
    """What one row of a source must be, as JSON Schema."""
    caller(request).check(CATALOGUE)
    return dict(metadata.json_schema(registry.get_contract(key)))


def _out(found: Standing) -> Source:
    contract, agreement = found.contract, found.agreement
    return Source(
        key=contract.key,
        version=contract.version,
        title=contract.title,
        supplier=contract.supplier,
        one_row_is=contract.one_row_is,
        licence=contract.licence.value,
        attribution=contract.attribution,
        purpose=contract.purpose,
        about_people=contract.about_people,
        expected_every_months=contract.freshness.every_months if contract.freshness else None,
        newest_received_at=found.newest.received_at if found.newest else None,
        data_to=str(found.last_period) if found.last_period else None,
        expected_by=found.expected_by,
        is_late=found.is_late,
        rows_read=found.rows_read,
        rows_landed=found.rows_landed,
        located_share=found.located_share,
        may_land=found.may_land,
        agreement_ends_on=agreement.ends_on if agreement else None,
    )
