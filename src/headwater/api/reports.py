"""Editions of reports: published ones for anybody, those that wait for a token that reads them. The content is given as it was kept."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from headwater.api import errors
from headwater.api.callers import caller
from headwater.governance.audit import clock
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import queries
from headwater.insight.reporting.models import Edition
from headwater.vocabulary.errors import NotFound

router = Router(tags=["reports"])
READS_DRAFTS, READS_PARTNER = "strategy.read", "figures.read_partner"


class EditionOut(Schema):
    """One edition of a report."""

    uuid: UUID
    report: str
    title: str
    audience: Audience
    number: int
    state: str = Field(description="frozen, signed or published.")
    frozen_at: datetime
    signed_at: datetime | None
    signed_as: str = Field(description="The post that answers for it; empty while nobody does.")
    published_at: datetime | None
    sha256: str = Field(description="Of the bytes that its content is given as.")


@router.get("/editions", response={200: list[EditionOut], **errors.ANSWERS}, operation_id="editions")
def editions(request: HttpRequest, report: str = "") -> list[EditionOut]:
    """Every edition that the caller may read, newest first."""
    found = queries.editions(public_only=_public_only(request), report=report)
    return [_out(each) for each in found if _may_read(request, each)]


@router.get("/editions/{edition}", response={200: EditionOut, **errors.ANSWERS}, operation_id="edition")
def edition(request: HttpRequest, edition: UUID) -> EditionOut:
    """One edition."""
    return _out(_edition(request, edition))


@router.get(
    "/editions/{edition}/content", response={200: dict, **errors.ANSWERS}, operation_id="edition_content"
)
def edition_content(request: HttpRequest, edition: UUID) -> HttpResponse:
    """Everything in an edition: chapters, blocks, figures with their releases. Byte for byte what was frozen."""
    found = _edition(request, edition)
    queries.read(found, on=clock.today())
    return HttpResponse(found.text, content_type="application/json")


def _edition(request: HttpRequest, uuid: UUID) -> Edition:
    found = queries.get_edition(uuid, public_only=_public_only(request))
    if not _may_read(request, found):
        raise NotFound("There is no such edition, or it is not published.")
    return found


def _public_only(request: HttpRequest) -> bool:
    return not caller(request).holds(READS_DRAFTS)


def _may_read(request: HttpRequest, found: Edition) -> bool:
    return found.audience == Audience.PUBLIC or caller(request).holds(READS_PARTNER)


def _out(each: Edition) -> EditionOut:
    return EditionOut(
        uuid=each.uuid,
        report=each.report,
        title=each.title,
        audience=Audience(each.audience),
        number=each.number,
        state=each.state,
        frozen_at=each.frozen_at,
        signed_at=each.signed_at,
        signed_as=each.signed_as,
        published_at=each.published_at,
        sha256=each.sha256,
    )
