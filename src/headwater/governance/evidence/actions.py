"""Writing the library: factors, the arrows between them, evidence, interventions and research briefs.

Every change keeps the version before it. Nothing is deleted: `withdrawn` is a written field.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from headwater.governance.audit.action import Actor, action
from headwater.governance.evidence import checking, library, queries, rules
from headwater.governance.evidence.library import Imported, Library, Row
from headwater.governance.evidence.models import Driver, Evidence, Factor, Intervention, ResearchBrief
from headwater.governance.partners import written
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Conflict, Invalid, Refused, obey
from headwater.vocabulary.identifiers import checked_key

Thing = TypeVar("Thing", bound=Written)
Content = Mapping[str, Any]


@action
def write_factor(now: datetime, key: str, content: Content, *, by: Actor) -> Factor:
    return _begin(Factor(key=_new(key, queries.find_factor(key))), content, by=by, now=now)


@action
def change_factor(
    now: datetime, factor: Factor, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> Factor:
    return _rewrite(factor, changes, seen=seen, by=by, now=now, reason=reason)


@action
def draw_driver(now: datetime, from_factor: Factor, to_key: str, content: Content, *, by: Actor) -> Driver:
    """An arrow of the driver tree: this factor is a cause of that factor, or of what that indicator counts."""
    if queries.find_driver(from_factor, to_key):
        raise Conflict("There is an arrow between these two already. Change that one.", code="already_there")
    return _begin(Driver(from_factor=from_factor, to_key=to_key), content, by=by, now=now)


@action
def change_driver(
    now: datetime, driver: Driver, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> Driver:
    return _rewrite(driver, changes, seen=seen, by=by, now=now, reason=reason)


@action
def write_evidence(now: datetime, key: str, content: Content, *, by: Actor) -> Evidence:
    return _begin(Evidence(key=_new(key, queries.find_evidence(key))), content, by=by, now=now)


@action
def change_evidence(
    now: datetime, entry: Evidence, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> Evidence:
    return _rewrite(entry, changes, seen=seen, by=by, now=now, reason=reason)


@action
def write_intervention(now: datetime, key: str, content: Content, *, by: Actor) -> Intervention:
    return _begin(Intervention(key=_new(key, queries.find_intervention(key))), content, by=by, now=now)


@action
def change_intervention(
    now: datetime, intervention: Intervention, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> Intervention:
    return _rewrite(intervention, changes, seen=seen, by=by, now=now, reason=reason)


@action
def draft_brief(now: datetime, key: str, content: Content, *, by: Actor) -> ResearchBrief:
    return _begin(ResearchBrief(key=_new(key, queries.find_brief(key))), content, by=by, now=now)


@action
def change_brief(
    now: datetime, brief: ResearchBrief, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> ResearchBrief:
    """Once issued, it keeps a role for lived experience and its payment; once closed, it stands."""
    brief.refresh_from_db()
    obey(rules.why_not_change_brief(brief.state))
    changed = _rewrite(brief, changes, seen=seen, by=by, now=now, reason=reason)
    if changed.state == "issued":
        obey(rules.why_not_unpaid(**_pay(changed)))
    return changed


@action
def issue_brief(now: datetime, brief: ResearchBrief, *, by: Actor) -> ResearchBrief:  # noqa: ARG001  (its entry needs `by`)
    """Put a study out. Not without people with lived experience, and their payment."""
    brief.refresh_from_db()
    obey(rules.why_not_issue(brief.state, **_pay(brief)))
    brief.state, brief.issued_at = rules.BRIEF_STATES[brief.state, "issue"], now
    brief.save(update_fields=["state", "issued_at"])
    return brief


@action
def close_brief(
    now: datetime, brief: ResearchBrief, changes: Content, *, seen: int, by: Actor, reason: str = ""
) -> ResearchBrief:
    """End a study: `changes` say what was found, whether that was taken up, and why."""
    brief.refresh_from_db()
    asked = {
        name: str(changes.get(name, getattr(brief, name))) for name in ("findings", "uptake", "uptake_why")
    }
    obey(rules.why_not_close(brief.state, **asked))
    closed = _rewrite(brief, changes, seen=seen, by=by, now=now, reason=reason)
    closed.state, closed.closed_at = rules.BRIEF_STATES[brief.state, "close"], now
    closed.save(update_fields=["state", "closed_at"])
    return closed


@action
def import_library(now: datetime, rows: Library, *, by: Actor) -> Imported:
    """Take a library in, whole or not at all: what is new becomes version 1, what reads otherwise a new version."""
    became: dict[str, list[str]] = {"added": [], "changed": [], "same": []}
    for row in rows.in_order():
        try:
            became[_take_in(row, by=by, now=now)].append(row.name)
        except (Invalid, Refused) as error:
            raise Invalid(f"{row.name}: {error.says} Nothing was taken in.", code=error.code) from None
    return Imported(tuple(became["added"]), tuple(became["changed"]), len(became["same"]))


def _take_in(row: Row, *, by: Actor, now: datetime) -> str:
    thing = library.stands(row)
    if thing is None:
        _begin(library.fresh(row), library.content(row), by=by, now=now)
        return "added"
    before = thing.version
    _rewrite(thing, library.content(row), seen=before, by=by, now=now, reason="Taken in from a file.")
    return "same" if thing.version == before else "changed"


def seed(*, by: Actor) -> Imported | None:
    """Take in what is shipped and was never here. What the partnership changed or withdrew stays as it is."""
    missing = library.never_here(library.shipped())
    return import_library(missing, by=by) if missing.rows else None


def _pay(brief: ResearchBrief) -> dict[str, Any]:
    return {"lived_experience_role": brief.lived_experience_role, "payment_gbp": brief.payment_gbp}


def _new(key: str, found: Written | None) -> str:
    if found is not None:
        raise Conflict(
            f"There is something with the key {key} already. Choose another.", code="already_there"
        )
    return checked_key(key)


def _begin(thing: Thing, content: Content, *, by: Actor, now: datetime) -> Thing:
    for name, value in checking.cleaned(thing, content).items():
        setattr(thing, name, value)
    checking.check(thing, on=now.date())
    return written.begin(thing, by=by, now=now)


def _rewrite(thing: Thing, changes: Content, *, seen: int, by: Actor, now: datetime, reason: str) -> Thing:
    """Written first and checked after: it is one transaction, and what does not stand is undone with it."""
    done = written.rewrite(thing, checking.cleaned(thing, changes), seen=seen, by=by, now=now, reason=reason)
    checking.check(done, on=now.date())
    return done
