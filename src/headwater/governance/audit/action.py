"""`@action`: the one way to change something. One transaction, one clock, one audit entry, done or refused.

An action is written with the time first, which the decorator gives and callers never pass:

    @action
    def sign_agreement(now: datetime, agreement: Agreement, *, by: Actor) -> Agreement: ...

    sign_agreement(agreement, by=person)

Its kind is its room and name: `partners.sign_agreement`. Its subject is its first argument that has a
`uuid`, else the thing it returned, else what the body named with `about`. An argument called `reason` is
kept as the person's own words.

Actions may call actions: all share the outermost transaction and each has its own entry. A `Refused`
undoes its action and is kept as "refused" even though the transaction was undone; other errors leave no
entry, because nothing happened and nothing was refused. Do not call an action inside a transaction of
your own: undoing that would undo the refusal's entry too.
"""

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import transaction

from headwater.governance.audit import chain, clock
from headwater.governance.audit.chain import Event
from headwater.governance.audit.models import Outcome
from headwater.vocabulary.errors import Refused

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Actor(Protocol):
    """Who acts: a person or a system principal."""

    @property
    def uuid(self) -> UUID: ...

    @property
    def label(self) -> str: ...


@dataclass
class _Walk:
    """All actions of one outermost action: its moment, and the events so far, in the order they ended."""

    now: datetime
    events: list[Event] = field(default_factory=list)
    named: list[tuple[str, str] | None] = field(default_factory=list)

    def undo_since(self, mark: int) -> None:
        """What was done since is undone with its transaction; what was refused stays refused."""
        self.events[mark:] = [event for event in self.events[mark:] if event.outcome == Outcome.REFUSED]


_under_way: ContextVar[_Walk | None] = ContextVar("actions_under_way", default=None)


def about(kind: str, key: str) -> None:
    """Name the subject of the action under way, where no argument and no result has a uuid."""
    walk = _under_way.get()
    if walk is None:
        raise RuntimeError("about() names the subject of an action: call it inside one.")
    walk.named[-1] = (kind, key)


def action(
    body: Callable[Concatenate[datetime, Parameters], Result],
) -> Callable[Parameters, Result]:
    """Make a function an action. See the module."""
    kind = _kind(body)
    takes_reason = "reason" in inspect.signature(body).parameters

    @wraps(body)
    def act(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        by: Any = kwargs.get("by")
        if by is None:
            raise TypeError(f"{kind} is done by somebody: say who, as `by`.")
        reason = str(kwargs.get("reason", "")) if takes_reason else ""

        def event(outcome: Outcome, subject: tuple[str, str], refusal_code: str = "") -> Event:
            return Event(walk.now, kind, by.uuid, by.label, *subject, outcome, refusal_code, reason)

        def step() -> Result:
            mark = len(walk.events)
            walk.named.append(None)
            try:
                with transaction.atomic():
                    result = body(walk.now, *args, **kwargs)
                    walk.events.append(event(Outcome.DONE, _subject(walk, args, result)))
                    if outermost:
                        chain.append(walk.events)
                    return result
            except BaseException as error:
                walk.undo_since(mark)
                if isinstance(error, Refused):
                    walk.events.append(event(Outcome.REFUSED, _subject(walk, args, None), error.code))
                raise
            finally:
                walk.named.pop()

        outer = _under_way.get()
        outermost = outer is None
        walk = outer or _Walk(clock.now())
        return _outermost(walk, step) if outermost else step()

    act.__signature__ = _without_now(body)  # type: ignore[attr-defined]  # what inspect and the docs read
    return act


def _outermost(walk: _Walk, step: Callable[[], Result]) -> Result:
    token = _under_way.set(walk)
    try:
        return step()
    except BaseException:
        if walk.events:
            chain.append(walk.events)  # in a transaction of its own: the action's is undone
        raise
    finally:
        _under_way.reset(token)


def _subject(walk: _Walk, args: tuple[object, ...], result: object) -> tuple[str, str]:
    if named := walk.named[-1]:
        return named
    for thing in (*args, result):
        found = getattr(thing, "uuid", None)
        if isinstance(found, UUID):
            return _snake(type(thing).__name__), str(found)
    return "", ""


def _kind(body: Callable[..., object]) -> str:
    """The room (the package that the action stands in) and the action's name."""
    parameters = inspect.signature(body).parameters
    if next(iter(parameters), "") != "now":
        raise TypeError(
            f"{body.__qualname__}: an action's first parameter is `now`; the decorator passes it."
        )
    by = parameters.get("by")
    if by is None or by.kind is not inspect.Parameter.KEYWORD_ONLY:
        raise TypeError(f"{body.__qualname__}: an action takes the person acting as the keyword `by`.")
    room = body.__module__.split(".")[-2:][0]
    return f"{room}.{body.__name__}"


def _without_now(body: Callable[..., object]) -> inspect.Signature:
    signature = inspect.signature(body)
    return signature.replace(parameters=list(signature.parameters.values())[1:])


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
