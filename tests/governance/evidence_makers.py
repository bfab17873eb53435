"""Makers of what is known: plain functions with defaults."""

from datetime import date
from typing import Any

from headwater.governance.evidence import actions
from headwater.governance.evidence.models import Driver, Evidence, Factor, Intervention, ResearchBrief
from headwater.governance.partners import queries as partners

CHECKED = date(2026, 6, 30)


def make_factor(key: str = "factor-a", **more: Any) -> Factor:
    content = {"name": key.title(), "bearing": "risk", "level": "individual", "definition": "In words."}
    return actions.write_factor(key, {**content, **more}, by=partners.operator())


def make_evidence(key: str = "entry-a", **more: Any) -> Evidence:
    content: dict[str, Any] = {
        "approach": key.title(),
        "finding": "Something was found.",
        "effect": "less",
        "source": "A journal",
        "checked_on": CHECKED,
    }
    return actions.write_evidence(key, {**content, **more}, by=partners.operator())


def make_driver(start: Factor, to_key: str, **more: Any) -> Driver:
    return actions.draw_driver(start, to_key, {"says": "It leads there.", **more}, by=partners.operator())


def make_intervention(key: str = "deed-a", **more: Any) -> Intervention:
    content = {"name": key.title(), "what": "Something is done.", "tier": "targeted"}
    return actions.write_intervention(key, {**content, **more}, by=partners.operator())


def make_brief(key: str = "brief-a", **more: Any) -> ResearchBrief:
    content = {"title": key.title(), "asks": "What?", "question": "why"}
    return actions.draft_brief(key, {**content, **more}, by=partners.operator())
