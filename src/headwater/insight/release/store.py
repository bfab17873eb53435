"""Writes a release and its served series, and reads back what earlier releases said. The only writer of
both.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Any
from uuid import UUID

import numpy as np

from headwater.insight.release import memory
from headwater.insight.release.audit import Safe
from headwater.insight.release.draft import Audience, Draft, Floats
from headwater.insight.release.memory import Contents
from headwater.insight.release.models import Inferred, Release, Series
from headwater.insight.release.policies import Policy
from headwater.insight.release.released import ARRAYS
from headwater.insight.release.rules import Shape
from headwater.vocabulary.errors import Refused
from headwater.vocabulary.periods import Grain

DIGITS = 4  # of a served rate or limit; counts of moved records have no more meaning than that


def earlier(sources: Sequence[str]) -> list[Release]:
    """Every release of a protected source that ever left, oldest first, whoever it was for."""
    left = Release.objects.filter(protects=True, withheld=False).order_by("id")
    wanted = set(sources)
    return [release for release in left.defer("contents") if wanted & set(release.sources)]


def shapes(releases: Iterable[Release]) -> list[Shape]:
    return [Shape(Grain(release.grain), tuple(release.area_kinds)) for release in releases]


@lru_cache(maxsize=512)
def contents(release: UUID) -> Contents:
    """What a release said; it never changes, so it is unpacked once."""
    return memory.unpacked(bytes(Release.objects.values_list("contents", flat=True).get(uuid=release)))


def current(slot: str, audience: Audience) -> Release | None:
    standing = Release.objects.filter(slot=slot, audience=audience, superseded_by=None, withdrawn_at=None)
    return standing.order_by("-id").first()


def write(
    draft: Draft, safe: Safe, policy: Policy, *, audience: Audience, now: datetime, protects: bool
) -> Release:
    """The new release, or the standing one where nothing would be different."""
    rows = list(_rows(draft, safe))
    stamp = _stamp(draft, policy, rows)
    before = current(draft.slot, audience)
    if before is not None and before.contents_hash == stamp and not before.withheld:
        return before
    release = _record(draft, policy, audience, now)
    release.contents, release.contents_hash, release.protects = safe.contents.packed(), stamp, protects
    release.save()
    _keep_reach(release, safe)
    if not draft.kinds[0].startswith("grid"):  # a map is drawn from the whole release at once
        Series.objects.bulk_create([Series(release=release, **row) for row in rows], batch_size=500)
    _supersede(release)
    return release


def write_withheld(
    draft: Draft, policy: Policy, refused: Refused, *, audience: Audience, now: datetime
) -> Release:
    """A record that a table was not let out, and why. What stood before keeps standing."""
    stamp = hashlib.sha256(
        f"{refused.code}{draft.origin.made_from}{policy.hash}{draft.version}".encode()
    ).hexdigest()
    same = Release.objects.filter(
        slot=draft.slot, audience=audience, withheld=True, contents_hash=stamp
    ).first()
    if same is not None:
        return same
    release = _record(draft, policy, audience, now)
    release.withheld, release.refusal_code, release.refusal_says = True, refused.code, refused.says
    release.contents, release.contents_hash, release.protects = b"", stamp, False
    release.withdrawn_at = now
    release.save()
    return release


def _record(draft: Draft, policy: Policy, audience: Audience, now: datetime) -> Release:
    origin = draft.origin
    return Release(
        slot=draft.slot,
        indicator=draft.indicator,
        indicator_version=draft.version,
        measure=draft.measure or draft.indicator,
        part_of=draft.part_of or "",
        sources=list(origin.sources),
        audience=audience,
        grain=draft.grain,
        area_kinds=list(draft.kinds),
        breakdown=draft.breakdown,
        method=draft.method,
        per=draft.per,
        policy=policy.key,
        policy_words=policy.words,
        policy_hash=policy.hash,
        made_from=origin.made_from,
        code_version=version("headwater"),
        attribution=origin.attribution,
        extracted_on=origin.extracted_on,
        located_share=origin.located_share,
        notes=list(origin.notes),
        periods=[start.isoformat() for start in draft.periods],
        released_at=now,
    )


def _keep_reach(release: Release, safe: Safe) -> None:
    found = safe.reach
    if found is None:
        return
    Inferred.objects.create(
        release=release,
        hidden=found.hidden,
        narrow=found.narrow,
        narrowest=found.narrowest,
        is_proven=found.is_proven,
        ranges=found.ranges,
    )


def _supersede(release: Release) -> None:
    """The standing release of the slot gives way; its served series go, its record stays."""
    old = Release.objects.filter(
        slot=release.slot, audience=release.audience, superseded_by=None, withheld=False
    )
    for before in old.exclude(id=release.id):
        Release.objects.filter(id=before.id).update(superseded_by=release)
        Series.objects.filter(release=before).delete()


def _rows(draft: Draft, safe: Safe) -> Iterable[dict[str, Any]]:
    cells, missing = safe.cells, np.full(draft.states.shape, np.nan)
    cube = {name: getattr(cells, name) for name in ARRAYS if name != "people"}
    cube["people"] = missing if draft.people is None else draft.people
    lists = {name: _numbers(array) for name, array in cube.items()}
    for at, place in enumerate(draft.places):
        for which, category in enumerate(draft.categories):
            arrays = {name: rows[at][which] for name, rows in lists.items()}
            figures: dict[str, Any] = {
                name: row for name, row in arrays.items() if any(v is not None for v in row)
            }
            figures["state"] = "".join(map(str, cells.states[at, which].tolist()))
            yield {
                "area_code": place.code,
                "area_name": place.name,
                "area_kind": place.kind,
                "category": category,
                "figures": figures,
            }


def _numbers(array: Floats) -> Any:
    """Nested lists with None where there is no number."""
    rounded = np.round(array, DIGITS).astype(object)
    rounded[np.isnan(array)] = None
    return rounded.tolist()


def _stamp(draft: Draft, policy: Policy, rows: list[dict[str, Any]]) -> str:
    facts = (
        draft.slot, draft.version, draft.method, draft.per, policy.hash, draft.origin.notes,
        draft.origin.located_share, [start.isoformat() for start in draft.periods], rows,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
