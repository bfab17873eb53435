"""Layouts that were made, so that one picture is laid out once: the newest of them, and for a while those that failed.

A layout holds nothing of its own. One that was swept is made again by whoever looks next.
"""

from typing import Any

from django.core.cache import cache

from headwater.governance.strategy.theory.graph import Box, Edge
from headwater.insight.performance.models import Layout
from headwater.insight.performance.theory import layout
from headwater.vocabulary.errors import Unavailable

MOST_KEPT = 100  # each change of a title or an arrow makes another
AGAIN_AFTER_SECONDS = 600  # a machine that cannot lay out takes up to half a minute to say so


def laid_out(boxes: list[Box], edges: list[Edge]) -> dict[str, Any]:
    """The kept layout, or a new one that is kept from now on. Whoever looks first after a change waits half a second."""
    key = layout.key_of(boxes, edges)
    found = Layout.objects.filter(key=key).first()
    return dict(found.content) if found else _made(key, boxes, edges)


def _made(key: str, boxes: list[Box], edges: list[Edge]) -> dict[str, Any]:
    failed = f"no-layout-{key}"
    if says := cache.get(failed):
        raise Unavailable(says)
    try:
        content = layout.lay_out(boxes, edges)
    except Unavailable as why:
        cache.set(failed, why.says, AGAIN_AFTER_SECONDS)
        raise
    Layout.objects.get_or_create(key=key, defaults={"content": content})
    _sweep()
    return content


def _sweep() -> None:
    """All but the newest go. Evaluated first, as not every database deletes by a query with an offset."""
    old = list(Layout.objects.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT:])
    Layout.objects.filter(pk__in=old).delete()
