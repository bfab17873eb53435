"""The five states of a figure. Zero, suppressed, not collected and not applicable are four different things everywhere."""

from enum import StrEnum


class FigureState(StrEnum):
    VALUE = "value"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"


class Mark(StrEnum):
    """What a supplier's mark in place of a number means."""

    SUPPRESSED = "suppressed"  # a small number that the source hides
    LOW = "low"  # rounds to zero, and is not zero
    NOT_AVAILABLE = "not_available"  # not collected or not returned
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"  # blank, and nobody knows why
