"""Setting targets and comparators, and keeping what indicators meant."""

# ruff: noqa: ARG001  (an action takes `now`, `by` and `reason` for its entry, whether or not its body needs them)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from headwater.governance.audit import clock
from headwater.governance.audit.action import Actor, about, action
from headwater.governance.partners import written
from headwater.governance.partners.models import Organisation
from headwater.governance.strategy import queries as strategy
from headwater.insight.indicators import queries as indicators
from headwater.insight.indicators import registry
from headwater.insight.performance import dictionary, gaps, lens, rules
from headwater.insight.performance.models import (
    Comparators,
    Definition,
    DifferenceNote,
    GapTarget,
    Target,
)
from headwater.vocabulary.errors import Conflict, Invalid, NotFound, obey


@dataclass(frozen=True)
class Baseline:
    """Where an indicator stood: the value, its likely range, and the period in words."""

    value: float
    lower: float
    upper: float
    words: str


@dataclass(frozen=True)
class TargetTerms:
    """What is said of a new target."""

    indicator: str
    area_code: str
    baseline: Baseline
    aim: float
    due_on: date
    owner: Organisation | None = None
    owner_role: str = ""
    clause_key: str = ""
    because: str = ""


@action
def set_target(now: datetime, terms: TargetTerms, *, by: Actor) -> Target:
    """Say what an indicator should be in an area by a day."""
    _check_names(terms.indicator, terms.area_code, terms.clause_key)
    base = terms.baseline
    target = Target(
        indicator=terms.indicator,
        area_code=terms.area_code,
        baseline=base.value,
        baseline_lower=base.lower,
        baseline_upper=base.upper,
        baseline_words=base.words,
        aim=terms.aim,
        due_on=terms.due_on,
        owner=terms.owner,
        owner_role=terms.owner_role,
        clause_key=terms.clause_key,
        because=terms.because,
    )
    _check_target(target, on=clock.local_day(now))
    obey(strategy.why_not_own(terms.owner, on=clock.local_day(now)))
    return written.begin(target, by=by, now=now)


@action
def change_target(
    now: datetime, target: Target, *, changes: Mapping[str, Any], seen: int, by: Actor, reason: str = ""
) -> Target:
    """Change a target, or withdraw it. The version before it is kept: a target that moves is seen to move."""
    obey(rules.why_not_move_target(reason=reason))
    after = Target.objects.get(pk=target.pk)
    for name, value in changes.items():
        setattr(after, name, value)
    if not after.withdrawn and (after.aim, after.due_on, after.baseline) != (
        target.aim,
        target.due_on,
        target.baseline,
    ):
        _check_target(after, on=clock.local_day(now))
    if "owner" in changes and changes["owner"] != target.owner:
        obey(strategy.why_not_own(changes["owner"], on=clock.local_day(now)))
    return written.rewrite(target, changes, seen=seen, by=by, now=now, reason=reason)


@action
def choose_comparators(
    now: datetime,
    area_code: str,
    *,
    area_codes: Sequence[str],
    because: str,
    by: Actor,
    seen: int = 0,
    reason: str = "",
) -> Comparators:
    """Say which areas an area is set beside, and why these. Chosen before the figures are looked at, it persuades nobody of anything."""
    area = indicators.get_area(area_code)
    kinds = [indicators.get_area(code).kind for code in area_codes]
    obey(rules.why_not_beside(area_code=area_code, kind=area.kind, kinds=kinds, area_codes=area_codes))
    if not because.strip():
        raise Invalid("Say why these areas: how they are like this one.")
    there = Comparators.objects.filter(area_code=area_code).first()
    chosen = {"area_codes": list(dict.fromkeys(area_codes)), "because": because.strip()}
    if there is None:
        return written.begin(Comparators(area_code=area_code, **chosen), by=by, now=now)
    return written.rewrite(there, chosen, seen=seen or there.version, by=by, now=now, reason=reason)


def keep_definitions(*, by: Actor) -> int:
    """Keep every definition that has changed since it was last kept. Returns how many."""
    newest: dict[str, str] = {}
    for each in Definition.objects.order_by("indicator", "number"):
        newest[each.indicator] = each.content_hash
    changed = {
        key: content
        for key, indicator in registry.indicators().items()
        if dictionary.hash_of(content := dictionary.content_of(indicator)) != newest.get(key)
    }
    if changed:
        record_definitions(changed, by=by)
    return len(changed)


