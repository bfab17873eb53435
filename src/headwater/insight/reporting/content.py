"""A report gathered: plain values and nothing else, so that the same values are shown on a page, printed, and kept whole in an edition.

Everything is of one audience and one day. Who wants it all of one state gathers it where no figures change meanwhile: `actions`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from importlib.metadata import version
from typing import Any

from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.indicators.partnership import partnership
from headwater.insight.performance import dictionary
from headwater.insight.release.draft import Audience
from headwater.insight.reporting.blocks.block import Asking, Block, fact_of
from headwater.insight.reporting.blocks.kinds import KINDS
from headwater.insight.reporting.models import Commentary
from headwater.insight.reporting.outlines import Chapter, Outline, Wanted

Content = dict[str, Any]
FOR_WHOM = {
    Audience.PUBLIC: "For everybody.",
    Audience.PARTNER: "For partners who have signed the agreements. Not for publication.",
}


def content_of(outline: Outline, *, audience: Audience, on: date, chapter: str = "") -> Content:
    """A whole report, or one chapter of it."""
    asking = Asking(indicators.top_area(), audience, on)
    remarks = _remarks(outline, audience)
    chosen = [each for each in outline.chapters if chapter in ("", each.key)]
    chapters = [_chapter(each, asking, remarks) for each in chosen]
    return {
        "report": outline.key,
        "title": outline.title,
        "about": outline.about,
        "is_return": outline.is_return,
        "audience": audience.value,
        "for_whom": FOR_WHOM[audience],
        "partnership": partnership().name,
        "area": {"code": asking.area.code, "name": asking.area.name} if asking.area else None,
        "made_on": on.isoformat(),
        "program": f"Headwater {version('headwater')}",
        "chapters": chapters,
        "sources": sorted({key for each in chapters for key in each.pop("sources")}),
        "definitions": _definitions(chapters),
    }


def block_of(wanted: Wanted, asking: Asking) -> Block:
    """One live block."""
    return KINDS[wanted.kind](replace(asking, terms=wanted.terms))


def bytes_of(content: Content) -> bytes:
    """The content as the bytes whose hash an edition carries."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def blocks_in(content: Content) -> Iterable[Mapping[str, Any]]:
    return (block for chapter in content["chapters"] for block in chapter["blocks"])


def told_once(content: Content) -> Content:
    """The same to be read from its first page on: what must be known of several blocks is told with the first of them."""
    first: dict[str, str] = {}
    chapters = [
        {**chapter, "blocks": [_once(block, first) for block in chapter["blocks"]]}
        for chapter in content["chapters"]
    ]
    return {**content, "chapters": chapters}


def _once(block: Content, first: dict[str, str]) -> Content:
    caveats = block["note"]["caveats"]
    if block["missing"]:
        return block
    again = [each for each in caveats if each in first]
    where = [
        f"What else must be known stands under “{title}”." for title in dict.fromkeys(map(first.get, again))
    ]
    first.update({each: block["title"] for each in caveats if each not in first})
    if len(again) <= len(where):
        return block
    shown = [*(each for each in caveats if each not in again), *where]
    return {**block, "note": {**block["note"], "caveats": shown}}


def _chapter(chapter: Chapter, asking: Asking, remarks: Mapping[str, list[Commentary]]) -> Content:
    live = [(each, block_of(each, asking)) for each in chapter.blocks]
    figures = [figure for _wanted, block in live for _breakdown, figure in block.figures]
    return {
        "key": chapter.key,
        "title": chapter.title,
        "about": chapter.about,
        "blocks": [_block(each, found, asking, remarks.get(each.key, [])) for each, found in live],
        "sources": {key for figure in figures for key in figure.provenance.sources},
    }


def _block(wanted: Wanted, found: Block, asking: Asking, remarks: Iterable[Commentary]) -> Content:
    return {
        "key": wanted.key,
        "title": found.title,
        "says": list(found.says),
        "columns": [asdict(each) for each in found.columns],
        "rows": [list(row) for row in found.rows],
        "figures": [fact_of(*each) for each in found.figures],
        "figures_hash": found.figures_hash,
        "picture": {"svg": found.chart.svg, "alt": found.chart.alt} if found.chart else None,
        "note": {**asdict(found.note), "caveats": list(found.note.caveats)},
        "missing": found.missing,
        "listed": found.listed,
        "remarks": [_remark(each, wanted, asking, found) for each in remarks],
    }


def _remark(remark: Commentary, wanted: Wanted, asking: Asking, shown: Block) -> Content:
    """Commentary, and whether the figures under it moved since it was written: those of the audience that it was written for."""
    own = Audience(remark.audience)
    under = shown if own is asking.audience else block_of(wanted, replace(asking, audience=own))
    return {
        "text": remark.text,
        "audience": remark.audience,
        "version": remark.version,
        "moved": remark.figures_hash != under.figures_hash,
    }


def _remarks(outline: Outline, audience: Audience) -> dict[str, list[Commentary]]:
    """The commentary that this audience reads, by block; what everybody reads first."""
    found = Commentary.objects.filter(report=outline.key, withdrawn=False)
    if audience is Audience.PUBLIC:
        found = found.filter(audience=audience)
    by_block: dict[str, list[Commentary]] = {}
    for each in found.order_by("-audience"):
        by_block.setdefault(each.block, []).append(each)
    return by_block


def _definitions(chapters: Iterable[Content]) -> list[Content]:
    """What every indicator that is shown means today, once each."""
    keys = {fact["indicator"] for each in chapters for block in each["blocks"] for fact in block["figures"]}
    known = sorted(
        (registry.indicators()[key] for key in keys if key in registry.indicators()),
        key=lambda each: each.plain_title,
    )
    return [
        {"title": entry.indicator.plain_title, "rows": [list(row) for row in entry.rows]}
        for entry in (dictionary.entry(each.key) for each in known)
    ]
