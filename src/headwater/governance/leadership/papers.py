"""How every paper of this room is kept: looked through as a whole, refused with a sentence, and each version of it."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from headwater.governance.audit.action import Actor
from headwater.governance.partners import written
from headwater.governance.partners.written import Written
from headwater.vocabulary.errors import Conflict, Invalid, Refusal, obey

Paper = TypeVar("Paper", bound=Written)
WhyNot = Callable[[Paper, datetime], Refusal | None]
TAKEN = {"unique", "unique_together"}


@dataclass(frozen=True)
class Edit:
    """Who changes a paper, having seen which version, and why."""

    seen: int
    by: Actor
    reason: str = ""


def begin(paper: Paper, why_not: WhyNot[Paper], *, by: Actor, now: datetime) -> Paper:
    """Keep a new paper, if the rules let it stand."""
    _checked(paper.full_clean)
    _may_stand(paper, why_not, now)
    return written.begin(paper, by=by, now=now)


def change(
    paper: Paper, changes: Mapping[str, Any], why_not: WhyNot[Paper], *, edit: Edit, now: datetime
) -> Paper:
    """Change a paper, if the rules let it stand as it then reads."""
    draft = copy.copy(paper)
    for name, value in changes.items():
        setattr(draft, name, value)
    others = {field.name for field in paper._meta.fields} - set(changes)
    _checked(lambda: draft.clean_fields(exclude=others))
    written.rewrite(paper, changes, seen=edit.seen, by=edit.by, now=now, reason=edit.reason)
    _may_stand(paper, why_not, now)  # as it reads with what others wrote meanwhile; if not, all is undone
    return paper


def _checked(check: Callable[[], None]) -> None:
    try:
        check()
    except ValidationError as wrong:
        raise _error_of(wrong) from None


def _may_stand(paper: Paper, why_not: WhyNot[Paper], now: datetime) -> None:
    obey(why_not(paper, now))


def _error_of(wrong: ValidationError) -> Conflict | Invalid:
    faults = [(name, each) for name, found in wrong.error_dict.items() for each in found]
    says = " ".join(_sentence(name, each) for name, each in faults)
    if any(each.code in TAKEN for _, each in faults):
        return Conflict(says, code="already_there")
    return Invalid(says)


def _sentence(name: str, fault: ValidationError) -> str:
    if name == "key" and fault.code in TAKEN:
        return "There is one of that time with these words already. Open that one, or say what is different about this."
    words = " ".join(fault.messages)
    return words if name == NON_FIELD_ERRORS else f"{name.replace('_', ' ').capitalize()}: {words}"