@action
def record_definitions(now: datetime, changed: Mapping[str, dict[str, Any]], *, by: Actor) -> None:
    """Write the new words of definitions below the old ones."""
    about("dictionary", ", ".join(sorted(changed))[:200])
    for key, content in changed.items():
        number = Definition.objects.filter(indicator=key).count() + 1
        Definition.objects.create(
            indicator=key, number=number, content=content, content_hash=dictionary.hash_of(content), since=now
        )


def _check_names(indicator: str, area_code: str, clause_key: str) -> None:
    registry.get_indicator(indicator)
    indicators.get_area(area_code)
    if clause_key and strategy.find_address(clause_key) is None:
        raise NotFound(f"There is no clause {clause_key}. Write the plan's key, a slash, the clause's key.")


def _check_target(target: Target, *, on: date) -> None:
    obey(
        rules.why_not_target(
            lower=target.baseline_lower,
            baseline=target.baseline,
            upper=target.baseline_upper,
            aim=target.aim,
            due_on=target.due_on,
            on=on,
        )
    )
    direction = registry.get_indicator(target.indicator).direction
    obey(rules.why_not_aim(direction=direction, baseline=target.baseline, aim=target.aim))


@action
def note_difference(now: datetime, note: DifferenceNote, *, by: Actor) -> DifferenceNote:
    """Say of a group's difference that it is explained, acted on, or looked into."""
    _check_difference(note.indicator, note.area_code, note.breakdown, note.category)
    _check_note(note.says, note.look_again_on, on=clock.local_day(now))
    if lens.find_note(note.indicator, note.area_code, note.breakdown, note.category):
        raise Conflict("Somebody has just written a note on this. Open it, and change it.")
    return written.begin(note, by=by, now=now)


@action
def change_difference_note(
    now: datetime,
    note: DifferenceNote,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Actor,
    reason: str = "",
) -> DifferenceNote:
    """Change what is said of a difference; what was said before is kept."""
    words, day = (changes.get(name, getattr(note, name)) for name in ("says", "look_again_on"))
    _check_note(words, day, on=clock.local_day(now))
    return written.rewrite(note, changes, seen=seen, by=by, now=now, reason=reason)


@action
def set_gap_target(now: datetime, target: GapTarget, *, by: Actor) -> GapTarget:
    """Say how far a gap should close by a day."""
    indicators.get_area(target.area_code)
    registry.get_indicator(target.indicator)
    _check_gap(target, {}, on=clock.local_day(now))
    if gaps.find_target(target.indicator, target.area_code):
        raise Conflict("This gap has a target already. Open it, and change it.")
    return written.begin(target, by=by, now=now)


@action
def change_gap_target(
    now: datetime, target: GapTarget, changes: Mapping[str, Any], *, seen: int, by: Actor, reason: str = ""
) -> GapTarget:
    """Move or withdraw a gap's target; what it was before is kept."""
    if not changes.get("withdrawn", target.withdrawn):
        _check_gap(target, changes, on=clock.local_day(now))
    return written.rewrite(target, changes, seen=seen, by=by, now=now, reason=reason)


def _check_gap(target: GapTarget, changes: Mapping[str, Any], *, on: date) -> None:
    aim, due_on, because = (changes.get(key, getattr(target, key)) for key in ("aim", "due_on", "because"))
    obey(
        rules.why_not_gap_target(lower=target.baseline_lower, aim=aim, due_on=due_on, because=because, on=on)
    )


def _check_difference(indicator: str, area_code: str, breakdown: str, category: str) -> None:
    """Whatever a note names must exist."""
    indicators.get_area(area_code)
    found = registry.get_indicator(indicator).breakdown(breakdown)
    if found is None or category not in found.categories:
        raise NotFound("This indicator has no such group.")


def _check_note(says: str, look_again_on: date, *, on: date) -> None:
    obey(rules.why_not_note(says=says, look_again_on=look_again_on, on=on))
