"""Writing commentary; freezing, signing and publishing editions.

An edition is of one state: while it is gathered no figures are brought up to date, and nothing else is written.
"""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, about, action
from headwater.governance.partners import written
from headwater.insight.release.draft import Audience
from headwater.insight.reporting import content as contents
from headwater.insight.reporting import outlines, queries, rules
from headwater.insight.reporting.content import Content
from headwater.insight.reporting.models import Commentary, Edition
from headwater.machinery import turns
from headwater.vocabulary.errors import Invalid, obey


@dataclass(frozen=True)
class Beside:
    """Which block a comment stands beside, and who reads it."""

    report: str
    block: str
    audience: Audience


@action
def write_commentary(
    now: datetime, beside: Beside, *, text: str, by: Actor, seen: int = 0, reason: str = ""
) -> Commentary:
    """Say something beside a block. It is kept with the hash of the figures that stand there now."""
    wanted = queries.find_wanted(outlines.get_outline(beside.report), beside.block)
    live = queries.live_block(wanted, audience=beside.audience, on=clock.local_day(now))
    fields = {"text": text.strip(), "figures_hash": live.figures_hash, "withdrawn": not text.strip()}
    there = queries.find_commentary(beside.report, beside.block, beside.audience)
    if there is None:
        if not text.strip():
            raise Invalid("Write something, or leave the block as it is.")
        return written.begin(Commentary(**vars(beside), **fields), by=by, now=now, reason=reason)
    return written.rewrite(there, fields, seen=seen or there.version, by=by, now=now, reason=reason)


def gather(report: str, *, audience: Audience) -> Content:
    """A report as it stands now, all of it from figures of one state."""
    with turns.alone("figures"):
        return contents.content_of(outlines.get_outline(report), audience=audience, on=clock.today())


def freeze_edition(report: str, *, audience: Audience, by: Actor, reason: str = "") -> Edition:
    """Keep a report whole, as it stands now. While figures are brought up to date this waits: the turn is taken before the
    transaction, as everybody who brings them up to date takes it.
    """
    with turns.alone("figures"):
        return keep_edition(report, audience=audience, by=by, reason=reason)


@action
def keep_edition(now: datetime, report: str, *, audience: Audience, by: Actor, reason: str = "") -> Edition:
    """Gather and keep, in one transaction; the audit entry names the hash. Call `freeze_edition`, which takes the turn first."""
    gathered = contents.content_of(outlines.get_outline(report), audience=audience, on=clock.local_day(now))
    doubts = queries.doubts(gathered)
    obey(
        rules.why_not_freeze(
            questions=sum(len(each.findings) for each in doubts),
            moved=sum(each.moved for each in doubts),
            beyond=sum(len(each.beyond) for each in doubts),
            reason=reason,
        )
    )
    kept = contents.bytes_of(gathered)
    before = Edition.objects.filter(report=report, audience=audience).count()
    edition = Edition.objects.create(
        report=report,
        audience=audience,
        number=before + 1,
        title=gathered["title"],
        area_code=(gathered["area"] or {}).get("code", ""),
        packed=zlib.compress(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        frozen_at=now,
        frozen_by=by.uuid,
        frozen_by_label=by.label,
        reason=reason,
    )
    about("edition", rules.kept_as(edition.uuid, edition.sha256))
    return edition


@action
def sign_edition(now: datetime, edition: Edition, *, signed_as: str, by: Actor) -> Edition:
    """Answer for an edition, in a post."""
    stands = Edition.objects.select_for_update().get(pk=edition.pk)
    obey(
        rules.why_not_sign(
            is_signed=stands.signed_at is not None,
            is_whole=queries.is_as_frozen(stands),
            signed_as=signed_as,
        )
    )
    stands.signed_at, stands.signed_by, stands.signed_by_label = now, by.uuid, by.label
    stands.signed_as = signed_as.strip()
    stands.save(update_fields=["signed_at", "signed_by", "signed_by_label", "signed_as"])
    return stands


@action
def publish_edition(now: datetime, edition: Edition, *, by: Actor) -> Edition:  # noqa: ARG001  (an action takes `by` for its entry)
    """Show a signed public edition to everybody: from now on its figures leave, so they must still be free to."""
    stands = Edition.objects.select_for_update().get(pk=edition.pk)
    content = queries.read(stands, on=clock.local_day(now))
    obey(
        rules.why_not_publish(
            is_public=stands.audience == Audience.PUBLIC,
            is_signed=stands.signed_at is not None,
            is_published=stands.published_at is not None,
            holds_withdrawn=queries.holds_withdrawn(content),
        )
    )
    stands.published_at = now
    stands.save(update_fields=["published_at"])
    return stands
