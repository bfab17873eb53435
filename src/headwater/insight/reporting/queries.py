"""Questions about reports: how they stand now, what is questioned in them, and their editions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headwater.governance.audit import queries as audit
from headwater.governance.audit.models import AuditEntry, Outcome
from headwater.insight.indicators import queries as indicators
from headwater.insight.performance.claims import guard
from headwater.insight.performance.claims.findings import Finding
from headwater.insight.release import queries as release
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import content as contents
from headwater.insight.reporting import rules
from headwater.insight.reporting.blocks.block import Asking, Block
from headwater.insight.reporting.content import Content
from headwater.insight.reporting.models import Commentary, Edition
from headwater.insight.reporting.outlines import Outline, Wanted
from headwater.vocabulary.errors import NotFound


@dataclass(frozen=True)
class Doubt:
    """What the gate asks of one comment before an edition is frozen."""

    block: str  # its title
    text: str
    findings: tuple[Finding, ...]
    moved: bool
    beyond: tuple[str, ...]  # numbers for the public that stand in no figure beside them


def editions(*, public_only: bool, report: str = "") -> QuerySet[Edition]:
    """Editions, newest first; for the public only what is published. Their content is left unread."""
    found = Edition.objects.defer("packed")
    if public_only:
        found = found.filter(audience=Audience.PUBLIC, published_at__isnull=False)
    return found.filter(report=report) if report else found


def get_edition(edition: UUID, *, public_only: bool) -> Edition:
    found = editions(public_only=public_only).filter(uuid=edition).first()
    if found is None:
        raise NotFound("There is no such edition, or it is not published.")
    return found


def read(edition: Edition, *, on: date) -> Content:
    """What an edition holds. Refused where it is not what was frozen, and, as long as it is not published, where the agreement
    for one of its sources has ended; what was published stays so.
    """
    if not is_as_frozen(edition):
        raise rules.BROKEN.raised()
    content = edition.content
    if edition.published_at is None:
        release.check_readable(content["sources"], on=on)
    return content


def is_as_frozen(edition: Edition) -> bool:
    """Whether an edition is what was frozen: its bytes have its hash, the audit trail names that hash, and it says of itself what
    its content says. Who rewrites a row, bytes and hash and all, has not rewritten the chain.
    """
    named = rules.kept_as(edition.uuid, edition.sha256)
    return edition.is_whole and _frozen(named).exists() and _is_told_truly(edition)


def amiss() -> Iterator[str]:
    """Every edition that is not what was frozen, and every one that is gone, in a sentence."""
    there = set()
    for each in Edition.objects.iterator(chunk_size=1):  # one at a time: each is a whole report
        there.add(str(each.uuid))
        if not is_as_frozen(each):
            yield f"{each} ({each.uuid}), is not what was frozen. Do not publish it; freeze a new one."
    for key in _frozen().values_list("subject_key", flat=True):
        uuid = key.partition(" ")[0]
        if uuid not in there:
            yield f"The edition {uuid} was frozen and is not there any more."


def _is_told_truly(edition: Edition) -> bool:
    content = edition.content
    return (content["report"], content["audience"]) == (edition.report, edition.audience)


def _frozen(key: str = "") -> QuerySet[AuditEntry]:
    """What the audit trail has of editions that were frozen."""
    return audit.entries(kind="reporting.keep_edition", subject_key=key, outcome=Outcome.DONE)


def holds_withdrawn(content: Content) -> bool:
    """Whether a figure of this content was taken back since."""
    return release.is_any_withdrawn(
        {fact["release"] for block in contents.blocks_in(content) for fact in block["figures"]}
    )


def find_wanted(outline: Outline, block: str) -> Wanted:
    for chapter in outline.chapters:
        for each in chapter.blocks:
            if each.key == block:
                return each
    raise NotFound("This report has no such block.")


def live_block(wanted: Wanted, *, audience: Audience, on: date) -> Block:
    """One block as it stands now."""
    return contents.block_of(wanted, Asking(indicators.top_area(), audience, on))


def find_commentary(report: str, block: str, audience: Audience) -> Commentary | None:
    return Commentary.objects.filter(report=report, block=block, audience=audience).first()


def doubts(content: Content) -> list[Doubt]:
    """Every comment that the gate asks about."""
    return [doubt for block in contents.blocks_in(content) for doubt in _doubts(block)]


def _doubts(block: Mapping[str, Any]) -> Iterator[Doubt]:
    for remark in block["remarks"]:
        findings = tuple(guard.check(remark["text"]))
        public = remark["audience"] == Audience.PUBLIC
        beyond = tuple(rules.numbers_beyond(remark["text"], _shown(block))) if public else ()
        if findings or remark["moved"] or beyond:
            yield Doubt(block["title"], remark["text"], findings, remark["moved"], beyond)


def _shown(block: Mapping[str, Any]) -> str:
    """Every word that stands in the block itself."""
    cells = [cell for row in block["rows"] for cell in row]
    headings = [column["heading"] for column in block["columns"]]
    return " ".join([block["title"], *block["says"], *headings, *cells, block["note"]["period"]])
