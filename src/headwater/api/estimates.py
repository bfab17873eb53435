"""How an estimate leaves by the API: never without its limits. A limit that has no end is none."""

from math import isfinite

from ninja import Schema
from pydantic import Field

from headwater.vocabulary.estimates import Estimate


class EstimateOut(Schema):
    """A value with its limits."""

    value: float
    lower: float
    upper: float | None = Field(description="None where there is no end to it")
    confidence: float
    method: str


def estimate(found: Estimate | None) -> EstimateOut | None:
    """The same as a row; nothing of nothing."""
    if found is None:
        return None
    return EstimateOut(
        value=found.value,
        lower=found.lower,
        upper=found.upper if isfinite(found.upper) else None,
        confidence=found.confidence,
        method=found.method,
    )
