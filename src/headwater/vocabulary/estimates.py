"""An estimate never travels alone: value, limits, confidence, method, and what the number counts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """`lower` and `upper` are limits at `confidence` (a share: 0.95) by `method`; `counts` says what the value counts."""

    value: float
    lower: float
    upper: float
    confidence: float
    method: str
    counts: str
