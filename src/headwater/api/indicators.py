"""What is measured: every indicator with its question, its caveats and what was released of it."""

from django.http import HttpRequest
from ninja import Router, Schema

from headwater.api import errors
from headwater.api.callers import caller
from headwater.insight.indicators import queries, registry
from headwater.insight.indicators.language import Direction, Indicator
from headwater.insight.release.draft import Audience
from headwater.vocabulary.periods import Grain

router = Router(tags=["indicators"])


class Released(Schema):
    """One way of asking for an indicator's figures."""

    grain: Grain
    breakdown: str
    area_kinds: list[str]


class IndicatorOut(Schema):
    """One indicator, and what of it may be asked of `figures`."""

    key: str
    version: int
    title: str
    plain_title: str
    question: str
    counts: str
    per: float
    unit: str
    direction: Direction
    outcome: str
    owner: str
    source: str
    caveats: list[str]
    released: list[Released]


@router.get("", response={200: list[IndicatorOut], **errors.ANSWERS}, operation_id="indicators")
def indicators(request: HttpRequest) -> list[IndicatorOut]:
    """Every indicator."""
    audience = caller(request).audience(None)
    return [_out(each, audience) for each in registry.indicators().values()]


@router.get("/{key}", response={200: IndicatorOut, **errors.ANSWERS}, operation_id="indicator")
def indicator(request: HttpRequest, key: str) -> IndicatorOut:
    """One indicator."""
    return _out(registry.get_indicator(key), caller(request).audience(None))


def _out(each: Indicator, audience: Audience) -> IndicatorOut:
    offers = queries.offers(each.key, audience=audience)
    return IndicatorOut(
        key=each.key,
        version=each.version,
        title=each.title,
        plain_title=each.plain_title,
        question=each.question,
        counts=each.counts,
        per=each.per,
        unit=each.unit,
        direction=each.direction,
        outcome=each.outcome,
        owner=each.owner,
        source=each.of.contract,
        caveats=list(each.caveats),
        released=[
            Released(grain=offer.grain, breakdown=offer.breakdown, area_kinds=list(offer.area_kinds))
            for offer in offers
        ],
    )
